"""一份整改计划 of 甲, in plain values."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from heyue.apps.plans import operations
from heyue.apps.plans.models import Plan
from heyue.apps.plans.operations import Item
from tests.district import DAY, District

ITEMS = [
    Item("contracts.written_missing", "high", ("没有书面合同", "No written contract"), ("补签", "Sign one"), 30, ["contracts.written_missing:A2:2026-04-02"],
         ["A2"], 1_992_414, date(2026, 11, 23), "advised", ("劳动合同法第82条第1款", "Labour Contract Law art. 82(1)")),
    Item("pay.late", "low", ("工资发晚了", "Wages paid late"), ("按时发", "Pay on time"), 25, ["pay.late:A1:2026-01-01", "pay.late:A1:2026-02-01"],
         ["A1"], 0, date(2026, 12, 1), "statutory", ("劳动法第50条", "Labour Law art. 50")),
]  # fmt: skip


@pytest.fixture
def plan(district: District) -> Plan:
    return operations.make(
        district.actor("owner"),
        organisation=district.organisations["甲"].pk,
        source=uuid.uuid4(),
        as_of=DAY,
        items=ITEMS,
    )
