"""在线填写的接口: an employer with a handful of people is filled in one by one and then checked, without any file.

A person's answers are those of the page: days as 2026-03-01, sums as decimal strings in yuan, choices by their names.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field, StringConstraints

from heyue.apps.checkups import access, filled, operations, queries
from heyue.apps.checkups.forms import PersonForm
from heyue.apps.deeds import NotFound
from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import policy
from heyue.apps.lists.api import PLAIN, Given, Version, Word, acting, fit, unfit

filling = Router()
Answers = Annotated[
    dict[Word, Annotated[str, StringConstraints(max_length=200, pattern=PLAIN)]],
    Field(max_length=len(PersonForm.base_fields)),
]
KEPT = frozenset(PersonForm.base_fields) - {"version"}


class DraftShown(BaseModel):
    """一份在填的表: whose, since when, and the numbers of the people in it; `most` is how many there may be."""

    id: UUID
    organisation: UUID
    made: datetime
    people: list[int]
    most: int


class PersonShown(BaseModel):
    """填了的一个人. `version` is sent back with a change."""

    number: int
    version: int
    values: dict[str, str]


class Submitted(BaseModel):
    """交表以后: the check-up that was started."""

    checkup: UUID


class Whose(Given):
    """哪一家: one's own, or the only client's, where it is left out."""

    organisation: UUID | None = None


class Filled(Given):
    """一个人的回答."""

    values: Answers


class Changed(Filled):
    """改过的回答, against the version that was seen."""

    version: Version


@filling.post("", response={201: DraftShown})
@policy("checkups.run", "POST", token=True)
def fill(request: HttpRequest, data: Whose) -> Any:
    """Begins a form; where one is being filled in already, that one."""
    actor = acting(request)
    employers = queries.employers(actor)
    chosen = next((one for one in employers if one.pk == data.organisation), None)
    if data.organisation is None and len(employers) == 1:
        chosen = employers[0]
    if chosen is None:
        raise NotFound
    return _draft(actor, operations.fill(actor, organisation=chosen.pk))


@filling.get("/{uuid:key}", response=DraftShown)
@policy("checkups.run", token=True)
def draft(request: HttpRequest, key: UUID) -> Any:
    """A form being filled in."""
    return _draft(acting(request), access.draft(acting(request), key))


@filling.post("/{uuid:key}/people", response={201: PersonShown})
@policy("checkups.run", "POST", token=True)
def fill_person(request: HttpRequest, key: UUID, data: Filled) -> Any:
    """One more person."""
    actor = acting(request)
    access.draft(actor, key)
    return _person(operations.fill_person(actor, key, None, _answers(data.values, {})))


@filling.get("/{uuid:key}/people/{int:number}", response=PersonShown)
@policy("checkups.run", token=True)
def open_filled(request: HttpRequest, key: UUID, number: int) -> Any:
    """What was filled in for one person; reading it is written down."""
    return _person(operations.open_person(acting(request), key, number))


@filling.patch("/{uuid:key}/people/{int:number}", response=PersonShown)
@policy("checkups.run", "PATCH", token=True)
def change_filled(request: HttpRequest, key: UUID, number: int, data: Changed) -> Any:
    """Changes answers; those left out stay, an empty one is taken out."""
    actor = acting(request)
    start = access.person(actor, key, number).values
    return _person(operations.fill_person(actor, key, number, _answers(data.values, start), data.version))


@filling.delete("/{uuid:key}/people/{int:number}", response={204: None})
@policy("checkups.run", "DELETE", token=True)
def drop_filled(request: HttpRequest, key: UUID, number: int) -> Any:
    """Takes one person off the form."""
    operations.drop_person(acting(request), key, number)


@filling.post("/{uuid:key}/submit", response={202: Submitted})
@policy("checkups.run", "POST", token=True)
def submit(request: HttpRequest, key: UUID) -> Any:
    """Hands the form in: a check-up starts, and what was filled in is erased from the form."""
    return Submitted(checkup=operations.submit(acting(request), key).pk)


def _answers(given: dict[str, str], start: dict[str, Any]) -> dict[str, Any]:
    """The answers as the page's form takes them; ValidationError naming one that is not asked or will not do."""
    for name in given:
        if name not in KEPT:
            raise unfit("body", f"values.{name}", both("没有这一项", "there is no such field"))
    usual = {name: field.initial for name, field in PersonForm.base_fields.items() if field.initial is not None}
    form = PersonForm({**usual, **start, **given})
    fit(form)
    return form.values()


def _draft(actor: Any, row: Any) -> DraftShown:
    return DraftShown(
        id=row.pk,
        organisation=row.organisation_id,
        made=row.made,
        people=[one.number for one in queries.people(actor, row)],
        most=filled.MOST_PEOPLE,
    )


def _person(row: Any) -> PersonShown:
    return PersonShown(
        number=row.number, version=row.version, values={name: str(value) for name, value in row.values.items()}
    )
