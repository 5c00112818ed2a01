"""模板和地址都有人到过: every address has let somebody in, and every template was rendered by a request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test.signals import template_rendered

import heyue.web
from tests.harness import addresses, personas, walking
from tests.harness.asking import ask
from tests.harness.objects import Firm, World

pytestmark = pytest.mark.django_db
FOLDER = Path(heyue.web.__file__).parent / "templates"
ELSEWHERE = {
    "design.html": "the demonstration's page of components: tests/web/test_parts.py",
    "design_confirm.html": "the same",
    "demo/": "the demonstration's role picker: tests/web",
    "socialaccount/": "sign-in with an outside account: tests/apps/accounts/test_oidc.py",
    "mfa/": "the second factor: tests/apps/accounts/test_second_factor.py",
    "usersessions/": "sign-in: tests/web/test_sign_in_pages.py",
    "account/": "sign-in: tests/web/test_sign_in_pages.py",
    "errors/": "tests/web/test_errors.py",
    "ledger/taking.html": "while a worker writes: tests/apps/ledger/test_agreed.py",
    "ledger/taken.html": "after a worker wrote: tests/apps/ledger/test_agreed.py",
    "accounts/lost_code.html": "between password and code: tests/apps/accounts/test_lost_codes.py",
    "audit/home_others.html": "after an agency's deed: tests/apps/audit/test_home.py",
    "parts/": "tests/web/test_parts.py renders each component in each of its forms",
}
"""Templates (or folders of them) that this walk does not reach, with the file of tests that does."""
CLOSED = {
    **dict.fromkeys(
        ("mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_view_recovery_codes"),
        "tests/apps/accounts/test_second_factor.py",
    ),
    "api:accounts_leave": "the last owner may not: tests/web/api/test_matrix.py",
    "api:checkups_published": "the same: tests/apps/checkups/test_report.py",
    "checkups:published": "opens to the bureau where the employer shows its reports: tests/apps/checkups/test_report.py",
}
"""Addresses at which nobody of the world is let in, with the test that shows them open."""


@pytest.fixture
def rendered() -> Iterator[set[str]]:
    names: set[str] = set()

    def note(sender: object, template: object, **more: object) -> None:
        names.add(str(getattr(template, "name", "")))

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def test_every_address_lets_somebody_in() -> None:
    unseen = set(walking.closed()) - set(CLOSED)
    assert not unseen, f"nobody of the world is let in at {sorted(unseen)}"


def test_what_is_looked_after_elsewhere_is_looked_after_there(repository: Path) -> None:
    named = [
        word.rstrip(":,") for why in (*ELSEWHERE.values(), *CLOSED.values(), *BY_HAND.values()) for word in why.split()
    ]
    gone = [word for word in named if word.startswith("tests/") and not (repository / word).exists()]
    assert gone == []
    every = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html")}
    assert set(BY_HAND) <= every
    assert [name for name in ELSEWHERE if not any(one.startswith(name) for one in every)] == []


def test_every_template_is_rendered(world: World, rendered: set[str]) -> None:
    clients = {who: personas.client(world.district, who) for who in (*walking.FIRST, "off_scope")}
    for address, who in walking.walk("GET"):
        ask(clients[who], "GET", walking.path(world.own, address))
        ask(clients[who], "GET", walking.path(world.own, address), {}, **{"HX-Request": "true"})
    for address, who in walking.walk("POST"):
        if not address.name.startswith("api:"):
            ask(clients[who], "POST", walking.path(world.own, address), {})
        ask(clients[who], "POST", walking.path(world.own, address), walking.sent(world.own, address.name, "POST"))
        world.mend()
    for who, address in STATES:
        ask(clients[who], "GET", address(world.own) if callable(address) else address)
    every = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html")}
    unseen = {name for name in every - rendered if not name.startswith(tuple(ELSEWHERE)) and name not in BY_HAND}
    assert not unseen, f"no request renders {sorted(unseen)}: give the world what it takes, or take the template out"


STATES: tuple[tuple[str, str | Callable[[Firm], str]], ...] = (
    ("stranger", "/"),
    ("stranger", "/law/"),
    ("agency_head", "/"),
    ("specialist", "/"),
    ("security", "/"),
    ("off_scope", "/checkups/new"),
    ("owner", lambda firm: f"/checkups/{firm.keys['unmapped checkup']}/"),
)
"""Pages that look otherwise for somebody, or of something, that the walk does not choose."""
BACK = (
    ("owner", "plans:finish", {"version": 0}, "plans:reopen", {"version": 1}),
    ("owner", "ledger:handle", {}, "ledger:unhandle", {}),
    ("owner", "ledger:hold", {"hold-why": "劳动争议正在仲裁"}, "ledger:release", {}),
    ("administrator", "accounts:shut", {}, "accounts:reopen", {}),
)
"""Who, what is done, with what, and how it is undone."""


@pytest.mark.parametrize(("who", "first", "given", "second", "then"), BACK, ids=[one[3] for one in BACK])
def test_what_was_done_can_be_undone(
    world: World, who: str, first: str, given: dict[str, Any], second: str, then: dict[str, Any]
) -> None:
    client = personas.client(world.district, who)
    known = {address.name: address for address in addresses.every()}
    assert client.post(walking.path(world.own, known[first]), given).status_code in {302, 303}
    assert client.post(walking.path(world.own, known[second]), then).status_code in {302, 303}


BY_HAND: dict[str, str] = {
    "accounts/sign_up_account.html": "tests/apps/accounts/test_sign_up.py",
    "accounts/cards/ending.html": "a mandate that ends within the month: tests/apps/accounts/test_mandates.py",
    "checkups/published.html": "tests/apps/checkups/test_report.py",
    "cases/choose.html": "shown where a role may open several workflows: tests/apps/cases",
}
"""Templates of states that the world does not hold, with the test that renders them."""
