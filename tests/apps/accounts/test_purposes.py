"""用途登记: every field of every model of ours is either plain or has a purpose, a ground and a time."""

from __future__ import annotations

import pytest
from django.apps import apps

from heyue.apps.accounts import purposes

OURS = sorted(config.label for config in apps.get_app_configs() if config.name.startswith("heyue."))


@pytest.mark.parametrize("app", OURS)
def test_every_field_is_registered(app: str) -> None:
    register = purposes.register(app)
    fields = {
        (model.__name__, field.name)
        for model in apps.get_app_config(app).get_models()
        for field in (*model._meta.fields, *model._meta.many_to_many)
    }
    assert sorted(pair for pair in fields if not register.covers(*pair)) == [], f"purposes.yaml of {app} lacks these"


@pytest.mark.parametrize("app", OURS)
def test_nothing_is_registered_that_does_not_exist_or_twice(app: str) -> None:
    register = purposes.register(app)
    fields = {
        (model.__name__, field.name)
        for model in apps.get_app_config(app).get_models()
        for field in (*model._meta.fields, *model._meta.many_to_many)
    }
    named = [*register.plain, *((one.model, field) for one in register.purposes for field in one.fields)]
    assert sorted(set(named) - fields) == []
    assert len(named) == len(set(named))


def test_every_purpose_is_told_in_the_privacy_notice(client: object, db: object) -> None:
    page = client.get("/accounts/privacy").content.decode()  # type: ignore[attr-defined]
    assert [one.what[0] for one in purposes.told() if one.what[0] not in page] == []
