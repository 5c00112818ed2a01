"""数据表的演变: from nothing to now by the migrations alone, and then exactly what the models say; on both databases."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def own() -> list[type[models.Model]]:
    """The platform's own tables."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("heyue.") and model._meta.managed and not model._meta.proxy
    ]


def test_the_models_are_what_the_migrations_make() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_from_nothing_every_migration_was_applied_and_none_is_outstanding() -> None:
    """pytest-django made this database by running all of them, forward, from an empty one."""
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    on_disk = set(MigrationLoader(None).disk_migrations)
    assert on_disk - set(executor.loader.applied_migrations) == set()


@pytest.mark.parametrize("model", own(), ids=lambda model: model._meta.label)
def test_a_table_has_the_columns_and_indexes_of_its_model(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        table = model._meta.db_table
        columns = {
            column.name: column.null_ok for column in connection.introspection.get_table_description(cursor, table)
        }
        there = connection.introspection.get_constraints(cursor, table)
    wanted = {field.column: field.null for field in model._meta.local_concrete_fields}
    assert set(columns) == set(wanted)
    if connection.vendor != "sqlite":  # SQLite calls its primary keys nullable
        assert columns == wanted
    named = {one.name for one in (*model._meta.indexes, *model._meta.constraints)}
    assert named - set(there) == set()
    unique = {tuple(one["columns"]) for one in there.values() if one["unique"] or one["primary_key"]}
    assert {(field.column,) for field in model._meta.local_concrete_fields if field.unique} <= unique


def test_no_migration_was_renamed_or_branched() -> None:
    """One line of migrations an app, so that two installations of one version have one schema."""
    graph = MigrationLoader(None).graph
    leaves = [name for label in {model._meta.app_label for model in own()} for name in graph.leaf_nodes(label)]
    assert len(leaves) == len({label for label, _ in leaves})
