"""事项办到哪一步要告诉谁: an app above this one says what becomes of its own thing when a case of a workflow moves.

    outcomes.register("finding_dispute", settled)        # in the app's AppConfig.ready
    def settled(deed: Deed, case: Case, step: str, note: str) -> None: ...

Called in the move's own transaction: the case and the thing it is about move together or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from heyue.apps.audit.operation import Deed
from heyue.apps.cases.models import Case

Settled: TypeAlias = Callable[[Deed, Case, str, str], None]
_CALLED: dict[str, Settled] = {}


def register(workflow: str, settled: Settled) -> None:
    """Says what is called when a case of this workflow has moved."""
    _CALLED[workflow] = settled


def tell(deed: Deed, case: Case, step: str, note: str) -> None:
    """Calls whoever registered for the case's workflow."""
    called = _CALLED.get(case.workflow)
    if called is not None:
        called(deed, case, step, note)
