"""劳动合同: written contracts, their terms and what must not be in them."""

from __future__ import annotations

TITLE = ("劳动合同", "Contracts")
