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
from heyue.apps.plans import operations as plans
from heyue.apps.plans.models import Task
from heyue.catalog.roles import roles
from heyue.sample import DEFAULT_DAY, TRADES, make_company, write_workbook

PASSWORD = "heyue-demo-2026"  # noqa: S105 - printed for everyone; the demonstration answers on this machine only
PLACE, CITY = "440105", "440100"
FIRMS = 40
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
    program = SYSTEM("demo", now, day)
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
    _mandates(firms, agencies, now, day)
    say(("体检（每家两次，两个进程同时做）……", "checking every firm up twice, two at a time …"))
    _work(say, 2 * firms_wanted)
    say(("把问题变成整改任务……", "turning findings into tasks …"))
    _plans(firms, now, day)
    return made


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
    """Forty firms with their owner and two check-ups in the queue, three months apart, of the same year of records."""
    kinds = list(TRADES)
    names: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, wanted + 1):
            trade = kinds[number % len(kinds)]
            sample = make_company(1000 + number, 4 + (number * 7) % 22, kind=trade, place=PLACE)
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
            given = Given(name=f"{name}.xlsx", kind="xlsx", content=file.read_bytes())
            for as_of in (EARLIER, DEFAULT_DAY):
                checkups.start(program, organisation=employer.id, place=PLACE, as_of=as_of, files=[given])
            if number % 10 == 0:
                say((f"  {number} / {wanted}", f"  {number} / {wanted}"))
            yield employer


def _mandates(firms: list[Organisation], agencies: list[Organisation], now: datetime, day: date) -> None:
    first = 0
    for agency, count in zip(agencies, CLIENTS, strict=True):
        first, clients = first + count, firms[first : first + count]
        for client in clients:
            owner = _actor(client, "owner", now, day)
            accounts.give_mandate(
                owner, client=client, agency=agency, scope=sorted(roles().scopes), until=day + timedelta(days=365)
            )


def _actor(body: Organisation, role: str, now: datetime, day: date) -> Actor:
    held = (
        Membership.unscoped.select_related("person", "organisation")
        .filter(organisation=body, role=role, until__isnull=True)
        .first()
    )
    if held is None:
        raise LookupError(f"{body.name}: nobody is {role}")
    return standing.actor(held.person, held, now=now, day=day, lang="zh", second_factor=True)


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


def _plans(firms: list[Organisation], now: datetime, day: date) -> None:
    """Two firms in three made a plan of their last check-up; some tasks are done, one is disputed."""
    for number, employer in enumerate(firms):
        last = Checkup.unscoped.filter(organisation=employer, state="done").order_by("-as_of").first()
        if last is None or number % 3 == 2:
            continue
        owner = _actor(employer, "owner", now, day)
        plan = checkups.plan(owner, last.id)
        tasks = list(Task.unscoped.filter(plan=plan).order_by("number")) if plan else []
        for at, task in enumerate(tasks):
            if at % 4 == 1:
                plans.finish(owner, task.id, task.version)
            elif at == 2 and number % 6 == 0:
                plans.dispute(owner, task.id, task.version, "工资表已按补发后的金额更正，请核对（演示）")


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
