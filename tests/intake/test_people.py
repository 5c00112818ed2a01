"""对人: one key a person across sheets and files, and what happens where two could be meant."""

from __future__ import annotations

from pathlib import Path

from heyue.intake.workbook import read
from tests.intake.books import ID_WOMAN, book, identity, messages

OTHER = identity("44010519900101123")
ROSTER = (
    ("工号", "姓名", "部门", "身份证号", "用工起始日期"),
    ("A1", "甲一", "生产部", ID_WOMAN, "2024-03-01"),
    ("A2", "乙二", "生产部", None, "2024-03-01"),
    ("A3", "乙二", "销售部", None, "2024-03-01"),
    (None, "丙三", "销售部", OTHER, "2024-03-01"),
)


def pay(*rows: tuple[object, ...]) -> list[tuple[object, ...]]:
    return [("工号", "姓名", "部门", "身份证号", "应发工资", "实发工资"), *((*row, 5000, 4500) for row in rows)]


def keys(tmp_path: Path, *rows: tuple[object, ...], roster=ROSTER) -> tuple[list[str], str]:
    path = book(tmp_path / "工资2026-03.xlsx", {"花名册": roster, "工资": pay(*rows)})
    records = read([path])
    return records.frames["payroll"]["employee"].to_list(), messages(records.problems)


def test_number_then_identity_then_name_and_department(tmp_path: Path):
    found, said = keys(
        tmp_path,
        ("A1", None, None, None),
        (None, "谁", None, OTHER),
        (None, "乙二", "销售部", None),
        (None, "乙二（离职）", "生产部", None),
    )
    assert found == ["A1", "R5", "A3", "A2"]
    assert said == ""


def test_a_name_that_two_people_bear_is_matched_to_nobody(tmp_path: Path):
    found, said = keys(tmp_path, ("A1", "甲一", None, None), (None, "乙二", None, None))
    assert found == ["A1", "工资R3"]
    assert "same_name 工资 3" in said
    assert "乙二" not in said


def test_someone_who_is_not_on_the_roster_is_named_by_row(tmp_path: Path):
    found, said = keys(tmp_path, ("A1", "甲一", None, None), (None, "新人", None, None), ("B9", "新人二", None, None))
    assert found == ["A1", "工资R3", "B9"]
    assert said.count("not_on_roster") == 2


def test_numbers_of_another_system_give_way_to_names(tmp_path: Path):
    found, said = keys(tmp_path, ("77", "甲一", None, None), ("78", "丙三", None, None))
    assert found == ["A1", "R5"]
    assert said == ""


def test_a_number_and_a_name_that_differ_are_reported(tmp_path: Path):
    found, said = keys(tmp_path, ("A1", "丙三", None, None), ("A2", "乙二", None, None))
    assert found == ["A1", "A2"]
    assert "name_differs 工资 2" in said


def test_leading_zeros_lost_in_one_file_do_not_matter(tmp_path: Path):
    roster = (("工号", "姓名", "入职日期"), ("001", "甲一", "2024-03-01"), ("002", "乙二", "2024-03-01"))
    found, said = keys(tmp_path, (1, "甲一", None, None), (2, "乙二", None, None), roster=roster)
    assert found == ["001", "002"]
    assert said == ""


def test_two_people_with_one_number_go_by_their_rows(tmp_path: Path):
    roster = (("工号", "姓名", "入职日期"), ("A1", "甲一", "2024-03-01"), ("A1", "乙二", "2024-03-01"))
    found, said = keys(
        tmp_path, ("A1", "甲一", None, None), ("A1", "乙二", None, None), ("A1", None, None, None), roster=roster
    )
    assert found == ["R2", "R3", "工资R4"]
    assert said.count("two_numbers") == 2
    assert "same_name 工资 4" in said


def test_one_person_in_two_months_has_one_key_without_a_roster(tmp_path: Path):
    files = [
        book(tmp_path / f"工资2026-0{month}.xlsx", {"工资": pay((None, "甲一", "一部", None))}) for month in (3, 4)
    ]
    records = read(files)
    assert records.frames["payroll"]["employee"].to_list() == ["工资R2", "工资R2"]
    assert "no_roster" in messages(records.problems)


def test_two_rosters_are_one_and_the_companys_own_goes_first(tmp_path: Path):
    tax = (
        ("工号", "*姓名", "*证件类型", "*证件号码", "任职受雇从业类型", "任职受雇从业日期", "手机号码"),
        (None, "乙二", "居民身份证", identity("44010519920202234"), "雇员", "2024-05-01", "13800000000"),
        (None, "戊五", "居民身份证", identity("44010519930303345"), "雇员", "2024-06-01", None),
    )
    own = (
        ("工号", "姓名", "入职日期", "部门"),
        ("A1", "甲一", "2024-03-01", "一部"),
        ("A2", "乙二", "2024-03-01", "一部"),
    )
    records = read([book(tmp_path / "a.xlsx", {"人员信息": tax}), book(tmp_path / "b.xlsx", {"花名册": own})])
    roster = records.frames["roster"]
    assert roster["employee"].to_list() == ["A1", "A2", "R3"]
    assert [str(day) for day in roster["started"]] == ["2024-03-01", "2024-03-01", "2024-06-01"]
    assert roster["phone"].to_list() == [None, "13800000000", None]
    assert roster["birth"].is_not_null().to_list() == [False, True, True]
    assert "conflict 人员信息 2 用工起始日期" in messages(records.problems)


def test_two_rows_of_one_person_and_month_are_reported_and_not_added(tmp_path: Path):
    path = book(
        tmp_path / "工资2026-03.xlsx",
        {"工资": [("姓名", "应发工资", "实发工资"), ("甲一", 5000, 4500), ("甲一", 300, 300)]},
    )
    records = read([path])
    assert records.frames["payroll"]["gross"].to_list() == [500_000]
    assert "two_rows 工资 3" in messages(records.problems)
    assert "与第 2 行同人同月" in messages(records.problems)
