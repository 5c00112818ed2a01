"""地址表: every address of the platform with what it asks, read from the URL conf itself; nothing is listed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from heyue.apps.deeds.policy import PUBLIC, Policy
from heyue.web.api.building import name_of, operations, policy_of
from heyue.web.checks import patterns
from heyue.web.policies import LIBRARY

NOWHERE = {"api:nowhere": "whatever else lies below /api/v1: answers 404 to everybody", "api:api-root": "the same"}
"""Addresses that lead to nothing, with the reason why they are not asked."""


OPEN = {"api:openapi-json": Policy(PUBLIC, frozenset({"GET"}))}
"""The description of the API, which answers outside its operations."""


@dataclass(frozen=True, slots=True)
class Address:
    """一个地址: its namespaced name, the names of its parts, and its declared policy (None: the API asks for itself)."""

    name: str
    parts: tuple[str, ...]
    policy: Policy | None

    @property
    def asks(self) -> str:
        return self.policy.asks if self.policy else "handled"

    @property
    def methods(self) -> frozenset[str]:
        return self.policy.methods if self.policy else frozenset()

    def path(self, values: Mapping[str, str]) -> str:
        return reverse(self.name, kwargs=dict(values))


def every() -> list[Address]:
    """All addresses, by name; two patterns of one name are an error, since a test could then reach only one of them."""
    found: dict[str, Address] = {}
    asked = {f"api:{name_of(operation)}": policy_of(operation) for operation in operations()}
    for name, pattern in patterns():
        if name in asked:
            policy = asked[name]
            policy = policy and Policy(policy.asks, frozenset(methods_of(name)), policy.token)
            found[name] = Address(name, tuple(sorted(pattern.pattern.converters)), policy)
            continue
        if name in NOWHERE:
            continue
        policy = getattr(pattern.callback, "policy", None) or LIBRARY.get(name) or OPEN.get(name)
        address = Address(name, tuple(sorted(pattern.pattern.converters)), policy)
        if found.setdefault(name, address) != address:
            raise ValueError(f"two addresses are called {name}")
    return sorted(found.values(), key=lambda one: one.name)


def methods_of(name: str) -> set[str]:
    """The methods of one operation of the API; several operations may share an address."""
    return {method for operation in operations() if f"api:{name_of(operation)}" == name for method in operation.methods}
