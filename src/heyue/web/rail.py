"""主菜单: by task, not by data model; an entry shows only to who may open it. A new page adds one line here."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from heyue.apps.deeds import Actor
from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import SIGNED_IN
from heyue.web.home import queries_of_apps


@dataclass(frozen=True, slots=True)
class Entry:
    """一个入口. `holds`: further addresses that belong to it and do not lie below its own, by name."""

    name: str
    words: str
    asks: str = ""
    holds: tuple[str, ...] = ()


VISITOR = {"home": both("首页", "Home")}
"""Words for those who have not signed in, where they differ."""

ENTRIES = (
    Entry("home", both("要办的事", "To do")),
    Entry("find", both("查找", "Search"), SIGNED_IN),
    Entry("checkups:list", both("用工体检", "Check-ups"), "checkups.read"),
    Entry("plans:list", both("整改", "Rectification"), "plans.read"),
    Entry("ledger:people", both("员工和合同", "People and contracts"), "ledger.read"),
    Entry("ledger:dates", both("期限日历", "Deadlines"), "ledger.read", ("ledger:feeds",)),
    Entry("accounts:clients", both("我的客户", "My clients"), "accounts.clients"),
    Entry("accounts:district", both("辖区企业", "Employers here"), "accounts.district"),
    Entry("cases:list", both("服务事项", "Cases"), "cases.read"),
    Entry("accounts:mandates", both("授权给机构", "Mandates"), "accounts.mandates"),
    Entry("accounts:organisation", both("单位资料", "Our details"), "accounts.organisation"),
    Entry("accounts:organisations", both("登记组织", "Organisations"), "accounts.register"),
    Entry("accounts:people", both("账户", "Accounts"), "accounts.register"),
    Entry("accounts:lockouts", both("登录锁定", "Locked logins"), "accounts.lockouts"),
    Entry("accounts:power", both("临时查看", "Temporary look"), "accounts.power"),
    Entry("accounts:review", both("临时查看的复核", "Looks by staff"), "accounts.power_review"),
    Entry("accounts:members", both("成员和邀请", "Members"), "accounts.members"),
    Entry("audit:list", both("操作记录", "Record of deeds"), "audit.read"),
    Entry("notices:list", both("消息", "Messages"), "notices.read"),
    Entry("law:home", both("算一算、查规定", "Calculators and law")),
)


SOLE = frozenset({"ledger"})
"""Apps whose pages all belong together, so that any of them marks the app's first entry; accounts' do not."""


def rail(request: HttpRequest) -> list[dict[str, object]]:
    """The entries open to this actor: name, words, address, whether it is the page shown, its number if an app gives one."""
    actor = getattr(request, "actor", None)
    numbers = counts(actor) if actor is not None and actor.signed_in else {}
    shown = []
    for entry in ENTRIES:
        if entry.asks and (
            actor is None or not (actor.signed_in if entry.asks == SIGNED_IN else actor.can(entry.asks))
        ):
            continue
        try:
            address = reverse(entry.name)
        except NoReverseMatch:
            continue
        words = VISITOR.get(entry.name, entry.words) if actor is None or not actor.signed_in else entry.words
        shown.append(
            {
                "name": entry.name,
                "words": words,
                "address": address,
                "current": "",
                "holds": entry.holds,
                "count": numbers.get(entry.name, 0),
            }
        )
    return marked(shown, request)


def marked(shown: list[dict[str, object]], request: HttpRequest) -> list[dict[str, object]]:
    """所在: marks the one entry this page belongs to: "page" where it is the entry's own page, "true" where it lies below it.

    Below means: listed in `holds`, or under its address, or else of the same app and of no other entry.
    """
    here = request.resolver_match
    if here is None:
        return shown

    def near(entry: dict[str, object]) -> tuple[int, int]:
        name, address = str(entry["name"]), str(entry["address"])
        if name == here.view_name:
            return (4, 0)
        if here.view_name in entry["holds"]:  # type: ignore[operator]
            return (3, 0)
        if address != "/" and request.path.startswith(address.rstrip("/") + "/"):
            return (2, len(address))
        return (1, 0) if here.namespace in SOLE and name.partition(":")[0] == here.namespace else (0, 0)

    nearest = max(shown, key=near, default=None)
    if nearest is not None and near(nearest)[0]:
        nearest["current"] = "page" if near(nearest)[0] == 4 else "true"
    return shown


def counts(actor: Actor) -> dict[str, int]:
    """Numbers beside entries ("notices:list": 3), from each app's `queries.counts(actor)`: at most one indexed query an app.

    A function of that name that asks for more than the actor counts something else and is left alone.
    """
    found: dict[str, int] = {}
    for module in queries_of_apps():
        asked = getattr(module, "counts", None)
        if asked is not None and len(inspect.signature(asked).parameters) == 1:
            found |= asked(actor)
    return found
