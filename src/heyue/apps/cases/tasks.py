"""事项到点要做的事: reminders of deadlines, and what is past its term."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

from heyue.apps.cases import operations
from heyue.apps.deeds import Actor
from heyue.apps.notices.due import daily, handler


@handler("cases.remind")
def remind(actor: Actor, payload: dict[str, Any]) -> None:
    """期限提醒."""
    operations.remind(actor, UUID(payload["deadline"]))


@daily("cases.retention", at=time(3, 5))
def retention(actor: Actor, payload: dict[str, Any]) -> None:
    """到期删除."""
    operations.retain(actor)
