"""平等: pay and contracts compared by sex and form of work, as questions with numbers."""

from __future__ import annotations

TITLE = ("平等用工", "Equality")
