"""劳动法律: what the law says, as expressions over facts."""

from __future__ import annotations

CHECKED_ON = "2026-11-21"
"""法规库核对日: the day up to which statutes and published figures were looked up."""
