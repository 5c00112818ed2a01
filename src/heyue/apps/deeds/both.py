"""双语: a text in both languages, written side by side where it is used; the reader's language decides when it is shown."""

from __future__ import annotations

from typing import TypeAlias

from django.utils.functional import lazy
from django.utils.translation import get_language

Pair: TypeAlias = tuple[str, str]


def lang() -> str:
    """The language of the page being made, "zh" or "en"; zh where none is set."""
    return "en" if (get_language() or "").startswith("en") else "zh"


class _Both:
    __slots__ = ("en", "zh")

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en

    def __str__(self) -> str:
        return self.en if lang() == "en" else self.zh


_shown = lazy(str, str)
"""Made once: every call of `lazy` makes a class of its own, which cost a list page a tenth of its time."""


def both(zh: str, en: str) -> str:
    """A text that turns into Chinese or English when it is written out; may stand wherever Django takes a label."""
    return _shown(_Both(zh, en))  # type: ignore[return-value]
