"""报告页: filters, forms to take along, links to share, who may see what, removal."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest

from heyue.apps.audit.models import Event
from heyue.apps.checkups import operations, queries, store
from heyue.apps.checkups.models import Checkup, Share
from heyue.apps.deeds import NotFound, Refused
from tests.apps.checkups.conftest import A1, SIGNED_LATE, book, made
from tests.district import DAY, NOW, District

Work = Callable[[], list[str]]


def test_the_report_says_the_most_urgent_first_and_renders_in_both_languages(district: District, done: Checkup) -> None:
    client = district.client("owner")
    zh = client.get(f"/checkups/{done.pk}/").content.decode()
    assert "处需要处理" in zh
    assert "劳动合同法第82条" in zh
    en = client.get(f"/checkups/{done.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "need attention" in en
    assert "风险金额" not in en


def test_no_name_stands_in_report_or_downloads(district: District, done: Checkup) -> None:
    client = district.client("owner")
    for address in ("", "findings", "download/json", "download/html"):
        text = client.get(f"/checkups/{done.pk}/{address}").content.decode()
        assert not any(name in text for name in ("张三", "李四", "王五")), address


@pytest.mark.parametrize(
    "query", ["level=high", "employee=A2", "subject=contracts", "rule=contracts.written_missing", "level=nonsense"]
)
def test_filters_keep_only_what_they_name(district: District, done: Checkup, query: str) -> None:
    client = district.client("owner")
    name, value = query.split("=")
    answer = client.get(f"/checkups/{done.pk}/findings?{query}")
    assert answer.status_code == 200
    for finding in answer.context["findings"]:
        field = {"level": "severity"}.get(name, name)
        assert value == "nonsense" or finding[field] == value
    part = client.get(
        f"/checkups/{done.pk}/?{query}", headers={"HX-Request": "true", "HX-Target": "list"}
    ).content.decode()
    assert part.lstrip().startswith("{#") or "<section" in part
    assert "<html" not in part


def test_downloads_are_what_they_say(district: District, done: Checkup) -> None:
    client = district.client("owner")
    model = json.loads(client.get(f"/checkups/{done.pk}/download/json").content)
    assert model["summary"]["employees"] == 3
    whole = openpyxl.load_workbook(io.BytesIO(client.get(f"/checkups/{done.pk}/download/xlsx?lang=en").content))
    assert whole.sheetnames
    assert client.get(f"/checkups/{done.pk}/download/html").content.startswith(b"<!doctype html>")
    pdf = client.get(f"/checkups/{done.pk}/download/pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/checkups/{done.pk}/download/exe").status_code == 404
    assert Event.unscoped.filter(verb="checkups.download").count() == 4


def test_a_look_by_the_agency_is_on_record_and_the_owners_own_is_not(district: District, done: Checkup) -> None:
    district.client("owner").get(f"/checkups/{done.pk}/")
    assert not Event.unscoped.filter(verb="checkups.open").exists()
    district.client("specialist").get(f"/checkups/{done.pk}/")
    event = Event.unscoped.get(verb="checkups.open")
    assert event.organisation_id == done.organisation_id
    assert event.mandate == district.mandate.pk


@pytest.mark.parametrize("who", ["other_owner", "ended", "officer", "employee", "administrator", "mediator"])
@pytest.mark.parametrize("address", ["", "findings", "compare", "mapping", "download/json", "share", "remove"])
def test_for_anybody_else_it_does_not_exist(district: District, done: Checkup, who: str, address: str) -> None:
    assert district.client(who).get(f"/checkups/{done.pk}/{address}").status_code == 404


def test_a_shared_link_opens_the_report_without_menus_and_each_opening_is_kept(
    district: District, done: Checkup
) -> None:
    page = district.client("owner").post(f"/checkups/{done.pk}/share", {"days": "1"})
    address = page.context["address"]
    path = address[address.index("/checkups/") :]
    answer = district.client(None).get(path)
    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "no-referrer"
    text = answer.content.decode()
    assert 'id="rail"' not in text
    assert "整改计划" not in text
    assert f"/checkups/{done.pk}" not in text
    assert Event.unscoped.filter(verb="checkups.shared").count() == 1
    assert Share.unscoped.get().opened == 1
    assert path.rsplit("/", 1)[1] not in Share.unscoped.get().token


def test_a_link_ends_after_its_days_and_when_it_is_withdrawn(district: District, done: Checkup) -> None:
    owner = district.actor("owner")
    link, token = operations.share(owner, done.pk, 7)
    stranger = district.actor("other_owner", now=NOW + timedelta(days=7) - timedelta(seconds=1))
    assert operations.shared(stranger, token).pk == done.pk
    with pytest.raises(NotFound):
        operations.shared(district.actor("other_owner", now=NOW + timedelta(days=7)), token)
    operations.unshare(owner, link.pk)
    with pytest.raises(NotFound):
        operations.shared(stranger, token)
    assert district.client(None).get(f"/checkups/shared/{token}").status_code == 404
    assert district.client(None).get("/checkups/shared/guess").status_code == 404


def test_a_link_lasts_one_seven_or_thirty_days_and_nothing_else(district: District, done: Checkup) -> None:
    with pytest.raises(Refused):
        operations.share(district.actor("owner"), done.pk, 365)
    with pytest.raises(NotFound):
        operations.share(district.actor("specialist"), done.pk, 7)


def test_the_bureau_sees_numbers_or_the_report_only_as_far_as_the_employer_shows_them(
    district: District, done: Checkup
) -> None:
    client, employer = district.client("officer"), done.organisation
    address = f"/checkups/{done.pk}/published"
    assert client.get(address).status_code == 404
    assert queries.overview(district.actor("officer"))["checked"] == 0
    employer.openness = "summary"
    employer.save()
    assert client.get(address).status_code == 404
    assert queries.overview(district.actor("officer"))["checked"] == 1
    assert "甲（演示）" in client.get("/checkups/district").content.decode()
    employer.openness = "report"
    employer.save()
    assert client.get(address).status_code == 200
    assert Event.unscoped.filter(verb="checkups.open").count() == 1
    assert district.client("far_officer").get(address).status_code == 404
    assert queries.overview(district.actor("far_officer"))["checked"] == 0


def test_removing_takes_report_files_and_links_and_asks_first(
    district: District, done: Checkup, django_capture_on_commit_callbacks: object
) -> None:
    client = district.client("owner")
    name = done.files.get().stored
    asked = client.get(f"/checkups/{done.pk}/remove").content.decode()
    assert "删除这次体检" in asked
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert client.post(f"/checkups/{done.pk}/remove").status_code == 303
    assert not Checkup.unscoped.exists()
    assert not store._path(name).exists()
    assert client.get(f"/checkups/{done.pk}/").status_code == 404
    assert Event.unscoped.filter(verb="checkups.remove").exists()


def test_only_the_owner_removes(district: District, done: Checkup) -> None:
    for who in ("hr", "specialist", "other_owner"):
        assert district.client(who).post(f"/checkups/{done.pk}/remove").status_code == 404
    assert Checkup.unscoped.exists()


def test_the_comparison_shows_what_was_put_right(district: District, work: Work) -> None:
    made(district, work, day=DAY - timedelta(days=30))
    second = made(district, work, content=book([A1, *SIGNED_LATE]))
    page = district.client("owner").get(f"/checkups/{second.pk}/compare")
    assert page.status_code == 200
    assert page.context["points"]
    told = page.context["compared"]
    assert sum(row["count"] for rows in told.values() for row in rows) > 0
    assert (
        district.client("owner").get(f"/checkups/{second.pk}/compare", headers={"accept-language": "en"}).status_code
        == 200
    )


def test_a_first_check_up_has_nothing_to_compare_with(district: District, done: Checkup) -> None:
    assert district.client("owner").get(f"/checkups/{done.pk}/compare").status_code == 404


def test_the_list_keeps_its_number_of_queries(
    district: District, work: Work, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = district.client("owner")
    made(district, work)
    client.get("/checkups/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/checkups/")
    for _ in range(3):
        made(district, work)
    with CaptureQueriesContext(connection) as four:
        assert client.get("/checkups/").status_code == 200
    assert len(four) == len(one)
    for address in ("?q=员工", "?chip=high", "?sort=-exposure", "?format=csv", "?format=xlsx"):
        assert client.get(f"/checkups/{address}").status_code == 200


def test_homes_have_their_cards(district: District, done: Checkup) -> None:
    for who in ("owner", "specialist", "officer"):
        cards = queries.home(district.actor(who))
        assert [card["template"] for card in cards], who
        assert district.client(who).get("/").status_code == 200
    assert queries.home(district.actor("employee")) == []
    clients = queries.home(district.actor("specialist"))[0]["clients"]
    assert [row["organisation"].name for row in clients] == ["甲（演示）"]
