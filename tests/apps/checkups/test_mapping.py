"""对列: sheets that are not recognised wait for a word, names stay masked, and the word is remembered."""

from __future__ import annotations

from collections.abc import Callable

from heyue.apps.checkups import operations, reports
from heyue.apps.checkups.given import Given
from heyue.apps.checkups.models import Checkup, MappingMemory
from tests.district import DAY, District

Work = Callable[[], list[str]]
STRANGE = "编号,谁,哪天来的,底薪\nB1,赵六,2026-03-02,5000\nB2,钱七,2026-03-02,5000\n".encode()
CHOSEN = {
    "table-0": "roster",
    "header-0": "1",
    "column-0-0": "employee",
    "column-0-1": "name",
    "column-0-2": "started",
    "column-0-3": "monthly_wage",
}


def handed(district: District, who: str = "owner") -> Checkup:
    organisation = district.organisations["甲" if who != "other_owner" else "乙"].pk
    return operations.start(
        district.actor(who), organisation=organisation, place="", as_of=DAY, files=[Given("人.csv", "csv", STRANGE)]
    )


def test_an_unknown_sheet_waits_and_shows_no_name(district: District, work: Work) -> None:
    run = handed(district)
    assert work() == ["needs_mapping"]
    page = district.client("owner").get(f"/checkups/{run.pk}/mapping").content.decode()
    assert "哪天来的" in page
    assert "赵六" not in page
    assert "2026-03-02" in page


def test_once_said_the_check_goes_on_and_is_remembered(district: District, work: Work) -> None:
    run = handed(district)
    work()
    answer = district.client("owner").post(f"/checkups/{run.pk}/mapping", {**CHOSEN, "remember": "1"})
    assert answer.status_code == 303
    assert work() == ["done"]
    run.refresh_from_db()
    assert run.employees == 2
    second = handed(district)
    assert work() == ["done"]
    second.refresh_from_db()
    assert second.employees == 2


def test_one_employers_word_is_not_anothers(district: District, work: Work) -> None:
    run = handed(district)
    work()
    district.client("owner").post(f"/checkups/{run.pk}/mapping", {**CHOSEN, "remember": "1"})
    work()
    other = handed(district, "other_owner")
    assert work() == ["needs_mapping"]
    assert other.organisation_id != run.organisation_id


def test_not_remembered_where_not_wished(district: District, work: Work) -> None:
    run = handed(district)
    work()
    district.client("owner").post(f"/checkups/{run.pk}/mapping", CHOSEN)
    assert not MappingMemory.unscoped.exists()


def test_a_sheet_without_a_table_is_asked_for_again(district: District, work: Work) -> None:
    run = handed(district)
    work()
    answer = district.client("owner").post(f"/checkups/{run.pk}/mapping", {"table-0": ""})
    assert answer.status_code == 422
    assert "请选这是什么表" in answer.content.decode()


def test_listing_the_columns_again_changes_nothing(district: District, work: Work) -> None:
    run = handed(district)
    work()
    answer = district.client("owner").post(f"/checkups/{run.pk}/mapping", {"table-0": "payroll", "again": "1"})
    assert answer.status_code == 200
    assert "应发工资" in answer.content.decode()
    run.refresh_from_db()
    assert run.state == "needs_mapping"


def test_without_the_sheets_it_goes_on_and_asks_no_more(district: District, work: Work) -> None:
    run = handed(district)
    work()
    assert district.client("owner").post(f"/checkups/{run.pk}/mapping", {"skip-all": "1"}).status_code == 303
    assert work() == ["failed"]  # nothing else was handed in
    run.refresh_from_db()
    assert run.state == "failed"


def test_a_sheet_said_to_be_what_it_is_not_fails_with_a_reason_and_is_asked_no_more(
    district: District, work: Work
) -> None:
    run = handed(district)
    work()
    district.client("owner").post(f"/checkups/{run.pk}/mapping", {"table-0": "payroll", "header-0": "1"})
    assert work() == ["failed"]
    run.refresh_from_db()
    assert run.failure_zh


def test_a_stranger_and_another_owner_find_nothing(district: District, work: Work) -> None:
    run = handed(district)
    work()
    assert district.client("other_owner").get(f"/checkups/{run.pk}/mapping").status_code == 404
    assert district.client("other_owner").post(f"/checkups/{run.pk}/mapping", CHOSEN).status_code == 404
    assert district.client(None).get(f"/checkups/{run.pk}/mapping").status_code == 302


def test_unknown_columns_alone_do_not_stop_the_check(district: District, work: Work) -> None:
    content = "工号,姓名,用工起始日期,星座\nB1,赵六,2026-03-02,白羊\n".encode()
    run = operations.start(
        district.actor("owner"),
        organisation=district.organisations["甲"].pk,
        place="",
        as_of=DAY,
        files=[Given("人.csv", "csv", content)],
    )
    assert work() == ["done"]
    run.refresh_from_db()
    told = [one["message"] for one in reports.head(run)["zh"]["problems"]]
    assert any("星座" in text and "对一下列" in text for text in told)
    page = district.client("owner").get(f"/checkups/{run.pk}/").content.decode()
    assert "对一下列" in page
    assert "mapping.yaml" not in page
