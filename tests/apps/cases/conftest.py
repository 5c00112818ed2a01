"""一个事项: asked by the owner of 甲 of the agency 正, which holds its mandate."""

from __future__ import annotations

import pytest

from heyue.apps.cases import operations
from heyue.apps.cases.models import Case
from tests.district import District


@pytest.fixture
def asked(district: District) -> Case:
    """A service request in its first state."""
    return operations.open_case(
        district.actor("owner"),
        name="service_request",
        organisation=district.organisations["甲"].pk,
        agency=district.organisations["正"].pk,
        title="补缴 10 月社保",
        wish="请在月底前办好",
    )
