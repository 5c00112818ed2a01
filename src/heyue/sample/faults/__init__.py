"""违法种类登记: every kind of fault the sample can plant, by name."""

from __future__ import annotations

from heyue.sample.faults import bodies, contracts, exits, hours, insurance, pay, people
from heyue.sample.faults.kind import CompanyFault, Fault, FaultKind, Finding

_ALL = (contracts, hours, pay, insurance, people, exits, bodies)
KINDS: dict[str, type[FaultKind]] = {kind.name: kind for module in _ALL for kind in module.KINDS}

__all__ = ["KINDS", "CompanyFault", "Fault", "FaultKind", "Finding"]
