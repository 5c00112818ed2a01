"""逐条记录: added and corrected by hand; each correction is a new known row, the old one stays in the history."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.ledger import access
from heyue.apps.ledger.models import BEGINNING, Record
from heyue.apps.ledger.operations import dates
from heyue.apps.ledger.operations.book import QUICKER, closed, firm, opened
from heyue.apps.ledger.projection import project
from heyue.apps.ledger.tables import ALL, OWN, STATES, key_of, span_of, word_of

UNTOUCHED = frozenset({"employee", "name"})


@operation("ledger.add")
def add(
    deed: Deed, organisation: UUID, table: str, values: Mapping[str, Any], *, employee: UUID | None = None
) -> Record:
    """记一条: a simple record of the firm's own tables, or one more contract or leave of a person."""
    firm(deed, organisation)
    if table not in OWN and table not in {"contracts", "leave"}:
        raise NotFound
    person = access.employee(deed.actor, employee, "ledger.write") if employee is not None else None
    if table not in OWN and (person is None or person.organisation_id != organisation):
        raise NotFound
    book, moment = opened(deed, organisation)
    subject = person.pk if person is not None else uuid.uuid4()
    data = [{"v": dict(values), "u": []}]
    key = key_of(table, values)
    if Record.unscoped.filter(subject=subject, table=table, key=key, known_to__isnull=True).exists():
        raise Refused(
            (
                "同一天起的记录已经有了；要改它，请打开那一条更正",
                "there is one from the same day already; open it to correct it",
            )
        )
    first, last = span_of(table, values)
    made = Record(
        organisation_id=organisation, employee=person, table=table, subject=subject, key=key, word=word_of(table, values),
        valid_from=first or BEGINNING, valid_to=last, known_from=moment, by=deed.actor.person, data=data,
    )  # fmt: skip
    made.save(force_insert=True)
    if person is not None:
        project(deed, [person.pk])
    closed(book, moment)
    dates.renew(organisation, deed.day)
    deed.about(made, organisation=organisation, data={"table": table})
    return made


@operation("ledger.correct")
def correct(deed: Deed, key: UUID, values: Mapping[str, Any], *, since: date | None = None) -> Record:
    """更正: what was known becomes history and the new values stand; `since`: for a state, the day from which it is otherwise.

    Columns left out of `values` stay as they are. Conflict where the record was changed meanwhile.
    """
    old = access.record(deed.actor, key, "ledger.write")
    if len(old.data) != 1:
        raise Refused(("按天的考勤请改好表格再上传", "correct daily attendance in the sheet and upload it again"))
    book, moment = opened(deed, old.organisation_id)
    row = old.data[0]
    known = {
        name: value
        for name, value in values.items()
        if name in ALL[old.table].by_name and name not in UNTOUCHED and (value is not None or name in row["v"])
    }
    merged = {**row["v"], **known}
    if merged == row["v"]:
        raise Refused(("没有改动任何内容", "nothing was changed"))
    if Record.unscoped.filter(pk=key, known_to__isnull=True).update(known_to=moment) != 1:
        raise Conflict(QUICKER)
    state = old.table in STATES
    span = (old.valid_from, old.valid_to)
    if not state:
        first, last = span_of(old.table, merged)
        span = (first or BEGINNING, last)
    elif since is not None and since > old.valid_from and (old.valid_to is None or since <= old.valid_to):
        _again(old, row["v"], row["u"], (old.valid_from, since - timedelta(days=1)), moment, deed.actor.person)
        span = (since, old.valid_to)
    made = _again(old, merged, sorted(set(row["u"]) - set(merged)), span, moment, deed.actor.person)
    if old.employee_id is not None:
        project(deed, [old.employee_id])
    closed(book, moment)
    dates.renew(old.organisation_id, deed.day)
    deed.about(made, organisation=old.organisation_id, data={"table": old.table})
    return made


def _again(
    old: Record,
    values: Mapping[str, Any],
    unread: list[str],
    span: tuple[date, date | None],
    moment: Any,
    by: UUID | None,
) -> Record:
    made = Record(
        organisation_id=old.organisation_id, employee_id=old.employee_id, table=old.table, subject=old.subject,
        key=key_of(old.table, values) if old.table not in STATES else old.key,
        word=word_of(old.table, values), valid_from=span[0],
        valid_to=span[1], known_from=moment, by=by, data=[{"v": dict(values), "u": list(unread)}],
    )  # fmt: skip
    made.save(force_insert=True)
    return made


@operation("ledger.strike")
def strike(deed: Deed, key: UUID) -> Record:
    """作废: it was never so; it leaves the lists and stays in the history."""
    old = access.record(deed.actor, key, "ledger.write")
    if old.table in STATES:
        raise NotFound
    book, moment = opened(deed, old.organisation_id)
    if Record.unscoped.filter(pk=key, known_to__isnull=True).update(known_to=moment) != 1:
        raise Conflict(QUICKER)
    if old.employee_id is not None:
        project(deed, [old.employee_id])
    closed(book, moment)
    dates.renew(old.organisation_id, deed.day)
    deed.about(old, organisation=old.organisation_id, data={"table": old.table})
    return old
