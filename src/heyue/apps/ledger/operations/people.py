"""人的资料: looking at what is sensitive leaves a trace; holding, restricting and deleting when the time to keep is over."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.ledger import access
from heyue.apps.ledger.keeping import keep_until
from heyue.apps.ledger.models import Acceptance, Deadline, Employee, Record
from heyue.apps.ledger.operations.book import opened
from heyue.apps.ledger.rows import packed, unpacked
from heyue.apps.search import index

REASON = 4


@operation("ledger.open_person")
def open_person(deed: Deed, key: UUID) -> Employee:
    """打开员工页: by whoever is not of the firm itself; the firm sees that in its record."""
    person = access.employee(deed.actor, key)
    deed.about(person, organisation=person.organisation_id, data={"number": person.number})
    return person


@operation("ledger.reveal")
def reveal(deed: Deed, key: UUID, why: str) -> dict[str, str]:
    """显示身份号码和联系方式: whole, for a stated reason, once: the values of HIDDEN by column."""
    person = access.employee(deed.actor, key, "ledger.identity")
    reason = _reason(why)
    rows = Record.unscoped.filter(employee=person, table="roster", known_to__isnull=True).order_by("-valid_from")
    values = next((row.data[0]["v"] for row in rows), {})
    deed.about(
        person,
        organisation=person.organisation_id,
        data={"number": person.number},
        personal={"why": reason},
        of=deed.actor.person,
    )
    return {
        name: str(values[name]) for name in ("id_number", "phone", "address", "household_address") if values.get(name)
    }


@operation("ledger.export")
def export(deed: Deed, organisation: UUID, *, what: str, rows: int) -> None:
    """导出名单: how many rows of which list left in a file."""
    if deed.actor.standing(organisation, "ledger.read") is None:
        raise NotFound
    deed.about("ledger.employee", organisation=organisation, data={"what": what, "rows": rows})


@operation("ledger.hold")
def hold(deed: Deed, key: UUID, why: str) -> Employee:
    """保留: while a dispute is open nothing of this person is deleted."""
    person = access.employee(deed.actor, key, "ledger.write")
    reason = _reason(why)
    if Employee.unscoped.filter(pk=key, held=False).update(held=True) != 1:
        raise Conflict(("已经是保留状态", "this is held already"))
    person.refresh_from_db()
    person.held_why = reason
    person.save(update_fields=["held_why"])
    deed.about(person, organisation=person.organisation_id, data={"number": person.number})
    return person


@operation("ledger.release")
def release(deed: Deed, key: UUID) -> Employee:
    """解除保留."""
    person = access.employee(deed.actor, key, "ledger.write")
    if Employee.unscoped.filter(pk=key, held=True).update(held=False, held_why=None) != 1:
        raise Conflict(("现在没有保留", "this is not held"))
    deed.about(person, organisation=person.organisation_id, data={"number": person.number})
    return person


@operation("ledger.restrict")
def restrict(deed: Deed, key: UUID) -> date:
    """限制处理: a leaver asked to be forgotten before the law lets go: hidden everywhere, deleted on the day returned."""
    person = access.employee(deed.actor, key, "ledger.write")
    if person.ended is None or person.ended > deed.day:
        raise Refused(
            (
                "在职员工的资料还要用，不能限制",
                "the records of somebody still employed are in use and cannot be restricted",
            )
        )
    opened(deed, person.organisation_id)
    if Employee.unscoped.filter(pk=key, restricted__isnull=True).update(restricted=deed.now) != 1:
        raise Conflict(("已经限制", "this is restricted already"))
    Deadline.unscoped.filter(employee_id=key).delete()
    deed.about(person, organisation=person.organisation_id, data={"number": person.number})
    return keep_until(person.ended)


@operation("ledger.retain")
def retain(deed: Deed, organisation: UUID) -> int:
    """到期删除: leavers whose time to keep is over and whom nothing holds: records, names and digests go. Returns how many people.

    Past reports can be made again without them; the manifests of acceptances are cleaned of what they kept of them.
    """
    if not deed.actor.system:
        raise NotFound
    book, _ = opened(deed, organisation)
    rows = Employee.unscoped.filter(organisation_id=book.organisation_id, held=False, ended__isnull=False)
    over = [row.pk for row in rows if row.ended is not None and keep_until(row.ended) < deed.day]
    if over:
        _forget(deed, organisation, over)
    deed.about("ledger.employee", organisation=organisation, data={"people": len(over)})
    return len(over)


def _forget(deed: Deed, organisation: UUID, people: list[UUID]) -> None:
    names = {str(one) for one in people}
    for row in Acceptance.unscoped.filter(organisation_id=organisation, manifest__isnull=False):
        whole = unpacked(row.manifest)
        for told in whole["tables"].values():
            told["refused"] = {
                place: kept for place, kept in told["refused"].items() if place.partition("/")[0] not in names
            }
            told["names"] = {subject: who for subject, who in told["names"].items() if subject not in names}
        row.manifest = packed(whole)
        row.save(update_fields=["manifest"])
    Deadline.unscoped.filter(employee_id__in=people).delete()
    Record.unscoped.filter(employee_id__in=people).delete()
    index.drop(deed, "ledger.employee", people)
    Employee.unscoped.filter(pk__in=people).delete()


def _reason(text: str) -> str:
    plain = text.strip()
    if len(plain) < REASON:
        raise Refused((f"请写明理由（至少 {REASON} 个字）", f"please give the reason ({REASON} characters at least)"))
    return plain[:300]
