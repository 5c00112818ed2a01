"""测速的辖区: 200 firms of one agency and one bureau, one of them with a long ledger, a report and many cases.

`python -m benchmarks.web.world FIRMS OUT.json` fills the database that the environment names, through the operations of real
use, and writes the addresses to be asked, with the session of whoever asks.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import django

PEOPLE, CASES = 200, 200
PLACE = "440105"
DAY = date(2026, 10, 31)


def make(firms: int) -> dict[str, Any]:
    """Fills the database; {"name": {"path", "session", "data"}} for every address to be asked."""
    from django.utils import timezone

    from heyue.apps.accounts import operations as accounts
    from heyue.apps.deeds import SYSTEM

    now = timezone.now()
    program = SYSTEM("benchmark", now, timezone.localtime(now).date())
    bodies = {
        kind: accounts.register(program, kind=kind, name=f"{kind}（演示）", place=PLACE)
        for kind in ("bureau", "agency")
    }
    employers = [
        accounts.register(
            program, kind="enterprise", name=f"第{number:03d}家（演示）", place=PLACE, employees=20, openness="report"
        )
        for number in range(firms)
    ]
    people = {
        role: _person(program, role, body)
        for role, body in (("owner", employers[0]), ("specialist", bodies["agency"]), ("officer", bodies["bureau"]))
    }
    for employer in employers:
        owner = (
            people["owner"][1]
            if employer is employers[0]
            else _person(program, f"owner-{employer.id}", employer, "owner")[1]
        )
        accounts.give_mandate(
            _actor(owner, now), client=employer, agency=bodies["agency"], scope=["cases", "checkups", "ledger", "plans"],
            until=program.day + timedelta(days=300),
        )  # fmt: skip
    report = _checkups(_actor(people["owner"][1], now), employers)
    _ledger(_actor(people["owner"][1], now), employers[0].id)
    case = _cases(_actor(people["owner"][1], now), employers[0].id, bodies["agency"].id)
    sessions = {role: _session(*person) for role, person in people.items()}
    return _asked(sessions, report, case)


def _asked(sessions: dict[str, str], report: str, case: str) -> dict[str, Any]:
    owner, agency, bureau = (sessions[role] for role in ("owner", "specialist", "officer"))
    pages = {
        "empty page": ("/empty", owner),
        "home of an owner": ("/", owner),
        "home of an agency, 200 clients": ("/", agency),
        "report": (f"/checkups/{report}/", owner),
        "check-ups of 200 firms": ("/checkups/", agency),
        "clients, 200": ("/accounts/clients", agency),
        "district, 200 firms": ("/accounts/district", bureau),
        "check-ups of a district, 200": ("/checkups/district", bureau),
        "cases, 200": ("/cases/", owner),
        "people, 200": ("/ledger/people/", owner),
    }
    asked: dict[str, Any] = {name: {"path": path, "session": key} for name, (path, key) in pages.items()}
    comment = {"text": "请看附件（演示）", "shared": "yes"}
    asked["post: a comment on a case"] = {"path": f"/cases/{case}/comment", "session": owner, "data": comment}
    asked["post: all messages read"] = {"path": "/notices/read", "session": owner, "data": {"all": "1"}}
    return asked


def _person(program: Any, name: str, body: Any, role: str = "") -> tuple[Any, Any]:
    from heyue.apps.accounts import operations as accounts
    from heyue.apps.accounts.models import Person

    person = Person(login=f"{name}@benchmark.test", name=name[:20], joined=program.now, notice_version="1")
    person.set_unusable_password()
    person.save(force_insert=True)
    return person, accounts.join(program, person, body, role or name)


def _actor(standing: Any, now: datetime) -> Any:
    from heyue.apps.accounts import standing as standings
    from heyue.apps.accounts.models import Membership

    held = Membership.unscoped.select_related("person", "organisation").get(pk=standing.pk)
    return standings.actor(held.person, held, now=now, day=now.date(), lang="zh", second_factor=True)


def _session(person: Any, standing: Any) -> str:
    """The key of a session as the sign-in leaves it, second factor given."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "password", "at": 0.0}, {"method": "mfa", "at": 0.0}]
    session["standing"] = str(standing.pk)
    session.save()
    return str(session.session_key)


def _checkups(owner: Any, employers: list[Any]) -> str:
    """One real check-up of 25 people with its plan; its figures stand for those of all other firms."""
    from heyue.apps.checkups import operations, tasks
    from heyue.apps.checkups.given import Given
    from heyue.apps.checkups.models import Checkup
    from heyue.sample import make_company, write_workbook

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "firm.xlsx"
        write_workbook(make_company(5, 25, place=PLACE), file)
        given = Given(name="账.xlsx", kind="xlsx", content=file.read_bytes())
        first = operations.start(owner, organisation=employers[0].id, place=PLACE, as_of=DAY, files=[given])
        ended = tasks.run.func(str(first.id))
    if ended != "done":
        raise SystemExit(f"the check-up ended as {ended}")
    operations.plan(owner, first.id)
    done = Checkup.unscoped.get(pk=first.id)
    for employer in employers[1:]:
        done.pk, done.organisation_id = uuid4(), employer.id
        done.save(force_insert=True)
    return str(first.id)


def _ledger(owner: Any, organisation: Any) -> None:
    from heyue.apps.ledger import operations
    from heyue.intake.workbook import read
    from heyue.sample import make_company, write_workbook

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "firm.xlsx"
        write_workbook(make_company(6, PEOPLE, place=PLACE), file)
        operations.accept(owner, organisation, read([file]), source=uuid4(), as_of=DAY)


def _cases(owner: Any, organisation: Any, agency: Any) -> str:
    from heyue.apps.cases import operations

    made = [
        operations.open_case(
            owner,
            name="service_request",
            organisation=organisation,
            agency=agency,
            title=f"第{number}件要办的事（演示）",
        )
        for number in range(CASES)
    ]
    return str(made[0].id)


if __name__ == "__main__":
    django.setup()
    Path(sys.argv[2]).write_text(json.dumps(make(int(sys.argv[1])), ensure_ascii=False), encoding="utf-8")
