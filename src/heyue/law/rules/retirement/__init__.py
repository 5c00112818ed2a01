"""退休: the statutory retirement day under the gradual delay."""

from __future__ import annotations

TITLE = ("退休", "Retirement")
