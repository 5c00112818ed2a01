"""图表: one option for page and paper: exact sums, no floats, the chart in words; drawn as SVG without a browser."""

from __future__ import annotations

import json
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from heyue.papers import charts
from heyue.papers.extra import NotInstalled
from heyue.papers.report_outline import outline
from tests.papers import model_reports as models

POINTS = [
    {"as_of": "2026-10-31", "score": 71, "exposure": "30000.00"},
    {"as_of": "2026-04-30", "score": 55, "exposure": "81230.50"},
    {"as_of": "2026-07-31", "score": None, "exposure": None},
]


def options(lang: str = "zh") -> dict[str, charts.Option]:
    found = outline(models.small(lang), lang)
    made = {
        "subjects": charts.exposure_by_subject(found),
        "months": charts.exposure_by_month(found),
        "trend": charts.trend(POINTS, lang=lang),
    }
    assert all(made.values())
    return {name: option for name, option in made.items() if option}


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return [value]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["subjects", "months", "trend"])
def test_an_option_is_plain_json_without_floats_and_says_in_words_what_it_shows(name: str, lang: str):
    option = options(lang)[name]
    assert json.loads(json.dumps(option)) == option
    assert not any(isinstance(leaf, float) for leaf in leaves(option))
    assert option["aria"]["enabled"] is True
    assert "¥" in option["aria"]["label"]["description"]


def test_the_bars_are_the_sums_of_the_report_the_largest_first():
    option = options()["subjects"]
    # contracts 19,924.14 + 8,110.34; probation 5,000.00; overtime 1,380.00 + 604.00; a deduction 350.00
    assert [bar["value"] for bar in option["series"][0]["data"]] == ["28034.48", "5000.00", "1984.00", "350.00"]
    assert option["yAxis"]["data"] == ["劳动合同", "试用期", "加班费", "工资"]
    assert option["series"][0]["data"][0]["label"]["formatter"] == "¥28,034.48 (79.3%)"  # 28,034.48 ÷ 35,368.48


def test_the_months_have_no_gap_and_the_heaviest_bears_its_sum():
    report = models.one()
    report["summary"]["by_month"] = {"2025-11": "10.00", "2026-02": "20.00"}
    option = charts.exposure_by_month(outline(report, "zh"))
    assert option is not None
    assert option["xAxis"]["data"] == ["2025年11月", "2025年12月", "2026年1月", "2026年2月"]
    assert [column["value"] for column in option["series"][0]["data"]] == ["10.00", "0.00", "0.00", "20.00"]
    assert [column["label"]["show"] for column in option["series"][0]["data"]] == [False, False, False, True]


def test_the_trend_goes_from_the_oldest_to_the_newest_and_leaves_the_unknown_open():
    option = options()["trend"]
    assert option["xAxis"]["data"] == ["2026年4月30日", "2026年7月31日", "2026年10月31日"]
    line, columns = option["series"]
    assert line["data"] == [55, "-", 71]
    assert columns["data"] == ["81230.50", "-", "30000.00"]
    assert "2026年7月31日 –；2026年10月31日 得分 71 分，¥30,000.00" in option["aria"]["label"]["description"]


def test_where_there_is_nothing_to_draw_there_is_no_chart():
    nothing = outline(models.empty(), "zh")
    assert charts.exposure_by_subject(nothing) is None
    assert charts.exposure_by_month(nothing) is None
    assert charts.trend(POINTS[:1], lang="zh") is None


@pytest.fixture
def drawn() -> Callable[..., str]:
    """The drawing function; the test is skipped, with its reason, where what it needs is not on this machine."""
    pytest.importorskip("quickjs", reason="quickjs-ng of the extra `platform` is not installed here")
    if not charts.ECHARTS.is_file():
        pytest.skip(f"{charts.ECHARTS.name} was not fetched here")
    return charts.chart_svg


@pytest.mark.parametrize("name", ["subjects", "months", "trend"])
def test_a_chart_is_drawn_as_svg_with_its_words_as_text(drawn: Callable[..., str], name: str):
    option = options()[name]
    root = ET.fromstring(drawn(option, 640, 320))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert (root.get("width"), root.get("height"), root.get("role")) == ("640", "320", "img")
    assert root.get("aria-label") == option["aria"]["label"]["description"]
    said = " ".join(text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text"))
    for word in {
        "subjects": ("劳动合同", "¥28,034.48 (79.3%)"),
        "months": ("2026年8月", "¥12,534.00"),
        "trend": ("体检得分", "71"),
    }[name]:
        assert word in said


def test_the_bars_are_as_long_as_the_sums(drawn: Callable[..., str]):
    root = ET.fromstring(drawn(options()["subjects"], 640, 320))
    shapes = [
        path.get("d") or "" for path in root.iter("{http://www.w3.org/2000/svg}path") if path.get("fill") == charts.JADE
    ]
    lengths = [abs(Decimal(shape.split("l")[1].split()[0])) for shape in shapes]
    assert len(lengths) == 4
    for length, sum_ in zip(lengths, ("28034.48", "5000.00", "1984.00", "350.00"), strict=True):
        assert abs(length / lengths[0] - Decimal(sum_) / Decimal("28034.48")) < Decimal("0.001")


def test_the_same_option_gives_the_same_svg_in_every_thread(drawn: Callable[..., str]):
    option, made = options()["subjects"], []
    threads = [threading.Thread(target=lambda: made.append(drawn(option, 640, 320))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    drawn(options()["trend"], 640, 320)  # whatever was drawn before leaves no trace
    assert made == [drawn(option, 640, 320)] * 3


def test_two_charts_on_one_page_share_no_identifier(drawn: Callable[..., str]):
    made = [drawn(option, 640, 320) for option in options().values()]
    marks = [
        {element.get(key) for element in ET.fromstring(svg).iter() for key in ("id", "class")} - {None} for svg in made
    ]
    assert all(not one & other for place, one in enumerate(marks) for other in marks[place + 1 :])


def test_markup_in_a_name_stays_text(drawn: Callable[..., str]):
    report = models.small()
    evil = "<script>alert(1)</script>\"'&{b}"
    report["summary"]["by_subject"]["contracts"]["title"] = evil
    option = charts.exposure_by_subject(outline(report, "zh"))
    assert option is not None
    svg = drawn(option, 640, 320)
    assert "<script" not in svg
    assert evil in [text.text for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_where_the_chart_library_is_absent_one_line_says_what_to_do(tmp_path: Path):
    pytest.importorskip("quickjs", reason="quickjs-ng of the extra `platform` is not installed here")
    with pytest.raises(NotInstalled) as absent:
        charts.chart_svg(options()["months"], 640, 320, echarts=tmp_path / "echarts.min.js")
    assert "make setup" in absent.value.message_zh
