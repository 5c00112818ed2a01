"""消息的表单: what one is told, and a new endpoint."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from heyue.apps.deeds.both import both
from heyue.apps.notices.kinds import deed_words, listenable


class ChoiceForm(forms.Form):
    """消息设置: two ticks for each kind; `rows` as queries.chosen gives them."""

    def __init__(self, *args: Any, rows: Iterable[dict[str, Any]], mail: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            zh, en = row["words"]
            for channel, words in (
                ("app", both(f"{zh}：在消息页显示", f"{en}: show among messages")),
                ("mail", both(f"{zh}：发邮件", f"{en}: send an e-mail")),
            ):
                fixed = (channel == "app" and row["always"]) or (channel == "mail" and not mail)
                self.fields[f"{row['name']}|{channel}"] = forms.BooleanField(
                    label=words, required=False, initial=row[channel], disabled=fixed
                )

    def wanted(self) -> dict[str, tuple[bool, bool]]:
        """Kind → (on the page, by e-mail), for what was changed."""
        data = self.cleaned_data
        found = {row["name"]: (data[f"{row['name']}|app"], data[f"{row['name']}|mail"]) for row in self.rows}
        return {
            name: pair
            for name, pair in found.items()
            if any(f"{name}|{channel}" in self.changed_data for channel in ("app", "mail"))
        }

    def lines(self) -> list[dict[str, Any]]:
        """For the template: each kind with its two bound fields."""
        return [
            {**row, "app_field": self[f"{row['name']}|app"], "mail_field": self[f"{row['name']}|mail"]}
            for row in self.rows
        ]


class EndpointForm(forms.Form):
    """新的推送地址."""

    name = forms.CharField(
        max_length=60,
        label=both("名称", "Name"),
        help_text=both("自己认得就行，如“人事系统”", "So that you know it again, such as “HR system”"),
    )
    url = forms.CharField(
        max_length=400, label=both("推送到", "Send to"), help_text=both("以 https:// 开头的地址", "An address beginning with https://"),
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}),
    )  # fmt: skip
    events = forms.MultipleChoiceField(label=both("哪些事", "Which deeds"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["events"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - narrows the type of our own field
        field.choices = [(name, _words(name)) for name in listenable()]


def _words(name: str) -> str:
    """The verb's sentence without its values, and the name that the receiver sees."""
    zh, en = deed_words(name)
    return both(f"{zh}（{name}）", f"{en} ({name})")
