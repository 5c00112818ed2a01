"""试用期: how long a probation may be, how often, and what it must pay."""

from __future__ import annotations

TITLE = ("试用期", "Probation")
