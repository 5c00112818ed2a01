"""台账的接口: people, records with their history, the firm as it was known, and what a check-up put forward.

Deadlines, calendar feeds and public services stand in dates_api.py.

Values are written as in the forms: money and hours as decimal strings, days as 2026-03-01, months as 2026-03, truth as yes or no.
Identity numbers, telephones and addresses are masked; opening them is a deed of its own, with a reason.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from heyue.apps.deeds import NotFound
from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import policy
from heyue.apps.ledger import access, operations, queries, showing
from heyue.apps.ledger.dates_api import Whose, deadlines, feeds, services
from heyue.apps.ledger.forms import RecordForm, initial_of
from heyue.apps.lists.api import PLAIN, Asked, Given, Page, Version, Word, acting, fit, paged, said, shown, unfit

ledger = Router()
ROUTERS = {"/ledger": ledger, "/deadlines": deadlines, "/feeds": feeds, "/services": services}

Values = Annotated[
    dict[Word, Annotated[str, StringConstraints(max_length=1000, pattern=PLAIN)] | None], Field(max_length=80)
]
Why = Annotated[str, StringConstraints(min_length=4, max_length=300, pattern=PLAIN)]


class FieldShown(BaseModel):
    """一项内容: its heading and value in words."""

    name: str
    head: str
    text: str


class EmployeeLine(BaseModel):
    """名单里的一个人."""

    id: UUID
    number: str
    name: str
    department: str
    job: str
    started: date | None
    ended: date | None
    contract_term: str
    contract_ends: date | None
    enrolled: date | None


class RecordLine(BaseModel):
    """一条记录, true from–to and known from–to."""

    id: UUID
    table: str
    employee: str
    key: str
    valid_from: date | None
    valid_to: date | None
    known_from: datetime
    known_to: datetime | None
    fields: list[FieldShown]
    values: dict[str, Any]


class EmployeeShown(EmployeeLine):
    """一个人, with what is on record of him, latest first."""

    records: list[RecordLine]


class VersionShown(BaseModel):
    """一条记录的一个说法."""

    id: UUID
    known_from: datetime
    known_to: datetime | None
    valid_from: date | None
    valid_to: date | None
    who: str
    changes: list[dict[str, str]]


class RecordShown(RecordLine):
    """一条记录和它的历史."""

    organisation: UUID
    versions: list[VersionShown]


class CompanyShown(BaseModel):
    """企业在某一天的样子, as it was known on a day."""

    organisation: UUID
    on: date
    known: date | None
    headcount: int
    with_contract: int
    insured: int
    company: list[FieldShown]
    bodies: list[FieldShown]
    proposals: list[UUID]


class AcceptanceShown(BaseModel):
    """一次入账."""

    id: UUID
    as_of: date
    counts: dict[str, int]


# ---- people and records --------------------------------------------------------------------------------------------


@ledger.get("/employees", response=Page[EmployeeLine])
@policy("ledger.read", token=True)
def employees(request: HttpRequest, asked: Query[Whose]) -> Any:
    """The people of a firm; `chip` is here, soon, none, left or all."""
    actor = acting(request)
    firm = access.firm(actor, asked.of)
    return paged(
        shown(queries.people_listing(actor.day), queries.people(actor, firm, {}), asked),
        asked,
        lambda row: EmployeeLine(**_person(row)),
    )


@ledger.get("/employees/{uuid:key}", response=EmployeeShown)
@policy("ledger.read", token=True)
def employee(request: HttpRequest, key: UUID) -> Any:
    """One person; whoever is not of the firm itself leaves a trace by looking."""
    actor = acting(request)
    found = access.employee(actor, key)
    if found.organisation_id != actor.organisation:
        operations.open_person(actor, key)
    told = queries.person(actor, found)
    rows = [
        told["roster"],
        *told["earlier"],
        *(line["record"] for name in ("contracts", "pay", "insurance", "leave") for line in told[name]),
    ]
    return EmployeeShown(**_person(found), records=[RecordLine(**_record(row)) for row in rows if row is not None])


class Revealing(Given):
    """为什么要看."""

    why: Why


@ledger.post("/employees/{uuid:key}/identity", response=dict[str, str])
@policy("ledger.identity", "POST", token=True)
def reveal(request: HttpRequest, key: UUID, data: Revealing) -> Any:
    """Identity number, telephone and addresses, whole, for a stated reason that is kept in the record of deeds."""
    return operations.reveal(acting(request), key, data.why)


class Holding(Given):
    """为什么要保留."""

    why: Why


@ledger.post("/employees/{uuid:key}/hold", response={204: None})
@policy("ledger.write", "POST", token=True)
def hold(request: HttpRequest, key: UUID, data: Holding) -> Any:
    """While a dispute is open nothing of this person is deleted; the reason is kept sealed."""
    operations.hold(acting(request), key, data.why)


@ledger.post("/employees/{uuid:key}/release", response={204: None})
@policy("ledger.write", "POST", token=True)
def release(request: HttpRequest, key: UUID) -> Any:
    """The hold ends; records past their time are deleted as usual."""
    operations.release(acting(request), key)


class Restricted(BaseModel):
    """限制处理以后，资料保存到哪一天."""

    until: date


@ledger.post("/employees/{uuid:key}/restrict", response=Restricted)
@policy("ledger.write", "POST", token=True)
def restrict(request: HttpRequest, key: UUID) -> Any:
    """Of somebody who left: nobody sees these records any more; they are kept for as long as the law says, then deleted."""
    return Restricted(until=operations.restrict(acting(request), key))


class Table(Whose):
    """哪一张表."""

    table: Literal["contracts", "collective", "training", "accidents", "permits"]


@ledger.get("/records", response=Page[RecordLine])
@policy("ledger.read", token=True)
def records(request: HttpRequest, asked: Query[Table]) -> Any:
    """Contracts, or one of the firm's own tables, as known now; what belongs to one person is read with the person."""
    actor = acting(request)
    firm = access.firm(actor, asked.of)
    listing = queries.contract_listing(actor.day) if asked.table == "contracts" else queries.simple_listing(asked.table)
    plain = Asked(**asked.model_dump(include={"q", "chip", "sort", "page", "size"}))
    return paged(
        shown(listing, queries.records(actor, firm, asked.table), plain), plain, lambda row: RecordLine(**_record(row))
    )


class Adding(Given):
    """记一条: of the firm's own tables, or one more contract or leave of a person."""

    table: Literal["contracts", "leave", "collective", "training", "accidents", "permits"]
    of: UUID | None = None
    employee: UUID | None = None
    values: Values


@ledger.post("/records", response={201: RecordShown})
@policy("ledger.write", "POST", token=True)
def add(request: HttpRequest, data: Adding) -> Any:
    """Adds a record; its columns are those of the page's form."""
    actor = acting(request)
    person = access.employee(actor, data.employee, "ledger.write") if data.employee is not None else None
    if (data.table in queries.OF_PERSON) != (person is not None):
        raise NotFound
    firm = person.organisation if person is not None else access.firm(actor, data.of, "ledger.write")
    made = operations.add(actor, firm.pk, data.table, _values(data.table, data.values, {}), employee=data.employee)
    return _whole(actor, made.pk)


@ledger.get("/records/{uuid:key}", response=RecordShown)
@policy("ledger.read", token=True)
def record(request: HttpRequest, key: UUID) -> Any:
    """One record with every version known of it."""
    return _whole(acting(request), key)


class Correcting(Given):
    """更正: the columns that are otherwise; `since` for what changed on a day rather than was wrong all along."""

    values: Values
    since: date | None = None


@ledger.post("/records/{uuid:key}/correct", response={201: RecordShown})
@policy("ledger.write", "POST", token=True)
def correct(request: HttpRequest, key: UUID, data: Correcting) -> Any:
    """Corrects a record; what stood before stays in the history."""
    actor = acting(request)
    found = access.record(actor, key, "ledger.write")
    if found.known_to is not None or len(found.data) != 1:
        raise NotFound
    start = {name: str(value) for name, value in initial_of(found.table, found.data[0]["v"]).items()}
    made = operations.correct(actor, key, _values(found.table, data.values, start), since=data.since)
    return _whole(actor, made.pk)


@ledger.delete("/records/{uuid:key}", response={204: None})
@policy("ledger.write", "DELETE", token=True)
def strike(request: HttpRequest, key: UUID) -> Any:
    """It was never so: it leaves the lists and stays in the history."""
    operations.strike(acting(request), key)


# ---- the firm, and what a check-up put forward ---------------------------------------------------------------------


class Times(Given):
    """哪一天的样子, 哪一天知道的."""

    of: UUID | None = None
    on: Annotated[date, Field(ge=date(1950, 1, 1), le=date(2200, 12, 31))] | None = None
    known: Annotated[date, Field(ge=date(1950, 1, 1), le=date(2200, 12, 31))] | None = None


@ledger.get("/company", response=CompanyShown)
@policy("ledger.read", token=True)
def company(request: HttpRequest, asked: Query[Times]) -> Any:
    """The firm as it was on a day, as it was known at the end of a day."""
    actor = acting(request)
    firm, on = access.firm(actor, asked.of), asked.on or actor.day
    end = timezone.make_aware(datetime.combine(asked.known, time.max)) if asked.known else None
    told = queries.company(actor, firm, on=on, known_at=end)
    return CompanyShown(
        organisation=firm.pk,
        on=on,
        known=asked.known,
        headcount=told["headcount"],
        with_contract=told["with_contract"],
        insured=told["insured"],
        company=_fields(told["company"]),
        bodies=_fields(told["bodies"]),
        proposals=[one.pk for one in told["proposals"]],
    )


class ChangeShown(BaseModel):
    """资料和台账不同的一处; `number` names it in take-over."""

    number: int
    employee: str
    table: str
    key: str
    fields: list[dict[str, str]]


class GoneShown(BaseModel):
    """台账里有、资料里没有的一条; `number` names it in take-over."""

    number: int
    employee: str
    table: str
    key: str


class ProposalShown(BaseModel):
    """体检提出的更新, against a version of the ledger. `more` changes are not listed here and stay as they are."""

    id: UUID
    organisation: UUID
    version: int
    added: dict[str, int]
    filled: dict[str, int]
    changes: list[ChangeShown]
    gone: list[GoneShown]
    more: int
    same: int


@ledger.get("/proposals/{uuid:key}", response=ProposalShown)
@policy("ledger.write", token=True)
def proposal(request: HttpRequest, key: UUID) -> Any:
    """What a check-up's files say that the ledger does not; absent once it was decided on."""
    found = access.proposal(acting(request), key)
    if found.state != "open":
        raise NotFound
    told = queries.proposed(found)
    return ProposalShown(
        id=found.pk,
        organisation=found.organisation_id,
        **{name: told[name] for name in ("version", "more", "same")},
        **{part: {one["table"]: one["count"] for one in told[part]} for part in ("added", "filled")},
        changes=[
            ChangeShown(**_place_of(one), fields=[_changed(line) for line in one["fields"]]) for one in told["changes"]
        ],
        gone=[GoneShown(**_place_of(one)) for one in told["gone"]],
    )


def _changed(line: dict[str, Any]) -> dict[str, str]:
    """A changed value; of identity numbers and the like only that they changed."""
    shut = {"before": "***", "after": "***"} if line["hidden"] else {}
    return {**{name: said(line[name]) for name in ("head", "before", "after")}, **shut}


def _place_of(one: dict[str, Any]) -> dict[str, Any]:
    return {"number": one["number"], "employee": one["no"], "table": said(one["table"]), "key": said(one["key"])}


class Leaving(Given):
    """台账里有、资料里没有的怎么办: keep it, the person left on a day, or it was never so."""

    what: Literal["keep", "left", "wrong"]
    day: date | None = None


class Taking(Given):
    """确认入账: the ledger's version that was looked at; numbered changes and absences as on the page; the rest stays."""

    version: Version
    added: Annotated[list[Word], Field(max_length=40)] | None = None
    filled: Annotated[list[Word], Field(max_length=40)] | None = None
    changed: Annotated[
        dict[Annotated[int, Field(ge=0, le=1_000_000)], Literal["take", "correct", "keep"]],
        Field(max_length=100_000, default_factory=dict),
    ]
    gone: Annotated[
        dict[Annotated[int, Field(ge=0, le=1_000_000)], Leaving], Field(max_length=10_000, default_factory=dict)
    ]


@ledger.post("/proposals/{uuid:key}/take-over", response={201: AcceptanceShown})
@policy("ledger.write", "POST", token=True)
def take_over(request: HttpRequest, key: UUID, data: Taking) -> Any:
    """Takes facts over into the ledger: additions of the tables named (all, where none is), and the changes decided on."""
    added = None if data.added is None else frozenset(data.added)
    filled = None if data.filled is None else frozenset(data.filled)
    gone = {number: (one.what, one.day) for number, one in data.gone.items()}
    choices = operations.Choices(added=added, filled=filled, changed=data.changed, gone=gone)
    made = operations.take_over(acting(request), key, version=data.version, choices=choices)
    return AcceptanceShown(id=made.pk, as_of=made.as_of, counts=made.counts)


@ledger.post("/proposals/{uuid:key}/discard", response={204: None})
@policy("ledger.write", "POST", token=True)
def discard(request: HttpRequest, key: UUID) -> Any:
    """The ledger stays as it is."""
    operations.discard(acting(request), key)


# ---- as they are told ----------------------------------------------------------------------------------------------


def _values(table: str, given: dict[str, str | None], start: dict[str, str]) -> dict[str, Any]:
    """The values as the page's form takes them; ValidationError naming a column that is not there or will not do."""
    form = RecordForm({**start, **{name: value or "" for name, value in given.items()}}, table=table)
    for name in given:
        if name not in form.fields:
            raise unfit("body", f"values.{name}", both("这张表没有这一列", "this table has no such column"))
    fit(form)
    return form.values()


def _person(row: Any) -> dict[str, Any]:
    same = ("number", "department", "job", "started", "ended", "contract_term", "contract_ends", "enrolled")
    return {"id": row.pk, "name": row.name or "", **{name: getattr(row, name) for name in same}}


def _record(row: Any) -> dict[str, Any]:
    """A record: several daily rows of one month count as one, and only the first is told."""
    values = initial_of(
        row.table, {name: value for name, value in row.data[0]["v"].items() if name not in showing.HIDDEN}
    )
    return {
        "id": row.pk, "table": row.table, "employee": row.employee.number if row.employee else "", "key": row.key,
        "valid_from": _from(row), "valid_to": row.valid_to, "known_from": row.known_from, "known_to": row.known_to,
        "fields": _fields(showing.fields(row.table, row.data[0])), "values": values,
    }  # fmt: skip


def _from(row: Any) -> date | None:
    return None if row.valid_from.year == 1900 else row.valid_from


def _fields(lines: list[dict[str, Any]]) -> list[FieldShown]:
    return [FieldShown(name=one["name"], head=said(one["head"]), text=said(one["value"])) for one in lines]


def _whole(actor: Any, key: UUID) -> RecordShown:
    row = access.record(actor, key)
    versions = [
        VersionShown(
            id=one["row"].pk,
            known_from=one["row"].known_from,
            known_to=one["row"].known_to,
            valid_from=one["from"],
            valid_to=one["row"].valid_to,
            who=one["who"],
            changes=[{name: said(change[name]) for name in ("head", "before", "after")} for change in one["changes"]],
        )
        for one in queries.record(actor, row)["versions"]
    ]
    return RecordShown(**_record(row), organisation=row.organisation_id, versions=versions)
