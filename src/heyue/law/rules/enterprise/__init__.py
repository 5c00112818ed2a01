"""企业: its size class."""

from __future__ import annotations

TITLE = ("企业", "Enterprise")
