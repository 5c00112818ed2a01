"""规则的表单: made from the questions a rule asks; every value is read by the rule itself, each fault stands at its field."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from heyue.apps.deeds.both import both
from heyue.law import divisions, industries
from heyue.law.ask import Ask
from heyue.law.facts.build_employment import ROSTER_ITEMS
from heyue.law.figures import FIGURES
from heyue.law.figures_read import asked_as
from heyue.law.place_files import Figure, parse_amount
from heyue.law.question import BadQuestion, read_facts
from heyue.law.rule import Breach, FigureUse, Rule
from heyue.law.tables import TABLES
from heyue.law.tables.column import Choice

PLACE, DAY = "place", "date"
"""The names under which an address carries the place and the day of the question; facts and figures go by their own names."""
ITEM_LISTS = ("missing_items", "missing_columns")
LONGEST = 80
_YES_NO = (("true", both("是", "Yes")), ("false", both("否", "No")))
_UNITS = {
    "money": both("元", "yuan"),
    "hours": both("小时", "hours"),
    "days": both("天", "days"),
    "months": both("个月", "months"),
    "years": both("年", "years"),
}
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_LOOSE = str.maketrans("", "", ",，¥￥元 \u3000")


def asks_of(texts: tuple[Rule, ...]) -> dict[str, Ask]:
    """Every question of a rule's texts, the present one's first; those that say a sheet was given come last."""
    found: dict[str, Ask] = {}
    for text in texts:
        deciding = [text.dated_by, *(root for use in text.trace.figures.values() for root in _read_for(text, use))]
        asked = text.trace.reads | {name: text.facts.asks[name] for name in deciding if name in text.facts.asks}
        found |= {name: ask for name, ask in asked.items() if name not in found}
    if "month" in found:
        found.pop("month_end", None)  # follows from the month
    return dict(
        sorted(found.items(), key=lambda pair: (not _told(pair[1]), not pair[1].required and pair[1].one_of is None))
    )


def _read_for(text: Rule, use: FigureUse) -> tuple[str, ...]:
    """What decides the day a figure is read for."""
    return (use.on,) if isinstance(use.on, str) else text.trace.roots(use.on)


def _told(ask: Ask) -> bool:
    """Whether a person tells it, rather than that records exist."""
    return not ask.name.startswith("has_")


def figures_of(texts: tuple[Rule, ...]) -> dict[str, Figure]:
    """Published figures the rule reads, by the name a question gives them."""
    return {
        asked_as(use.figure, text.trace.figures): use.figure for text in texts for use in text.trace.figures.values()
    }


def asks_place(texts: tuple[Rule, ...]) -> bool:
    return any(text.place or text.trace.figures for text in texts)


def asks_day(texts: tuple[Rule, ...]) -> bool:
    """Whether the day of the question can change the answer."""
    return any(text.dated_by == "asked_on" or "asked_on" in _roots(text) for text in texts)


def _roots(text: Rule) -> set[str]:
    answer = text.trace.answer
    exprs = [step.expr for step in text.trace.steps.values()]
    if isinstance(answer, Breach):
        parts = (answer.when, answer.applies, answer.amount, answer.at_most, answer.first, answer.last, answer.due)
        exprs += [part for part in parts if part is not None]
    else:
        exprs.append(answer)
    on = {root for use in text.trace.figures.values() for root in _read_for(text, use)}
    return on.union(*(text.trace.roots(expr) for expr in exprs))


def choices_of(ask: Ask) -> tuple[Choice, ...]:
    """The choices of a question, its own or those of the column it comes from."""
    if ask.choices or ask.kind.name != "choice":
        return ask.choices
    for source in ask.source:
        table, _, column = source.partition(".")
        if table in TABLES and column in TABLES[table].by_name:
            return TABLES[table].by_name[column].choices
    return ()


# ---- fields --------------------------------------------------------------------------------------------------------


class FactField(forms.CharField):
    """一个事实: read by the rule's own question, so that page, command line and API refuse the same things."""

    def __init__(self, text: Rule, ask: Ask, *, needed: bool) -> None:
        self.text, self.ask, self.needed = text, ask, needed
        super().__init__(
            required=False, label=both(ask.zh, ask.en), help_text=_help(ask), widget=_widget(ask), max_length=200
        )

    @property
    def unit(self) -> str:
        return _UNITS.get(self.ask.kind.name, "")

    def clean(self, value: Any) -> str:
        text = tidy(self.ask, value)
        if not text:
            return ""
        try:
            read_facts(self.text, {self.ask.name: text})
        except BadQuestion as refused:
            raise ValidationError(_said(refused, self.ask.name)) from refused
        return text


class FigureField(forms.CharField):
    """自己知道的标准: an amount stated in place of a published one, shown as an assumption."""

    needed = False

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        percent = figure.unit in {"rate", "ratio"}
        super().__init__(
            required=False,
            label=both(figure.zh, figure.en),
            help_text=both("例如 8% 或 0.08", "such as 8% or 0.08") if percent else "",
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": LONGEST}),
            max_length=LONGEST,
        )

    @property
    def unit(self) -> str:
        return _UNITS["money"] if self.figure.unit == "yuan" else ""

    def clean(self, value: Any) -> str:
        text = _number(str(value or ""))
        if not text:
            return ""
        try:
            amount = parse_amount(text, self.figure.unit)
        except ValueError as error:
            raise ValidationError(
                both("请写一个数，例如 2500 或 8%", "Please give a number, such as 2500 or 8%")
            ) from error
        if not 0 <= amount <= 10**15:
            raise ValidationError(both("这个数是负的，或者大得不合理", "This number is negative or too large"))
        return text


class WhereField(forms.CharField):
    """问题的地点: a province, city or district by name or code; left empty, only what holds for the whole country is known."""

    needed = False
    unit = ""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            label=both("在哪里？", "Where?"),
            help_text=both(
                "写到区县最准，例如 广州市海珠区；也可以写六位代码",
                "Best down to the district, such as 广州市海珠区, or its six-digit code",
            ),
            widget=forms.TextInput(attrs={"list": "place-names", "autocomplete": "off", "maxlength": LONGEST}),
            max_length=LONGEST,
        )

    def prepare_value(self, value: Any) -> Any:
        return divisions.full_name(value) or value if isinstance(value, str) and value.isdigit() else value

    def clean(self, value: Any) -> str:
        if not str(value or "").strip():
            return ""
        try:
            return divisions.find_place(str(value)[:LONGEST])
        except divisions.PlaceUnclear as unclear:
            raise ValidationError(_which(unclear)) from unclear


def _which(unclear: divisions.PlaceUnclear) -> str:
    if unclear.candidates:
        listed = "、".join(full for _, full in unclear.candidates[:6])
        return both(
            f"有几个地方都叫这个名字，请写全：{listed}",
            f"Several places have this name; please write one in full: {listed}",
        )
    return both(
        "没有找到这个地方，请写省、市、区县的全称或六位代码",
        "No such place; please give the full name of a province, city or district, or its code",
    )


class DayField(forms.DateField):
    """问题的日期: the day the question is asked for."""

    needed = False
    unit = ""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            label=both("按哪一天的规定？", "By the law of which day?"),
            help_text=both("不改就是今天", "Today unless changed"),
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": "1990-01-01", "max": "2100-12-31"}),
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": both("请写成 2026-03-31 这样的日期", "Please give a date like 2026-03-31")},
        )

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not 1990 <= day.year <= 2100:
            raise ValidationError(both("请写 1990 年到 2100 年之间的日期", "Please give a day between 1990 and 2100"))
        return day


def _said(refused: BadQuestion, name: str) -> str:
    """The law's own words without the name of the fact: they stand beside the field."""
    return both(refused.zh.removeprefix(f"{name}："), refused.en.removeprefix(f"{name}: "))


def _help(ask: Ask) -> str:
    if ask.kind.name == "rate":
        return both("例如 8% 或 0.08", "such as 8% or 0.08")
    if ask.kind.name == "month":
        return both("例如 2026-03", "such as 2026-03")
    return ""


def _widget(ask: Ask) -> forms.Widget:
    kind = ask.kind.name
    if ask.name in ITEM_LISTS:
        columns = TABLES["roster"].by_name
        return forms.CheckboxSelectMultiple(
            choices=[(name, both(columns[name].zh, columns[name].en)) for name in ROSTER_ITEMS]
        )
    if kind == "flag":
        return forms.RadioSelect(choices=_YES_NO)
    if choices := choices_of(ask):
        listed = [(choice.value, both(choice.zh, choice.en)) for choice in choices]
        if len(listed) <= 3:
            return forms.RadioSelect(choices=listed)
        return forms.Select(choices=[("", both("请选择", "Please choose")), *listed])
    if ask.name == "industry":
        listed = [
            (one.code, both(f"{one.zh}（{one.code}）", f"{one.en} ({one.code})")) for one in industries.INDUSTRIES
        ]
        return forms.Select(choices=[("", both("请选择", "Please choose")), *listed])
    if kind in {"date", "month"}:
        return forms.TextInput(attrs={"type": kind, **_between(kind)})
    attrs = {"autocomplete": "off", "maxlength": LONGEST}
    if kind != "text":
        attrs["inputmode"] = "numeric" if kind == "count" else "decimal"
    return forms.TextInput(attrs=attrs)


def _between(kind: str) -> dict[str, str]:
    return {"min": "1900-01-01", "max": "2200-12-31"} if kind == "date" else {"min": "1900-01", "max": "2200-12"}


def tidy(ask: Ask, value: Any) -> str:
    """A fact as the law reads it, from what a person or a link wrote: full-width digits, commas, ¥, 8 % and so on."""
    if isinstance(value, (list, tuple)):
        return ",".join(str(one) for one in value if one in ROSTER_ITEMS)
    text = str(value or "").strip()[:LONGEST]
    if ask.kind.name in {"text", "choice"}:
        return text
    text = unicodedata.normalize("NFKC", text)
    return text if ask.kind.name in {"date", "month", "flag"} else _number(text)


def _number(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.strip()[:LONGEST]).translate(_LOOSE)
    if percent := _PERCENT.fullmatch(text):
        digits = percent[1].replace(".", "")
        places = len(percent[1].partition(".")[2]) + 2
        text = f"{int(digits):0{places + 1}d}"
        text = f"{text[:-places]}.{text[-places:]}"
    return text


# ---- the form ------------------------------------------------------------------------------------------------------


class RuleForm(forms.Form):
    """一条规则的表单: facts, own figures, place and day, all by the names the address carries."""

    def __init__(self, texts: tuple[Rule, ...], data: Mapping[str, Any] | None, *, initial: Mapping[str, Any]) -> None:
        self.texts = texts
        self.asks, self.stated = asks_of(texts), figures_of(texts)
        super().__init__(data, initial=dict(initial), auto_id="q-%s")
        for name, ask in self.asks.items():
            self.fields[name] = FactField(texts[0], ask, needed=ask.required)
        if asks_place(texts):
            self.fields[PLACE] = WhereField()
        if asks_day(texts):
            self.fields[DAY] = DayField()
        for name, figure in self.stated.items():
            self.fields[name] = FigureField(figure)

    def clean(self) -> dict[str, Any]:
        """An employment that ends before it began is said at the later of the two."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("started"), cleaned.get("ended")
        if first and last and last < first:
            self.add_error("ended", both("最后在职的日子早于入职的日子", "The last day lies before the first day"))
        return cleaned

    @property
    def facts(self) -> dict[str, str]:
        """Facts given and readable."""
        return {name: self.cleaned_data[name] for name in self.asks if self.cleaned_data.get(name)}

    @property
    def facts_with_month_end(self) -> dict[str, str]:
        """The same with what follows from them: a month has its last day."""
        facts = self.facts
        if "month" in facts and "month_end" in self.texts[0].facts.asks:
            first = date.fromisoformat(f"{facts['month'][:7]}-01")
            facts["month_end"] = f"{facts['month'][:7]}-{monthrange(first.year, first.month)[1]:02d}"
        return facts

    @property
    def own_figures(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.stated if self.cleaned_data.get(name)}

    def only_facts(self) -> Iterable[forms.BoundField]:
        return (self[name] for name in self.asks)


def given(texts: tuple[Rule, ...], query: QueryDict) -> dict[str, Any] | None:
    """What an address says about this rule, in the words the fields know; None where it says nothing."""
    asks, figures = asks_of(texts), figures_of(texts)
    data: dict[str, Any] = {}
    for name, ask in asks.items():
        if name not in query:
            continue
        if ask.name in ITEM_LISTS:
            data[name] = [one for text in query.getlist(name) for one in text.split(",")]
            continue
        data[name] = _chosen(ask, query[name])
    data |= {name: query[name] for name in (PLACE, DAY, *figures) if name in query}
    for name in FIGURES:  # another year's figure by its own name, as the command line takes it
        alias = next((own for own, figure in figures.items() if figure.name == name and own != name), None)
        if alias is not None and name in query and alias not in data:
            data[alias] = query[name]
    return data or None


def _chosen(ask: Ask, text: str) -> str:
    """A yes or a choice by the value its field knows; what cannot be read stays, for the field to say so."""
    if ask.kind.name not in {"flag", "choice"} or not text:
        return text
    try:
        value = ask.kind.parse(text, choices_of(ask))
    except ValueError:
        return text
    return str(value).lower() if isinstance(value, bool) else str(value)
