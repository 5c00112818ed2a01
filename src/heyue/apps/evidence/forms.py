"""材料的表单."""

from __future__ import annotations

from django import forms

from heyue.apps.deeds.both import both

ACCEPT = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg,.webp,.txt,.csv"
DATED = both("材料上写的日期，没有就空着", "The day written on the paper; leave it empty where there is none")


class VersionForm(forms.Form):
    """一个文件."""

    file = forms.FileField(
        label=both("文件", "File"), widget=forms.FileInput({"accept": ACCEPT}),
        error_messages={"required": both("请选择一个文件", "Please choose a file"), "empty": both("这个文件是空的", "This file is empty")},
    )  # fmt: skip


class DescribeForm(forms.Form):
    """标题和日期."""

    title = forms.CharField(
        required=False,
        max_length=120,
        label=both("叫什么", "What it is"),
        help_text=both("不填就用文件名", "The file's name, where left empty"),
    )
    dated = forms.DateField(
        required=False,
        label=both("材料的日期", "Its own day"),
        help_text=DATED,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )


class AddForm(VersionForm, DescribeForm):
    """一份新材料."""

    field_order = ("file", "title", "dated")
