"""休假: annual leave, maternity leave and other leave the law pays for."""

from __future__ import annotations

TITLE = ("休假", "Leave")
