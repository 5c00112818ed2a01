"""交来的东西: files as the form has looked at them, and what was said of their sheets; plain values without a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from heyue.intake.mapping import CompanyMapping, parsed

SHARE_DAYS = (1, 7, 30)


@dataclass(frozen=True, slots=True)
class Given:
    """交来的文件: name, ending and content; `answers` by sheet name, in the shape of a mapping file's `sheets`."""

    name: str
    kind: str
    content: bytes
    answers: Mapping[str, Any] | None = None


def verified(file: str, entries: Mapping[str, Mapping[str, Any]]) -> CompanyMapping:
    """What people said of a file's sheets, checked as a mapping file is; BadMapping names what is wrong."""
    return parsed(file, json.dumps({"sheets": dict(entries)}, ensure_ascii=False).encode())
