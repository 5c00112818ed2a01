"""演示辖区: a bureau, two agencies and forty invented firms with a year of records, made through the same operations as in real use.

Only `heyue serve --demo` makes it (settings.HEYUE_DEMO: this machine only, a database of its own). Everything is drawn from
fixed seeds, so two demonstrations are alike; all names are invented and say so.
"""

from __future__ import annotations

import functools
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password

from heyue.apps.accounts import operations as accounts
from heyue.apps.accounts import standing
from heyue.apps.accounts.models import Membership, Organisation, Person
from heyue.apps.checkups import operations as checkups
from heyue.apps.checkups.given import Given
from heyue.apps.checkups.models import Checkup
from heyue.apps.deeds import SYSTEM, Actor
from heyue.apps.deeds.both import Pair
from heyue.apps.ledger import operations as ledger
from heyue.apps.ledger.models import Book, Proposal
from heyue.apps.notices import telling
from heyue.apps.plans import operations as plans
from heyue.apps.plans.models import Task
from heyue.catalog.roles import roles
from heyue.sample import DEFAULT_DAY, TRADES, SampleCompany, make_company, write_workbook
from heyue.web import demo_life

PASSWORD = "heyue-demo-2026"  # noqa: S105 - printed for everyone; the demonstration answers on this machine only
PLACE, CITY = "440105", "440100"
FIRMS = 40
BEGAN, MANDATED = 320, 310
"""多少天以前: the district was registered, the agencies were given their mandates."""
FULL, PAPERS = 6, 3
"""前几家: every table kept; papers beside cases and tasks."""
EARLIER = date(2026, 7, 31)
OPENNESS = ("private", "summary", "summary", "report")
WORKERS = 2
Say = Callable[[Pair], None]

ORGANISATIONS: tuple[tuple[str, str, str], ...] = (
    ("bureau", "海珠区人力资源和社会保障局（演示）", PLACE),
    ("union", "海珠区总工会（演示）", PLACE),
    ("employers", "海珠区企业联合会（演示）", PLACE),
    ("commerce", "海珠区工商业联合会（演示）", PLACE),
    ("park", "琶洲产业园（演示）", PLACE),
    ("mediation", "海珠区劳动争议调解中心（演示）", PLACE),
    ("assessor", "众评评估事务所（演示）", CITY),
    ("platform", "和约平台（演示）", "000000"),
)
AGENCIES = ("正禾人力资源（演示）", "启程人力资源（演示）")
CLIENTS = (16, 10)
"""各机构的客户数: how many of the forty firms gave each agency a mandate."""


@dataclass(frozen=True, slots=True)
class Account:
    """一个演示账号: what the terminal prints and the role picker offers."""

    login: str
    name: str
    role: str
    organisation: str


def make(say: Say, *, now: datetime, day: date, firms_wanted: int = FIRMS) -> list[Account]:
    """The whole district; about a minute on two cores."""
    program = _program(now, day, BEGAN)
    cast = Troupe(now, day)
    say(("登记机构和人员……", "registering organisations and people …"))
    bodies = {kind: _register(program, kind, name, place) for kind, name, place in ORGANISATIONS}
    made: list[Account] = []
    for kind, body in bodies.items():
        made += [_account(program, body, role.name, f"{role.zh}（演示）", role.name) for role in roles().of_kind(kind)]
    agencies = []
    for number, name in enumerate(AGENCIES, 1):
        agency = _register(program, "agency", name, PLACE)
        agencies.append(agency)
        made.append(_account(program, agency, "agency_head", f"机构负责人{number}（演示）", f"agency{number}"))
        made += [
            _account(
                program,
                agency,
                "specialist",
                f"服务专员{number}{letter}（演示）",
                f"specialist{number}{letter.lower()}",
            )
            for letter in "AB"
        ]
    say((f"造 {firms_wanted} 家企业一年的账……", f"inventing a year of records of {firms_wanted} firms …"))
    firms = list(_firms(program, made, say, firms_wanted))
    clients = _mandates(cast, firms, agencies)
    say(("补上一年里办过的事……", "filling in what was done in the year …"))
    _year(cast, firms, clients, bodies)
    say(("体检（每家两次，两个进程同时做）……", "checking every firm up twice, two at a time …"))
    _checkups(_program(now, day, 0), firms)
    _work(say, 2 * firms_wanted)
    say(("记进台账……", "taking the records into the ledgers …"))
    _ledgers(cast, firms)
    say(("把问题变成整改任务……", "turning findings into tasks …"))
    _plans(cast, firms)
    _today(cast, firms, agencies, bodies)
    return made


def _program(now: datetime, day: date, days_ago: int) -> Actor:
    return SYSTEM("demo", now - timedelta(days=days_ago), day - timedelta(days=days_ago))


class Troupe:
    """演员表: the actor of an organisation's role on the day of a deed, asked of the database once a day of each."""

    def __init__(self, now: datetime, day: date) -> None:
        self.now, self.day = now, day
        self.held: dict[tuple[UUID, str], Membership] = {}

    def __call__(self, body: Organisation, role: str, days_ago: float = 0) -> Actor:
        held = self.held.get((body.pk, role))
        if held is None:
            rows = Membership.unscoped.select_related("person", "organisation")
            held = rows.filter(organisation=body, role=role, until__isnull=True).order_by("person__login").first()
            if held is None:
                raise LookupError(f"{body.name}: nobody is {role}")
            self.held[body.pk, role] = held
        now = self.now - timedelta(days=days_ago)
        day = self.day - timedelta(days=int(days_ago))
        return standing.actor(held.person, held, now=now, day=day, lang="zh", second_factor=True)


def _register(program: Actor, kind: str, name: str, place: str, **fields: object) -> Organisation:
    return accounts.register(program, kind=kind, name=name, place=place, demo=True, **fields)


def _account(program: Actor, body: Organisation, role: str, name: str, login: str) -> Account:
    person = Person(
        login=f"{login}@demo.test", name=name, password=_hashed(), joined=program.now, notice_version="demo"
    )
    person.save(force_insert=True)
    accounts.join(program, person, body, role)
    return Account(person.login, name, role, body.name)


@functools.cache
def _hashed() -> str:
    """The one password of all accounts, hashed once: sixty slow hashes would make the start wait."""
    return make_password(PASSWORD)


def _firms(program: Actor, made: list[Account], say: Say, wanted: int) -> Iterator[Organisation]:
    """Forty firms with their owner, and the workbook of each in HANDED_IN."""
    names: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, wanted + 1):
            sample = _sample(number)
            name = sample.name if sample.name not in names else sample.name.replace("（演示）", f"{number}店（演示）")
            names.add(name)
            employer = _register(
                program,
                "enterprise",
                name,
                PLACE,
                employees=sample.employees,
                openness=OPENNESS[number % len(OPENNESS)],
            )
            made.append(_account(program, employer, "owner", f"经营者{number:02d}（演示）", f"owner{number:02d}"))
            if number == 1:
                made.append(_account(program, employer, "hr", "人事经办01（演示）", "hr01"))
                made.append(_account(program, employer, "employee", "员工01（演示）", "employee01"))
            file = Path(folder) / f"{number}.xlsx"
            write_workbook(sample, file)
            HANDED_IN[employer.id] = Given(name=f"{name}.xlsx", kind="xlsx", content=file.read_bytes())
            if number % 10 == 0:
                say((f"  {number} / {wanted}", f"  {number} / {wanted}"))
            yield employer


HANDED_IN: dict[UUID, Given] = {}


def _sample(number: int) -> SampleCompany:
    kinds = list(TRADES)
    return make_company(1000 + number, 4 + (number * 7) % 22, kind=kinds[number % len(kinds)], place=PLACE)


def _checkups(program: Actor, firms: list[Organisation]) -> None:
    """Two check-ups of each firm in the queue, three months apart, of the same year of records."""
    for employer in firms:
        for as_of in (EARLIER, DEFAULT_DAY):
            checkups.start(program, organisation=employer.id, place=PLACE, as_of=as_of, files=[HANDED_IN[employer.id]])


def _mandates(
    cast: Troupe, firms: list[Organisation], agencies: list[Organisation]
) -> list[tuple[Organisation, Organisation]]:
    """Each agency's clients, as (client, agency); one more employer is asked and has not answered."""
    first, given = 0, []
    for agency, count in zip(agencies, CLIENTS, strict=True):
        first, clients = first + count, firms[first : first + count]
        for client in clients:
            accounts.give_mandate(
                cast(client, "owner", MANDATED),
                client=client,
                agency=agency,
                scope=sorted(roles().scopes),
                until=cast.day + timedelta(days=365),
            )
            given.append((client, agency))
    return given


def _year(
    cast: Troupe,
    firms: list[Organisation],
    clients: list[tuple[Organisation, Organisation]],
    bodies: dict[str, Organisation],
) -> None:
    """What firms kept and asked for in the year, and what the bureau tells of its district."""
    demo_life.services(cast(bodies["bureau"], "officer", 100), PLACE, ["legal", "policy", "training"])
    for number, firm in enumerate(firms, 1):
        if number % 3 != 0 or number <= FULL:
            demo_life.own_records(cast, firm, number, cast.day)
    for number, (client, agency) in enumerate(clients, 1):
        for at, key in enumerate(demo_life.requests(cast, client, agency, number)):
            if number <= PAPERS and at == 0:
                demo_life.paper(cast, client, "cases.case", key, "办理凭证", cast.day - timedelta(days=20))


def _ledgers(cast: Troupe, firms: list[Organisation]) -> None:
    """Most firms took the records of their last check-up into the ledger; with the others they wait for a look."""
    for number, employer in enumerate(firms, 1):
        rows = list(Proposal.unscoped.filter(organisation=employer, state="open").order_by("as_of"))
        if not rows or number % 4 == 0:
            continue
        owner = cast(employer, "owner")
        for proposal in rows[:-1]:
            ledger.discard(owner, proposal.pk)
        book = Book.unscoped.filter(organisation=employer).first()
        ledger.take_over(owner, rows[-1].pk, version=book.version if book else 0, choices=ledger.Choices())
        ledger.settings(owner, employer.pk, leads={}, insurance_day=15)
        ledger.remind(_program(cast.now, cast.day, 0), employer.pk)


def _work(say: Say, total: int) -> None:
    """The queue worked off by two workers, as in real use, with the count said meanwhile."""
    command = [sys.executable, "-m", "heyue.cli.main", "manage", "db_worker", "--batch", "--interval", "0.1"]
    running = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in range(WORKERS)]
    told = 0
    while any(process.poll() is None for process in running):
        try:
            next(process for process in running if process.poll() is None).wait(3)
        except subprocess.TimeoutExpired:
            done = Checkup.unscoped.filter(state__in=("done", "failed")).count()
            if done >= told + 10:
                told = done - done % 10
                say((f"  {done} / {total}", f"  {done} / {total}"))


def _plans(cast: Troupe, firms: list[Organisation]) -> None:
    """Two firms in three made a plan of their last check-up; tasks are done with a paper beside them, disputed, or set aside."""
    for number, employer in enumerate(firms):
        last = Checkup.unscoped.filter(organisation=employer, state="done").order_by("-as_of").first()
        if last is None or number % 3 == 2:
            continue
        owner = cast(employer, "owner")
        plan = checkups.plan(owner, last.id)
        tasks = list(Task.unscoped.filter(plan=plan).order_by("number")) if plan else []
        for at, task in enumerate(tasks):
            if at % 4 == 1:
                if number < PAPERS:
                    demo_life.paper(cast, employer, "plans.task", task.id, "补发工资凭证", cast.day)
                plans.finish(owner, task.id, task.version)
            elif at == 2 and number % 4 == 0:
                plans.dispute(owner, task.id, task.version, "工资表已按补发后的金额更正，请核对（演示）")
            elif at == 4 and number % 5 == 0:
                plans.set_aside(owner, task.id, task.version, "这个岗位上个月已经撤销（演示）")


def _today(
    cast: Troupe, firms: list[Organisation], agencies: list[Organisation], bodies: dict[str, Organisation]
) -> None:
    """What stands open on the day itself: a look by the platform's staff, a mandate that is asked for, an invitation."""
    administrator = cast(bodies["platform"], "administrator")
    accounts.open_power(administrator, firms[0], reason="用户反映报告打不开，核对一下显示是否正常（演示）", minutes=60)
    asked = firms[min(sum(CLIENTS), len(firms) - 1)]
    for number, agency in enumerate(agencies):
        head = cast(agency, "agency_head")
        target = asked if number == 0 else firms[0]
        accounts.ask_mandate(
            head,
            agency=agency,
            typed=target.name,
            scope=["checkups", "plans"],
            persons=[],
            until=cast.day + timedelta(days=180),
        )
    telling.tell(_program(cast.now, cast.day, 0))


def accounts_of_demo() -> list[Account]:
    """Every account of the demonstration, one person a line, by kind of organisation and name."""
    order = {
        kind: at
        for at, kind in enumerate(
            (
                "enterprise",
                "agency",
                "bureau",
                "mediation",
                "union",
                "employers",
                "commerce",
                "park",
                "assessor",
                "platform",
            )
        )
    }
    held = Membership.unscoped.select_related("person", "organisation").filter(
        organisation__demo=True, until__isnull=True
    )
    found = sorted(held, key=lambda one: (order[one.organisation.kind], one.person.login))
    return [Account(one.person.login, one.person.name, one.role, one.organisation.name) for one in found]


def made_already() -> bool:
    """Whether this installation holds the demonstration."""
    if not settings.HEYUE_DEMO:
        raise RuntimeError("the demonstration is made by heyue serve --demo only")
    return Organisation.unscoped.filter(demo=True, kind="platform").exists()
