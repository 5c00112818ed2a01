"""工会与民主管理: the union, mediation and collective contracts."""

from __future__ import annotations

TITLE = ("工会和协商", "Union and consultation")
