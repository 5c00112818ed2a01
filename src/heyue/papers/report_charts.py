"""报告图表: the sum at stake by subject and by month as inline SVG, each with its table behind 看数据.

Text keeps its size; only bars stretch, by percentages, so that a chart fits every width without a script.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from heyue.papers.markup import Html, join, tag
from heyue.papers.report_outline import Outline
from heyue.papers.report_values import MONTHS_EN, iso_date, money, month, percent
from heyue.papers.words import Words

ROW = 52
BARS = 8
MONTH_HEIGHT = 132
MONTHS_SHOWN = 36


def share(part: Decimal, whole: Decimal) -> str:
    """A part of a whole in percent with at most one decimal: 79.3%."""
    return percent((part / whole).quantize(Decimal("0.001"), ROUND_HALF_UP)) if whole else percent(Decimal(0))


def subjects(found: Outline, link: str) -> Html | None:
    """Bars of the subjects that carry a sum, the largest first, and the table of all; None where nothing has a sum.

    `link` is the address of a subject's section with `{id}` in it.
    """
    say = found.say
    sums = [(s.title, s.exposure) for s in found.subjects if s.exposure > 0]
    if not sums:
        return None
    whole = sum((value for _, value in sums), Decimal(0))
    name, largest = sums[0]
    if len(sums) == 1:
        head = say("section.share_only", title=name)
    else:
        head = say("section.share_head", title=name, share=share(largest, whole))
    drawn = sums[:BARS]
    rows = join(_bar(i, title, value, whole) for i, (title, value) in enumerate(drawn))
    spoken = say("semicolon").join(f"{title} {money(value)} ({share(value, whole)})" for title, value in drawn)
    label = f"{say('section.subject_chart')}{say('colon')}{spoken}"
    chart = tag("svg", rows, class_="chart", height=len(drawn) * ROW - 14, role="img", aria_label=label)
    return tag(
        "section",
        tag("h2", head, id="by-subject"),
        chart,
        _subject_table(found, link),
        class_="card",
        aria_labelledby="by-subject",
    )


def _bar(place: int, title: str, value: Decimal, whole: Decimal) -> Html:
    width = share(value, whole)
    name = tag("text", f"{title} ", tag("tspan", width, class_="quiet"), x="0", y="16")
    figure = tag("text", money(value), x="100%", y="16", text_anchor="end", font_weight="600" if place == 0 else None)
    track = tag("rect", class_="track", y="26", width="100%", height="10", rx="2")
    bar = tag("rect", class_="bar", y="26", width=width, height="10", rx="2")
    return tag("svg", name, figure, track, bar, y=place * ROW, height=ROW - 4)


def _subject_table(found: Outline, link: str) -> Html:
    say = found.say
    head = _head_row((say("section.subject"), say("section.places_found"), say("amount")))
    rows = join(
        tag(
            "tr",
            tag("th", tag("a", s.title, href=link.format(id=place)), scope="row"),
            tag("td", str(len(s.findings)), class_="n"),
            tag("td", money(s.exposure) if s.exposure else say("section.no_sum_row"), class_="n"),
        )
        for place, s in enumerate(found.subjects)
    )
    total = _total_row(say, (str(len(found.findings)), money(found.exposure)))
    return _behind(say, say("section.subject_chart"), head, rows, total)


def months(found: Outline) -> Html | None:
    """Columns of the last 36 months, one for every month between the first and the last; None where there is none."""
    say = found.say
    series = without_gaps(found.months)[-MONTHS_SHOWN:]
    if not any(value > 0 for _, value in series):
        return None
    largest = max(value for _, value in series)
    peak = next(i for i, (_, value) in enumerate(series) if value == largest)
    head = say("section.month_head", month=month(series[peak][0], say), sum=money(largest))
    spoken = say("semicolon").join(f"{month(key, say)} {money(value)}" for key, value in series)
    label = f"{say('section.month_chart')}{say('colon')}{spoken}"
    columns = join(_column(i, series, largest, say) for i in range(len(series)))
    line = tag("line", class_="axis", x1="0", x2="100%", y1=MONTH_HEIGHT - 36, y2=MONTH_HEIGHT - 36)
    chart = tag("svg", columns, line, class_="chart months", height=MONTH_HEIGHT, role="img", aria_label=label)
    drawn = sum((value for _, value in found.months), Decimal(0))
    rest = found.exposure - drawn
    note = tag("p", say("section.not_monthly", sum=money(rest)), class_="small muted") if rest > 0 else None
    rows = join(
        tag("tr", tag("th", month(key, say), scope="row"), tag("td", money(value), class_="n")) for key, value in series
    )
    table = _behind(
        say,
        say("section.month_chart"),
        _head_row((say("section.month"), say("amount"))),
        rows,
        _total_row(say, (money(sum((value for _, value in series), Decimal(0))),)),
    )
    return tag("section", tag("h2", head, id="by-month"), chart, note, table, class_="card", aria_labelledby="by-month")


def without_gaps(series: Sequence[tuple[str, Decimal]]) -> list[tuple[str, Decimal]]:
    """Every month from the first to the last, with zero where nothing arose; keys that are no month are left out."""
    known = {(found.year, found.month): value for key, value in series if (found := iso_date(key))}
    if not known:
        return []
    (year, number), last = min(known), max(known)
    filled = []
    while (year, number) <= last:
        filled.append((f"{year:04d}-{number:02d}", known.get((year, number), Decimal(0))))
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)
    return filled


def _column(place: int, series: Sequence[tuple[str, Decimal]], largest: Decimal, say: Words) -> Html:
    """One month: a bar above the line, the month's number under it, the year where it begins."""
    key, value = series[place]
    year, number = int(key[:4]), int(key[5:7])
    room = MONTH_HEIGHT - 40
    tall = int(value / largest * room) if value > 0 else 0
    every = 1 if len(series) <= 12 else 3
    parts = (
        [
            tag(
                "rect",
                class_="bar" if value == largest else "bar soft",
                x="18%",
                width="64%",
                y=room - max(tall, 2) + 4,
                height=max(tall, 2),
                rx="2",
            )
        ]
        if value > 0
        else []
    )
    if place % every == 0:
        name = _month_label(number, len(series), say)
        parts.append(tag("text", name, x="50%", y=MONTH_HEIGHT - 20, text_anchor="middle", class_="quiet tick"))
    if place == 0 or (number == 1 and len(series) - place > 1):
        parts.append(
            tag("text", f"{year}{'年' if say.lang == 'zh' else ''}", x="0", y=MONTH_HEIGHT - 3, class_="quiet tick")
        )
    wide = Decimal(100) / len(series)
    return tag("svg", parts, x=f"{wide * place:.3f}%", width=f"{wide:.3f}%", height=MONTH_HEIGHT)


def _month_label(number: int, months_drawn: int, say: Words) -> str:
    """10月 where there is room, 10 where the columns are narrow, Oct in English."""
    if say.lang == "en":
        return MONTHS_EN[number - 1]
    return f"{number}月" if months_drawn <= 8 else str(number)


def _head_row(names: Sequence[str]) -> Html:
    cells = [tag("th", name, scope="col", class_="n" if place else None) for place, name in enumerate(names)]
    return tag("thead", tag("tr", cells))


def _total_row(say: Words, figures: Sequence[str]) -> Html:
    cells = [tag("td", figure, class_="n") for figure in figures]
    return tag("tfoot", tag("tr", tag("th", say("section.total"), scope="row"), cells))


def _behind(say: Words, caption: str, head: Html, rows: Html, total: Html) -> Html:
    table = tag("table", tag("caption", caption), head, tag("tbody", rows), total)
    return tag("details", tag("summary", say("section.see_data")), table, class_="data")
