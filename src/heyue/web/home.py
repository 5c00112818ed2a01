"""首页的内容: collected from the apps, which do not know this page: each may have `home(actor)` in its queries.py.

    def home(actor: Actor) -> list[dict[str, object]]

Each dict is a card: {"template": "checkups/home_owner.html", "order": 20, …}: the template is rendered with the card as
`card`, in order; {"place": "side"} puts it into the side column, {"charts": True} loads the chart library.
{"headline": …, "lead": …} heads the page of somebody who has no task of his own: an agency, a bureau. A card may bring
{"tasks": [...]}, things this person is to do next, as parts/task.html takes them; the page merges the tasks of all apps by
day and heads itself with the first three. A card without a template only brings tasks. docs/recipes/home-card.md
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any

from django.apps import apps

from heyue.apps.deeds import Actor

NEXT = 3
"""先办几件: how many things to do next a home page names."""


@functools.cache
def queries_of_apps() -> tuple[ModuleType, ...]:
    """The queries.py of every app that has one, in the order of INSTALLED_APPS."""
    names = [config.name for config in apps.get_app_configs() if config.name.startswith("heyue.apps.")]
    return tuple(
        importlib.import_module(f"{name}.queries") for name in names if importlib.util.find_spec(f"{name}.queries")
    )


@dataclass(frozen=True, slots=True)
class Home:
    """一个人的首页: the cards of the flow and of the side, and what is to be done next, soonest first."""

    flow: list[dict[str, Any]]
    side: list[dict[str, Any]]
    tasks: list[dict[str, Any]]

    @property
    def next(self) -> list[dict[str, Any]]:
        return self.tasks[:NEXT]

    @property
    def more(self) -> int:
        return len(self.tasks) - len(self.next)

    @property
    def headline(self) -> Any:
        """What heads the page where no task does: the first card that has a statement."""
        return next((card["headline"] for card in self.flow if card.get("headline")), "")

    @property
    def lead(self) -> Any:
        """The sentence under that statement."""
        return next((card.get("lead", "") for card in self.flow if card.get("headline")), "")

    @property
    def charts(self) -> bool:
        """Whether the page needs the chart library: a card says {"charts": True}."""
        return any(card.get("charts") for card in (*self.flow, *self.side))

    @property
    def minutes(self) -> int | None:
        """How long the next things take together; None where one of them does not say."""
        given = [task.get("minutes") for task in self.next]
        return sum(given) if given and all(isinstance(one, int) for one in given) else None  # type: ignore[arg-type]


def home_of(actor: Actor) -> Home:
    """What the apps have for this actor."""
    cards: list[dict[str, Any]] = []
    for module in queries_of_apps():
        asked = getattr(module, "home", None)
        if asked is not None:
            cards += asked(actor)
    cards.sort(key=lambda card: card.get("order", 100))
    tasks = sorted((task for card in cards for task in card.get("tasks", ())), key=_when)
    shown = [card for card in cards if card.get("template")]
    return Home(
        [card for card in shown if card.get("place") != "side"],
        [card for card in shown if card.get("place") == "side"],
        tasks,
    )


def _when(task: dict[str, Any]) -> tuple[bool, date, int]:
    """By day, the undated last; on one day the graver first."""
    due = task.get("due")
    if isinstance(due, str):
        due = date.fromisoformat(due[:10])
    grave = ("high", "medium", "low").index(task["level"]) if task.get("level") in {"high", "medium", "low"} else 3
    return (due is None, due or date.max, grave)
