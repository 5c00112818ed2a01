"""组件一览: every component with invented content, in both languages, for whoever builds pages and for the tests.

Only the demonstration has this page (/design); web/urls.py does not know it otherwise.
"""

from __future__ import annotations

import functools
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html

from heyue.apps.deeds import NotFound
from heyue.apps.deeds.both import both, lang
from heyue.apps.deeds.policy import PUBLIC, policy
from heyue.apps.lists import Chip, Column, Listing, Shown
from heyue.papers.charts import trend


@functools.cache
def content() -> dict[str, Any]:
    """The invented content: showcase.yaml, its moments read."""
    text = Path(__file__).with_name("showcase.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    for entry, name in (
        *((event, "when") for event in found["events"]),
        *((item, "added") for item in found["evidence"]),
    ):
        entry[name] = datetime.fromisoformat(entry[name])
    return found


LISTING = Listing(
    "design",
    columns=(
        Column(
            "name",
            both("客户", "Client"),
            lambda row: row["name"],
            sort="name",
            link=lambda _: "#firm",
            note=lambda row: row["place"],
        ),
        Column("level", both("风险", "Risk"), lambda row: (row["level"], None), kind="level"),
        Column("staff", both("人数", "Staff"), lambda row: row["staff"], kind="number", sort="staff"),
        Column("sum", both("预计金额", "Estimate"), lambda row: row["sum"], kind="yuan", sort="sum"),
        Column("due", both("最近期限", "Next date"), lambda row: row["due"], kind="day", sort="due"),
    ),
    order="due",
    search=("name",),
    chips=(
        Chip("all", both("全部", "All")),
        Chip("high", both("高风险", "High risk")),
        Chip("unchecked", both("未检查", "Not checked")),
    ),
    search_words=both("找客户", "Find a client"),
    hint=both("名称、区", "Name or district"),
)


class Sample(forms.Form):
    """一张表单，字段各样都有."""

    name = forms.CharField(
        label=both("企业名称", "Name of the firm"), help_text=both("和营业执照上一样", "As on the business licence")
    )
    place = forms.CharField(
        label=both("所在地", "Place"),
        help_text=both("写区县名或六位代码，例如 海珠区", "District name or six-digit code, such as 海珠区"),
    )
    size = forms.ChoiceField(
        label=both("人数", "Staff"),
        choices=[("10", both("不到 10 人", "fewer than 10")), ("50", both("10 到 49 人", "10 to 49"))],
    )
    kind = forms.ChoiceField(
        label=both("怎么开始", "How to start"),
        widget=forms.RadioSelect,
        choices=[("file", both("上传表格", "Upload sheets")), ("form", both("直接填写", "Fill in a form"))],
    )
    remark = forms.CharField(label=both("补充说明", "Remarks"), widget=forms.Textarea, required=False)
    remind = forms.BooleanField(label=both("到期前发消息提醒我", "Remind me before dates"), required=False)


class Files(forms.Form):
    """文件."""

    papers = forms.FileField(
        label=both("花名册、合同、工资表", "Roster, contracts, payroll"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )


def shown_firms(request: HttpRequest) -> Shown:
    """The invented list: rows that no database holds, so the address changes nothing but what is said to be chosen."""
    counts = {"": 4, "all": 4, "high": 2, "unchecked": 1}
    chip = next((one for one in LISTING.chips if one.name == request.GET.get("chip")), LISTING.chips[0])
    return Shown(LISTING, content()["firms"], str(request.GET.get("q", "")), chip, "due", 1, 3, 4, counts)


@policy(PUBLIC)
def design(request: HttpRequest, page: str = "parts") -> HttpResponse:
    """One of the pages of components."""
    shown = content()
    if page not in {one["name"] for one in shown["pages"]}:
        raise NotFound
    if page == "list":
        messages.success(request, both("已把任务标为已办", "Marked as done"), extra_tags="undo=/design/list")
    context: dict[str, Any] = shown | {
        "page": page,
        "tabs": [
            {"words": one["words"], "address": f"/design/{one['name']}", "current": one["name"] == page, "count": None}
            for one in shown["pages"]
        ],
        "levels": ("high", "medium", "low", "good"),
        "columns": (both("体检日", "Day"), both("得分", "Score"), both("风险金额", "Sum at stake")),
        "list": shown_firms(request),
        "option": trend(shown["points"], lang=lang()),
        "points": [[point["as_of"], point["score"], f"¥{point['exposure']}"] for point in shown["points"]],
        "form": Sample() if page != "forms" else Sample({"size": "10", "kind": "file"}),
        "files": Files(),
        "buttons": format_html('<a class="button plain" href="#b">{}</a>', both("交给陈专员办", "Pass to Ms Chen")),
    }
    return render(request, "design.html", context)


@policy(PUBLIC, "GET", "POST")
def ask(request: HttpRequest) -> HttpResponse:
    """A question before something that hurts, as a page of its own."""
    return render(request, "design_confirm.html", {"happens": content()["happens"]})
