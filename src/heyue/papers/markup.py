"""网页片段: HTML and SVG pieces in which every value is escaped unless it was built here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

VOID = frozenset({"br", "link", "meta"})


class Html(str):
    """已转义的片段: text that is markup already; only this module makes it from plain text."""

    __slots__ = ()


Child = str | Html | Iterable[str] | None


def text(value: object) -> Html:
    """A value as escaped text; markup made here passes through."""
    return value if isinstance(value, Html) else Html(escape(str(value), quote=True))


def join(children: Iterable[str]) -> Html:
    return Html("".join(text(child) for child in children))


def tag(name: str, *children: Child, **attributes: str | int | bool | None) -> Html:
    """One element: `class_` gives class, `data_label` gives data-label; None and False leave an attribute out."""
    written = "".join(
        _attribute(key, value) for key, value in attributes.items() if value is not None and value is not False
    )
    inside = "".join(_inner(child) for child in children if child is not None)
    return Html(f"<{name}{written}>") if name in VOID and not inside else Html(f"<{name}{written}>{inside}</{name}>")


def _inner(child: Child) -> str:
    if child is None:
        return ""
    return text(child) if isinstance(child, str) else join(child)


def _attribute(key: str, value: object) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value), quote=True)}"'
