"""台账的读取: records as they were known at a moment and true on a day, as frames the law reads; below access, by organisation.

Records of people whose data is restricted are never read here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from heyue.apps.ledger.difference import Difference, Held, difference
from heyue.apps.ledger.matching import IDENTITY, Known, match, people_of
from heyue.apps.ledger.models import Acceptance, Employee, Record
from heyue.apps.ledger.rows import Row, Sheet, records_of, unpacked
from heyue.apps.ledger.tables import ALL, OWN, STATES
from heyue.apps.sealed import digest
from heyue.law.records import Records
from heyue.law.tables import TABLES


def known(organisation: UUID, *, known_at: datetime | None = None, tables: Collection[str] = ()) -> QuerySet[Record]:
    """What was known at the moment (now, where none is named)."""
    rows = Record.unscoped.filter(organisation_id=organisation).exclude(employee__restricted__isnull=False)
    if known_at is None:
        rows = rows.filter(known_to__isnull=True)
    else:
        rows = rows.filter(known_from__lte=known_at).filter(Q(known_to__isnull=True) | Q(known_to__gt=known_at))
    return rows.filter(table__in=tables) if tables else rows


def true_on(rows: QuerySet[Record], day: date | None) -> QuerySet[Record]:
    """Of the states the version of that day (the latest, where none is named); events are history and all stay."""
    if day is None:
        return rows.filter(~Q(table__in=STATES) | Q(valid_to__isnull=True))
    then = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    return rows.filter(~Q(table__in=STATES) | then)


def as_of(
    organisation: UUID, *, known_at: datetime | None = None, valid_on: date | None = None, tables: Collection[str] = ()
) -> Records:
    """The firm's records as frames: what was known at `known_at`, states as they were on `valid_on`.

    A column counts as given only where every row of its table knows it or could not read it, so an empty cell is never
    mistaken for one that was never asked for.
    """
    wanted = set(tables or TABLES) - set(OWN)
    rows = true_on(known(organisation, known_at=known_at, tables=wanted), valid_on)
    rows = rows.annotate(number=F("employee__number")).order_by("table", "number", "key", "valid_from", "pk")
    found: dict[str, Sheet] = {}
    for record in rows.iterator(chunk_size=2000):
        sheet = found.setdefault(record.table, Sheet([]))
        for row in record.data:
            sheet.who.append(record.number or "")
            sheet.keys.append(record.key)
            sheet.lines.append(len(sheet.rows) + 1)
            sheet.rows.append(row)
    for name, sheet in found.items():
        sheet.given = _given(name, sheet.rows)
    return records_of({name: found[name] for name in TABLES if name in found})


def _given(table: str, rows: Iterable[Row]) -> list[str]:
    common: set[str] | None = None
    anywhere: set[str] = set()
    for row in rows:
        values = set(row["v"])
        anywhere |= values
        common = values | set(row["u"]) if common is None else common & (values | set(row["u"]))
    own = {"employee"} if "employee" in ALL[table].by_name else set()
    return sorted((common or set()) & anywhere | own)


def held_records(organisation: UUID, *, valid_on: date, tables: Collection[str]) -> dict[tuple[str, UUID, str], Held]:
    """Open records true on the day, by (table, subject, key), for a comparison."""
    rows = true_on(known(organisation, tables=tables), valid_on)
    return {
        (row.table, row.subject, row.key): Held(
            row.pk, row.table, row.subject, row.key, row.data, row.valid_from, row.valid_to
        )
        for row in rows.iterator(chunk_size=2000)
    }


def simple(organisation: UUID, *, known_at: datetime | None = None) -> dict[str, list[tuple[UUID, dict[str, Any]]]]:
    """The firm's own tables (集体合同、培训、安全、证照) as (lasting id, values)."""
    found: dict[str, list[tuple[UUID, dict[str, Any]]]] = {name: [] for name in OWN}
    for record in known(organisation, known_at=known_at, tables=OWN).order_by("valid_from", "pk"):
        found[record.table].append((record.subject, record.data[0]["v"]))
    return found


def reproduced(acceptance: Acceptance) -> Records:
    """The very records of an accepted source: same rows, order, columns and problems, whatever was learnt since.

    Built from the ledger's rows as known when it was accepted; what the person did not take over is kept beside the acceptance.
    """
    if acceptance.manifest is None:
        return Records()
    whole = unpacked(acceptance.manifest)
    ledger = true_on(
        known(acceptance.organisation_id, known_at=acceptance.made, tables=whole["tables"]), acceptance.as_of
    )
    by_place = {(row.table, str(row.subject), row.key): row.data for row in ledger.iterator(chunk_size=2000)}
    sheets = {}
    for name, told in whole["tables"].items():
        sheet = Sheet(told["given"])
        columns = set(told["given"])
        turn: dict[tuple[str, str], int] = {}
        for at, (subject, key) in enumerate((told["subjects"][pair[0]], pair[1]) for pair in told["places"]):
            which = turn.get((subject, key), 0)
            turn[subject, key] = which + 1
            refused = told["refused"].get(f"{subject}/{key}")
            stored = refused if refused is not None else by_place.get((name, subject, key), [])
            if which >= len(stored):
                continue  # erased since
            unread = told["unread"].get(str(at), [])
            values = {
                column: value
                for column, value in stored[which]["v"].items()
                if column in columns and column not in unread
            }
            sheet.who.append(told["names"].get(subject, ""))
            sheet.keys.append(key)
            sheet.lines.append(told["lines"][at])
            sheet.rows.append({"v": values, "u": unread})
        sheets[name] = sheet
    return records_of(sheets, whole["problems"])


def numbers(organisation: UUID) -> dict[UUID, Employee]:
    """Everybody of the ledger who is not restricted, by id."""
    rows = Employee.unscoped.filter(organisation_id=organisation, restricted__isnull=True)
    return {row.pk: row for row in rows}


def against(organisation: UUID, sheets: Mapping[str, Sheet], day: date) -> Difference:
    """What a file's sheets of that day would change in the ledger; nothing is written."""
    rows = list(Employee.unscoped.filter(organisation_id=organisation))
    people = [row for row in rows if row.restricted is None]
    told = {
        who: (name, digest(IDENTITY, number, within=str(organisation)) if number else "")
        for who, (name, number) in people_of(sheets).items()
    }
    matched = match(told, [Known(str(row.pk), row.number, row.identity, row.name or "") for row in people])
    return difference(
        sheets,
        held_records(organisation, valid_on=day, tables=list(sheets)),
        organisation=organisation,
        known={who: (UUID(one.who), one.number) for who, one in matched.items()},
        taken={row.number for row in rows},
        employed={row.pk for row in people if row.ended is None or row.ended > day},
    )
