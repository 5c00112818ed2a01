"""甲企业有台账: the district of tests/district.py with records taken over for 甲."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from heyue.apps.ledger import operations
from heyue.apps.ledger.models import Acceptance, Employee
from tests.apps.ledger.firms import contract, person, records
from tests.district import DAY, District


@dataclass
class Kept:
    """台账: the district, whose 甲 has it, the taking over, and its people by employee number."""

    district: District
    firm: uuid.UUID
    acceptance: Acceptance

    @property
    def people(self) -> dict[str, Employee]:
        return {row.number: row for row in Employee.unscoped.filter(organisation_id=self.firm)}

    def actor(self, who: str = "owner", **changes: Any) -> Any:
        return self.district.actor(who, **changes)


def told() -> Any:
    """Three people: 101 with a contract that ends in 30 days, 102 new and without one, 103 who left."""
    return records(
        {
            "company": [{"name": "甲（演示）", "place": "440105", "kind": "enterprise", "pay_day": 15}],
            "roster": [
                person("101", id_number="110101199005030013", phone="13800001234", address="虚构路 1 号"),
                person("102", sex="female", started=date(2026, 11, 2), enrolled=None, department="门店"),
                person("103", ended=date(2026, 10, 31), end_reason="resigned"),
            ],
            "contracts": [
                contract("101", date(2024, 3, 1), date(2026, 12, 21)),
                contract("103", date(2024, 3, 1), date(2027, 2, 28)),
            ],
            "payroll": [
                {"employee": "101", "name": "员工101", "month": date(2026, 10, 1), "gross": 600000, "net": 540000}
            ],
            "leave": [
                {
                    "employee": "101",
                    "name": "员工101",
                    "kind": "annual",
                    "starts": date(2026, 10, 8),
                    "ends": date(2026, 10, 9),
                    "days": 200,
                }
            ],
        }
    )


@pytest.fixture
def kept(district: District) -> Kept:
    firm = district.organisations["甲"].pk
    made = operations.accept(district.actor("owner"), firm, told(), source=uuid.uuid4(), as_of=DAY)
    return Kept(district, firm, made)
