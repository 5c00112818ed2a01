"""台账里有什么: lists, one person, one record with its history, the firm as it was, and what the home pages show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import polars as pl
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from heyue.apps.accounts.models import Organisation, Person
from heyue.apps.deeds import Actor, NotFound, holds
from heyue.apps.deeds.both import both
from heyue.apps.ledger import reading, showing
from heyue.apps.ledger.deadlines import dates_listing, deadlines, home, next_days, of_feed, shown, words
from heyue.apps.ledger.finding import found
from heyue.apps.ledger.keeping import keep_until
from heyue.apps.ledger.listing import ByName
from heyue.apps.ledger.models import BEGINNING, Acceptance, Book, Employee, Feed, Proposal, Record
from heyue.apps.ledger.offered import services
from heyue.apps.ledger.rows import read_payload
from heyue.apps.ledger.tables import ALL, BY_PERSON, OWN, STATES, choice_words
from heyue.apps.lists import Chip, Column, Listing
from heyue.law.records import Records

__all__ = ["dates_listing", "deadlines", "found", "home", "next_days", "of_feed", "services", "shown", "words"]
STALE = timedelta(days=90)
SHOWN_CHANGES = 200
SOON = timedelta(days=60)


# ---- for the program -----------------------------------------------------------------------------------------------


def books(actor: Actor) -> list[UUID]:
    """Every firm with a ledger; for the program only."""
    rows = Book.objects.visible_to(actor) if actor.system else Book.unscoped.none()
    return list(rows.filter(organisation__closed__isnull=True).order_by("pk").values_list("organisation_id", flat=True))


def with_records_over(actor: Actor) -> list[UUID]:
    """Firms that keep records of somebody beyond his time."""
    rows = Employee.objects.visible_to(actor) if actor.system else Employee.unscoped.none()
    rows = rows.filter(held=False, ended__lt=actor.day - timedelta(days=365 * 3 - 1))
    rows = rows.exclude(organisation_id__in=holds.held())
    return sorted({row.organisation_id for row in rows if keep_until(row.ended) < actor.day})


def stale_proposals(actor: Actor) -> list[UUID]:
    """Proposals nobody decided on for ninety days."""
    rows = Proposal.objects.visible_to(actor) if actor.system else Proposal.unscoped.none()
    return list(rows.filter(state="open", made__lt=actor.now - STALE).values_list("pk", flat=True))


def stalled(actor: Actor) -> list[tuple[UUID, int]]:
    """Takings over whose worker's time is over: (proposal, how often it was tried)."""
    rows = Proposal.objects.visible_to(actor) if actor.system else Proposal.unscoped.none()
    return list(rows.filter(state="taking", lease__lt=actor.now).values_list("pk", "turns"))


# ---- people and contracts ------------------------------------------------------------------------------------------


def people(actor: Actor, firm: Organisation, asked: Mapping[str, Any]) -> QuerySet[Employee]:
    """Everybody on the firm's roster, narrowed by department and kind of contract where asked."""
    rows = Employee.objects.visible_to(actor).filter(organisation=firm, restricted__isnull=True)
    if asked.get("department"):
        rows = rows.filter(department=str(asked["department"])[:80])
    if asked.get("term") in {"fixed", "open", "task"}:
        rows = rows.filter(contract_term=asked["term"])
    found: QuerySet[Employee] = rows
    return found


def departments(actor: Actor, firm: Organisation) -> list[tuple[str, int]]:
    """Departments with how many people, the largest first."""
    rows = Employee.objects.visible_to(actor).filter(organisation=firm, restricted__isnull=True).exclude(department="")
    return list(rows.values_list("department").annotate(n=Count("pk")).order_by("-n", "department")[:12])


def people_listing(day: date) -> Listing:
    """The list of people, with state as chips."""
    here = Q(ended__isnull=True) | Q(ended__gt=day)
    columns = (
        Column("name", both("姓名", "Name"), lambda row: row.name or row.number, link=_person),
        Column("number", both("工号", "No."), lambda row: row.number, sort="number", phone=False),
        Column("department", both("部门", "Department"), lambda row: row.department, sort=("department", "number")),
        Column("job", both("岗位", "Job"), lambda row: row.job, sort="job", phone=False),
        Column("started", both("入职", "Started"), lambda row: row.started, kind="day", sort="started"),
        Column("term", both("合同", "Contract"), _contract),
        Column(
            "ends", both("合同到期", "Contract to"), lambda row: row.contract_ends, kind="day", sort="contract_ends"
        ),
        Column("state", both("情况", "State"), lambda row: _state(row, day), kind="level"),
    )
    chips = (
        Chip("here", both("在职", "Employed"), here),
        Chip(
            "soon",
            both("60 天内合同到期", "Contract ends within 60 days"),
            here & Q(contract_ends__range=(day, day + SOON)),
        ),
        Chip("none", both("没有合同记录", "No contract on record"), here & Q(contracts=0)),
        Chip("left", both("已离职", "Left"), Q(ended__lte=day)),
        Chip("all", both("全部", "Everybody")),
    )
    search = ("number", "department", "job")
    return ByName(
        "people",
        columns,
        order="number",
        search=search,
        chips=chips,
        hint=both("姓名、工号或部门", "Name, number or department"),
    )


def _person(row: Employee) -> str:
    return reverse("ledger:person", args=[row.pk])


def _contract(row: Employee) -> Any:
    return choice_words("contracts", row.contract_term) if row.contract_term else ""


def _state(row: Employee, day: date) -> tuple[str, Any]:
    if row.ended is not None and row.ended <= day:
        return "none", both("已离职", "Left")
    if row.contracts == 0:
        return "medium", both("没有合同记录", "No contract on record")
    if row.contract_ends is not None and row.contract_term != "open":
        if row.contract_ends < day:
            return "high", both("合同已过期", "Contract has ended")
        if row.contract_ends <= day + SOON:
            return "medium", both("合同快到期", "Contract ends soon")
    return "good", both("在职", "Employed")


def records(actor: Actor, firm: Organisation, table: str) -> QuerySet[Record]:
    """The rows of one table as they are known now."""
    if table not in ALL:
        raise NotFound
    rows = Record.objects.visible_to(actor).filter(organisation=firm, table=table, known_to__isnull=True)
    found: QuerySet[Record] = rows.exclude(employee__restricted__isnull=False).select_related("employee")
    return found


def contract_listing(day: date) -> Listing:
    """All contracts, those of leavers and those that ended included."""
    here = Q(employee__ended__isnull=True) | Q(employee__ended__gt=day)
    open_ended = Q(valid_to__isnull=True)
    columns = (
        Column("name", both("姓名", "Name"), lambda row: row.employee.name or row.employee.number, link=_record),
        Column("number", both("工号", "No."), lambda row: row.employee.number, sort="employee__number", phone=False),
        Column("term", both("期限类型", "Kind of term"), lambda row: choice_words("contracts", row.word), sort="word"),
        Column(
            "starts",
            both("开始", "From"),
            lambda row: None if row.valid_from == BEGINNING else row.valid_from,
            kind="day",
            sort="valid_from",
        ),
        Column("ends", both("到期", "To"), lambda row: row.valid_to, kind="day", sort="valid_to"),
        Column("state", both("情况", "State"), lambda row: _term(row, day), kind="level"),
    )
    chips = (
        Chip("now", both("在职人员现行的", "In force"), here & (open_ended | Q(valid_to__gte=day))),
        Chip("soon", both("60 天内到期", "Ends within 60 days"), here & Q(valid_to__range=(day, day + SOON))),
        Chip("open", both("无固定期限", "Open-ended"), here & Q(word="open")),
        Chip("over", both("已到期", "Ended"), Q(valid_to__lt=day)),
        Chip("all", both("全部", "All")),
    )
    hint = both("姓名或工号", "Name or number")
    return ByName(
        "contracts", columns, order="ends", search=("employee__number",), chips=chips, hint=hint, person="employee_id"
    )


def _record(row: Record) -> str:
    return reverse("ledger:record", args=[row.pk])


def _term(row: Record, day: date) -> tuple[str, Any]:
    if row.valid_to is None:
        return "good", both("一直有效", "In force")
    if row.valid_to < day:
        return "none", both("已到期", "Ended")
    if row.valid_to <= day + SOON:
        return "medium", both(f"还有 {(row.valid_to - day).days} 天", f"{(row.valid_to - day).days} days left")
    return "good", both("有效", "In force")


def simple_listing(table: str) -> Listing:
    """One of the firm's own tables."""
    title = {"collective": "note", "training": "title", "accidents": "what", "permits": "title"}[table]

    def text(row: Record) -> str:
        return str(row.data[0]["v"].get(title) or "")[:60]

    first, last = ("valid_from", "valid_to")
    columns = (
        Column("kind", both("种类", "Kind"), lambda row: choice_words(table, row.word), sort="word", link=_record),
        Column("what", both("内容", "What"), text),
        Column(
            "from",
            both("开始或日期", "From or on"),
            lambda row: None if row.valid_from == BEGINNING else row.valid_from,
            kind="day",
            sort=first,
        ),
        Column("to", both("到", "To"), lambda row: row.valid_to, kind="day", sort=last),
        Column(
            "known",
            both("记录时间", "Entered"),
            lambda row: row.known_from,
            kind="moment",
            sort="known_from",
            phone=False,
        ),
    )
    return Listing(table, columns, order="-from")


# ---- one person, one record ----------------------------------------------------------------------------------------

SECTIONS = ("roster", "contracts", "payroll", "insurance", "leave", "attendance")


def person(actor: Actor, row: Employee) -> dict[str, Any]:
    """Everything on record of one person, latest first; months of pay and insurance the last twelve."""
    found: dict[str, list[Record]] = {name: [] for name in SECTIONS}
    rows = Record.objects.visible_to(actor).filter(employee=row, known_to__isnull=True)
    for record in rows.order_by("-valid_from", "pk"):
        if record.table in found:
            found[record.table].append(record)
    now = next((record for record in found["roster"] if record.valid_to is None), None)
    return {
        "row": row,
        "state": _state(row, actor.day),
        "roster": now,
        "fields": showing.fields("roster", now.data[0]) if now else [],
        "earlier": [record for record in found["roster"] if record.valid_to is not None],
        "contracts": [_line(record) for record in found["contracts"]],
        "pay": [_money(record, ("gross", "net", "overtime_pay")) for record in found["payroll"][:12]],
        "insurance": [
            _money(record, ("pension_base", "pension_employee", "fund_base")) for record in found["insurance"][:12]
        ],
        "leave": [_line(record) for record in found["leave"][:20]],
        "months": len(found["attendance"]),
        "has_hidden": bool(now and any(now.data[0]["v"].get(name) for name in showing.HIDDEN)),
        "keep_until": keep_until(row.ended) if row.ended else None,
    }


def _line(record: Record) -> dict[str, Any]:
    values = record.data[0]["v"]
    return {
        "record": record,
        "key": showing.key_words(record.table, record.key),
        "word": choice_words(record.table, record.word),
        "starts": None if record.valid_from == BEGINNING else record.valid_from,
        "ends": record.valid_to,
        "values": values,
    }


def _money(record: Record, names: Sequence[str]) -> dict[str, Any]:
    values = record.data[0]["v"]
    return {
        "record": record,
        "month": showing.key_words(record.table, record.key),
        "sums": [values.get(name) for name in names],
    }


def record(actor: Actor, row: Record) -> dict[str, Any]:
    """One record with every version known of it, the newest first, each with both its times and its source."""
    rows = Record.objects.visible_to(actor).filter(
        organisation_id=row.organisation_id, table=row.table, subject=row.subject
    )
    rows = (rows if row.table in OWN or row.table in STATES else rows.filter(key=row.key)).order_by(
        "-known_from", "-valid_from"
    )
    versions = list(rows.select_related("acceptance"))
    names = dict(Person.objects.filter(pk__in={one.by for one in versions if one.by}).values_list("pk", "name"))
    return {
        "row": row,
        "table": showing.title(row.table),
        "key": showing.key_words(row.table, row.key),
        "fields": showing.fields(row.table, row.data[0], empty=row.table in OWN),
        "rows": len(row.data),
        "versions": [_version(one, versions, names) for one in versions],
        "current": row.known_to is None,
        "own": row.table in OWN,
        "state": row.table in STATES,
    }


def _version(one: Record, versions: Sequence[Record], names: Mapping[UUID, str]) -> dict[str, Any]:
    before = next(
        (other for other in versions if other.known_to == one.known_from and other.valid_from <= one.valid_from), None
    )
    old, new = (before.data[0]["v"], one.data[0]["v"]) if before else ({}, {})
    differs = tuple((name, old[name], value) for name, value in new.items() if name in old and old[name] != value)
    return {
        "row": one,
        "who": names.get(one.by, "") if one.by else "",
        "from": None if one.valid_from == BEGINNING else one.valid_from,
        "changes": showing.changed(one.table, differs),
        "source": one.acceptance,
    }


def hidden_fields(values: Mapping[str, str]) -> list[dict[str, Any]]:
    """Revealed values with their headings."""
    columns = ALL["roster"].by_name
    return [{"head": (columns[name].zh, columns[name].en), "value": value} for name, value in values.items()]


# ---- the firm as it was --------------------------------------------------------------------------------------------


def as_of(actor: Actor, firm: UUID, *, known_at: datetime | None = None, valid_on: date | None = None) -> Records:
    """The firm's records for the law: what was known then, as it was on that day. NotFound for another's firm."""
    if actor.standing(firm, "ledger.read") is None:
        raise NotFound
    return reading.as_of(firm, known_at=known_at, valid_on=valid_on)


def reproduced(acceptance: Acceptance) -> Records:
    """The records of one source as they were accepted; the caller has fetched the acceptance through access."""
    return reading.reproduced(acceptance)


def company(actor: Actor, firm: Organisation, *, on: date, known_at: datetime | None) -> dict[str, Any]:
    """The firm on a day, as it was known at a moment: its own tables, how many people and contracts, who they were."""
    rows = reading.true_on(reading.known(firm.pk, known_at=known_at, tables=("company", "bodies")), on)
    own = {record.table: showing.fields(record.table, record.data[0]) for record in rows}
    told = reading.as_of(firm.pk, known_at=known_at, valid_on=on, tables=("roster", "contracts"))
    there: list[dict[str, Any]] = []
    covered: dict[str, Any] = {}
    if "contracts" in told.frames:
        frame = told.frames["contracts"].filter(
            (pl.col("starts") <= on) & (pl.col("ends").is_null() | (pl.col("ends") >= on))
        )
        covered = {row["employee"]: row for row in frame.sort("starts").to_dicts()}
    if "roster" in told.frames:
        frame = told.frames["roster"].filter(
            (pl.col("started") <= on) & (pl.col("ended").is_null() | (pl.col("ended") > on))
        )
        there = [{**row, "contract": covered.get(row["employee"])} for row in frame.sort("employee").to_dicts()]
    ids = dict(Employee.objects.visible_to(actor).filter(organisation=firm).values_list("number", "pk"))
    for row in there:
        row["id"] = ids.get(row["employee"])
    taken = Acceptance.objects.visible_to(actor).filter(organisation=firm).order_by("-made")
    names = dict(Person.objects.filter(pk__in=[one.by for one in taken[:12] if one.by]).values_list("pk", "name"))
    return {
        "company": own.get("company", []),
        "bodies": own.get("bodies", []),
        "people": there[:200],
        "headcount": len(there),
        "with_contract": sum(row["contract"] is not None for row in there),
        "insured": sum(row["enrolled"] is not None and row["enrolled"] <= on for row in there),
        "acceptances": [(one, names.get(one.by, "") if one.by else "") for one in taken[:12]],
        "proposals": list(
            Proposal.objects.visible_to(actor, "ledger.read")
            .filter(organisation=firm, state="open")
            .order_by("-made")[:5]
        ),
        "counts": dict(_own_counts(actor, firm)),
    }


def _own_counts(actor: Actor, firm: Organisation) -> Iterable[tuple[str, int]]:
    rows = Record.objects.visible_to(actor).filter(organisation=firm, known_to__isnull=True, table__in=OWN)
    found = dict(rows.values_list("table").annotate(n=Count("pk")).order_by())
    return ((name, found.get(name, 0)) for name in OWN)


# ---- the difference before it is taken over ------------------------------------------------------------------------


def proposed(proposal: Proposal) -> dict[str, Any]:
    """The difference as the page shows it, with the ledger's version it was made against.

    Changes beyond SHOWN_CHANGES are counted.
    """
    book = Book.unscoped.filter(organisation_id=proposal.organisation_id).first()
    version = book.version if book else 0
    if proposal.payload is None:
        raise NotFound
    sheets, _ = read_payload(proposal.payload)
    found = reading.against(proposal.organisation_id, sheets, proposal.as_of)
    people = {str(one.pk): one for one in reading.numbers(proposal.organisation_id).values()}
    names: dict[str, str] = {}
    for table in BY_PERSON:
        if table in sheets:
            for who, row in zip(sheets[table].who, sheets[table].rows, strict=True):
                if row["v"].get("name"):
                    names.setdefault(who, str(row["v"]["name"]))
    changes = [
        {
            "number": at,
            "who": names.get(item.who) or found.numbers.get(item.who, ""),
            "no": found.numbers.get(item.who, ""),
            "table": showing.title(item.table),
            "key": showing.key_words(item.table, item.key),
            "fields": showing.changed(item.table, item.fields),
            "counts": item.counts if item.counts[0] != item.counts[1] else None,
            "state": item.state,
        }
        for at, item in enumerate(found.changed[:SHOWN_CHANGES])
    ]
    gone = [
        {
            "number": at,
            "who": people[str(held.subject)].name or people[str(held.subject)].number,
            "no": people[str(held.subject)].number,
            "table": showing.title(held.table),
            "key": showing.key_words(held.table, held.key),
            "roster": held.table == "roster",
        }
        for at, held in enumerate(found.gone[:SHOWN_CHANGES])
        if str(held.subject) in people
    ]
    return {
        "version": version,
        "added": [
            {"table": name, "title": showing.title(name), "count": len(items)} for name, items in found.added.items()
        ],
        "filled": [
            {"table": name, "title": showing.title(name), "count": len(items)} for name, items in found.filled.items()
        ],
        "fresh": len(found.fresh),
        "changes": changes,
        "more": max(0, len(found.changed) - SHOWN_CHANGES),
        "gone": gone,
        "same": found.same,
        "nothing": found.nothing,
    }


def proposal_of(actor: Actor, source: UUID) -> Proposal | None:
    """What a check-up put forward and nobody has decided on yet, for whoever may decide; for the link on its report."""
    found: Proposal | None = (
        Proposal.objects.visible_to(actor).filter(source=source, state="open").defer("payload").first()
    )
    return found


def feeds(actor: Actor) -> list[Feed]:
    """One's own feeds that still work."""
    return list(Feed.objects.visible_to(actor).filter(ended__isnull=True).order_by("-made"))


def book(firm: Organisation) -> Book | None:
    """The firm's ledger settings; the caller fetched the firm through access."""
    return Book.unscoped.filter(organisation=firm).first()


def insurance_day_missing(firm: Organisation) -> bool:
    """Whether a ledger is kept and nobody said by which day of the month insurance is paid."""
    found = book(firm)
    return found is not None and found.insurance_day is None


OF_PERSON = frozenset({"contracts", "leave"})
"""可以给一个人加的: rows of a person that may be entered by hand."""


def is_own(table: str) -> bool:
    return table in OWN


def title(table: str) -> tuple[str, str]:
    """A table's name in both languages."""
    return showing.title(table)


def own_title(table: str) -> tuple[str, str]:
    """The name of one of the firm's own tables; NotFound for any other."""
    if table not in OWN:
        raise NotFound
    return showing.title(table)


def own_tables() -> list[tuple[str, tuple[str, str]]]:
    return [(name, showing.title(name)) for name in OWN]
