"""体检测试的工作簿: three people, small enough to know by hand what the law finds in them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from heyue.apps.checkups import operations, tasks
from heyue.apps.checkups.given import Given
from heyue.apps.checkups.models import Checkup
from heyue.papers.template import write
from tests.district import DAY, District

PEOPLE = [
    {"employee": "A1", "name": "张三", "started": date(2026, 3, 2), "form": "full_time", "monthly_wage": 600_000},
    {"employee": "A2", "name": "李四", "started": date(2026, 3, 2), "form": "full_time", "monthly_wage": 600_000},
    {"employee": "A3", "name": "王五", "started": date(2026, 3, 2), "form": "full_time", "monthly_wage": 600_000},
]
"""A2 和 A3 没有书面合同 (劳动合同法第10条、第82条第1款: 超过一个月不满一年，每月二倍工资)."""
A1 = {
    "employee": "A1",
    "term": "fixed",
    "signed": date(2026, 3, 2),
    "starts": date(2026, 3, 2),
    "ends": date(2029, 3, 1),
    "wage": 600_000,
}
SIGNED_LATE = [{**A1, "employee": who, "signed": date(2026, 11, 20)} for who in ("A2", "A3")]


def book(contracts: list[dict[str, Any]] | None = None, people: list[dict[str, Any]] | None = None) -> bytes:
    """A workbook of the template with a roster and contracts."""
    out = io.BytesIO()
    write(out, rows={"roster": people or PEOPLE, "contracts": contracts if contracts is not None else [A1]})
    return out.getvalue()


def upload(content: bytes | None = None, name: str = "员工.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if content is not None else book())


@pytest.fixture
def work(db: Any) -> Callable[[], list[str]]:
    """Does what the worker would: every task in the queue, in order; how each ended."""

    def run() -> list[str]:
        ended = []
        while (row := DBTaskResult.objects.filter(status="READY").order_by("enqueued_at").first()) is not None:
            ended.append(row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"]))
            row.set_successful(ended[-1])
        return ended

    return run


@pytest.fixture
def done(district: District, work: Callable[[], list[str]]) -> Checkup:
    """A finished check-up of 甲, made by its owner."""
    return made(district, work)


def made(
    district: District,
    work: Callable[[], list[str]],
    *,
    day: date = DAY,
    content: bytes | None = None,
    who: str = "owner",
) -> Checkup:
    actor = district.actor(who)
    organisation = district.organisations["甲"].pk if who != "other_owner" else district.organisations["乙"].pk
    given = Given("员工.xlsx", "xlsx", content or book())
    started = operations.start(actor, organisation=organisation, place="", as_of=day, files=[given])
    work()
    return Checkup.unscoped.get(pk=started.pk)


@pytest.fixture(autouse=True)
def _files_apart(settings: Any, tmp_path: Any) -> None:
    """Each test keeps its files in a folder of its own."""
    settings.HEYUE_FILES = tmp_path / "files"


__all__ = ["UUID", "tasks"]
