"""安全与职业健康: safety training and occupational health checks."""

from __future__ import annotations

TITLE = ("劳动安全卫生", "Safety and health")
