"""成批写入: thousands of new rows by one prepared statement.

Django's own bulk_create builds each statement from every value's expression, which for a firm of two hundred costs three quarters
of the whole taking over. Here each column's values are prepared once for each different value, and the statement once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from heyue.apps.sealed.fields import SealedText, seal


def insert(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> int:
    """Writes new rows, each a value for every column by its attribute's name (`employee_id`), the primary key among them.

    Needs a transaction around it: what fails half-way is undone with the deed. Sealed columns are sealed here.
    """
    if not rows:
        return 0
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("many rows are written inside a deed only")
    fields = list(model._meta.concrete_fields)
    name = connection.ops.quote_name
    columns = ", ".join(name(field.column or "") for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {name(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 - names of our own columns
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(_prepared(model, fields, rows)))
    return len(rows)


def insert_objects(model: type[models.Model], objects: Sequence[models.Model]) -> int:
    """The same for rows that were made as objects and not saved."""
    names = [field.attname for field in model._meta.concrete_fields]
    return insert(model, [{name: getattr(one, name) for name in names} for one in objects])


def update(model: type[models.Model], names: Sequence[str], rows: Sequence[models.Model]) -> None:
    """Writes these columns of rows that are there, by one prepared statement."""
    if not rows:
        return
    fields = [model._meta.get_field(one) for one in names]
    key = model._meta.pk
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote(key.column)} = %s"  # noqa: S608 - as above
    values = [
        (
            *(field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields),
            key.get_db_prep_save(row.pk, connection),
        )
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _prepared(
    model: type[models.Model], fields: Sequence[models.Field[Any, Any]], rows: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Any, ...]]:
    keys = [row[model._meta.pk.attname] for row in rows]
    return zip(*(_column(field, [row[field.attname] for row in rows], keys) for field in fields), strict=True)


def _column(field: models.Field[Any, Any], values: list[Any], keys: list[UUID]) -> list[Any]:
    """A column's values made ready; equal values of one column are made ready once."""
    if isinstance(field, SealedText):
        place, to_text = f"{field.model._meta.db_table}.{field.column}/", field.to_text
        return [
            None if value is None else seal(to_text(value), f"{place}{key}")
            for value, key in zip(values, keys, strict=True)
        ]
    if isinstance(field, models.UUIDField) and field.primary_key:
        return values if connection.features.has_native_uuid_field else [value.hex for value in values]
    try:
        ready = {value: field.get_db_prep_save(value, connection) for value in dict.fromkeys(values)}
    except TypeError:  # lists and mappings have no hash
        return [field.get_db_prep_save(value, connection) for value in values]
    return [ready[value] for value in values]
