"""残疾人就业: posts for people with disabilities and the levy."""

from __future__ import annotations

TITLE = ("残疾人就业", "Disability employment")
