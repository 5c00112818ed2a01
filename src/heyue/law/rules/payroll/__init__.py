"""工资计算: from gross to net."""

from __future__ import annotations

TITLE = ("工资计算", "Payroll")
