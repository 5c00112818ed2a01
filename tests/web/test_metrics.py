"""运行指标: every number is one, on both databases; who may not read them finds nothing there."""

from __future__ import annotations

import math

import pytest
from django.conf import settings
from django.db import DatabaseError
from django_tasks_db.models import DBTaskResult
from prometheus_client.parser import text_string_to_metric_families

from heyue.apps.audit.models import Event
from heyue.apps.notices.tasks import deliver
from heyue.web import metrics
from tests.district import District

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def read(district: District) -> dict[str, float]:
    answer = district.client(None).get("/metrics")
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {sample.name: sample.value for family in families for sample in family.samples if not sample.labels}


def test_what_waits_is_counted(district: District) -> None:
    waiting = DBTaskResult.objects.filter(status="READY").count()
    before = read(district)
    assert before["heyue_tasks_waiting"] == waiting
    assert before["heyue_events"] == Event.unscoped.count() > 0
    assert not any(math.isnan(value) for value in before.values())


def test_a_task_more_is_a_task_more(district: District) -> None:
    before = read(district)["heyue_tasks_waiting"]
    deliver.enqueue("none", 0)
    assert read(district)["heyue_tasks_waiting"] == before + 1


def test_a_number_that_cannot_be_had_is_no_number_and_the_others_stay(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> int:
        raise DatabaseError("away")

    monkeypatch.setitem(metrics._WAITING, "heyue_events", ("Events", away))
    found = read(district)
    assert math.isnan(found["heyue_events"])
    assert found["heyue_tasks_waiting"] >= 0


def test_another_machine_finds_nothing(district: District) -> None:
    assert settings.ALLOWED_HOSTS
    answer = district.client(None).get("/metrics", REMOTE_ADDR="203.0.113.9")
    assert answer.status_code == 404
