"""空白工作簿: writes the workbook of `heyue template`, the definition of the columns made fillable.

A first sheet says how to fill it; each of the eight tables has its sheet, with notes on its headers, drop-downs where
answers are fixed, text format for numbers that must not be counted with, and a frozen header. Given rows are written too,
which is how a workbook with data in the template's own form is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any, Literal

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from heyue.law.tables import TABLES, Column, Table
from heyue.law.units import DAYS, HOURS, MONTHS, RATIO, YUAN, Unit

Language = Literal["zh", "en"]
Row = Mapping[str, object]
LAST_ROW = 5_000
UNITS: dict[str, Unit] = {"money": YUAN, "hours": HOURS, "days": DAYS, "months": MONTHS, "rate": RATIO}
SHEETS = {"guide": ("说明", "Instructions"), "options": ("选项", "Options")}
FLAGS = {"zh": ("是", "否"), "en": ("Yes", "No")}
PAIRS = {"zh": ("项目", "内容", "说明"), "en": ("Item", "Content", "Note")}
KINDS = {
    "text": ("文字", "text"),
    "date": ("日期，如 2026-03-01", "a date such as 2026-03-01"),
    "month": ("月份，如 2026-03", "a month such as 2026-03"),
    "money": ("金额，单位元", "an amount in yuan"),
    "hours": ("小时数，如 8 或 7.5", "hours, such as 8 or 7.5"),
    "days": ("天数，如 21 或 0.5", "days, such as 21 or 0.5"),
    "months": ("月数", "months"),
    "rate": ("比例，如 0.08", "a rate such as 0.08"),
    "count": ("整数", "a whole number"),
    "flag": ("填 是 或 否", "Yes or No"),
    "choice": ("从下拉列表中选", "choose from the list"),
}
GUIDE = {
    "zh": (
        "怎样填这个工作簿",
        "1. 只有“花名册”必须填；其余每多填一张表，就能多查一些项目。不知道的格子留空，留空不会被当作违规。",
        "2. 每张表第一行是表头，请不要改动；从第二行起填写。可以不填的列可以整列删掉，列的先后可以调换。",
        "3. 工号用来把各张表里的同一个人对上。没有工号时按公民身份号码对，再没有就按姓名和部门对；有同名的人请填工号。",
        "4. 日期写成 2026-03-01，月份写成 2026-03，金额以元为单位，时间以小时为单位。有固定答案的列，点开单元格可以下拉选择。",
        "5. 公民身份号码列已设为文本。从别处粘贴时请选“只粘贴数值”，不要让表格把它变成数字，否则末几位会变成 0。",
        "6. “考勤”可以每人每天一行（填日期），也可以每人每月一行（填月份），同一个月只用一种。",
        "7. 不想照着填也可以：个税扣缴端、钉钉、企业微信、考勤机导出的表可以直接交来检查。",
    ),
    "en": (
        "How to fill in this workbook",
        "1. Only the Roster is required; each further sheet opens more checks. Leave unknown cells empty: "
        "an empty cell is never a breach.",
        "2. The first row of each sheet is its header; please leave it as it is and fill in from the second row. "
        "Columns you do not need "
        "may be deleted, and their order does not matter.",
        "3. The employee number ties one person's rows together. Without it the identity number is used, then name "
        "and department; where "
        "two people have the same name, give a number.",
        "4. Write dates as 2026-03-01 and months as 2026-03; amounts are in yuan, times in hours. "
        "Where answers are fixed, the cell has a list to choose from.",
        "5. Identity numbers are kept as text. Paste values only, and do not let the program turn them into "
        "numbers, or the last digits "
        "become zeros.",
        "6. Attendance may have one row a person and day (give the day) or one a "
        "person and month (give the month); one kind for each month.",
        "7. You need not copy anything: exports of the tax client, DingTalk, WeCom and punch clocks can be checked as they are.",
    ),
}


@dataclass(slots=True)
class Writer:
    """一本工作簿: the open workbook, its language and its formats."""

    book: Any
    lang: Language
    formats: dict[str, Any]
    options: dict[str, str]

    def say(self, pair: tuple[str, str]) -> str:
        return pair[0] if self.lang == "zh" else pair[1]

    def label(self, column: Column | Table) -> str:
        return column.zh if self.lang == "zh" else column.en

    def note(self, column: Column) -> str:
        """What a column holds: its help, its kind, and whether it must be filled."""
        own = column.help_zh if self.lang == "zh" else column.help_en
        parts = [own, self.say(KINDS[column.kind])]
        if column.required:
            parts.append(self.say(("必填", "required")))
        return ("；" if self.lang == "zh" else "; ").join(part for part in parts if part)


def write(
    target: str | Path | IO[bytes], *, lang: Language = "zh", rows: Mapping[str, Iterable[Row]] | None = None
) -> None:
    """Write the workbook to a file or an open binary stream.

    `rows` maps table names to rows of canonical values (quantities in smallest parts, dates, choice values, flags), which are
    written as a person would type them; columns they do not name stay empty.
    """
    settings = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    destination = str(target) if isinstance(target, (str, Path)) else target
    with xlsxwriter.Workbook(destination, settings) as book:
        created = datetime.combine(date(2026, 1, 1), time())  # one fixed day: the same call writes the same file
        book.set_properties({"title": "和约" if lang == "zh" else "Heyue", "created": created})
        writer = Writer(book, lang, _formats(book), {})
        _guide(writer)
        sheets = {name: book.add_worksheet(writer.label(table)) for name, table in TABLES.items()}
        _options(writer)
        for name, table in TABLES.items():
            given = list((rows or {}).get(name, ()))
            if table.shape == "pairs":
                _pairs(writer, sheets[name], table, given)
            else:
                _rows(writer, sheets[name], table, given)


def _formats(book: Any) -> dict[str, Any]:
    plain = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
    head = {**plain, "bold": True, "text_wrap": True, "bottom": 1}
    return {
        "head": book.add_format({**head, "bg_color": "#E8EEF4"}),
        "must": book.add_format({**head, "bg_color": "#FBE9D7"}),
        "title": book.add_format({**plain, "bold": True, "font_size": 16}),
        "prose": book.add_format({**plain, "text_wrap": True}),
        "note": book.add_format({**plain, "text_wrap": True, "font_color": "#666666"}),
        "text": book.add_format({**plain, "num_format": "@"}),
        "date": book.add_format({**plain, "num_format": "yyyy-mm-dd"}),
        "month": book.add_format({**plain, "num_format": "yyyy-mm"}),
        "money": book.add_format({**plain, "num_format": "#,##0.00"}),
        "number": book.add_format({**plain, "num_format": "General"}),
    }


def _format(writer: Writer, column: Column) -> Any:
    kind = {"choice": "text", "flag": "text"}.get(column.kind, column.kind)
    return writer.formats.get(kind, writer.formats["number"])


def _guide(writer: Writer) -> None:
    sheet = writer.book.add_worksheet(writer.say(SHEETS["guide"]))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 96)
    title, *lines = GUIDE[writer.lang]
    sheet.set_row(0, 32)
    sheet.write_string(0, 0, title, writer.formats["title"])
    for at, text in enumerate(lines, start=2):
        sheet.merge_range(at, 0, at, 1, text, writer.formats["prose"])
        sheet.set_row(at, 34)
    for at, table in enumerate(TABLES.values(), start=len(lines) + 3):
        sheet.write_url(at, 0, f"internal:'{writer.label(table)}'!A1", string=writer.label(table))
        sheet.write_string(at, 1, table.help_zh if writer.lang == "zh" else table.help_en, writer.formats["prose"])


def _options(writer: Writer) -> None:
    """A hidden sheet of the answers to choose from, as a drop-down's own list holds no more than 255 characters."""
    sheet = writer.book.add_worksheet(writer.say(SHEETS["options"]))
    sheet.hide()
    lists: dict[str, list[str]] = {"flag": list(FLAGS[writer.lang])}
    for table in TABLES.values():
        for column in table.columns:
            if column.choices:
                lists[f"{table.name}.{column.name}"] = [c.zh if writer.lang == "zh" else c.en for c in column.choices]
    for at, (key, words) in enumerate(lists.items()):
        sheet.write_string(0, at, key)
        for row, word in enumerate(words, start=1):
            sheet.write_string(row, at, word)
        letter = xl_col_to_name(at)
        name = writer.say(SHEETS["options"])
        writer.options[key] = f"='{name}'!${letter}$2:${letter}${len(words) + 1}"


def _choice_list(writer: Writer, table: Table, column: Column) -> str | None:
    return writer.options.get("flag" if column.kind == "flag" else f"{table.name}.{column.name}")


def _validate(writer: Writer, sheet: Any, table: Table, column: Column, where: tuple[int, int, int, int]) -> None:
    source = _choice_list(writer, table, column)
    if source:
        title = writer.say(("请从列表中选", "Choose from the list"))
        sheet.data_validation(
            *where, {"validate": "list", "source": source, "error_title": title, "error_type": "warning"}
        )


def _rows(writer: Writer, sheet: Any, table: Table, given: list[Row]) -> None:
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 32)
    for at, column in enumerate(table.columns):
        label = writer.label(column)
        wide = 2.2 if writer.lang == "zh" else 1.15
        width = 20 if column.name == "id_number" else min(max(len(label) * wide, 11), 26)
        sheet.set_column(at, at, width, _format(writer, column))
        sheet.write_string(0, at, label, writer.formats["must" if column.required else "head"])
        note = writer.note(column)
        sheet.write_comment(0, at, note, {"x_scale": 1.6, "y_scale": 0.6})
        _validate(writer, sheet, table, column, (1, at, LAST_ROW, at))
    for row, values in enumerate(given, start=1):
        for at, column in enumerate(table.columns):
            _cell(writer, sheet, row, at, column, values.get(column.name))


def _pairs(writer: Writer, sheet: Any, table: Table, given: list[Row]) -> None:
    sheet.freeze_panes(1, 1)
    for at, (text, width) in enumerate(zip(PAIRS[writer.lang], (26, 40, 60), strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, text, writer.formats["head"])
    values = given[0] if given else {}
    for row, column in enumerate(table.columns, start=1):
        sheet.write_string(row, 0, writer.label(column), writer.formats["prose"])
        sheet.write_blank(row, 1, None, _format(writer, column))
        _cell(writer, sheet, row, 1, column, values.get(column.name))
        sheet.write_string(row, 2, writer.note(column), writer.formats["note"])
        _validate(writer, sheet, table, column, (row, 1, row, 1))


def _cell(writer: Writer, sheet: Any, row: int, at: int, column: Column, value: object) -> None:
    """One canonical value as a person would type it; nothing for None."""
    if value is None:
        return
    form = _format(writer, column)
    if isinstance(value, bool):
        sheet.write_string(row, at, FLAGS[writer.lang][0 if value else 1], form)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, datetime.combine(value, time()), form)
    elif isinstance(value, int):
        unit = UNITS.get(column.kind)
        sheet.write_number(row, at, unit.decimal(value) if unit else value, form)
    else:
        words = {
            choice.value: self_label
            for choice in column.choices
            for self_label in (writer.say((choice.zh, choice.en)),)
        }
        sheet.write_string(row, at, words.get(str(value), str(value)), form)
