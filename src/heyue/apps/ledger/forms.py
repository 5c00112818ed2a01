"""台账的表单: a record of any table, what is taken over, reasons, reminder settings, feeds, public services, two times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from heyue.apps.deeds.both import both
from heyue.apps.ledger.dating import KINDS, leads_of
from heyue.apps.ledger.publicly import KINDS as SERVICES
from heyue.apps.ledger.showing import HIDDEN, UNITS
from heyue.apps.ledger.tables import ALL, STATES
from heyue.law.divisions import PlaceUnclear, find_place
from heyue.law.tables.column import Column

REQUIRED = both("这一项要填", "Please fill this in")


class Day(forms.DateField):
    """日期: in the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = {
            "invalid": both("请写成 2026-03-01 这样的日期", "Write a date such as 2026-03-01"),
            "required": REQUIRED,
        }
        super().__init__(widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), error_messages=wrong, **kwargs)


class RecordForm(forms.Form):
    """一条记录: one field a column of its table, in the table's order; `values()` gives stored values.

    A column that is hidden on the page, the name and the person are not offered. `since`, for a state: from which day it is so.
    """

    def __init__(self, *args: Any, table: str, since: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        for column in ALL[table].columns:
            if column.name in HIDDEN | {"employee", "name"} and table != "company":
                continue
            self.fields[column.name] = field_of(column, required=column.required)
        if table in STATES and since is not None:
            self.fields["since"] = Day(
                required=False,
                label=both("从哪天起变了", "From which day it changed"),
                help_text=both("以前就记错了的留空", "Leave empty if it was recorded wrongly all along"),
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for first, last in (("starts", "ends"), ("signed", "filed")):
            if found.get(first) and found.get(last) and found[last] < found[first]:
                self.add_error(last, both("不能早于开始的那天", "It cannot be before the first day"))
        if (
            self.table == "contracts"
            and found.get("term") == "fixed"
            and not found.get("ends")
            and "ends" not in self.errors
        ):
            self.add_error("ends", both("固定期限的合同要填终止日期", "A fixed term needs its last day"))
        return found

    def values(self) -> dict[str, Any]:
        """Every column's stored value: dates as ISO text, quantities as whole numbers of the smallest unit."""
        found = {}
        for column in ALL[self.table].columns:
            if column.name in self.fields:
                found[column.name] = stored(column, self.cleaned_data.get(column.name))
        return found


def field_of(column: Column, *, required: bool) -> forms.Field:
    """The field that takes a column."""
    common: dict[str, Any] = {
        "label": both(column.zh, column.en),
        "help_text": both(column.help_zh, column.help_en) if column.help_zh else "",
        "required": required,
    }
    match column.kind:
        case "date":
            return Day(**common)
        case "month":
            return forms.RegexField(
                r"^\d{4}-(0[1-9]|1[0-2])$",
                error_messages={"invalid": both("请写成 2026-03 这样的月份", "Write a month such as 2026-03")},
                widget=forms.TextInput({"type": "month"}),
                **common,
            )
        case "choice":
            choices = [
                ("", both("没有填", "Not given")),
                *((one.value, both(one.zh, one.en)) for one in column.choices),
            ]
            return forms.ChoiceField(choices=choices, **common)
        case "flag":
            return forms.ChoiceField(
                choices=[("", both("不知道", "Not known")), ("yes", both("是", "Yes")), ("no", both("否", "No"))],
                **common,
            )
        case "text":
            long = column.name in {"what", "note"}
            return forms.CharField(
                max_length=1000 if long else 120, widget=forms.Textarea({"rows": 3}) if long else None, **common
            )
        case _:
            places = {"money": 2, "hours": 2, "days": 2, "rate": 6, "months": 1}.get(column.kind, 0)
            wrong = {
                "invalid": both("请填一个数", "Give a number"),
                "min_value": both("不能小于 0", "It cannot be below 0"),
                "required": REQUIRED,
            }
            return forms.DecimalField(min_value=0, max_digits=14, decimal_places=places, error_messages=wrong, **common)


def stored(column: Column, value: Any) -> Any:
    """A cleaned value as rows hold it."""
    if value is None or value == "":
        return None
    if column.kind == "month":
        return f"{value}-01"
    if isinstance(value, date):
        return value.isoformat()
    if column.kind == "flag":
        return value == "yes"
    if column.kind in UNITS:
        return UNITS[column.kind].parse(str(value))
    return str(value)


def initial_of(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Stored values as the form shows them."""
    found: dict[str, Any] = {}
    for column in ALL[table].columns:
        value = values.get(column.name)
        if value is None:
            continue
        if column.kind == "flag":
            found[column.name] = "yes" if value else "no"
        elif column.kind == "month":
            found[column.name] = str(value)[:7]
        elif column.kind in UNITS:
            found[column.name] = UNITS[column.kind].show(value)
        else:
            found[column.name] = value
    return found


class TakeOverForm(forms.Form):
    """确认入账: the version that was looked at; the choices stand in fields numbered as on the page."""

    version = forms.IntegerField(min_value=0)

    def choices(self) -> dict[str, Any]:
        """The arguments of operations.Choices; what was left blank stays as it is in the ledger."""
        data: Any = self.data
        changed, gone = {}, {}
        for name in data:
            kind, _, number = str(name).partition("-")
            if not number.isdigit() or len(number) > 6:
                continue
            if kind == "changed" and data[name] in {"take", "correct", "keep"}:
                changed[int(number)] = data[name]
            elif kind == "gone" and data[name] in {"keep", "left", "wrong"}:
                gone[int(number)] = (data[name], _day(data.get(f"day-{number}")))
        lists = data.getlist if hasattr(data, "getlist") else lambda name: data.get(name, [])
        return {
            "added": frozenset(lists("added")),
            "filled": frozenset(lists("filled")),
            "changed": changed,
            "gone": gone,
        }


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


class ReasonForm(forms.Form):
    """理由."""

    why = forms.CharField(
        min_length=4, max_length=300, label=both("为什么要看", "Why you need it"),
        help_text=both("会记在操作记录里", "It is kept in the record of deeds"),
        error_messages={
            "required": both("请写明理由，一句话就行", "Please give the reason; one sentence will do"),
            "min_length": both("请写得具体些，至少 4 个字", "A little more, please: 4 characters at least"),
        },
    )  # fmt: skip


class HoldForm(ReasonForm):
    """保留的理由."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label = both("为什么要保留", "Why it must be kept")
        self.fields["why"].help_text = both(
            "比如：正在仲裁。加密保存，解除时删除",
            "For instance: arbitration under way. Kept sealed, deleted on release",
        )


class SettingsForm(forms.Form):
    """提醒设置: days before, one line a kind, and the monthly day of insurance."""

    insurance_day = forms.IntegerField(
        required=False, min_value=1, max_value=31,
        label=both("每月几日前申报缴纳社保", "Monthly day by which insurance is declared and paid"),
        help_text=both("各地不同，以当地税务和社保部门公布的为准；不填就不提醒", "It differs by place: follow the local authority; empty means no reminder"),
    )  # fmt: skip

    def __init__(self, *args: Any, chosen: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = list(KINDS)
        for kind, about in KINDS.items():
            default = "、".join(map(str, about.leads))
            self.fields[kind] = forms.RegexField(
                r"^\s*\d{1,3}(\s*[,，、 ]\s*\d{1,3}){0,5}\s*$",
                required=False,
                label=both(f"{about.zh}，提前几天", f"{about.en}: days before"),
                help_text=both(f"默认 {default}", f"By default {default.replace('、', ', ')}"),
                initial="、".join(map(str, leads_of(kind, chosen))) if kind in chosen else "",
                error_messages={
                    "invalid": both("写成 60、30、7 这样的天数，最多六个", "Write days such as 60, 30, 7; six at most")
                },
            )

    def leads(self) -> dict[str, list[int]]:
        """Chosen days by kind; a kind left empty follows the default."""
        found = {}
        for kind in self.kinds:
            text = str(self.cleaned_data.get(kind) or "")
            numbers = [
                int(part) for part in text.replace("，", ",").replace("、", ",").replace(" ", ",").split(",") if part
            ]
            if numbers:
                found[kind] = [min(number, 366) for number in numbers]
        return found


class FeedForm(forms.Form):
    """新建订阅."""

    lang = forms.ChoiceField(
        choices=[("zh", "中文"), ("en", "English")], label=both("日历里用什么语言", "Language in the calendar")
    )
    names = forms.BooleanField(
        required=False, label=both("显示员工姓名", "Show employees' names"),
        help_text=both(
            "不选就只写工号；日历常常会同步到别的公司的服务器",
            "Otherwise only employee numbers; calendars are often kept on other companies' servers",
        ),
    )  # fmt: skip


class ServiceForm(forms.Form):
    """登记公共服务点."""

    place = forms.CharField(
        max_length=40,
        label=both("哪个地方", "Which place"),
        help_text=both("行政区划代码或全称", "Division code or full name"),
    )
    kind = forms.ChoiceField(
        choices=[(name, both(*words)) for name, words in SERVICES.items()], label=both("种类", "Kind")
    )
    name = forms.CharField(max_length=80, label=both("名称", "Name"))
    name_en = forms.CharField(max_length=120, required=False, label=both("英文名称", "Name in English"))
    phone = forms.RegexField(
        r"^[0-9+()（）\-、,， 转]{3,40}$", required=False, label=both("电话", "Telephone"),
        error_messages={"invalid": both("电话只写数字、空格、短横", "A telephone number has digits, spaces and hyphens only")},
    )  # fmt: skip
    address = forms.CharField(max_length=160, required=False, label=both("地址", "Address"))
    hours = forms.CharField(max_length=80, required=False, label=both("什么时间开", "Opening hours"))
    web = forms.URLField(max_length=200, required=False, assume_scheme="https", label=both("网址", "Web page"))
    source = forms.CharField(
        max_length=200,
        label=both("来源", "Source"),
        help_text=both("从哪份文件、哪个网页核对的", "The document or page it was checked against"),
    )
    source_day = Day(label=both("哪天核对的", "Checked on"))

    def clean_place(self) -> str:
        try:
            return find_place(self.cleaned_data["place"])
        except PlaceUnclear as unclear:
            names = "、".join(name for _, name in unclear.candidates[:5])
            zh = f"不清楚是哪里：{names}，请写全称或代码" if names else "没有找到这个地方，请写行政区划代码或全称"
            raise forms.ValidationError(
                both(zh, "This place is not clear; write the full name or the division code")
            ) from unclear


class TimesForm(forms.Form):
    """看哪天的、当时知道的."""

    on = Day(required=False, label=both("看哪一天的情况", "As it was on"))
    known = Day(required=False, label=both("按哪天知道的", "As it was known on"))
