"""名称: who and what an event speaks of, told by the apps that know; this one holds identifiers only.

accounts offers its readers in AppConfig.ready; until then an identifier is shown by its first eight signs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias
from uuid import UUID

from heyue.apps.deeds import Actor

Read: TypeAlias = Callable[[Actor, Iterable[UUID]], Mapping[UUID, str]]
_READERS: dict[str, Read] = {}
KINDS = ("person", "organisation", "mandate")


def offer(kind: str, read: Read) -> None:
    """`read(actor, keys)` answers names in a fixed number of queries; `kind` is one of KINDS."""
    if kind not in KINDS:
        raise ValueError(f"{kind}: one of {', '.join(KINDS)}")
    _READERS[kind] = read


def read(kind: str, actor: Actor, keys: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of those keys that are not None; short identifiers where nobody knows better."""
    wanted = {key for key in keys if key is not None}
    known = _READERS[kind](actor, wanted) if wanted and kind in _READERS else {}
    return {key: known.get(key) or str(key)[:8] for key in wanted}
