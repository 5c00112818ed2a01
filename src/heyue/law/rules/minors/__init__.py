"""未成年工: the ban on child labour and the protection of workers under 18."""

from __future__ import annotations

TITLE = ("童工和未成年工", "Children and young workers")
