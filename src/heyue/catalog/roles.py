"""角色: roles.yaml as typed values; a fault in the file is a ValueError that names the role."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Role:
    """一个角色: the kind of organisation it belongs to, its capabilities, whom it may invite."""

    name: str
    zh: str
    en: str
    kind: str
    may: frozenset[str]
    invites: frozenset[str]
    second_factor: bool


@dataclass(frozen=True, slots=True)
class Roles:
    kinds: Mapping[str, tuple[str, str]]
    roles: Mapping[str, Role]
    scopes: Mapping[str, tuple[str, str]]
    named: Mapping[str, tuple[str, str]]
    """权限的名称: capabilities that may be handed to a program, with their names."""

    def of_kind(self, kind: str) -> tuple[Role, ...]:
        return tuple(role for role in self.roles.values() if role.kind == kind)

    @property
    def capabilities(self) -> frozenset[str]:
        return frozenset().union(*(role.may for role in self.roles.values()))


@functools.cache
def roles() -> Roles:
    """All roles, kinds of organisation and scopes of a mandate."""
    text = Path(__file__).with_name("roles.yaml").read_text("utf-8")
    raw = yaml.load(text, Loader=yaml.CSafeLoader)
    kinds = {name: (entry["zh"], entry["en"]) for name, entry in raw["organisations"].items()}
    found = {}
    everyone = frozenset(raw.get("everyone", ()))
    for name, entry in raw["roles"].items():
        if entry["kind"] not in kinds:
            raise ValueError(f"roles.yaml: {name} belongs to no kind of organisation")
        found[name] = Role(
            name=name,
            zh=entry["zh"],
            en=entry["en"],
            kind=entry["kind"],
            may=frozenset(entry["may"]) | everyone,
            invites=frozenset(entry.get("invites", ())),
            second_factor=bool(entry.get("second_factor", False)),
        )
    for role in found.values():
        for other in role.invites:
            if other not in found or found[other].kind != role.kind:
                raise ValueError(
                    f"roles.yaml: {role.name} invites {other}, which is no role of its kind of organisation"
                )
    scopes = {name: (entry["zh"], entry["en"]) for name, entry in raw["scopes"].items()}
    named = {name: (entry["zh"], entry["en"]) for name, entry in raw["capabilities"].items()}
    strange = set(named) - frozenset().union(*(role.may for role in found.values()))
    if strange:
        raise ValueError(f"roles.yaml: {sorted(strange)} have a name, but no role has them")
    return Roles(kinds, found, scopes, named)
