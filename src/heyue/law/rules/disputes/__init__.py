"""劳动争议: the time limits of mediation and arbitration."""

from __future__ import annotations

TITLE = ("劳动争议", "Disputes")
