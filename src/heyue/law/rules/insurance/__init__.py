"""社会保险: who must be insured, from when, and for how much."""

from __future__ import annotations

TITLE = ("社会保险", "Social insurance")
