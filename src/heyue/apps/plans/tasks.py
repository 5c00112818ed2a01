"""整改每天要做的: what is past its term goes."""

from __future__ import annotations

from datetime import time
from typing import Any

from heyue.apps.deeds import Actor
from heyue.apps.notices.due import daily
from heyue.apps.plans import operations


@daily("plans.retention", at=time(3, 12))
def retention(actor: Actor, payload: dict[str, Any]) -> None:
    """到期删除."""
    operations.retain(actor)
