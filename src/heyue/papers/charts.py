"""图表: one ECharts option, plain JSON, for the page and for paper; drawn here as SVG where no browser draws it.

An option holds no function and no float: sums are decimal strings, which ECharts reads as numbers, and what is written
beside a bar is worded here. `aria` carries the chart in words, for those who do not see it.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import heyue
from heyue.papers.extra import NotInstalled, extra
from heyue.papers.report_charts import BARS, MONTHS_SHOWN, share, without_gaps
from heyue.papers.report_outline import Outline
from heyue.papers.report_values import day, money, month, number, plain
from heyue.papers.words import Words

Option = dict[str, Any]

ECHARTS = Path(heyue.__file__).parent / "web" / "static" / "vendor" / "echarts.min.js"
"""Where `make setup` puts the browser's chart library."""

INK, MUTED, LINE = "#1f2937", "#566070", "#e5e7e3"
JADE, JADE_SOFT = "#0f766e", "#8dbdb7"
FONTS = "PingFang SC, Noto Sans SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif"
"""Without quotation marks: ECharts writes them unescaped into an attribute of the SVG."""

# ECharts asks for timers that a bare JavaScript engine has not; with animation off nothing waits for them. The text
# leaves as [text].join(''): the engine hands a string of pieces over only once it is one.
PRELUDE = "globalThis.setTimeout = () => 0; globalThis.clearTimeout = () => {};"
DRAW = """
function draw(option, width, height) {
  const chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width, height});
  try {
    const still = {silent: true, emphasis: {disabled: true}};
    const held = JSON.parse(option);
    chart.setOption({...held, animation: false, series: held.series.map(one => ({...one, ...still}))});
    return [chart.renderToSVGString()].join('');
  } finally {
    chart.dispose();
  }
}
"""
NUMBERED = re.compile(r"\bzr\d+-")
HOVER = re.compile(r' class="zr\d+-cls-\d+"|<style\s*>.*?</style>', re.DOTALL)
"""What ECharts writes for a mouse over the drawing, numbered through all charts an engine ever drew."""

_own = threading.local()


def _frame(spoken: str) -> Option:
    return {
        "animation": False,
        "aria": {"enabled": True, "label": {"description": spoken}},
        "color": [JADE],
        "textStyle": {"fontFamily": FONTS, "fontSize": 14, "color": INK},
        "tooltip": {"trigger": "item"},
    }


def _category(names: Sequence[str], **more: Any) -> Option:
    label = {"color": MUTED, "fontSize": 13} | more.pop("axisLabel", {})
    rule = {"lineStyle": {"color": LINE}}
    return {
        "type": "category",
        "data": list(names),
        "axisTick": {"show": False},
        "axisLine": rule,
        "axisLabel": label,
    } | more


def spoken(title: str, series: Sequence[tuple[str, str]], say: Words) -> str:
    """A chart in words: its title, then each name with its figure."""
    return f"{title}{say('colon')}{say('semicolon').join(f'{name} {figure}' for name, figure in series)}"


def subject_series(found: Outline) -> list[tuple[str, Decimal]]:
    """Subjects that carry a sum, the largest first."""
    return [(subject.title, subject.exposure) for subject in found.subjects if subject.exposure > 0]


def month_series(found: Outline) -> list[tuple[str, Decimal]]:
    """Every month from the first to the last, the last 36 at most, as (YYYY-MM, yuan); empty where no month has a sum."""
    series = without_gaps(found.months)[-MONTHS_SHOWN:]
    return series if any(value > 0 for _, value in series) else []


def exposure_by_subject(found: Outline) -> Option | None:
    """各事项的风险金额: bars lying down, the largest on top, eight at most; None where nothing has a sum."""
    say, sums = found.say, subject_series(found)
    if not sums:
        return None
    whole, drawn = sum((value for _, value in sums), Decimal(0)), sums[:BARS]
    words = [(title, f"{money(value)} ({share(value, whole)})") for title, value in drawn]
    bars = [
        {"value": f"{value:.2f}", "label": {"formatter": figure}}
        for (_, value), (_, figure) in zip(drawn, words, strict=True)
    ]
    return _frame(spoken(say("section.subject_chart"), words, say)) | {
        "grid": {"left": 8, "right": 168, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "show": False, "min": 0},
        "yAxis": _category([title for title, _ in drawn], inverse=True, axisLabel={"color": INK, "fontSize": 14}),
        "series": [
            {
                "type": "bar",
                "name": say("amount"),
                "data": bars,
                "barMaxWidth": 16,
                "label": {"show": True, "position": "right", "color": INK},
            }
        ],
    }


def exposure_by_month(found: Outline) -> Option | None:
    """各月的风险金额: one column a month, the heaviest in full colour with its sum; None where no month has one."""
    say, series = found.say, month_series(found)
    if not series:
        return None
    words = [(month(key, say), money(value)) for key, value in series]
    largest = max(value for _, value in series)
    columns = [
        {
            "value": f"{value:.2f}",
            "itemStyle": {"color": JADE if value == largest else JADE_SOFT},
            "label": {"show": value == largest, "formatter": money(value)},
        }
        for _, value in series
    ]
    return _frame(spoken(say("section.month_chart"), words, say)) | {
        "grid": {"left": 8, "right": 8, "top": 32, "bottom": 8, "containLabel": True},
        "xAxis": _category([name for name, _ in words], axisLabel={"hideOverlap": True}),
        "yAxis": {"type": "value", "show": False, "min": 0},
        "series": [
            {
                "type": "bar",
                "name": say("amount"),
                "data": columns,
                "barMaxWidth": 28,
                "label": {"position": "top", "color": INK},
            }
        ],
    }


def trend(points: Sequence[Mapping[str, Any]], *, lang: str) -> Option | None:
    """历次体检: the score as a line and the sum at stake as columns, oldest first; None for fewer than two check-ups.

    Each point has `as_of` (ISO day), `score` (0–100 or None) and `exposure` (decimal string of yuan, or None).
    """
    say = Words(lang)
    if len(points) < 2:
        return None
    told, scores, sums = [], [], []
    for point in sorted(points, key=lambda point: str(point["as_of"])):
        score, exact = point.get("score"), number(point.get("exposure"))
        figures = [say("score_is", score=plain(score))] if score is not None else []
        figures += [money(exact)] if exact is not None else []
        told.append((day(point["as_of"], say), say("comma").join(figures) or say("none")))
        scores.append(score if score is not None else "-")
        sums.append(f"{exact:.2f}" if exact is not None else "-")
    names = say("score"), say("exposure")
    title = say("list").join(names)
    return _frame(spoken(title, told, say)) | {
        "color": [JADE, JADE_SOFT],
        "tooltip": {"trigger": "axis"},
        "legend": {"data": list(names), "top": 0, "left": 0, "textStyle": {"color": INK}},
        "grid": {"left": 8, "right": 8, "top": 40, "bottom": 8, "containLabel": True},
        "xAxis": _category([name for name, _ in told], axisLabel={"hideOverlap": True}),
        "yAxis": [
            {
                "type": "value",
                "min": 0,
                "max": 100,
                "axisLabel": {"color": MUTED},
                "splitLine": {"lineStyle": {"color": LINE}},
            },
            {
                "type": "value",
                "min": 0,
                "axisLabel": {"color": MUTED, "formatter": "¥{value}"},
                "splitLine": {"show": False},
            },
        ],
        "series": [
            {
                "type": "line",
                "name": names[0],
                "data": scores,
                "z": 3,
                "symbolSize": 8,
                "label": {"show": True, "color": INK},
            },
            {"type": "bar", "name": names[1], "data": sums, "yAxisIndex": 1, "barMaxWidth": 28},
        ],
    }


def chart_svg(option: Option, width: int, height: int, *, echarts: Path = ECHARTS) -> str:
    """The option drawn by ECharts in this process: an `<svg>` element `width` × `height` CSS pixels large, text as text.

    The same option gives the same text; identifiers inside bear its hash, so that several charts share a page. Raises
    NotInstalled where the JavaScript engine or the file of ECharts is absent. The first chart of a thread takes half a
    second (the library is read), each further one some 50 ms; a thread keeps about 30 MB for it.
    """
    written = json.dumps(option, ensure_ascii=False, sort_keys=True)
    mark = hashlib.sha256(f"{width}×{height} {written}".encode()).hexdigest()[:10]
    drawn = HOVER.sub("", str(_drawer(echarts)(json.dumps(option, ensure_ascii=False), width, height)))
    description = ((option.get("aria") or {}).get("label") or {}).get("description", "")
    named = f'<svg role="img" aria-label="{escape(description, quote=True)}" ' if description else "<svg "
    return NUMBERED.sub(f"c{mark}-", drawn).replace("<svg ", named, 1)


def _drawer(echarts: Path) -> Any:
    """The drawing function of this thread's own engine: one engine must never be entered by two threads."""
    held: dict[Path, tuple[Any, Any]] = _own.__dict__.setdefault("drawers", {})
    if echarts not in held:
        engine = extra("quickjs").Context()
        try:
            library = echarts.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise NotInstalled(
                f"没有图表库 {echarts.name}：请先运行 make setup",
                f"the chart library {echarts.name} is not here: run make setup first",
            ) from None
        for source in (PRELUDE, library, DRAW):
            engine.eval(source)
        held[echarts] = (engine, engine.get("draw"))
    return held[echarts][1]
