from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from heyue.apps.accounts import operations
from heyue.apps.audit import chain, triggers
from heyue.apps.audit.models import Event
from heyue.apps.deeds import Refused
from tests.district import District, program

pytestmark = pytest.mark.django_db


def test_every_operation_leaves_one_event_in_its_organisation(district: District) -> None:
    firm = district.organisations["乙"]
    before = Event.unscoped.filter(organisation_id=firm.id).count()
    operations.join(program(), district.people["far_owner"], firm, "hr")
    assert Event.unscoped.filter(organisation_id=firm.id).count() == before + 1


def test_a_refused_operation_leaves_nothing(district: District) -> None:
    before = Event.unscoped.count()
    with pytest.raises(Refused):
        operations.register(district.actor("owner"), kind="bureau", name="冒牌", place="440105")
    assert Event.unscoped.count() == before


def test_an_untouched_record_has_no_fault(district: District) -> None:
    assert list(chain.verify()) == []


@pytest.mark.parametrize("deed", ["UPDATE audit_event SET verb = 'x'", "DELETE FROM audit_event"])
def test_the_database_refuses_to_change_events(district: District, deed: str) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed)


def test_an_altered_event_is_found(district: District) -> None:
    triggers.drop(connection)
    one = Event.unscoped.order_by("seq").last()
    assert one is not None
    Event.unscoped.filter(pk=one.pk).update(verb="accounts.joined", data={"role": "owner"})
    faults = list(chain.verify())
    assert [(fault.organisation, fault.seq) for fault in faults] == [(one.organisation_id, one.seq)]
