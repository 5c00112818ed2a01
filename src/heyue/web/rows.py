"""表格的行: the rows of a list page, written in Python.

A list of 25 rows has two hundred cells; a template that asks for each of them what kind it is took longer than everything else
about the page together. What a cell looks like is told here once; parts/list.html has the table around it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from heyue.apps.lists import Column, Shown
from heyue.apps.lists.listing import Row
from heyue.web import tags

register = template.Library()
NOTHING = "–"
NUMBERS = frozenset({"number", "yuan"})


@register.simple_tag
def list_rows(shown: Shown) -> SafeString:
    """{% list_rows list %}: the rows of this page; a card each on a phone."""
    return format_html_join("", "{}", ((_row(line),) for line in shown.lines))


def _row(line: Row) -> SafeString:
    first, *others = line.cells
    column, value, note = first
    head = _shown(column, value)
    if line.address:
        head = format_html('<a href="{}">{}</a>', line.address, head)
    cells = format_html_join("", "{}", ((_cell(*cell),) for cell in others))
    return format_html('<tr><th scope="row">{}{}</th>{}</tr>', head, _note(note), cells)


def _cell(column: Column, value: Any, note: Any) -> SafeString:
    names = (["n"] if column.kind in NUMBERS else []) + ([] if column.phone else ["wide-only"])
    classes = format_html(' class="{}"', " ".join(names)) if names else ""
    if column.kind == "level":
        return format_html("<td{}>{}</td>", classes, _shown(column, value))
    words = (classes, column.words, _shown(column, value), _note(note))
    return format_html('<td{} data-label="{}"><span>{}{}</span></td>', *words)


def _note(note: Any) -> SafeString | str:
    return format_html("<small>{}</small>", tags.say(note)) if note else ""


def _shown(column: Column, value: Any) -> str:
    return _KINDS.get(column.kind, _words)(value)


def _words(value: Any) -> str:
    return tags.say(value) or NOTHING


def _chip(kind: str) -> Callable[[Any], str]:
    """A person or an organisation as in parts/chip.html, without link and note."""

    def chip(name: Any) -> str:
        return format_html(
            '<span class="chip" data-kind="{}"><span class="mark" aria-hidden="true">{}</span><span>{}</span></span>',
            kind,
            tags.initial(name),
            "" if name is None else name,
        )

    return chip


_KINDS: dict[str, Callable[[Any], str]] = {
    "yuan": lambda value: tags.yuan(value) or NOTHING,
    "day": lambda value: tags.day(value) or NOTHING,
    "moment": lambda value: tags.moment(value) or NOTHING,
    "level": lambda value: tags.level_mark(*value),
    "person": _chip("person"),
    "organisation": _chip("organisation"),
}
