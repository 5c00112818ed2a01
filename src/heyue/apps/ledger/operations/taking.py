"""入账: facts of a check-up become records, all of them or those parts that a person agreed to; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeAlias
from uuid import UUID, uuid4

from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Conflict, Refused
from heyue.apps.ledger import access, reading
from heyue.apps.ledger.difference import Difference, Held, Item
from heyue.apps.ledger.matching import IDENTITY, people_of
from heyue.apps.ledger.models import BEGINNING, Acceptance, Book, Employee, Proposal, Record
from heyue.apps.ledger.operations import dates
from heyue.apps.ledger.operations.book import QUICKER, closed, firm, opened
from heyue.apps.ledger.projection import project
from heyue.apps.ledger.rows import Row, Sheet, packed, payload, problems_of, read_payload, sheets_of
from heyue.apps.ledger.tables import span_of, word_of
from heyue.apps.sealed import digest
from heyue.apps.sealed.many import insert, insert_objects
from heyue.law.records import Records

Change: TypeAlias = Literal["take", "correct", "keep"]
Gone: TypeAlias = Literal["keep", "left", "wrong"]
MOST_NAMED = 10_000
"""一个条件里最多写几个键: SQLite allows 32,766."""
WRITING = (
    "这份资料正在写进台账，稍等一下再看",
    "These facts are being written into the ledger; look again in a moment",
)


@dataclass(frozen=True, slots=True)
class Choices:
    """一个人的决定: tables whose additions are taken (None: all), and for each numbered change or absence what is done.

    take: it changed on the file's day · correct: it was known wrongly all along · keep: the ledger stays as it is ·
    left: the person's last day was that day · wrong: the record never was.
    """

    added: frozenset[str] | None = None
    filled: frozenset[str] | None = None
    changed: Mapping[int, Change] = field(default_factory=dict)
    gone: Mapping[int, tuple[Gone, date | None]] = field(default_factory=dict)


@operation("ledger.proposed")
def propose(deed: Deed, organisation: UUID, records: Records, *, source: UUID, as_of: date) -> Proposal:
    """把体检读到的资料备好: kept sealed until somebody has looked at the difference; a second time for the same source, anew."""
    firm(deed, organisation)
    if Proposal.unscoped.filter(organisation_id=organisation, source=source, state="taking").exists():
        raise Conflict(WRITING)
    if "roster" not in records.frames:
        raise Refused(("没有花名册的资料不能入账", "records without a roster cannot go into the ledger"))
    Proposal.unscoped.filter(organisation_id=organisation, source=source, state="open").update(
        state="discarded", payload=None
    )
    made = Proposal(
        organisation_id=organisation,
        source=source,
        as_of=as_of,
        made=deed.now,
        by=deed.actor.person,
        payload=payload(sheets_of(records), problems_of(records)),
    )
    made.save(force_insert=True)
    deed.about(made, organisation=organisation, data={"source": str(source)})
    return made


@operation("ledger.accepted")
def accept(
    deed: Deed, organisation: UUID, records: Records, *, source: UUID, as_of: date, version: int | None = None
) -> Acceptance:
    """全部入账: everything a source says, without a page in between; changes count from the source's day."""
    firm(deed, organisation)
    book, moment = opened(deed, organisation, version=version)
    made = written(
        deed, book, moment, sheets_of(records), problems_of(records),
        source=source, as_of=as_of, choices=Choices(), by=deed.actor.person,
    )  # fmt: skip
    deed.about(made, organisation=organisation, data=counted(made))
    return made


@operation("ledger.take_over")
def take_over(deed: Deed, key: UUID, *, version: int, choices: Choices) -> Acceptance:
    """确认入账: what was proposed, as far as the person agreed; Conflict where the ledger moved on since he looked."""
    proposal = access.proposal(deed.actor, key)
    book, moment = opened(deed, proposal.organisation_id, version=version)
    proposal = Proposal.unscoped.select_for_update().get(pk=key)
    if proposal.state != "open" or proposal.payload is None:
        raise Conflict(QUICKER)
    sheets, problems = read_payload(proposal.payload)
    made = written(
        deed, book, moment, sheets, problems,
        source=proposal.source, as_of=proposal.as_of, choices=choices, by=deed.actor.person,
    )  # fmt: skip
    Proposal.unscoped.filter(pk=key, state="open").update(state="accepted", payload=None, acceptance=made)
    deed.about(made, organisation=proposal.organisation_id, data=counted(made))
    return made


@operation("ledger.discard")
def discard(deed: Deed, key: UUID) -> Proposal:
    """不入账: the proposal is dropped; the check-up and its report stay."""
    proposal = access.proposal(deed.actor, key)
    if Proposal.unscoped.filter(pk=key, state="open").update(state="discarded", payload=None) != 1:
        raise Conflict(QUICKER)
    deed.about(proposal, organisation=proposal.organisation_id, data={"source": str(proposal.source)})
    return proposal


def counted(made: Acceptance) -> dict[str, Any]:
    """What its event says of a taking over."""
    wanted = ("added", "filled", "changed", "corrected", "kept", "ended")
    return {"source": str(made.source), **{name: made.counts.get(name, 0) for name in wanted}}


# ---- writing -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Work:
    """要写的: records to close and to add, whose projection is touched, what was not taken, and how many of each."""

    organisation: UUID
    moment: datetime
    as_of: date
    by: UUID | None
    people: dict[str, Employee]
    acceptance: Acceptance
    close: list[UUID] = field(default_factory=list)
    add: list[dict[str, Any]] = field(default_factory=list)
    touched: set[UUID] = field(default_factory=set)
    refused: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("added", "filled", "changed", "corrected", "kept", "ended"), 0)
    )

    def count(self, name: str) -> None:
        self.counts[name] += 1

    def record(
        self, table: str, who: str, key: str, rows: list[Row], span: tuple[date, date | None], line: int | None
    ) -> None:
        employee = self.people.get(who)
        self.add.append(
            {
                "id": uuid4(),
                "organisation_id": self.organisation,
                "employee_id": employee.pk if employee else None,
                "table": table,
                "subject": employee.pk if employee else self.organisation,
                "key": key,
                "word": word_of(table, rows[0]["v"]),
                "valid_from": span[0],
                "valid_to": span[1],
                "known_from": self.moment,
                "known_to": None,
                "acceptance_id": self.acceptance.pk,
                "file_row": line,
                "by": self.by,
                "data": rows,
            }
        )
        if employee is not None:
            self.touched.add(employee.pk)

    def leave(self, item: Item) -> None:
        """The ledger stays as it is; what the file said is kept for its report."""
        self.count("kept")
        self.refused.setdefault(item.table, set()).add((item.who, item.key))


def written(
    deed: Deed,
    book: Book,
    moment: datetime,
    sheets: Mapping[str, Sheet],
    problems: list[dict[str, Any]],
    *,
    source: UUID,
    as_of: date,
    choices: Choices,
    by: UUID | None,
) -> Acceptance:
    """Writes what was agreed into the locked book: all of it, or, where anything fails, nothing."""
    organisation = book.organisation_id
    found = reading.against(organisation, sheets, as_of)
    people = _people(organisation, sheets, found, choices)
    made = Acceptance(organisation_id=organisation, source=source, as_of=as_of, made=moment, by=by)
    work = _Work(organisation, moment, as_of, by, people, made)
    _additions(work, found, choices)
    _changes(work, found, choices)
    _absences(work, found, choices, {employee.pk: who for who, employee in people.items()})
    made.counts = work.counts
    made.manifest = packed(_manifest(sheets, problems, work))
    made.save(force_insert=True)
    changed = 0
    for start in range(0, len(work.close), MOST_NAMED):
        rows = Record.unscoped.filter(pk__in=work.close[start : start + MOST_NAMED], known_to__isnull=True)
        changed += rows.update(known_to=moment)
    if changed != len(work.close):
        raise Conflict(QUICKER)
    insert(Record, work.add)
    project(deed, work.touched)
    closed(book, moment)
    dates.renew(organisation, deed.day)
    return made


def _people(
    organisation: UUID, sheets: Mapping[str, Sheet], found: Difference, choices: Choices
) -> dict[str, Employee]:
    """The ledger's people by their key in the file; those who are new and have something taken over are added."""
    rows = {row.number: row for row in Employee.unscoped.filter(organisation_id=organisation, restricted__isnull=True)}
    wanted = {item.who for items in _taken(found.added, choices.added).values() for item in items}
    told = people_of(sheets)
    fresh = [
        Employee(
            organisation_id=organisation,
            number=found.numbers[who][:40],
            name=told[who][0] or None,
            identity=digest(IDENTITY, told[who][1], within=str(organisation)) if told[who][1] else "",
        )
        for who in found.fresh
        if who in wanted
    ]
    insert_objects(Employee, fresh)
    rows |= {row.number: row for row in fresh}
    return {who: rows[number[:40]] for who, number in found.numbers.items() if number[:40] in rows}


def _taken(parts: Mapping[str, list[Item]], chosen: frozenset[str] | None) -> dict[str, list[Item]]:
    return {table: items for table, items in parts.items() if chosen is None or table in chosen}


def _additions(work: _Work, found: Difference, choices: Choices) -> None:
    for parts, chosen, name in ((found.added, choices.added, "added"), (found.filled, choices.filled, "filled")):
        taken = _taken(parts, chosen)
        for table, items in parts.items():
            for item in items:
                if table not in taken:
                    work.leave(item)
                elif item.old is None:
                    work.count(name)
                    work.record(table, item.who, item.key, item.rows, _span(table, item.rows), item.line)
                else:
                    work.count(name)
                    _corrected(work, item)


def _changes(work: _Work, found: Difference, choices: Choices) -> None:
    for number, item in enumerate(found.changed):
        chosen = choices.changed.get(number, "take")
        if chosen == "keep":
            work.leave(item)
        elif chosen == "take" and item.state and item.old is not None and item.old.valid_from < work.as_of:
            work.count("changed")
            _split(work, item.old, item.who, item.rows, item.line)
        else:
            work.count("corrected")
            _corrected(work, item)


def _absences(work: _Work, found: Difference, choices: Choices, who_of: Mapping[UUID, str]) -> None:
    names = {row.pk: row for row in Employee.unscoped.filter(pk__in=[held.subject for held in found.gone])}
    for number, held in enumerate(found.gone):
        chosen, day = choices.gone.get(number, ("keep", None))
        if chosen == "keep":
            continue
        work.count("ended")
        who = who_of.get(held.subject, str(held.subject))
        work.people.setdefault(who, names[held.subject])
        if held.table == "roster" and chosen == "left":
            last = day or work.as_of
            rows = [
                {"v": {**row["v"], "ended": last.isoformat()}, "u": [one for one in row["u"] if one != "ended"]}
                for row in held.rows
            ]
            if held.valid_from < work.as_of:
                _split(work, held, who, rows, None)
            else:
                work.close.append(held.id)
                work.record(held.table, who, held.key, rows, (held.valid_from, held.valid_to), None)
        elif held.table != "roster":
            work.close.append(held.id)
            work.touched.add(held.subject)


def _corrected(work: _Work, item: Item) -> None:
    """What was known wrongly is closed and the right thing stands for the same days; an event's days are its own."""
    old = item.old
    assert old is not None  # noqa: S101 - corrections are of something known
    work.close.append(old.id)
    span = (old.valid_from, old.valid_to) if item.state else _span(item.table, item.rows)
    work.record(item.table, item.who, item.key, item.rows, span, item.line)


def _split(work: _Work, old: Held, who: str, rows: list[Row], line: int | None) -> None:
    """It was so until the day before, and is so from the day on."""
    work.close.append(old.id)
    work.record(old.table, who, old.key, old.rows, (old.valid_from, work.as_of - timedelta(days=1)), None)
    work.record(old.table, who, old.key, rows, (work.as_of, old.valid_to), line)


def _span(table: str, rows: list[Row]) -> tuple[date, date | None]:
    first, last = span_of(table, rows[0]["v"])
    return first or BEGINNING, last if last is None or first is None or last >= first else first


def _manifest(sheets: Mapping[str, Sheet], problems: list[dict[str, Any]], work: _Work) -> dict[str, Any]:
    """What the source's records were, without repeating what the ledger holds; see reading.reproduced."""
    tables = {}
    for name, sheet in sheets.items():
        subjects: dict[str, int] = {}
        told: dict[str, str] = {}
        places = []
        for who, key in zip(sheet.who, sheet.keys, strict=True):
            employee = work.people.get(who) if who else None
            subject = str(employee.pk) if employee else f"?{who}" if who else str(work.organisation)
            told[subject] = who
            places.append([subjects.setdefault(subject, len(subjects)), key])
        tables[name] = {
            "given": sheet.given,
            "subjects": list(subjects),
            "names": told,
            "places": places,
            "lines": sheet.lines,
            "unread": {str(at): row["u"] for at, row in enumerate(sheet.rows) if row["u"]},
            "refused": dict(_refused(name, sheet, work)),
        }
    return {"tables": tables, "problems": problems}


def _refused(table: str, sheet: Sheet, work: _Work) -> Iterator[tuple[str, list[Row]]]:
    refused = work.refused.get(table)
    if not refused:
        return
    groups = sheet.groups()
    for who, key in refused:
        employee = work.people.get(who) if who else None
        subject = str(employee.pk) if employee else f"?{who}" if who else str(work.organisation)
        yield f"{subject}/{key}", [sheet.rows[at] for at in groups[who, key]]
