"""材料的每日例行."""

from __future__ import annotations

from datetime import time
from typing import Any

from heyue.apps.deeds import Actor
from heyue.apps.evidence import operations
from heyue.apps.notices.due import daily


@daily("evidence.retention", at=time(3, 15))
def retention(actor: Actor, payload: dict[str, Any]) -> None:
    """清除没有主的材料."""
    operations.retain(actor)


@daily("evidence.sweep", at=time(3, 20))
def sweep(actor: Actor, payload: dict[str, Any]) -> None:
    """清理不再需要的文件."""
    operations.sweep(actor)
