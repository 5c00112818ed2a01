"""发件箱: a message comes with its deed or not at all, once, by the channels its reader chose."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import transaction

from heyue.apps.accounts.models import Membership, Person
from heyue.apps.audit.operation import Deed
from heyue.apps.audit.verbs import verb
from heyue.apps.deeds import NotFound
from heyue.apps.notices import operations, queries, sending
from heyue.apps.notices.models import TRIES, Outbox, Setting
from heyue.apps.notices.outbox import To, members, queue
from tests.district import NOW, District, program

pytestmark = pytest.mark.django_db


def deed() -> Deed:
    return Deed(program(), verb("cases.moved"))


def send(district: District, who: str = "owner", key: str = "cases.moved:1", link: str = "/cases/") -> int:
    to = To(district.people[who].pk, district.standings[who].organisation_id)
    return queue(deed(), to, key, "社保补缴：机构已接受", "late insurance: accepted by the agency", link)


def test_a_key_reaches_a_person_once(district: District) -> None:
    send(district)
    send(district)
    assert Outbox.unscoped.filter(channel="app").count() == 1


def test_what_is_undone_is_not_told(district: District) -> None:
    with transaction.atomic():
        send(district)
        transaction.set_rollback(True)
    assert not Outbox.unscoped.exists()


def test_an_unknown_kind_is_a_fault_of_the_program(district: District) -> None:
    with pytest.raises(LookupError, match="no such kind of message"):
        send(district, key="cases.gossip:1")


@pytest.mark.parametrize("link", ["https://elsewhere.test/", "//elsewhere.test/", "javascript:alert(1)"])
def test_a_message_leads_nowhere_else(district: District, link: str) -> None:
    with pytest.raises(ValueError, match="not an address of this platform"):
        send(district, link=link)


def test_the_one_who_did_it_is_not_told(district: District) -> None:
    mine = Deed(district.actor("owner"), verb("cases.moved"))
    assert queue(mine, To(district.people["owner"].pk), "cases.moved:2", "一", "one") == 0


def test_members_are_those_whose_role_has_the_capability(district: District) -> None:
    firm = district.organisations["甲"].pk
    assert {one.person for one in members(firm, "accounts.mandates")} == {district.people["owner"].pk}
    Membership.unscoped.filter(pk=district.standings["owner"].pk).update(until=NOW)
    assert members(firm, "accounts.mandates") == []


def test_one_reads_only_ones_own_messages_and_only_where_one_works(district: District) -> None:
    send(district)
    message = Outbox.unscoped.get(channel="app")
    assert queries.unread(district.actor("owner")) == 1
    assert queries.unread(district.actor("hr")) == 0
    with pytest.raises(NotFound):
        operations.mark_read(district.actor("other_owner"), message.pk)
    Outbox.unscoped.filter(pk=message.pk).update(organisation=district.organisations["乙"])
    assert queries.unread(district.actor("owner")) == 0


def test_a_kind_can_be_turned_off_and_one_that_may_not_stays(district: District) -> None:
    operations.choose(district.actor("owner"), {"cases.moved": (False, False), "notices.power": (False, True)})
    assert send(district) == 0
    assert Setting.unscoped.get(kind="notices.power").app


def test_opening_a_message_marks_it_and_goes_where_it_leads(district: District) -> None:
    send(district)
    message = Outbox.unscoped.get(channel="app")
    client = district.client("owner")
    assert "社保补缴：机构已接受" in client.get("/notices/").content.decode()
    answer = client.get(f"/notices/{message.pk}/")
    assert (answer.status_code, answer["Location"]) == (303, "/cases/")
    message.refresh_from_db()
    assert message.read is not None
    assert client.get(f"/notices/{uuid4()}/").status_code == 404
    assert district.client("other_owner").get(f"/notices/{message.pk}/").status_code == 404


def test_the_page_of_messages_speaks_both_languages_and_when_empty(district: District) -> None:
    client = district.client("owner")
    assert "期限提醒和办事进展会出现在这里" in client.get("/notices/").content.decode()
    send(district)
    client.cookies["heyue-language"] = "en"
    page = client.get("/notices/").content.decode()
    assert "late insurance: accepted by the agency" in page
    assert "1 message to read" in page


def test_all_are_marked_at_one_press(district: District) -> None:
    send(district)
    send(district, key="cases.moved:2")
    client = district.client("owner")
    assert client.post("/notices/read").status_code == 303
    assert queries.unread(district.actor("owner")) == 0


def test_settings_are_kept(district: District) -> None:
    client = district.client("owner")
    assert client.get("/notices/settings").status_code == 200
    answer = client.post("/notices/settings", {"cases.moved|app": "on"})
    assert answer.status_code == 303
    assert [
        (row["app"], row["mail"]) for row in queries.chosen(district.actor("owner")) if row["name"] == "cases.moved"
    ] == [(True, False)]


# ---- e-mail --------------------------------------------------------------------------------------------------------


def test_an_e_mail_goes_out_once_in_the_readers_language(district: District) -> None:
    Person.objects.filter(pk=district.people["owner"].pk).update(language="en")
    send(district)
    [(key, attempts)] = sending.waiting_mails(NOW)
    assert sending.waiting_mails(NOW) == []  # handed out already
    row = Outbox.unscoped.get(channel="mail")
    assert sending.mail(row.pk, attempts, NOW)
    assert not sending.mail(row.pk, attempts, NOW)  # the same attempt a second time, as by a worker that was slow
    assert str(row.pk) == key
    [letter] = mail.outbox
    assert letter.subject == "heyue: late insurance: accepted by the agency"
    assert letter.to == ["owner@example.test"]
    assert "http://127.0.0.1:8000/cases/" in letter.body
    assert letter.extra_headers["Message-ID"] == f"<{row.pk}@127.0.0.1>"
    assert sending.waiting_mails(NOW + timedelta(days=3)) == []


def test_an_e_mail_that_fails_is_tried_again_later_and_given_up_in_the_end(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(district)
    row = Outbox.unscoped.get(channel="mail")
    from django.core.mail import EmailMessage

    def broken(self: EmailMessage, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", broken)
    now = NOW
    for attempt in range(TRIES):
        assert sending.waiting_mails(now) == [(str(row.pk), attempt)]
        assert not sending.mail(row.pk, attempt, now)
        assert sending.waiting_mails(now) == []
        now += timedelta(hours=13)
    assert sending.waiting_mails(now) == []
    row.refresh_from_db()
    assert (row.attempts, row.trouble) == (TRIES, "ConnectionRefusedError")


def test_nobody_without_an_address_gets_an_e_mail(district: District) -> None:
    Person.objects.filter(pk=district.people["owner"].pk).update(login="13800138000")
    send(district)
    assert not Outbox.unscoped.filter(channel="mail").exists()


def test_a_worker_killed_before_sending_leaves_the_message_to_the_next_attempt(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(district)
    row = Outbox.unscoped.get(channel="mail")
    from django.core.mail import EmailMessage

    def killed(self: EmailMessage, fail_silently: bool = False) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", killed)
        with pytest.raises(KeyboardInterrupt):
            sending.mail(row.pk, 0, NOW)
    later = NOW + timedelta(minutes=11)
    [(_, attempts)] = sending.waiting_mails(later)
    assert sending.mail(row.pk, attempts, later)
    assert len(mail.outbox) == 1
