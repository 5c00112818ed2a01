"""失业保险: how long the benefit lasts."""

from __future__ import annotations

TITLE = ("失业保险", "Unemployment insurance")
