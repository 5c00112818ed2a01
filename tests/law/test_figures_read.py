"""取用的公布标准: what a question reads, for which day, from which place's publication."""

from __future__ import annotations

from datetime import date

from heyue.law.figures_read import asked_as, figures_read, in_unit
from heyue.law.question import read_facts
from heyue.law.registry import variants
from heyue.law.resting import rules_by_article, rules_by_figure

DAY = date(2026, 11, 21)


def test_severance_reads_the_city_s_average_of_the_year_before() -> None:
    # Labour Contract Law, art. 47(2): the average wage of the previous year where the employer is
    text = variants("severance")[0]
    row = read_facts(text, {"ended": "2026-06-30"})
    read = figures_read(text, row, place="440105", day=DAY, stated={})
    assert [(one.figure.name, one.day) for one in read] == [("average_wage.monthly", date(2025, 6, 30))]
    assert read[0].value is not None
    assert read[0].value.place == "4401"


def test_without_the_day_that_decides_nothing_is_looked_up() -> None:
    text = variants("severance")[0]
    read = figures_read(text, read_facts(text, {}), place="440105", day=DAY, stated={})
    assert read[0].day is None
    assert read[0].value is None


def test_without_a_place_only_the_country_s_are_known() -> None:
    text = variants("pay.minimum")[0]
    row = read_facts(text, {"month": "2026-10", "hours_type": "full_time"})
    assert all(one.value is None for one in figures_read(text, row, place="", day=DAY, stated={}))


def test_what_the_question_states_stands_beside_the_published_value() -> None:
    text = variants("severance")[0]
    row = read_facts(text, {"ended": "2026-06-30"})
    read = figures_read(text, row, place="440105", day=DAY, stated={"average_wage.monthly": "8500"})
    assert (read[0].stated, read[0].value is not None) == ("8500", True)


def test_another_year_s_figure_is_asked_by_its_alias() -> None:
    text = variants("injury.death_grant")[0]
    figure = next(iter(text.trace.figures.values())).figure
    assert asked_as(figure, text.trace.figures) == "income.urban_disposable_previous_year"


def test_amounts_are_said_in_their_unit() -> None:
    money = next(iter(variants("severance")[0].trace.figures.values())).figure
    assert in_unit(250_000, money, "zh") == "¥2,500.00"


def test_from_article_and_figure_one_comes_to_the_rules() -> None:
    assert "severance" in rules_by_article()["劳动合同法", "47"]
    assert "severance" in rules_by_figure()["average_wage.monthly"]
