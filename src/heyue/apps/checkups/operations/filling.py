"""在线填写: a form for an employer with a handful of people, one person a page, saved as one goes; then checked like a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from heyue.apps.audit.operation import Deed, operation
from heyue.apps.checkups import access, filled
from heyue.apps.checkups.given import Given
from heyue.apps.checkups.models import Checkup, Draft, DraftPerson
from heyue.apps.checkups.operations.runs import start
from heyue.apps.deeds import Conflict, NotFound, Refused

CHANGED = ("这个人刚才已被别人改动，请看最新的再改", "Somebody has just changed this person; look at it again first")
FULL = (
    f"在线填写最多 {filled.MOST_PEOPLE} 个人；人多的，请用表格交",
    f"The form takes {filled.MOST_PEOPLE} people at most; with more, hand in a workbook",
)


@operation("checkups.fill")
def fill(deed: Deed, *, organisation: UUID) -> Draft:
    """开始填写: the employer's unfinished form, a new one where there is none."""
    employer = access.employer(deed.actor, organisation)
    draft, _ = Draft.unscoped.get_or_create(
        organisation_id=employer.id, closed=None, defaults={"made": deed.now, "by": deed.actor.person}
    )
    deed.about(draft, organisation=employer.id)
    return draft


@operation("checkups.fill_person")
def fill_person(deed: Deed, key: UUID, number: int | None, values: Mapping[str, Any], version: int = 0) -> DraftPerson:
    """填写一个人: a new one (`number` None) or the one of that number, if nobody changed it since `version`."""
    draft = _locked(deed, key)
    taken = set(DraftPerson.unscoped.filter(draft=draft).values_list("number", flat=True))
    if number is None:
        if len(taken) >= filled.MOST_PEOPLE:
            raise Refused(FULL)
        person = DraftPerson(draft=draft, number=max(taken, default=0) + 1, values=dict(values))
        person.save(force_insert=True)
    else:
        person = access.person(deed.actor, key, number)
        if (
            person.version != version
            or DraftPerson.unscoped.filter(pk=person.pk, version=version).update(version=version + 1) != 1
        ):
            raise Conflict(CHANGED)
        person.values, person.version = dict(values), version + 1
        person.save(update_fields=["values"])
    deed.about(draft, organisation=draft.organisation_id, data={"number": person.number})
    return person


@operation("checkups.open_person")
def open_person(deed: Deed, key: UUID, number: int) -> DraftPerson:
    """打开填过的一个人: his name, number and wages are read, and that is kept."""
    person = access.person(deed.actor, key, number)
    deed.about(person.draft, organisation=person.draft.organisation_id, data={"number": number})
    return person


@operation("checkups.drop_person")
def drop_person(deed: Deed, key: UUID, number: int) -> None:
    """删掉填过的一个人."""
    draft = _locked(deed, key)
    access.person(deed.actor, key, number).delete()
    deed.about(draft, organisation=draft.organisation_id, data={"number": number})


@operation("checkups.submit")
def submit(deed: Deed, key: UUID) -> Checkup:
    """交表: the people become sheets, a check-up is started with them, and what was filled in is erased from the form."""
    draft = _locked(deed, key)
    people = list(DraftPerson.unscoped.filter(draft=draft).order_by("number"))
    if not people:
        raise Refused(("还没有填一个人", "nobody has been filled in yet"))
    Draft.unscoped.filter(pk=draft.pk).update(closed=deed.now)
    made = filled.sheets([(one.number, one.values) for one in people], filled.month_before(deed.day))
    names = {"roster": "在线填写-花名册.csv", "contracts": "在线填写-劳动合同.csv", "payroll": "在线填写-工资.csv"}
    files = [
        Given(names[table], "csv", content, {"csv": {"table": table, "header_row": 1}})
        for table, content in made.items()
    ]
    checkup = start(
        deed.actor, organisation=draft.organisation_id, place="", as_of=deed.day, files=files, source="online"
    )
    Draft.unscoped.filter(pk=draft.pk).update(checkup=checkup)
    DraftPerson.unscoped.filter(draft=draft).delete()
    deed.about(draft, organisation=draft.organisation_id, data={"people": len(people)})
    return checkup


def _locked(deed: Deed, key: UUID) -> Draft:
    """The form, held until the deed is done: nobody is filled in while it is handed in, and nobody after that."""
    draft = access.draft(deed.actor, key)
    if Draft.unscoped.select_for_update().filter(pk=draft.pk, closed__isnull=True).first() is None:
        raise NotFound
    return draft
