"""工时: working hours, rest and the special hours systems."""

from __future__ import annotations

TITLE = ("工时和休息", "Working hours and rest")
