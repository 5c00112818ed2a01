"""个人信息: personal data of employees."""

from __future__ import annotations

TITLE = ("个人信息", "Personal data")
