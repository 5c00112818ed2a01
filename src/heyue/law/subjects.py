"""主题: the subjects of the rules, each named in its own folder's `TITLE`."""

from __future__ import annotations

import importlib
from functools import cache


@cache
def title(subject: str) -> tuple[str, str]:
    """(Chinese, English) name of a subject, from rules/<subject>/__init__.py."""
    found: tuple[str, str] = importlib.import_module(f"heyue.law.rules.{subject}").TITLE
    return found
