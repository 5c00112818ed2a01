"""事项到点要做的事."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from heyue.apps.cases import operations
from heyue.apps.deeds import Actor
from heyue.apps.notices.due import handler


@handler("cases.remind")
def remind(actor: Actor, payload: dict[str, Any]) -> None:
    """期限提醒."""
    operations.remind(actor, UUID(payload["deadline"]))
