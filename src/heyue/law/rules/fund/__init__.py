"""住房公积金: accounts and monthly payments to the housing fund."""

from __future__ import annotations

TITLE = ("住房公积金", "Housing fund")
