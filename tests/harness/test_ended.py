"""到头了的: a mandate, a membership, a look, a link, a firm that has ended opens nothing, from the next request on.

Whoever was let in yesterday is answered today as whoever never was: not told apart, nothing heard, nothing changed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from heyue.apps.accounts.models import (
    ApiToken,
    Invitation,
    Mandate,
    Membership,
    Organisation,
    Person,
    ResetLink,
    StaffPower,
)
from heyue.apps.checkups.models import Share
from heyue.apps.ledger.models import Feed
from tests.conftest import long_runs
from tests.district import DAY, NOW
from tests.harness import addresses
from tests.harness.asking import ask
from tests.harness.matrix import SEE, visit
from tests.harness.objects import NO_TOKEN, World, owned

pytestmark = [pytest.mark.django_db, pytest.mark.database]
YESTERDAY, BEFORE = NOW - timedelta(days=1), DAY - timedelta(days=1)


def mandates(**changes: object) -> Callable[[World], object]:
    """Does that to every mandate that 甲 gave."""
    return lambda world: Mandate.unscoped.filter(client=world.own.organisation).update(**changes)


def named_another(world: World) -> None:
    """The mandate names another specialist of the agency."""
    Mandate.unscoped.get(pk=world.own.keys["mandate"]).persons.set([world.district.people["agency_head"]])


def left(who: str) -> Callable[[World], object]:
    return lambda world: Membership.unscoped.filter(person=world.district.people[who]).update(until=YESTERDAY)


def shut(who: str) -> Callable[[World], object]:
    return lambda world: Person.objects.filter(pk=world.district.people[who].pk).update(is_active=False)


def closed(name: str) -> Callable[[World], object]:
    return lambda world: Organisation.unscoped.filter(pk=world.district.organisations[name].pk).update(closed=YESTERDAY)


def looks(**changes: object) -> Callable[[World], object]:
    return lambda world: StaffPower.unscoped.filter(organisation=world.own.organisation).update(**changes)


ENDED: dict[str, tuple[str, Callable[[World], object]]] = {
    "a mandate that the client ended": ("specialist", mandates(ended=YESTERDAY)),
    "a mandate whose last day was yesterday": ("agency_head", mandates(since=BEFORE, until=BEFORE)),
    "a mandate that begins tomorrow": ("specialist", mandates(since=DAY + timedelta(days=1))),
    "a mandate that was never given": ("specialist", mandates(given=None)),
    "a mandate that names somebody else": ("specialist", named_another),
    "a mandate of one thing only, ended": ("off_scope", mandates(ended=YESTERDAY)),
    "a client that closed": ("specialist", closed("甲")),
    "an agency that closed": ("specialist", closed("正")),
    "one's own firm that closed": ("owner", closed("甲")),
    "a membership that ended": ("hr", left("hr")),
    "an account that was shut": ("owner", shut("owner")),
    "a look that was ended": ("looker", looks(ended=YESTERDAY)),
    "a look whose hour is over": ("looker", looks(until=NOW)),
}
FEWER = ("a mandate that the client ended", "one's own firm that closed")
"""Which are gone through at every address in the short run; of the others, a few addresses of each service."""
SOME = frozenset({
    "checkups:checkup", "checkups:again", "plans:task", "plans:finish", "ledger:person", "ledger:hold", "evidence:download", "evidence:replace",
    "cases:case", "cases:comment", "api:checkups_report", "api:ledger_employee", "api:plans_finish", "api:cases_move", "notices:webhook",
})  # fmt: skip
OWN_STILL = {
    "accounts:withdraw_request", "api:accounts_withdraw", "api:accounts_mandate", "api:accounts_end", "accounts:end_power",
    "notices:message", "api:notices_mark_one", "accounts:end_token", "accounts:leave",
}  # fmt: skip
"""What stays one's own when the right to another's things is over: one's request, the mandate's own text, one's messages."""


@pytest.mark.parametrize("what", ENDED)
def test_what_has_ended_opens_nothing(world: World, what: str) -> None:
    who, end = ENDED[what]
    end(world)
    things = {address.name for address in addresses.every() if address.parts and owned(address.name, address.parts)}
    things -= {name for name, rightful in SEE.items() if who in rightful}
    wanted = things if long_runs() or what in FEWER else things & SOME
    found = visit(world, who, only=wanted - OWN_STILL, outsider=True)
    assert found.unlike == []
    assert found.touched == []
    public = {address.name for address in addresses.every() if address.asks == "public"}
    heard = [at for at, answer in found.answers.items() if at[0] not in public and answer.holds(world.own.mark)]
    assert heard == []


LINKS: dict[str, tuple[str, str, Callable[[World], object]]] = {
    "a report's link that was ended": ("checkups:shared", "share token", lambda world: Share.unscoped.update(ended=YESTERDAY)),
    "a report's link whose day is over": ("checkups:shared", "share token", lambda world: Share.unscoped.update(until=NOW)),
    "a report's link of a firm that closed": ("checkups:shared", "share token", closed("甲")),
    "a calendar that was ended": ("ledger:feed", "feed token", lambda world: Feed.unscoped.update(ended=YESTERDAY)),
    "a calendar of somebody who left": ("ledger:feed", "feed token", left("owner")),
    "a calendar of a shut account": ("ledger:feed", "feed token", shut("owner")),
}  # fmt: skip


@pytest.mark.parametrize("what", LINKS)
def test_a_link_that_is_over_looks_like_one_that_never_was(world: World, what: str) -> None:
    name, kind, end = LINKS[what]
    paths = [reverse(name, kwargs={"token": token}) for token in (world.own.keys[kind], NO_TOKEN)]
    assert ask(Client(), "GET", paths[0]).outcome == "200", "the link is good until it ends"
    end(world)
    over, never = (ask(Client(), "GET", path) for path in paths)
    assert over.outcome == "404"
    assert over.same([world.own.keys[kind]]) == never.same([NO_TOKEN])
    assert over.writes == frozenset()


OVER: dict[str, tuple[str, str, Callable[[World], object]]] = {
    "an invitation that was withdrawn": ("accounts:join", "invitation token", lambda world: Invitation.unscoped.update(withdrawn=YESTERDAY)),
    "an invitation that was taken": ("accounts:join", "invitation token", lambda world: Invitation.unscoped.update(taken=YESTERDAY)),
    "an invitation whose day is over": ("accounts:join", "invitation token", lambda world: Invitation.unscoped.update(until=NOW)),
    "a reset link that was used": ("accounts:reset_by_link", "reset token", lambda world: ResetLink.unscoped.update(used=YESTERDAY)),
    "a reset link whose hour is over": ("accounts:reset_by_link", "reset token", lambda world: ResetLink.unscoped.update(until=NOW)),
}  # fmt: skip


@pytest.mark.parametrize("what", OVER)
def test_a_link_that_is_over_says_so_and_nothing_else(world: World, what: str) -> None:
    """Whoever holds it was given it: that it is over is said, whose it was is not, and it does nothing."""
    from tests.harness.objects import bodies

    name, kind, end = OVER[what]
    end(world)
    path = reverse(name, kwargs={"token": world.own.keys[kind]})
    for method in ("GET", "POST"):
        answer = ask(Client(), method, path, bodies(world.own)[name] if method == "POST" else {})
        assert answer.outcome == "410"
        assert answer.writes == frozenset()
        assert not answer.holds(world.own.mark)
        assert not answer.holds(world.own.organisation.name)


@pytest.mark.parametrize("change", [{"ended": YESTERDAY}, {"until": NOW}], ids=["ended", "over"])
def test_a_token_that_is_over_is_answered_like_one_that_never_was(world: World, change: dict[str, object]) -> None:
    from heyue.apps.accounts import operations

    actor = world.district.actor("owner")
    row, value = operations.make_token(actor, world.own.organisation, name="程序", scopes=["checkups.read"], days=30)
    path = reverse("api:checkups_list_checkups")
    assert ask(Client(), "GET", path, authorization=f"Bearer {value}").outcome == "200"
    ApiToken.unscoped.filter(pk=row.pk).update(**change)
    over, never = (ask(Client(), "GET", path, authorization=f"Bearer {one}") for one in (value, "heyue_" + NO_TOKEN))
    assert over.outcome == "401"
    assert over.same([]) == never.same([])
