"""超龄劳动者: people who work past the statutory retirement age."""

from __future__ import annotations

TITLE = ("超龄用工", "Work past retirement age")
