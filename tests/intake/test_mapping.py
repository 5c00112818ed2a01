"""列映射: what the mapping file can say, and that the example in a problem is one that works."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from heyue.intake.workbook import Unusable, read
from tests.intake.books import book, messages

ROWS = [["随便写的标题"], ["员", "死工资", "浮动一", "浮动二", "到手"], ["甲一", 5000, 100, 20.5, 4600]]


def test_a_mapping_beside_the_file_is_used(tmp_path: Path):
    path = book(tmp_path / "表.xlsx", {"Sheet1": ROWS})
    (tmp_path / "表.mapping.yaml").write_text(
        """
sheets:
  "Sheet1":
    table: payroll
    header_row: 2
    month: "2026-03"
    columns:
      "员": 姓名
      "死工资": base
      "浮动一": performance
      "浮动二": performance
      "到手": net
""",
        encoding="utf-8",
    )
    payroll = read([path]).frames["payroll"]
    assert payroll.select("name", "month", "base", "performance", "net").row(0) == (
        "甲一",
        date(2026, 3, 1),
        500_000,
        12_050,
        460_000,
    )


def test_the_example_in_the_problem_is_a_mapping_that_works(tmp_path: Path):
    path = book(tmp_path / "表.xlsx", {"Sheet1": [["员", "开始上班"], ["甲一", "2024-03-01"]]})
    with pytest.raises(Unusable) as caught:
        read([path])
    line = caught.value.message_zh
    example = "sheets: " + line.split("sheets: ", 1)[1]
    (tmp_path / "表.mapping.yaml").write_text(example, encoding="utf-8")
    assert read([path]).frames


def test_a_mapping_can_add_one_column_to_a_sheet_that_is_known(tmp_path: Path):
    rows = [["姓名", "应发工资", "神秘补贴", "实发工资"], ["甲一", 5000, 100, 4600]]
    path = book(tmp_path / "工资2026-03.xlsx", {"工资": rows})
    said = messages(read([path]).problems)
    assert "神秘补贴" in said
    assert 'sheets: {"工资": {"columns": {"神秘补贴": "allowances"}}}' in said
    mapping = tmp_path / "own.yaml"
    mapping.write_text('sheets: {"*": {"columns": {"神秘补贴": "allowances"}}}', encoding="utf-8")
    records = read([path], mapping=mapping)
    assert records.frames["payroll"]["allowances"].to_list() == [10_000]
    assert "神秘补贴" not in messages(records.problems)


def test_a_sheet_can_be_left_out(tmp_path: Path):
    rows = [["姓名", "应发工资"], ["甲一", 5000]]
    path = book(tmp_path / "2026-03.xlsx", {"工资": rows, "工资作废": rows})
    mapping = tmp_path / "own.yaml"
    mapping.write_text('sheets: {"工资作废": {skip: true}}', encoding="utf-8")
    records = read([path], mapping=mapping)
    assert records.frames["payroll"].height == 1
    assert "two_rows" not in messages(records.problems)


def test_two_header_rows_can_be_named(tmp_path: Path):
    rows = [["甲", "乙", None], [None, "丙", "丁"], ["甲一", 5000, 4600]]
    mapping = tmp_path / "own.yaml"
    mapping.write_text(
        'sheets: {"*": {table: 工资, header_row: 1, header_rows: 2, month: "2026-03", columns: {"甲": name, "乙/丙": gross, "乙/丁": net}}}',
        encoding="utf-8",
    )
    payroll = read(
        [book(tmp_path / "x.xlsx", {"Sheet1": rows}, merges={"Sheet1": [(0, 1, 0, 2)]})], mapping=mapping
    ).frames["payroll"]
    assert payroll.select("gross", "net").row(0) == (500_000, 460_000)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("sheets: [", "YAML"),
        ("hello", "sheets"),
        ("sheets: {a: 1}", "sheets/a"),
        ("sheets: {a: {table: nonsense}}", "roster"),
        ("sheets: {a: {table: payroll, columns: {x: nonsense}}}", "nonsense"),
        ("sheets: {a: {header_row: 0}}", "header_row"),
        ("sheets: {a: {month: spring}}", "2026-03"),
        ("sheets: {a: {colour: red}}", "colour"),
        ("!!python/object/apply:os.system ['true']", "YAML"),
    ],
)
def test_a_wrong_mapping_is_one_line_naming_the_key(tmp_path: Path, text: str, word: str):
    mapping = tmp_path / "own.yaml"
    mapping.write_text(text, encoding="utf-8")
    with pytest.raises(Unusable) as caught:
        read([book(tmp_path / "x.xlsx", {"Sheet1": ROWS})], mapping=mapping)
    assert word in caught.value.message_zh
    assert caught.value.message_zh.startswith("own.yaml")
    assert "\n" not in caught.value.message_zh


def test_a_pay_sheet_without_a_month_asks_for_it(tmp_path: Path):
    with pytest.raises(Unusable) as caught:
        read([book(tmp_path / "工资.xlsx", {"工资": [["姓名", "应发工资"], ["甲一", 5000]]})])
    assert "哪个月" in caught.value.message_zh
    assert '{"工资": {"month": "2026-03"}}' in caught.value.message_zh
