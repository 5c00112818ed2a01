"""系统检查: what must be true before the platform starts. Ids heyue.E… stop it, heyue.W… are said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.urls import URLPattern, URLResolver, get_resolver

from heyue.apps.deeds.policy import PUBLIC, SIGNED_IN


def patterns(resolver: Any = None, names: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Every address of the platform with its namespaced name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, (*names, entry.namespace) if entry.namespace else names)
        else:
            yield ":".join((*names, entry.name or "?")), entry


@checks.register("heyue")
def every_view_has_a_policy(**kwargs: Any) -> list[checks.CheckMessage]:
    from heyue.web.policies import LIBRARY

    found: list[checks.CheckMessage] = []
    for name, pattern in patterns():
        if name.startswith("api:"):
            continue
        if getattr(pattern.callback, "policy", None) is None and name not in LIBRARY:
            found.append(checks.Error(f"{name} ({pattern.pattern}) declares no policy", id="heyue.E001"))
    return found


@checks.register("heyue")
def every_operation_of_the_interface_has_a_policy(**kwargs: Any) -> list[checks.CheckMessage]:
    from heyue.catalog.roles import roles
    from heyue.web.api.building import name_of, operations, policy_of

    open_to_all = {PUBLIC, SIGNED_IN}
    known = {capability for role in roles().roles.values() for capability in role.may}
    return [
        checks.Error(f"api:{name_of(one)} ({one.path}) declares no policy, or one that no role has", id="heyue.E002")
        for one in operations()
        if (found := policy_of(one)) is None or found.asks not in known | open_to_all
    ]


@checks.register("heyue", "database")
def the_embedded_database_is_sound(**kwargs: Any) -> list[checks.CheckMessage]:
    import sqlite3

    from django.conf import settings

    if "sqlite3" in settings.DATABASES["default"]["ENGINE"] and sqlite3.sqlite_version_info < (3, 51, 3):
        text = (
            f"SQLite {sqlite3.sqlite_version} can corrupt a WAL when it is reset (mended in 3.51.3); "
            "keep backups, or use PostgreSQL"
        )
        return [checks.Warning(text, id="heyue.W001")]
    return []
