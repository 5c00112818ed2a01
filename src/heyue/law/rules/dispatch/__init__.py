"""劳务派遣: the share of dispatched workers and the posts they hold."""

from __future__ import annotations

TITLE = ("劳务派遣", "Labour dispatch")
