"""可要的东西: one of everything a firm may have, made through the operations; and which of them an address asks for.

A new address whose parts are not known here makes the matrix fail and say so: add a line to STANDS_FOR (and, where it takes a
form, to `bodies`), and the thing itself to `Firm` if there is none of its kind yet.

Everything a stranger must not read bears CANARY followed by its kind.
"""

from __future__ import annotations

import copy
import functools
import io
import json
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django_tasks_db.models import DBTaskResult

from heyue.apps.accounts import operations as accounts
from heyue.apps.accounts.models import FactorReset, Organisation, Person
from heyue.apps.cases import operations as cases
from heyue.apps.checkups import operations as checkups
from heyue.apps.checkups.given import Given
from heyue.apps.evidence import operations as evidence
from heyue.apps.ledger import operations as ledger
from heyue.apps.ledger.models import Book, Deadline, Employee, Record
from heyue.apps.ledger.publicly import KINDS
from heyue.apps.notices import operations as notices
from heyue.apps.notices.models import Delivery, Outbox
from heyue.apps.plans import operations as plans
from heyue.papers.template import write
from heyue.web.api.building import document
from tests.apps.ledger.firms import contract, person, records
from tests.district import DAY, NOW, PASSWORD, District, Kept, add, program, put_back, rows_now
from tests.harness import personas

CANARY = "金丝雀"
NOTHING = "00000000-0000-4000-8000-000000000000"
"""A key that no row has: what an absent thing looks like."""
NO_TOKEN = "0" * 48
NO_NUMBER, NUMBERED = 987_654_321, frozenset({"lockout"})
"""A number that no row has; a number that is there is made as long, so that an answer can be read without either."""

NEW_PASSWORD = "另一句正确的密码词组"  # noqa: S105 - of invented people
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


@dataclass
class Firm:
    """一家企业的东西: kind of thing → its key, token or number, as an address takes it."""

    organisation: Organisation
    agency: Organisation
    other_agency: Organisation
    """An agency without a mandate of this firm."""
    owner: Person
    mark: str = ""
    """What everything of this firm bears: CANARY and its name."""
    keys: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)

    def part(self, name: str, part: str) -> str:
        """The value of one part of an address for this firm."""
        return self.keys.get(kind_of(name, part), FIXED.get(kind_of(name, part), ""))


FIXED = {
    "lang": "zh", "form": "xlsx", "number": "1", "kind": "plans.task", "workflow": "service_request", "move": "accept",
    "webhook state": "paused", "rule": "severance", "statute": "labour_contract_law", "article": "47", "place": "44", "figure": "minimum_wage.monthly",
    "code": "en", "service": "service_request", "ledger table": "training",
}  # fmt: skip
"""What is the same whosever the thing is."""

STANDS_FOR = {
    "accounts:join.token": "invitation token", "accounts:reset_by_link.token": "reset token", "accounts:end.key": "membership",
    "accounts:leave.key": "own membership", "accounts:reset_link.key": "membership", "accounts:withdraw.key": "invitation",
    "accounts:answer.key": "other mandate request", "accounts:decline.key": "mandate request", "accounts:mandate.key": "mandate",
    "accounts:end_mandate.key": "mandate", "accounts:renew.key": "mandate", "accounts:withdraw_request.key": "mandate request",
    "accounts:employer.key": "organisation", "accounts:first_person.key": "empty organisation", "accounts:person_reset.key": "clerk", "accounts:shut.key": "clerk", "accounts:reopen.key": "shut clerk", "accounts:unlock.key": "lockout", "accounts:end_power.key": "power",
    "accounts:review_end.key": "power", "accounts:end_token.key": "api token",
    "checkups.key": "checkup", "checkups:mapping.key": "unmapped checkup", "checkups:people.key": "draft", "checkups:add_person.key": "draft",
    "checkups:fill_person.key": "draft", "checkups:drop_person.key": "draft", "checkups:submit.key": "draft", "checkups:unshare.key": "share",
    "checkups:shared.token": "share token", "checkups.number": "number", "checkups.lang": "lang", "checkups.form": "form",
    "plans:plan.key": "plan", "plans:print.key": "plan", "plans.key": "task", "plans:reopen.key": "done task",
    "evidence:add.key": "task", "evidence.kind": "kind", "evidence.key": "attachment", "evidence:download.key": "version",
    "cases.key": "case", "cases:open_case.name": "service", "cases:move.name": "move",
    "notices:message.key": "message", "notices.key": "endpoint", "notices.state": "webhook state", "notices:repeat_delivery.key": "delivery",
    "ledger.name": "ledger table", "ledger.key": "record", "ledger:person.key": "employee", "ledger:identity.key": "employee", "ledger:hold.key": "employee",
    "ledger:release.key": "held employee", "ledger:restrict.key": "leaver", "ledger:proposal.key": "proposal", "ledger:take_over.key": "proposal",
    "ledger:discard.key": "proposal", "ledger:handle.key": "deadline", "ledger:unhandle.key": "handled deadline", "ledger:end_feed.key": "feed",
    "ledger:feed.token": "feed token", "ledger:withdraw_service.key": "service point",
    "law.rule_id": "rule", "law.slug": "statute", "law.number": "article", "law:place.code": "place", "law:language.code": "code",
    "law.name": "figure",
    "api:accounts_withdraw.key": "mandate request", "api:accounts_end.key": "mandate", "api:notices_mark_one.key": "message",
    "api:ledger_employee.key": "employee", "api:ledger_reveal.key": "employee", "api:accounts_change_role.key": "membership", "accounts:role.key": "membership",
    "api:accounts_end_member.key": "membership", "api:accounts_withdraw_invitation.key": "invitation", "api:accounts_end_token.key": "api token",
    "accounts:agree_lost_code.key": "factor reset", "accounts:reset_lost_code.key": "factor reset", "accounts:decline_lost_code.key": "factor reset",
    "checkups:draft.key": "draft", "checkups:open_filled.key": "draft", "checkups:change_filled.key": "draft", "checkups:drop_filled.key": "draft",
    "lawpages.statute": "statute", "lawpages.article": "article", "lawpages.figure": "figure", "lawpages.rule": "rule", "lawpages.code": "place",
}  # fmt: skip
"""`<address>.<part>` or `<app>.<part>` → kind of thing."""


def kind_of(name: str, part: str) -> str:
    """The kind of thing that a part of an address stands for."""
    app, _, view = name.partition(":")
    if app == "api":
        app, _, view = view.partition("_")
    found = (
        STANDS_FOR.get(f"{name}.{part}") or STANDS_FOR.get(f"{app}:{view}.{part}") or STANDS_FOR.get(f"{app}.{part}")
    )
    if found is None:
        raise LookupError(f"{name}: what does <{part}> stand for? Say so in tests/harness/objects.py")
    return found


def values(firm: Firm, name: str, parts: tuple[str, ...]) -> dict[str, str]:
    """The parts of an address for this firm's things."""
    found = {part: firm.part(name, part) for part in parts}
    if missing := [part for part, value in found.items() if not value]:
        raise LookupError(
            f"{name}: the firm has no {[kind_of(name, part) for part in missing]}; make one in tests/harness/objects.py"
        )
    return found


def absent(firm: Firm, name: str, parts: tuple[str, ...]) -> dict[str, str]:
    """The same address for a thing that does not exist."""
    fresh = {}
    for part, value in values(firm, name, parts).items():
        kind = kind_of(name, part)
        fresh[part] = (
            value
            if kind in FIXED
            else NO_TOKEN
            if kind.endswith("token") and kind != "api token"
            else str(NO_NUMBER)
            if kind in NUMBERED
            else NOTHING
        )
    return fresh


def owned(name: str, parts: tuple[str, ...]) -> bool:
    """Whether an address names a thing that belongs to somebody."""
    return any(kind_of(name, part) not in FIXED for part in parts)


# ---- the firm ------------------------------------------------------------------------------------------------------


@functools.cache
def book(mark: str = "") -> bytes:
    """A workbook of two people, one of them without a written contract (劳动合同法第10条), so that there are findings and tasks."""
    since = date(2026, 3, 2)
    person = {"started": since, "form": "full_time", "monthly_wage": 600_000}
    roster = [{**person, "employee": f"{mark}工号{one}", "name": f"{mark}员工{one}"} for one in (1, 2)]
    contract = {
        "employee": f"{mark}工号1",
        "term": "fixed",
        "signed": since,
        "starts": since,
        "ends": date(2029, 3, 1),
        "wage": 600_000,
    }
    out = io.BytesIO()
    write(out, rows={"roster": roster, "contracts": [contract]})
    return out.getvalue()


def strange(mark: str) -> bytes:
    """A table whose columns no layout knows."""
    return f"编号,人名,哪天来的,底薪\n{mark}B1,{mark}赵六,2026-03-01,5000\n".encode()


def work() -> list[str]:
    """Does what the worker would."""
    ended = []
    while (row := DBTaskResult.objects.filter(status="READY").order_by("enqueued_at").first()) is not None:
        if not row.task_path.startswith("heyue.apps.checkups."):
            row.delete()
            continue
        ended.append(row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"]))
        row.set_successful(ended[-1])
    return ended


@dataclass(frozen=True, slots=True)
class Cast:
    """谁是谁: the firm by its name, its people, and two agencies with one person each, of which the first holds its mandate."""

    name: str
    owner: str
    clerk: str
    agency: str
    head: str
    other_agency: str
    other_head: str


def furnish(
    district: District,
    name: str,
    owner: str,
    clerk: str,
    agency: str,
    head: str,
    *,
    others: tuple[str, str] = ("负", "ended"),
    kind: type[Firm] = Firm,
) -> Firm:
    """One of everything for the firm of that name, by its own people and its agency's; `others`: an agency without a mandate."""
    cast = Cast(name, owner, clerk, agency, head, *others)
    at = district.organisations
    firm = kind(at[cast.name], at[cast.agency], at[cast.other_agency], district.people[cast.owner], CANARY + cast.name)
    actor = district.actor(cast.owner)
    _standing(district, firm, cast)
    _mandates(district, firm, actor, cast)
    _checkups(firm, actor)
    _evidence(firm, actor)
    _case(firm, actor, firm.agency)
    _notices(firm, actor)
    _ledger(district, firm, actor)
    return firm


def _standing(district: District, firm: Firm, cast: Cast) -> None:
    owner, clerk, shut = cast.owner, cast.clerk, f"{cast.clerk}_shut"
    actor = district.actor(owner)
    gone = add(district, shut, firm.organisation, "employee")
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    firm.keys |= {
        "organisation": str(firm.organisation.pk), "membership": str(district.standings[clerk].pk), "own membership": str(district.standings[owner].pk),
        "clerk": str(district.people[clerk].pk), "shut clerk": str(gone.pk),
    }  # fmt: skip
    row, token = accounts.invite(actor, firm.organisation, "hr", f"{firm.mark}受邀人")
    firm.keys |= {"invitation": str(row.pk), "invitation token": token}
    _, token = accounts.make_reset_link(actor, district.standings[clerk])
    firm.keys |= {"reset token": token}
    row, _ = accounts.make_token(actor, firm.organisation, name=f"{firm.mark}令牌", scopes=["checkups.read"], days=30)
    firm.keys["api token"] = str(row.pk)
    power = accounts.open_power(
        district.actor("looker"), firm.organisation, reason=f"{firm.mark}核对显示问题，工单十二", minutes=60
    )
    empty = accounts.register(
        program(), kind="union", name=f"工会（{firm.organisation.name}）", place="440105", demo=True
    )
    firm.keys |= {"power": str(power.pk), "empty organisation": str(empty.pk)}


def _mandates(district: District, firm: Firm, actor: Any, cast: Cast) -> None:
    mandate = models.QuerySet(type(district.mandate)).filter(client=firm.organisation, agency=firm.agency).first()
    if mandate is None:
        mandate = accounts.give_mandate(
            actor,
            client=firm.organisation,
            agency=firm.agency,
            scope=["cases", "checkups", "evidence", "ledger", "plans"],
            until=DAY + timedelta(days=200),
        )
    request, other = (
        accounts.ask_mandate(
            district.actor(head), agency=agency, typed=firm.organisation.name, scope=["checkups"], persons=[],
            until=DAY + timedelta(days=90),
        )
        for head, agency in ((cast.head, firm.agency), (cast.other_head, firm.other_agency))
    )  # fmt: skip
    firm.keys |= {
        "mandate": str(mandate.pk),
        "mandate request": str(request.pk),
        "other mandate request": str(other.pk),
    }


def _checkups(firm: Firm, actor: Any) -> None:
    key = firm.organisation.pk
    first = checkups.start(
        actor,
        organisation=key,
        place="",
        as_of=DAY - timedelta(days=30),
        files=[Given(f"{firm.mark}上月.xlsx", "xlsx", book(firm.mark))],
    )
    done = checkups.start(
        actor, organisation=key, place="", as_of=DAY, files=[Given(f"{firm.mark}员工.xlsx", "xlsx", book(firm.mark))]
    )
    unmapped = checkups.start(
        actor, organisation=key, place="", as_of=DAY, files=[Given(f"{firm.mark}混.csv", "csv", strange(firm.mark))]
    )
    ended = work()
    if ended != ["done", "done", "needs_mapping"]:
        raise RuntimeError(f"the check-ups ended {ended}")
    plan = checkups.plan(actor, done.pk)
    task, done_task = plan.tasks.order_by("number")[:2]
    firm.versions["done task"] = plans.finish(actor, done_task.pk, done_task.version).version
    share, token = checkups.share(actor, done.pk, 7)
    draft = checkups.fill(actor, organisation=key)
    checkups.fill_person(actor, draft.pk, None, {"name": f"{firm.mark}填写人", "started": "2026-01-05"})
    firm.keys |= {
        "first checkup": str(first.pk), "checkup": str(done.pk), "unmapped checkup": str(unmapped.pk), "plan": str(plan.pk), "task": str(task.pk), "done task": str(done_task.pk),
        "share": str(share.pk), "share token": token, "draft": str(draft.pk),
    }  # fmt: skip
    firm.versions["task"] = task.version


def _evidence(firm: Firm, actor: Any) -> None:
    piece = evidence.add(
        actor,
        "plans.task",
        uuid.UUID(firm.keys["task"]),
        title=f"{firm.mark}补签的合同",
        dated=DAY,
        name=f"{firm.mark}合同.txt",
        content=f"{CANARY}{firm.organisation.name[0]}正文".encode(),
    )
    firm.keys |= {"attachment": str(piece.pk), "version": str(piece.versions.get().pk)}


def _case(firm: Firm, actor: Any, agency: Organisation) -> None:
    case = cases.open_case(
        actor,
        name="service_request",
        organisation=firm.organisation.pk,
        agency=agency.pk,
        title=f"{firm.mark}补缴社保",
        wish=f"{firm.mark}月底前办好",
    )
    cases.comment(actor, case.pk, f"{firm.mark}内部留言", shared=False)
    firm.keys["case"] = str(case.pk)
    firm.versions["case"] = case.version


def _notices(firm: Firm, actor: Any) -> None:
    endpoint, _ = notices.add_endpoint(
        actor, name=f"{firm.mark}推送", url="https://example.com/heyue", events=["cases.moved"]
    )
    delivery = Delivery.unscoped.create(
        endpoint=endpoint,
        organisation=firm.organisation,
        event=uuid.uuid4(),
        verb="cases.moved",
        body={"subject": f"{firm.mark}推送内容"},
        made=NOW,
    )
    message = Outbox.unscoped.create(
        key=f"cases.moved:{firm.mark}", kind="cases.moved", person=firm.owner, organisation=firm.organisation, channel="app", zh=f"{firm.mark}消息",
        en=f"{firm.mark}message", link=f"/cases/{firm.keys['case']}/", made=NOW,
    )  # fmt: skip
    firm.keys |= {"endpoint": str(endpoint.pk), "delivery": str(delivery.pk), "message": str(message.pk)}


def _ledger(district: District, firm: Firm, actor: Any) -> None:
    key, day = firm.organisation.pk, DAY - timedelta(days=20)
    soon, left = DAY + timedelta(days=20), DAY - timedelta(days=40)
    known = [person(one, name=f"{firm.mark}在册员工{one}", ended=left if one == "3" else None) for one in "134"]
    first = {"roster": known, "contracts": [contract(one, date(2024, 3, 1), soon) for one in "14"]}
    ledger.accept(actor, key, records(first), source=uuid.uuid4(), as_of=day)
    more = {"roster": [*known, person("2", name=f"{firm.mark}新员工")]}
    proposal = ledger.propose(actor, key, records(more), source=uuid.uuid4(), as_of=DAY)
    people = {row.number: row.pk for row in Employee.unscoped.filter(organisation=key)}
    ledger.hold(actor, people["4"], f"{firm.mark}劳动争议正在仲裁")
    due, handled = Deadline.unscoped.filter(organisation=key).order_by("due", "key")[:2]
    ledger.handle(actor, handled.pk)
    feed, token = ledger.subscribe(actor, lang="zh", names=True)
    point = ledger.enter_service(
        district.actor("officer"), place="440105", kind=next(iter(KINDS)), values={"name": f"法律援助站（{firm.organisation.name}）", "phone": "020-0000"},
        source="https://example.com/", source_day=DAY,
    )  # fmt: skip
    firm.versions["book"] = Book.unscoped.get(organisation=key).version
    firm.keys |= {
        "employee": str(people["1"]), "leaver": str(people["3"]), "held employee": str(people["4"]), "deadline": str(due.pk), "handled deadline": str(handled.pk),
        "record": str(Record.unscoped.filter(employee=people["1"], table="contracts").get().pk), "proposal": str(proposal.pk), "feed": str(feed.pk), "feed token": token,
        "service point": str(point.pk), "lockout": str(_lockout(firm).pk), "factor reset": str(_lost_code(firm).pk),
    }  # fmt: skip


def _lost_code(firm: Firm) -> Any:
    clerk = Person.objects.get(pk=firm.keys["clerk"])
    return FactorReset.unscoped.create(person=clerk, asked=NOW, until=NOW + timedelta(days=7))


def _lockout(firm: Firm) -> Any:
    return AccessAttempt.objects.create(
        pk=NO_NUMBER - 1 - AccessAttempt.objects.count(),
        username=firm.owner.login, ip_address="203.0.113.7", user_agent=firm.mark, get_data="", post_data="", http_accept="", path_info="",
        failures_since_start=9, attempt_time=NOW,
    )  # fmt: skip


# ---- the world -----------------------------------------------------------------------------------------------------


@dataclass
class World:
    """一个有东西的辖区: 甲 with one of everything, 乙 with one of everything, and everybody of personas.py."""

    district: District
    own: Firm
    other: Firm
    files: dict[str, bytes] = field(default_factory=dict)

    def mend(self) -> None:
        """Writes back the stored files that a request took away: the database forgets it, the disk does not."""
        root = Path(settings.HEYUE_FILES)
        for name, content in self.files.items():
            path = root / name
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


_MADE: list[tuple[World, Kept]] = []


def world(district: Callable[[], District]) -> World:
    """The world, built once a process and put back row by row afterwards; the tables must be empty."""
    if not _MADE:
        built = district()
        personas.settle(built)
        add(built, "other_clerk", built.organisations["乙"], "employee")
        root = Path(settings.HEYUE_FILES)
        shutil.rmtree(root, ignore_errors=True)
        # 乙 first: the look into 甲, opened later, is the one in force
        other = furnish(built, "乙", "other_owner", "other_clerk", "负", "ended", others=("正", "agency_head"))
        made = World(built, furnish(built, "甲", "owner", "employee", "正", "agency_head"), other)
        made.files = {
            str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()
        }
        _MADE.append((copy.deepcopy(made), rows_now()))
        _still_locked()
        return made
    made, kept = _MADE[0]
    put_back(kept)
    fresh = copy.deepcopy(made)
    fresh.mend()
    _still_locked()
    return fresh


def _still_locked() -> None:
    """Signing in forgets attempts that are older than the pause, by a clock of its own."""
    AccessAttempt.objects.update(attempt_time=NOW + timedelta(days=3650))


# ---- what is sent ---------------------------------------------------------------------------------------------------------


def upload(content: bytes | None = None, name: str = "员工.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if content is not None else book())


def sent(firm: Firm, name: str, method: str) -> dict[str, Any]:
    """What to send to an address: by hand below for the pages, made from its own description for the API."""
    if method == "GET":
        return queries(firm).get(name, {})
    if name.startswith("api:"):
        return {**described(firm, name), **of_the_interface(firm).get(name, {})}
    return bodies(firm).get(name, {})


def queries(firm: Firm) -> dict[str, dict[str, Any]]:
    """What a GET must be asked with to answer at all."""
    return {
        "api:evidence_list_pieces": {"kind": "plans.task", "subject": firm.keys["task"]},
        "api:ledger_records": {"table": "contracts"},
        "api:lawpages_search": {"q": "加班"},
    }


def where(firm: Firm, name: str, path: str) -> str:
    """The path with what a form of that address carries in its own address."""
    chosen = {
        "accounts:new_mandate": f"?agency={firm.other_agency.pk}",
        "accounts:power": f"?q={firm.organisation.name}&organisation={firm.keys['organisation']}",
    }
    return path + chosen.get(name, "")


def described(firm: Firm, name: str) -> dict[str, Any]:
    """The smallest body that an operation's OpenAPI description allows."""
    schema, parts = _interface()
    found = _smallest(firm, schema[name], parts) if name in schema else {}
    return found if isinstance(found, dict) else {}


@functools.cache
def _interface() -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of each operation's body by the name of its address, and the schemas they refer to."""
    told = json.loads(document())
    every = [
        operation for methods in told["paths"].values() for operation in methods.values() if "requestBody" in operation
    ]
    bodied = {
        f"api:{one['operationId']}": next(iter(one["requestBody"]["content"].values()))["schema"] for one in every
    }
    return bodied, told["components"]["schemas"]


def _smallest(firm: Firm, schema: dict[str, Any], parts: dict[str, Any], named: str = "") -> Any:
    if "$ref" in schema:
        return _smallest(firm, parts[schema["$ref"].rpartition("/")[2]], parts, named)
    for either in ("anyOf", "oneOf", "allOf"):
        if either in schema:
            return _smallest(firm, schema[either][0], parts, named)
    if "enum" in schema or "const" in schema:
        return schema.get("const", (schema.get("enum") or [None])[0])
    if schema.get("type") == "object" or "properties" in schema:
        wanted = set(schema.get("required", ()))
        return {
            key: _smallest(firm, value, parts, key)
            for key, value in schema.get("properties", {}).items()
            if key in wanted
        }
    if schema.get("format") == "binary":
        return upload()
    if schema.get("format") in {"uuid", "date", "date-time"}:
        moment = {"date": (DAY + timedelta(days=100)).isoformat(), "date-time": NOW.isoformat()}
        return firm.keys.get(named, moment.get(schema["format"], firm.keys["organisation"]))
    kinds: dict[str, Any] = {
        "integer": schema.get("minimum", 0),
        "number": 0,
        "boolean": True,
        "string": "十个字以上的一句话，够长了",
    }
    if schema.get("type") == "array":
        return [_smallest(firm, schema["items"], parts, named)] if schema.get("minItems") else []
    return kinds.get(schema.get("type", ""), {})


def of_the_interface(firm: Firm) -> dict[str, dict[str, Any]]:
    """Where the smallest body would not do what the operation is there for."""
    task, case = {"version": firm.versions["task"]}, {"version": firm.versions["case"]}
    return {
        "api:accounts_ask": {"client": firm.organisation.name, "scope": ["plans"]},
        "api:accounts_change_role": {"role": "hr"},
        "api:accounts_invite": {"role": "employee"},
        "api:accounts_give": {"agency": str(firm.other_agency.pk), "scope": ["plans"]},
        "api:checkups_start": {"organisation": firm.keys["organisation"], "files": upload()},
        "api:plans_finish": task,
        "api:plans_set_aside": task,
        "api:plans_dispute": task,
        "api:plans_reopen": {"version": firm.versions["done task"]},
        "api:plans_assign": task,
        "api:evidence_add": {"kind": "plans.task", "subject": firm.keys["task"], "file": upload(PIXEL, "照片.png")},
        "api:evidence_replace": {"file": upload(PIXEL, "照片.png")},
        "api:cases_open_case": {
            "workflow": "service_request",
            "organisation": firm.keys["organisation"],
            "agency": str(firm.agency.pk),
        },
        "api:cases_move": {**case, "move": "accept"},
        "api:cases_assign": {**case, "person": None},
        "api:accounts_renew": {"until": (DAY + timedelta(days=600)).isoformat()},
        "api:ledger_take_over": {"version": firm.versions["book"]},
        "api:ledger_correct": {"values": {"wage": "6100.00"}},
        "api:ledger_add": {"table": "training", "values": {"kind": "safety", "day": DAY.isoformat(), "title": "消防"}},
        "api:checkups_mapping": {"sheets": [{"doubt": 0, "skip": True}]},
        "api:notices_add_webhook": {"url": "https://example.com/two", "events": ["cases.moved"]},
        "api:notices_change_webhook": {"state": "paused"},
        "api:notices_change_settings": {"kinds": {"cases.moved": {"app": True, "mail": False}}},
        "api:checkups_fill_person": {"values": {"name": "李明", "started": "2026-01-05"}},
        "api:ledger_enter_service": {
            "place": "440105",
            "kind": "legal",
            "name": "法律援助站",
            "phone": "020-0000",
            "source": "区司法局网页",
            "source_day": "2026-11-20",
        },
    }


def bodies(firm: Firm) -> dict[str, dict[str, Any]]:
    """What to send to an address so that it does what it is there for, with this firm's things; others take an empty form."""
    task, case = {"version": firm.versions["task"]}, {"version": firm.versions["case"]}
    organisation, until = firm.keys["organisation"], (DAY + timedelta(days=100)).isoformat()
    return {
        "account_login": {"login": firm.owner.login, "password": PASSWORD},
        "account_reauthenticate": {"password": PASSWORD},
        "account_change_password": {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
        "accounts:reset": {"login": firm.owner.login},
        "accounts:reset_by_link": {"password": NEW_PASSWORD},
        "accounts:join": {"name": "新来的人", "login": "joining@example.test", "password": NEW_PASSWORD},
        "accounts:new_mandate": {"scope": ["checkups"], "until": until},
        "accounts:sign_up": {"firm": "新厂（测试）", "place": "440105"},
        "accounts:organisation": {"name": "改名（测试）", "place": "440105"},
        "accounts:openness": {"openness": "summary"},
        "accounts:switch": {"standing": firm.keys["own membership"]},
        "accounts:invite": {"role": "employee", "name": "新人"},
        "accounts:role": {"role": "hr"},
        "accounts:answer": {"scope": ["checkups"], "until": until},
        "accounts:renew": {"until": (DAY + timedelta(days=600)).isoformat()},
        "accounts:ask": {"client": firm.organisation.name, "scope": ["plans"], "until": until},
        "accounts:organisations": {"kind": "union", "name": "新工会（测试）", "place": "440105"},
        "accounts:power": {"reason": "核对一次显示问题，工单 13", "minutes": "10"},
        "accounts:me": {"name": "改名", "language": "zh"},
        "accounts:tokens": {"name": "新令牌", "scopes": ["checkups.read"], "days": "30"},
        "checkups:new": {"organisation": organisation, "files": upload(), "place": "", "as_of": ""},
        "checkups:fill": {"organisation": organisation},
        "checkups:add_person": {"name": "新人", "started": "2026-02-01", "form": "full_time", "insured": "unknown", "has_contract": "unknown"},
        "checkups:fill_person": {"name": "改名", "started": "2026-02-01", "form": "full_time", "insured": "unknown", "has_contract": "unknown"},
        "checkups:mapping": {"skip-all": "1"},
        "checkups:share": {"days": "7"},
        "plans:finish": task,
        "plans:set_aside": {"aside-version": firm.versions["task"], "aside-why": "不适用"},
        "plans:dispute": {"against-version": firm.versions["task"], "against-why": "有异议"},
        "plans:reopen": {"version": firm.versions["done task"]},
        "plans:assign": {**task, "assignee": str(firm.owner.pk), "due": ""},
        "ledger:take_over": {"version": firm.versions["book"]},
        "ledger:hold": {"hold-why": "劳动争议正在仲裁"},
        "ledger:identity": {"identity-why": "核对社保增员要用"},
        "ledger:feeds": {"lang": "zh"},
        "ledger:add": {"kind": "safety", "day": DAY.isoformat(), "title": "消防"},
        "ledger:correct": {"term": "fixed", "signed": "2024-03-01", "starts": "2024-03-01", "ends": "2027-02-28", "wage": "6100.00"},
        "ledger:settings": {"insurance_day": "15"},
        "ledger:enter_service": {"place": "440105", "kind": next(iter(KINDS)), "name": "法律援助站", "phone": "020-0001", "source": "https://example.com/", "source_day": DAY.isoformat()},
        "evidence:add": {"file": upload(PIXEL, "照片.png"), "title": "照片"},
        "evidence:attachment": {"title": "改名", "dated": ""},
        "evidence:replace": {"file": upload(PIXEL, "照片.png")},
        "cases:open_case": {"organisation": organisation, "agency": str(firm.agency.pk), "title": "另一件事", "wish": ""},
        "cases:move": case,
        "cases:comment": {"text": "留言", "shared": "yes"},
        "cases:assign": {**case, "person": ""},
        "notices:add_webhook": {"name": "另一个", "url": "https://example.com/two", "events": ["cases.moved"]},
    }  # fmt: skip


__all__ = ["CANARY", "Firm", "World", "absent", "owned", "program", "sent", "upload", "values", "where", "world"]
