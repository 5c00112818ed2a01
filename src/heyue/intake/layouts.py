"""表样: the header names of each real export and of free-form sheets, read from layouts/*.yaml, and which one a sheet has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from heyue.intake.headers import Header, Label, normalise
from heyue.law.tables import TABLES, Table

PERSON = ("employee", "name", "id_number", "department")


@dataclass(frozen=True, slots=True)
class Target:
    """去处: the canonical column a label stands for; `part` columns are added up where no whole one stands."""

    column: str
    part: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """表样: what identifies one kind of sheet, and where its columns go."""

    id: str
    zh: str
    en: str
    table: str
    shape: str = "rows"
    grain: str = ""
    priority: int = 10
    sheets: tuple[str, ...] = ()
    markers: frozenset[str] = frozenset()
    any_of: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    need: tuple[frozenset[str], ...] = ()
    labels: Mapping[str, Target] | None = None
    patterns: tuple[tuple[re.Pattern[str], Target], ...] = ()
    punches: tuple[str, ...] = ()
    filters: Mapping[str, frozenset[str]] | None = None
    at_least_zero: frozenset[str] = frozenset()
    places: Mapping[str, int] | None = None
    free: bool = False

    def target(self, label: Label) -> Target | None:
        """The column this label stands for: its whole path first, then its own text."""
        known = self.labels or {}
        found = known.get(label.path) or known.get(label.text)
        if found is None and label.unit == "months":
            found = known.get(f"{label.text}(月)")
        if found is None and label.path:
            for pattern, target in self.patterns:
                if pattern.search(label.path):
                    return target
        return found

    def named(self, sheet: str | None) -> bool:
        """Whether the sheet bears a name this layout is known by."""
        folded = normalise(sheet or "")[0]
        return bool(folded) and any(fnmatchcase(folded, pattern) for pattern in self.sheets)


def path(label: str) -> str:
    """A label of a layout file as labels are compared, a group before its member."""
    return "/".join(normalise(part)[0] for part in label.split("/"))


@dataclass(frozen=True, slots=True)
class Library:
    """表样库: all layouts, and the words that mark rows and sheets without data."""

    exports: tuple[Layout, ...]
    free: Mapping[str, Layout]
    ignored: frozenset[str]
    ignored_sheets: frozenset[str]
    stops: tuple[str, ...]
    stop_letters: frozenset[str]
    labels: frozenset[str]

    def ends_table(self, text: str) -> bool:
        """Whether a row that begins with this text is a sum or a signature line."""
        folded = normalise(text)[0]
        if folded[:1] not in self.stop_letters:
            return False
        return any(
            folded == stop or (folded.startswith(stop) and (len(folded) > 8 or not _name_like(folded, stop)))
            for stop in self.stops
        )


def _name_like(folded: str, stop: str) -> bool:
    """注小明 begins with 注 and is a person; 合计金额 is not."""
    return len(stop) == 1 and 2 <= len(folded) <= 4


def _labels(source: Mapping[str, Any]) -> dict[str, Target]:
    labels: dict[str, Target] = {}
    for column, sums in source.get("sums", {}).items():
        for label in sums.get("parts", []):
            labels[path(label)] = Target(column, part=True)
        for label in sums.get("total", []):
            labels[path(label)] = Target(column)
    for column, words in source.get("columns", {}).items():
        for label in words:
            labels[path(label)] = Target(column)
    return labels


def _patterns(source: Mapping[str, Any]) -> tuple[tuple[re.Pattern[str], Target], ...]:
    return tuple(
        (re.compile(pattern), Target(column, part=True))
        for column, sums in source.get("sums", {}).items()
        for pattern in sums.get("patterns", [])
    )


def _folded(source: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(path(label) for label in source.get(key, []))


def _sheets(source: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(re.sub(r"\s+", "", str(name)).lower() for name in source.get("sheets", []))


def _export(source: Mapping[str, Any]) -> Layout:
    return Layout(
        id=source["id"],
        zh=source["zh"],
        en=source["en"],
        table=source["table"],
        shape=source.get("shape", "rows"),
        grain=source.get("grain", ""),
        priority=int(source["priority"]),
        sheets=_sheets(source),
        markers=_folded(source, "markers"),
        any_of=_folded(source, "any_of"),
        without=_folded(source, "without"),
        labels=_labels(source),
        patterns=_patterns(source),
        punches=tuple(path(label) for label in source.get("punches", [])),
        filters={path(label): frozenset(words) for label, words in source.get("filters", {}).items()},
        at_least_zero=frozenset(source.get("at_least_zero", [])),
        places=source.get("places"),
    )


def _free(table: Table, source: Mapping[str, Any]) -> Layout:
    labels = _labels(source)
    for column in table.columns:
        part = labels.get(path(column.zh), Target(column.name)).part
        for label in (column.zh, column.en, column.name):
            folded = path(label)
            labels[folded] = Target(column.name, part=part and label == column.zh)
            if "/" in label or "(" in folded:
                labels[folded.replace("(", "").replace(")", "")] = labels[folded]
    own = tuple(re.sub(r"\s+", "", name).lower() for name in (table.zh, table.en, table.name))
    return Layout(
        id=f"free_{table.name}",
        zh=table.zh,
        en=table.en,
        table=table.name,
        shape=table.shape,
        sheets=(*own, *_sheets(source)),
        need=tuple(frozenset(group) for group in source.get("need", [])),
        labels=labels,
        free=True,
    )


def _forms(layout: Layout) -> set[str]:
    """Every label a layout knows or is known by."""
    return {*(layout.labels or {}), *layout.markers, *layout.any_of, *layout.punches}


@cache
def library() -> Library:
    """All layouts of the package; a malformed file is a fault of the package and raises at once."""
    exports: list[Layout] = []
    own: Mapping[str, Any] = {}
    for entry in sorted(Path(__file__).with_name("layouts").glob("*.yaml")):
        source = yaml.load(entry.read_bytes(), Loader=yaml.CSafeLoader)
        if entry.name == "free.yaml":
            own = source
        else:
            exports.append(_export(source))
    free = {name: _free(TABLES[name], source) for name, source in own["tables"].items()}
    return Library(
        exports=tuple(exports),
        free=free,
        ignored=frozenset(path(label) for label in own["ignored"]),
        ignored_sheets=frozenset(own["ignored_sheets"]),
        stops=tuple(own["stops"]),
        stop_letters=frozenset(stop[:1] for stop in own["stops"]) | {""},
        labels=frozenset(
            part
            for layout in (*exports, *free.values())
            for form in _forms(layout)
            for part in (form, *form.split("/"))
        ),
    )


def texts(header: Header) -> set[str]:
    return {form for label in header.labels if label.text for form in (label.text, label.path)}


def export_score(layout: Layout, header: Header) -> float:
    """How well a header fits an export: nothing unless every marker stands in it."""
    found = texts(header)
    if not layout.markers or not layout.markers <= found or layout.without & found:
        return 0.0
    if layout.any_of and not layout.any_of & found:
        return 0.0
    return 100.0 + sum(layout.target(label) is not None or label.path in layout.punches for label in header.labels)


def free_score(layout: Layout, header: Header) -> float:
    """How many columns of a table a header names; who a row is about counts half, as every sheet says it."""
    found = {target.column for label in header.labels if label.text and (target := layout.target(label))}
    if layout.need and not all(group & found for group in layout.need):
        return 0.0
    return sum(0.5 if column in PERSON else 1.0 for column in found)


def extended(layout: Layout, columns: Mapping[str, str]) -> Layout:
    """The layout with a company's own labels added; several labels of one column of money are added up."""
    labels = dict(layout.labels or {})
    counted: dict[str, int] = {}
    for column in columns.values():
        counted[column] = counted.get(column, 0) + 1
    for label, column in columns.items():
        labels[path(label)] = Target(column, part=counted[column] > 1)
    return replace(layout, labels=labels)


def pairs_score(layout: Layout, rows: Sequence[Sequence[Any]]) -> float:
    """How many items of a table stand in the first column of a sheet."""
    known = layout.labels or {}
    firsts = {normalise(str(row[0]))[0] for row in rows[:80] if row and row[0] is not None}
    return float(len({known[text].column for text in firsts if text in known}))
