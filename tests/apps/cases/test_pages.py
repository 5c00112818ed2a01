"""事项的页面: list, case, moves, comments; in both languages, with and without data, and at a flat number of queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heyue.apps.cases import operations
from heyue.apps.cases.models import Case, Comment
from tests.district import District

pytestmark = pytest.mark.django_db


def english(client: object) -> None:
    client.cookies["heyue-language"] = "en"  # type: ignore[attr-defined]


def test_an_empty_list_says_how_to_start(district: District) -> None:
    client = district.client("owner")
    assert "提出一个事项" in client.get("/cases/").content.decode()
    english(client)
    assert "What you ask of your agency will be listed here" in client.get("/cases/").content.decode()


def test_the_list_finds_filters_and_exports(district: District, asked: Case) -> None:
    client = district.client("owner")
    assert "补缴 10 月社保" in client.get("/cases/?q=社保").content.decode()
    assert "没有符合的" in client.get("/cases/?q=年假").content.decode()
    assert "没有符合的" in client.get("/cases/?chip=late").content.decode()
    answer = client.get("/cases/?format=csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert "补缴 10 月社保" in answer.content.decode()


def test_the_list_takes_the_same_queries_for_one_row_and_for_twenty(district: District, asked: Case) -> None:
    client = district.client("owner")
    client.get("/cases/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/cases/")
    for number in range(19):
        operations.open_case(
            district.actor("owner"), name="service_request", organisation=district.organisations["甲"].pk,
            agency=district.organisations["正"].pk, title=f"事项 {number}",
        )  # fmt: skip
    with CaptureQueriesContext(connection) as twenty:
        client.get("/cases/")
    assert len(twenty) <= len(one)


def test_a_case_shows_state_deadline_reason_and_who_acts_for_whom(district: District, asked: Case) -> None:
    operations.move(district.actor("specialist"), asked.pk, "accept", 0)
    client = district.client("owner")
    page = client.get(f"/cases/{asked.pk}/").content.decode()
    for words in ("机构已接受", "开始办理", "不是法定期限", "代甲（演示）办理，授权 SQ-1", "请在月底前办好"):
        assert words in page
    english(client)
    page = client.get(f"/cases/{asked.pk}/").content.decode()
    for words in ("Accepted by the agency", "not a time limit of the law", "for 甲（演示） under mandate SQ-1"):
        assert words in page


def test_a_request_is_opened_on_a_page(district: District) -> None:
    client = district.client("owner")
    form = client.get("/cases/new", follow=True)
    assert form.status_code == 200
    missing = client.post("/cases/new/service_request", {"title": ""})
    assert missing.status_code == 422
    sent = client.post(
        "/cases/new/service_request",
        {
            "title": "社保补缴",
            "wish": "",
            "organisation": str(district.organisations["甲"].pk),
            "agency": str(district.organisations["正"].pk),
        },
    )
    assert sent.status_code == 303
    assert Case.unscoped.get().title == "社保补缴"


def test_without_an_agency_the_page_says_what_to_do_first(district: District) -> None:
    page = district.client("other_owner").get("/cases/new/service_request").content.decode()
    assert "还没有可以请的机构" in page


def test_a_move_is_made_on_a_page_and_the_second_press_is_a_conflict(district: District, asked: Case) -> None:
    client = district.client("specialist")
    address = f"/cases/{asked.pk}/move/accept"
    assert client.get(address).status_code == 200
    assert client.post(address, {"version": 0}).status_code == 303
    assert client.post(address, {"version": 0}).status_code == 409


def test_a_move_that_needs_a_reason_asks_for_it(district: District, asked: Case) -> None:
    client = district.client("specialist")
    address = f"/cases/{asked.pk}/move/decline"
    assert "请写一句说明" in client.post(address, {"version": 0, "note": ""}).content.decode()
    assert client.post(address, {"version": 0, "note": "本月排满了"}).status_code == 303
    assert "本月排满了" in district.client("owner").get(f"/cases/{asked.pk}/").content.decode()


def test_a_private_comment_stays_in_the_house(district: District, asked: Case) -> None:
    mine, theirs = district.client("owner"), district.client("specialist")
    mine.post(f"/cases/{asked.pk}/comment", {"text": "先别告诉对方", "shared": "no"})
    mine.post(f"/cases/{asked.pk}/comment", {"text": "大家好", "shared": "yes"})
    assert "先别告诉对方" in district.client("hr").get(f"/cases/{asked.pk}/").content.decode()
    page = theirs.get(f"/cases/{asked.pk}/").content.decode()
    assert "先别告诉对方" not in page
    assert "大家好" in page


def test_an_empty_comment_is_not_taken(district: District, asked: Case) -> None:
    assert (
        district.client("owner").post(f"/cases/{asked.pk}/comment", {"text": " ", "shared": "yes"}).status_code == 422
    )
    assert not Comment.objects.exists()


def test_comments_and_wishes_are_sealed_in_the_database(district: District, asked: Case) -> None:
    operations.comment(district.actor("owner"), asked.pk, "某员工的事", shared=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM cases_comment")
        assert "某员工" not in str(cursor.fetchall())
        cursor.execute("SELECT wish FROM cases_case")
        assert "月底" not in str(cursor.fetchall())


def test_an_agency_head_hands_a_case_over(district: District, asked: Case) -> None:
    client = district.client("agency_head")
    assert "交给谁办" in client.get(f"/cases/{asked.pk}/").content.decode()
    sent = client.post(f"/cases/{asked.pk}/assign", {"version": 0, "person": str(district.people["specialist"].pk)})
    assert sent.status_code == 303
    assert Case.unscoped.get(pk=asked.pk).assignee_id == district.people["specialist"].pk
    assert (
        client.post(f"/cases/{asked.pk}/assign", {"version": 1, "person": str(district.people["owner"].pk)}).status_code
        == 422
    )


def test_the_home_page_lists_the_cases_that_wait_for_me(district: District, asked: Case) -> None:
    from heyue.apps.cases import queries

    assert queries.home(district.actor("owner")) == []
    [card] = queries.home(district.actor("specialist"))
    assert card["tasks"][0]["title"] == "补缴 10 月社保"
