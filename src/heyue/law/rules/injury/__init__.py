"""工伤: what is owed after an injury at work."""

from __future__ import annotations

TITLE = ("工伤", "Work injury")
