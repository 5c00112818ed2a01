"""女职工: the protection of pregnancy, childbirth and nursing."""

from __future__ import annotations

TITLE = ("女职工保护", "Protection of women")
