"""谁的行: every row that belongs to a firm, as the database holds it, so that two moments can be compared.

A row belongs to the firm if one of its keys (a foreign key, or a column that holds keys) is that of the firm, of one of its
people, or of a row that belongs to it: followed from table to table until nothing more is found, so that a new table is covered
without a word here. What somebody typed is no key, whatever it says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from heyue.apps.accounts.models import Membership, Organisation

Rows: TypeAlias = dict[tuple[str, str], str]
"""(table, primary key) → digest of all its columns; (path, "") → digest of a stored file."""
KEY_LENGTH = 32
PASSING = frozenset({"django_session", "usersessions_usersession", "django_content_type", "auth_permission"})
"""Tables whose rows come and go with each visit, or are the same everywhere."""


def tables() -> list[tuple[str, str]]:
    """Every table with its primary key's column, many-to-many tables too."""
    found = {model._meta.db_table: model._meta.pk.column for model in apps.get_models(include_auto_created=True)}
    return sorted((table, column) for table, column in found.items() if table not in PASSING)


def keys_of(row: dict[str, Any], columns: Collection[str]) -> Iterator[str]:
    """The keys that a row holds, its own among them."""
    return (str(row[column]) for column in columns if row.get(column) is not None)


def key_columns() -> dict[str, list[str]]:
    """Table → its columns that hold keys."""
    return {
        model._meta.db_table: [
            column.column
            for column in model._meta.concrete_fields
            if isinstance(column, models.UUIDField | models.ForeignKey)
        ]
        for model in apps.get_models(include_auto_created=True)
    }


def dump(names: Collection[str] | None = None) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every row of the tables named (all, where none is): its table, its primary key, its columns as they are stored."""
    with connection.cursor() as cursor:
        for table, key in tables():
            if names is not None and table not in names:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            columns = [column[0] for column in cursor.description]
            for values in cursor.fetchall():
                row = dict(zip(columns, map(plain, values), strict=True))
                yield table, str(row[key]), row


def plain(value: Any) -> Any:
    """A column's value in one form on both databases: keys without hyphens, bytes as they are."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, memoryview):
        return bytes(value)
    return value


def of(organisation: Organisation, names: Collection[str] | None = None, known: Collection[str] = ()) -> Rows:
    """The rows and files of one firm; of the tables named only, where the keys of its other rows are `known`."""
    rows, columns = list(dump(names)), key_columns()
    people = Membership.unscoped.filter(organisation=organisation).values_list("person_id", flat=True)
    keys = {organisation.pk.hex, *(one.hex for one in people), *known}
    mine: set[tuple[str, str]] = set()
    found = -1
    while len(mine) != found:
        found = len(mine)
        for table, key, row in rows:
            if (table, key) not in mine and not keys.isdisjoint(keys_of(row, columns[table])):
                mine.add((table, key))
                if len(key) == KEY_LENGTH:
                    keys.add(key)
    told = {(table, key): _digest(row) for table, key, row in rows if (table, key) in mine}
    return told | files()


def touched(organisation: Organisation, before: Rows, writes: Collection[str]) -> list[str]:
    """Which of the firm's rows and files are not as they were, after those tables were written."""
    known = {key for _, key in before if len(key) == KEY_LENGTH}
    stood = {at: digest for at, digest in before.items() if at[0] in writes or not at[1]}
    return changed(stood, of(organisation, writes, known))


def files() -> Rows:
    """Stored files; all of them, since none may change while nothing of one's own is done."""
    root = Path(settings.HEYUE_FILES)
    return {
        (path.relative_to(root).as_posix(), ""): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def changed(before: Rows, after: Rows) -> list[str]:
    """Rows that came, went or are not as they were; files that went or are not as they were: an undone upload leaves its file."""
    every = {at for at in before.keys() | after.keys() if at[1] or at in before}
    return sorted(
        f"{table} {key}".strip() for table, key in every if before.get((table, key)) != after.get((table, key))
    )


def _digest(row: dict[str, Any]) -> str:
    return hashlib.sha256(repr(sorted(row.items())).encode()).hexdigest()
