"""现状: a person's present state, from the open records into the plain columns that lists search and sort by."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from heyue.apps.ledger.matching import IDENTITY
from heyue.apps.ledger.models import Employee, Record
from heyue.apps.ledger.tables import as_day
from heyue.apps.sealed import digest
from heyue.apps.sealed.many import update
from heyue.apps.search import index

COLUMNS = (
    "department",
    "job",
    "form",
    "started",
    "ended",
    "enrolled",
    "contract_term",
    "contract_starts",
    "contract_ends",
    "contracts",
)


def project(deed: object, employees: Collection[UUID]) -> None:
    """Brings these people's columns into line with their records; only those that changed are written, by one statement."""
    people = {row.pk: row for row in Employee.unscoped.filter(pk__in=employees)}
    before = {key: _columns(row) for key, row in people.items()}
    for row in people.values():
        for name in COLUMNS:
            setattr(row, name, Employee._meta.get_field(name).get_default())
    rows = Record.unscoped.filter(employee_id__in=employees, known_to__isnull=True, table__in=("roster", "contracts"))
    for record in rows.order_by("table", "valid_from", "pk"):
        _take(people[record.subject], record)
    changed = [row for key, row in people.items() if _columns(row) != before[key]]
    update(Employee, [*COLUMNS, "identity", "name"], changed)
    index.keep(deed, "ledger.employee", {row.pk: row.name for row in people.values()})


def _columns(row: Employee) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in (*COLUMNS, "identity", "name"))


def _take(person: Employee, record: Record) -> None:
    values = record.data[0]["v"]
    if record.table == "contracts":
        person.contracts += 1
        if person.contract_starts is None or record.valid_from >= person.contract_starts:
            person.contract_term, person.contract_starts = str(values.get("term") or ""), record.valid_from
            person.contract_ends = as_day(values.get("ends"))
    elif record.valid_to is None:
        person.department, person.job = str(values.get("department") or "")[:80], str(values.get("job") or "")[:80]
        person.form = str(values.get("form") or "")
        person.started, person.ended = as_day(values.get("started")), as_day(values.get("ended"))
        person.enrolled = as_day(values.get("enrolled"))
        person.name = values.get("name") or person.name
        if values.get("id_number"):
            person.identity = digest(IDENTITY, values["id_number"], within=str(person.organisation_id))
