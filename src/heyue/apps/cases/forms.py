"""事项的表单: a new case, a move with what it needs, a comment, and whose hands it is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from heyue.apps.deeds.both import both
from heyue.catalog.workflows import Move

Choices = Sequence[tuple[UUID, str]]
NOTE = {"rows": 4, "maxlength": 4000}


class OpenForm(forms.Form):
    """新事项. Fields with one possible value are not asked for."""

    organisation = forms.TypedChoiceField(coerce=UUID, label=both("替哪家单位提", "For which employer"))
    agency = forms.TypedChoiceField(coerce=UUID, label=both("请哪家机构办", "Which agency"))
    title = forms.CharField(
        max_length=120, label=both("要办的事", "What is to be done"),
        help_text=both("一句话，不写姓名；比如“10 月社保补缴”", "One line without names, such as “late insurance payment for October”"),
        error_messages={"required": both("请用一句话写明要办的事", "Please say in one line what is to be done")},
    )  # fmt: skip
    wish = forms.CharField(
        required=False, max_length=4000, label=both("详细说明", "Details"), widget=forms.Textarea(NOTE),
        help_text=both("只有事项的各方能看", "Only the parties of the case see this"),
    )  # fmt: skip

    def __init__(self, *args: Any, clients: Choices, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("organisation", clients), ("agency", agencies)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - narrows the type of our own field
            field.choices = [(str(key), words) for key, words in found]
            if len(found) == 1:
                field.widget = forms.HiddenInput()
                field.initial = str(found[0][0])


class MoveForm(forms.Form):
    """一步: the version that was seen, and what this move needs."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    assignee = forms.TypedChoiceField(
        coerce=UUID, required=False, empty_value=None, label=both("由谁经办", "Who sees to it")
    )
    note = forms.CharField(required=False, max_length=4000, label=both("说明", "Note"), widget=forms.Textarea(NOTE))

    def __init__(self, *args: Any, step: Move, people: Choices, held: UUID | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "note" in step.needs:
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = both(
                "请写一句说明", "Please add a sentence of explanation"
            )
        if "assignee" in step.needs:
            field = self.fields["assignee"]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - narrows the type of our own field
            field.choices = [(str(key), name) for key, name in people]
            field.initial = str(held) if held else None
            field.required = True
            field.error_messages["required"] = both("请选择由谁经办", "Please choose who sees to it")
        else:
            del self.fields["assignee"]


class VersionForm(forms.Form):
    """看到的是哪一版: for moves made by one press."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AssignForm(VersionForm):
    """安排经办人."""

    person = forms.TypedChoiceField(
        coerce=UUID, required=False, empty_value=None, label=both("由谁经办", "Who sees to it")
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - narrows the type of our own field
        field.choices = [("", both("还没有定", "Not decided yet")), *((str(key), name) for key, name in people)]


class CommentForm(forms.Form):
    """留言."""

    text = forms.CharField(
        max_length=4000, label=both("留言", "Comment"), widget=forms.Textarea({**NOTE, "rows": 3}),
        error_messages={"required": both("请写下要说的话", "Please write what you want to say")},
    )  # fmt: skip
    shared = forms.ChoiceField(
        label=both("给谁看", "For whom"), widget=forms.RadioSelect, initial="yes",
        choices=(("yes", both("各方都能看", "All parties")), ("no", both("只有本单位能看", "My own organisation only"))),
    )  # fmt: skip
