"""写出: the company as a workbook with Chinese sheets and headers, and its sidecar of planted faults as JSON."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter

from heyue.law.tables import TABLES, Column, Table
from heyue.law.units import DAYS, HOURS, YUAN

if TYPE_CHECKING:
    from heyue.sample.company import SampleCompany
    from heyue.sample.faults import Finding

CREATED = datetime(2026, 1, 1, tzinfo=UTC)
SCALES = {"money": YUAN.scale, "hours": HOURS.scale, "days": DAYS.scale}
FORMATS = {"text": "@", "date": "yyyy-mm-dd", "month": "yyyy-mm", "money": "#,##0.00", "hours": "0.00", "days": "0.0#"}


def write_workbook(company: SampleCompany, path: Path | str) -> None:
    """The company's tables as one .xlsx file: real dates, money in yuan with two decimals, identity numbers as text."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"title": company.name, "created": CREATED, "comments": "虚构的演示数据 Invented data"})
        styles = {kind: book.add_format({"num_format": pattern}) for kind, pattern in FORMATS.items()}
        head = book.add_format({"bold": True, "bg_color": "#EEF3F8", "bottom": 1})
        for table in TABLES.values():
            sheet = book.add_worksheet(table.zh)
            sheet.freeze_panes(1, 0)
            if table.shape == "pairs":
                _pairs(sheet, table, company, styles, head)
            else:
                _rows(sheet, table, company, styles, head)


def _rows(sheet: Any, table: Table, company: SampleCompany, styles: dict[str, Any], head: Any) -> None:
    columns = [column for column in table.columns if (table.name, column.name) not in company.dropped]
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.zh, head)
        sheet.set_column(at, at, max(10, 2 * len(column.zh) + 2))
    for line, row in enumerate(company.tables[table.name], 1):
        for at, column in enumerate(columns):
            _write(sheet, line, at, column, row[column.name], styles)


def _pairs(sheet: Any, table: Table, company: SampleCompany, styles: dict[str, Any], head: Any) -> None:
    sheet.write_string(0, 0, "项目", head)
    sheet.write_string(0, 1, "内容", head)
    sheet.set_column(0, 1, 26)
    row = company.tables[table.name][0]
    columns = [column for column in table.columns if (table.name, column.name) not in company.dropped]
    for line, column in enumerate(columns, 1):
        sheet.write_string(line, 0, column.zh)
        _write(sheet, line, 1, column, row[column.name], styles)


def _write(sheet: Any, line: int, at: int, column: Column, value: object, styles: dict[str, Any]) -> None:
    """One cell as a person would have typed it; an unknown value leaves the cell empty."""
    if value is None:
        return
    style = styles.get(column.kind)
    if isinstance(value, bool):
        sheet.write_string(line, at, "是" if value else "否")
    elif isinstance(value, date):
        sheet.write_datetime(line, at, value, style)
    elif isinstance(value, int):
        sheet.write_number(line, at, float(Decimal(value) / SCALES.get(column.kind, 1)), style)
    elif column.kind == "choice":
        sheet.write_string(line, at, next(choice.zh for choice in column.choices if choice.value == value))
    else:
        sheet.write_string(line, at, str(value), style)


def sidecar(company: SampleCompany) -> dict[str, object]:
    """The oracle as plain data: each planted fault with its sheets and every finding that must be reported."""
    return {
        "seed": company.seed,
        "kind": company.kind,
        "employees": company.employees,
        "as_of": company.as_of.isoformat(),
        "place": company.place,
        "faults": [
            {
                "kind": fault.kind,
                "employee": fault.employee,
                "what_zh": fault.what_zh,
                "what_en": fault.what_en,
                "sheets": list(fault.sheets),
                "findings": [_finding(finding) for finding in fault.findings],
            }
            for fault in company.faults
        ],
    }


def _finding(finding: Finding) -> dict[str, object]:
    period = None
    if finding.first is not None and finding.last is not None:
        period = {"from": finding.first.isoformat(), "to": finding.last.isoformat()}
    row: dict[str, object] = {"rule": finding.rule, "employee": finding.employee, "period": period}
    row["exposure"] = None if finding.exposure is None else YUAN.show(finding.exposure)
    if finding.most is not None:
        row["max"] = YUAN.show(finding.most)
    if finding.question:
        row["question"] = True
    return row


def write_sidecar(company: SampleCompany, path: Path | str) -> None:
    """NAME.faults.json beside the workbook, sorted as planted, UTF-8."""
    text = json.dumps(sidecar(company), ensure_ascii=False, indent=1)
    Path(path).write_text(text + "\n", encoding="utf-8")
