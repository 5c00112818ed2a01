"""表与列: the published page of columns follows the tables."""

from __future__ import annotations

from pathlib import Path

from heyue.law.tables import TABLES
from heyue.law.tables.page import page


def test_the_page_of_columns_is_up_to_date(repository: Path) -> None:
    assert (repository / "docs/tables.md").read_text("utf-8") == page()


def test_every_header_is_said_once_a_sheet_and_in_both_languages() -> None:
    for table in TABLES.values():
        for language in ("zh", "en"):
            headers = [getattr(column, language) for column in table.columns]
            assert all(headers)
            assert len(headers) == len(set(headers)), table.name


def test_only_a_name_is_required_of_a_roster_row() -> None:
    assert [column.name for column in TABLES["roster"].columns if column.required] == ["name"]
