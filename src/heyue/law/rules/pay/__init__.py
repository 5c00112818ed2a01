"""工资: what must be paid, when, and what may be taken off."""

from __future__ import annotations

TITLE = ("工资", "Pay")
