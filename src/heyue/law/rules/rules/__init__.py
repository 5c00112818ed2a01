"""规章制度: how company rules are made and what must not be in them."""

from __future__ import annotations

TITLE = ("规章制度", "Company rules")
