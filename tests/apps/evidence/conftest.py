"""一个事项和几种文件: a case to attach papers to, and small sound files of every kind made here."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from heyue.apps.cases import operations
from heyue.apps.cases.models import Case
from tests.district import District

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n"
    b"<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
)


@pytest.fixture
def case(district: District, settings: Any, tmp_path: Path) -> Case:
    """The service request of 甲 to 正; files go to a folder of this test."""
    settings.HEYUE_FILES = tmp_path / "files"
    return operations.open_case(
        district.actor("owner"),
        name="service_request",
        organisation=district.organisations["甲"].pk,
        agency=district.organisations["正"].pk,
        title="补缴社保",
    )


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30), **more: Any) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form, **more)
    return out.getvalue()


def packed(entries: dict[str, bytes | str], **more: Any) -> bytes:
    """A zip of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes | str) -> bytes:
    """A small Word document; further entries by their name with / written as __."""
    entries: dict[str, bytes | str] = {"[Content_Types].xml": TYPES, "word/document.xml": "<w:document/>"}
    return packed(entries | {name.replace("__", "/"): content for name, content in more.items()})


def xlsx(entries: dict[str, bytes | str] | None = None) -> bytes:
    """A small workbook."""
    return packed({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>", **(entries or {})})
