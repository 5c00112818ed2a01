"""解除和终止: how an employment ends lawfully, and the papers and money that go with it."""

from __future__ import annotations

TITLE = ("解除和终止", "Ending employment")
