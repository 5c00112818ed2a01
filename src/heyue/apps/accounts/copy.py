"""我的数据的副本: all tables about one person as JSON and as a workbook, in one zip."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.utils import timezone

from heyue.papers.listed import xlsx_bytes

README = (
    "这是和约保存的关于你的全部数据：my-data.json 给程序读，my-data.xlsx 给人看，内容相同。\n"
    "没有别人的数据，也没有密码和密钥。\n\n"
    "This is everything heyue keeps about you: my-data.json for programs, my-data.xlsx for people, the same in both.\n"
    "Nothing about others, and no passwords or keys.\n"
)


def archive(tables: dict[str, list[dict[str, Any]]]) -> bytes:
    """The zip. Moments are in UTC in the JSON and in the installation's zone in the workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("README.txt", README)
        file.writestr("my-data.json", json.dumps(tables, ensure_ascii=False, indent=1, default=_plain))
        file.writestr("my-data.xlsx", _workbook(tables))
    return out.getvalue()


def _workbook(tables: dict[str, list[dict[str, Any]]]) -> bytes:
    lines = [
        [table, number, name, _cell(value)]
        for table, rows in tables.items()
        for number, row in enumerate(rows, start=1)
        for name, value in row.items()
    ]
    return xlsx_bytes("我的数据", ["表 / table", "行 / row", "项 / field", "值 / value"], lines)


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}"
    return None if value is None else str(value)
