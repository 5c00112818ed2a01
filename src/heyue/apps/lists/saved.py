"""列表存成文件: the download of a list, with its rows as filtered and sorted."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone

from heyue.apps.deeds import Actor, Refused
from heyue.apps.deeds.both import lang
from heyue.apps.lists.listing import Column, Shown
from heyue.law.wording import day_in_words, pick
from heyue.papers.listed import Cell, csv_text, xlsx_bytes

MOST = 50_000
"""行数上限: more rows than this are refused, with the advice to filter first."""
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def download(shown: Shown, form: str, actor: Actor, *, title: str, by: str = "") -> HttpResponse:
    """The list as a file, "csv" or "xlsx" (anything else gives xlsx). `by` stands with the moment at the foot of each page.

    The view records the export first, by an operation of its own with `shown.total` as the number of rows.
    """
    if shown.total > MOST:
        raise Refused((
            f"一次最多导出 {MOST:,} 行，现在有 {shown.total:,} 行；请先筛选",
            f"at most {MOST:,} rows go into one file and there are {shown.total:,}; filter the list first",
        ))  # fmt: skip
    kind = form if form in TYPES else "xlsx"
    columns = [column for column in shown.listing.columns if column.export]
    heads = [str(column.words) for column in columns]
    rows = ([cell(column, column.value(row)) for column in columns] for row in shown.every(MOST))
    moment = timezone.localtime(actor.now)
    note = pick(("{by} {day} {time} 导出", "Exported {day} {time} {by}"), lang()).format(
        by=by, day=day_in_words(moment.date(), lang()), time=f"{moment:%H:%M}"
    )
    body = csv_text(heads, rows).encode() if kind == "csv" else xlsx_bytes(str(title), heads, rows, note=note.strip())
    response = HttpResponse(body, content_type=TYPES[kind])
    name = f"{title} {moment:%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = f"attachment; filename=\"list.{kind}\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def cell(column: Column, value: Any) -> Cell:
    """What a file holds of a value: sums in yuan, moments in the installation's zone, a level as its words."""
    if value is None:
        return None
    if column.kind == "yuan":
        return Decimal(value).scaleb(-2)
    if column.kind == "level":
        words = value[1] if isinstance(value, (tuple, list)) else value
        return pick((words[0], words[1]), lang()) if isinstance(words, (tuple, list)) else str(words)
    if isinstance(value, datetime):
        return timezone.localtime(value)
    if column.kind in {"number", "day"} and not isinstance(value, str):
        return value  # type: ignore[no-any-return]
    return pick((value[0], value[1]), lang()) if isinstance(value, (tuple, list)) else str(value)
