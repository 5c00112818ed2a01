"""The district and the world of objects.py for every test below, on a clock that stands."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from heyue.web.api import asking
from tests import district as found
from tests.district import NOW, _events_may_be_emptied, district
from tests.harness.objects import World
from tests.harness.objects import world as whole

__all__ = ["_events_may_be_emptied", "district"]


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always the moment of the district: mandates, invitations and links are as old as they were made."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    monkeypatch.setattr(
        asking, "A_MINUTE", dict.fromkeys(asking.A_MINUTE, 1_000_000)
    )  # a minute that stands would soon be full


@pytest.fixture
def world(db: Any, still: None) -> World:
    return whole(found.build)
