"""违法种类登记: every kind of fault the sample can plant, by name."""

from __future__ import annotations

from heyue.sample.faults import contracts, pay
from heyue.sample.faults.kind import CompanyFault, Fault, FaultKind, Finding

KINDS: dict[str, type[FaultKind]] = {kind.name: kind for kind in (*contracts.KINDS, *pay.KINDS)}

__all__ = ["KINDS", "CompanyFault", "Fault", "FaultKind", "Finding"]
