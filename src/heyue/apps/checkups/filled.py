"""在线填写的内容: what is asked about each person of a small employer, and the same answers as sheets in the workbook's own columns.

The sheets are csv files with the headers of `heyue template`, so that a form and a workbook go through one reading. A column
stands in a sheet only if it was asked and answered for everybody it may concern: a column that is absent is "not checked", an
empty cell of a column that is there has a meaning (not insured, say).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from heyue.law.tables import TABLES

MOST_PEOPLE = 10
"""十人以下: the form is for employers of fewer than ten, and their owner."""
ROSTER = ("name", "id_number", "sex", "birth", "form", "job", "started", "monthly_wage", "hourly_wage", "ended")
CONTRACT = ("term", "signed", "starts", "ends", "probation_ends", "wage")
PAY = ("base", "overtime_pay", "gross", "social", "fund", "tax", "net", "pay_date")
Values = Mapping[str, Any]


def sheets(people: Sequence[tuple[int, Values]], month: date) -> dict[str, bytes]:
    """Tables as csv, UTF-8 with a mark: the roster always; contracts, where it is said of everybody; pay, where given."""
    numbered = [(f"{number:03d}", values) for number, values in people]
    made = {"roster": _sheet("roster", [_roster(number, values, people) for number, values in numbered])}
    if all(values.get("has_contract") in {"yes", "no"} for _, values in numbered):
        rows = [
            _row("employee", number, values, CONTRACT) for number, values in numbered if values["has_contract"] == "yes"
        ]
        made["contracts"] = _sheet("contracts", rows, least=("employee", "term", "signed", "starts", "ends"))
    paid = [
        _row("employee", number, values, PAY) | {"month": f"{month:%Y-%m}"}
        for number, values in numbered
        if values.get("gross")
    ]
    if paid:
        made["payroll"] = _sheet("payroll", paid, first=("employee", "month"))
    return made


def _roster(number: str, values: Values, people: Sequence[tuple[int, Values]]) -> dict[str, str]:
    row = _row("employee", number, values, ROSTER)
    if all(one.get("insured") in {"yes", "no"} for _, one in people):
        row["enrolled"] = str(values.get("enrolled") or "") if values["insured"] == "yes" else ""
    return row


def _row(key: str, number: str, values: Values, columns: Sequence[str]) -> dict[str, str]:
    return {key: number, **{name: str(values[name]) for name in columns if values.get(name) not in {None, ""}}}


def _sheet(
    table: str, rows: Sequence[Mapping[str, str]], *, first: Sequence[str] = ("employee",), least: Sequence[str] = ()
) -> bytes:
    """Rows of canonical values under the headers of the workbook, choices in its words."""
    columns = TABLES[table].by_name
    used = [name for name in columns if name in {*first, *least} or any(name in row for row in rows)]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns[name].zh for name in used)
    for row in rows:
        words = {name: {choice.value: choice.zh for choice in columns[name].choices} for name in used}
        writer.writerow(words[name].get(row.get(name, ""), row.get(name, "")) for name in used)
    return ("\ufeff" + text.getvalue()).encode()


def month_before(day: date) -> date:
    """The first day of the month before: the last month whose wages are due to be known."""
    return date(day.year - (day.month == 1), 12 if day.month == 1 else day.month - 1, 1)
