"""整改的表单: the version that was seen, a reason, and who sees to it by when."""

from __future__ import annotations

from uuid import UUID

from django import forms

from heyue.apps.deeds.both import both


class MoveForm(forms.Form):
    """变动: `version` says which state of the task the reader was looking at."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ReasonForm(MoveForm):
    """带理由的变动."""

    why = forms.CharField(
        max_length=1000, label=both("理由", "Reason"), widget=forms.Textarea({"rows": 3, "maxlength": 1000}),
        error_messages={"required": both("请写明理由，一句话就行", "Please give the reason; one sentence will do")},
    )  # fmt: skip


class DisputeForm(ReasonForm):
    """异议: `deciders` are the possible (value, name) pairs of those who may answer it."""

    to = forms.ChoiceField(
        label=both("请谁答复", "Who is to answer"),
        help_text=both("看得到这件事和您附的材料", "They see this matter and the papers you attach"),
    )

    def __init__(self, *args: object, deciders: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type of our own field
        field.required = False
        field.choices = deciders


class ArrangeForm(MoveForm):
    """安排: `people` are the possible (id, name) pairs."""

    assignee = forms.ChoiceField(required=False, label=both("谁来办", "Who sees to it"))
    due = forms.DateField(
        required=False, label=both("哪天前办完", "By which day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def __init__(self, *args: object, people: list[tuple[UUID, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["assignee"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type of our own field
        field.choices = [("", both("还没有定", "Not decided yet")), *((str(key), name) for key, name in people)]

    def clean_assignee(self) -> UUID | None:
        value = self.cleaned_data.get("assignee")
        return UUID(value) if value else None
