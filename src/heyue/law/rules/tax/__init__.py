"""个人所得税: tax withheld from wages and annual bonuses."""

from __future__ import annotations

TITLE = ("个人所得税", "Income tax")
