"""经济补偿和赔偿金: what is owed when an employment ends."""

from __future__ import annotations

TITLE = ("经济补偿", "Severance")
