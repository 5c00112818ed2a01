"""不可改写: triggers that refuse UPDATE and DELETE on events, written for SQLite and PostgreSQL."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "audit_event"
_SQLITE = {
    f"{TABLE}_keep_{deed.lower()}": (
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_keep_{deed.lower()} BEFORE {deed} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END"
    )
    for deed in ("UPDATE", "DELETE")
}
_POSTGRES = (
    "CREATE OR REPLACE FUNCTION audit_event_keep() RETURNS trigger AS $$ "
    "BEGIN RAISE EXCEPTION 'audit events are never changed'; END $$ LANGUAGE plpgsql",
    f"CREATE OR REPLACE TRIGGER {TABLE}_keep BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_event_keep()",
    f"CREATE OR REPLACE TRIGGER {TABLE}_keep_all BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_event_keep()",
)


def create(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for statement in _SQLITE.values() if connection.vendor == "sqlite" else _POSTGRES:
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """For moving a database and for tests that empty one; nothing else calls it."""
    names = _SQLITE if connection.vendor == "sqlite" else (f"{TABLE}_keep", f"{TABLE}_keep_all")
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + ("" if connection.vendor == "sqlite" else f" ON {TABLE}"))
