"""用工体检: one company's records in, findings, coverage, score and sums out — in one pass a grain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

import heyue
from heyue.law import CHECKED_ON, coverage, subjects, units
from heyue.law.ask import Grain
from heyue.law.calendar import is_provisional
from heyue.law.cite import heading
from heyue.law.divisions import COUNTRY, PlaceUnclear, find_place, full_name
from heyue.law.engine import BREACH, in_force, prepare, states
from heyue.law.facts import BUILDERS
from heyue.law.facts.people import people
from heyue.law.facts.source import Source, source
from heyue.law.findings import findings_of
from heyue.law.grade import Checked, grade
from heyue.law.place_files import place_data
from heyue.law.question import BadQuestion, ask
from heyue.law.records import Problem, Records
from heyue.law.registry import checks
from heyue.law.rule import Rule
from heyue.law.tables import TABLES
from heyue.law.wording import pick

GRAIN_TABLES: dict[Grain, str] = {
    "employment": "roster",
    "contract": "contracts",
    "pay_month": "roster",
    "day": "attendance",
    "leave": "leave",
    "company": "roster",
}
_NEEDS_ROWS: dict[Grain, str] = {"day": "attendance", "pay_month": "payroll"}
"""没有行就是没查: grains whose empty table means that nothing could be looked at, not that nothing applied."""
_DEMO = ("（演示）", "(演示)")
"""演示企业: an invented firm says so at the end of its name, and its reports carry a banner."""
_RANK = {"high": 0, "medium": 1, "low": 2}


def check_up(records: Records, *, as_of: date, place: str = "", lang: str = "zh") -> dict[str, Any]:
    """The check-up of one company as docs/interfaces.md promises it; every text in `lang`.

    `place` (a division code) overrides the company sheet's; without either, checks that need a local figure are not checked.
    """
    where, unclear = _where(records, place)
    given = source(records.frames, records.given, as_of=as_of, place=where)
    persons = people(given)
    covered: list[dict[str, Any]] = []
    found: list[dict[str, Any]] = []
    for grain, table in GRAIN_TABLES.items():
        rules = checks(grain)
        if not rules:
            continue
        if table not in records.given:
            covered += [coverage.absent(texts, table, lang=lang) for texts in rules.values()]
            continue
        one_covered, one_found = _grain(given, persons, grain, rules, lang)
        covered += one_covered
        found += one_found
    found.sort(key=_order)
    _unique_ids(found)
    covered.sort(key=lambda line: line["rule"])
    company = given.table("company").to_dicts()[0]
    return {
        "company": _company(company, persons, as_of),
        "demo": str(company["name"] or "").endswith(_DEMO),
        "as_of": as_of.isoformat(),
        "law": {"version": heyue.__version__, "as_of": CHECKED_ON},
        "problems": [
            {
                "file": p.file,
                "sheet": p.sheet,
                "row": p.row,
                "column": p.column,
                "message": p.message if lang == "zh" else p.message_en,
            }
            for p in (*records.problems, *unclear)
        ],
        "coverage": covered,
        "findings": found,
        "summary": _summary(found, covered, persons, given, lang),
    }


def ready(as_of: date) -> None:
    """预备: loads what every check-up needs, for a caller who has files to wait for; `check_up` works without it."""
    for grain in GRAIN_TABLES:
        for texts in checks(grain).values():
            for text in texts:
                _ = text.trace
                heading(text.cites[0].law)
    is_provisional(as_of)
    place_data(COUNTRY)


def _where(records: Records, place: str) -> tuple[str, list[Problem]]:
    """The division code of the place asked for, or of the one the company sheet names; a problem where that is unclear."""
    company = records.frames.get("company")
    named = company.get_column("place").item(0) if company is not None and company.height else None
    if place or not named:
        return place, []
    try:
        return find_place(str(named)), []
    except PlaceUnclear as unclear:
        sheet, column = TABLES["company"], TABLES["company"].by_name["place"]
        zh = f"地点“{named}”认不出（{unclear}）；请填六位行政区划代码或完整地名，如 440105、广州市海珠区"
        en = f"the place {named!r} is not clear ({unclear}); give a six-digit division code or the full name"
        return "?", [Problem("", sheet.zh, None, column.zh, zh, en)]


def _grain(
    given: Source, persons: pl.DataFrame, grain: Grain, rules: Mapping[str, tuple[Rule, ...]], lang: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    frame = BUILDERS[grain](given, persons)
    if frame.is_empty() and grain in _NEEDS_ROWS:
        table = _NEEDS_ROWS[grain]
        say = coverage.rowless if table in given.given else coverage.absent
        return [say(texts, table, lang=lang) for texts in rules.values()], []
    prepared = prepare(frame, [text for texts in rules.values() for text in texts])
    verdicts = states(prepared, rules)
    counts = coverage.counts(verdicts)
    covered, found = [], []
    for name, texts in rules.items():
        column, counted = verdicts.get_column(name), counts[name]
        covered.append(coverage.covered(texts, prepared.frame, column, counted=counted, given=given.given, lang=lang))
        if not counted.breaches:
            continue
        rows = prepared.frame.filter(column == BREACH)
        for text in texts:
            mine = rows.filter(in_force(text, texts)) if len(texts) > 1 else rows
            if mine.height:
                found += findings_of(mine, text, lang=lang)
    return covered, found


def _order(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    amount = finding["exposure"]["amount"]
    return (
        finding["question"],
        _RANK[finding["severity"]],
        -float(amount) if amount is not None else 0.0,
        finding["rule"],
        finding["employee"] or "",
        finding["period"]["from"] or "",
    )


def _unique_ids(found: list[dict[str, Any]]) -> None:
    seen: dict[str, int] = {}
    for finding in found:
        count = seen[finding["id"]] = seen.get(finding["id"], 0) + 1
        if count > 1:
            finding["id"] = f"{finding['id']}#{count}"


def _company(row: Mapping[str, Any], persons: pl.DataFrame, as_of: date) -> dict[str, Any]:
    place = row["place"]
    return {
        "name": row["name"],
        "uscc": row["uscc"],
        "place": place if place != "?" else None,
        "place_name": full_name(place) if place and place != "?" else None,
        "size": _size(row, persons, as_of),
    }


def _size(row: Mapping[str, Any], persons: pl.DataFrame, as_of: date) -> str | None:
    """large, medium, small or micro by the rule enterprise.size; None where the company sheet does not say enough."""
    facts: dict[str, object] = {
        "industry": row["industry"],
        "employees": int(persons.get_column("employed").sum()),
        **{name: None if row[name] is None else units.YUAN.show(row[name]) for name in ("revenue", "assets")},
    }
    if row["industry"] is None:
        return None
    try:
        size = ask("enterprise.size", facts, day=as_of).value
    except BadQuestion:
        return None
    return None if size is None else str(size)


def _fen(finding: Mapping[str, Any], *, most: bool = False) -> int:
    exposure = finding["exposure"]
    amount = units.YUAN.parse(exposure["amount"]) if exposure["amount"] is not None else 0
    if most and exposure.get("max") is not None:
        return max(amount, units.YUAN.parse(exposure["max"]))
    return amount


def _summary(
    found: list[dict[str, Any]], covered: list[dict[str, Any]], persons: pl.DataFrame, given: Source, lang: str
) -> dict[str, Any]:
    real = [finding for finding in found if not finding["question"]]
    checked = [line for line in covered if line["status"] == "checked"]
    result = grade(
        [
            Checked(line["severity"], line["breaches"] + line["passed"], line["breaches"])
            for line in checked
            if not line["question"]
        ]
    )
    by_subject: dict[str, dict[str, Any]] = {}
    by_month: dict[str, int] = {}
    for finding in real:
        entry = by_subject.setdefault(
            finding["subject"],
            {"title": pick(subjects.title(finding["subject"]), lang), "findings": 0, "high": 0, "exposure": 0},
        )
        entry["findings"] += 1
        entry["high"] += finding["severity"] == "high"
        entry["exposure"] += _fen(finding)
        month = (finding["period"]["to"] or "")[:7]
        if month and _fen(finding):
            by_month[month] = by_month.get(month, 0) + _fen(finding)
    for entry in by_subject.values():
        entry["exposure"] = units.YUAN.show(entry["exposure"])
    counts = {
        status: sum(line["status"] == status for line in covered)
        for status in ("checked", "not_checked", "not_applicable")
    }
    return {
        "score": result.score,
        "grade": result.letter,
        "grade_text": result.zh if lang == "zh" else result.en,
        "exposure": units.YUAN.show(sum(_fen(f) for f in real)),
        "exposure_max": units.YUAN.show(sum(_fen(f, most=True) for f in real)),
        "by_subject": dict(sorted(by_subject.items(), key=lambda item: -units.YUAN.parse(item[1]["exposure"]))),
        "by_month": {month: units.YUAN.show(fen) for month, fen in sorted(by_month.items())},
        "employees": int(persons.get_column("employed").sum()),
        "months": given.table("payroll").get_column("month").n_unique(),
        **counts,
    }
