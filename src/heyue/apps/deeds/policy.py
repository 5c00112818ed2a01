"""页面权限: what a view asks of whoever opens it, declared on the view; a view without it stops the boot (web/checks.py).

@policy("checkups.read")        a role with that capability; whose things, access.py decides
@policy(PUBLIC)                 everyone, without signing in
@policy(SIGNED_IN)              any account
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

PUBLIC, SIGNED_IN = "public", "signed-in"
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Policy:
    """一个页面的要求. `token`: an API token will do; `methods`: what the address answers to."""

    asks: str
    methods: frozenset[str]
    token: bool = False

    @property
    def public(self) -> bool:
        return self.asks == PUBLIC


def policy(asks: str, *methods: str, token: bool = False) -> Callable[[View], View]:
    """Declares what a view asks; `methods` default to GET."""

    def mark(view: View) -> View:
        view.policy = Policy(asks, frozenset(methods or ("GET",)), token)  # type: ignore[attr-defined]
        return view

    return mark
