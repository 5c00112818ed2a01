"""公共服务点: entered by an officer for the places he answers for, with source and day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.ledger import access
from heyue.apps.ledger.models import PublicService
from heyue.apps.ledger.publicly import KINDS

FIELDS = ("name", "name_en", "phone", "address", "hours", "web")


@operation("ledger.enter_service")
def enter_service(
    deed: Deed, *, place: str, kind: str, values: Mapping[str, Any], source: str, source_day: date
) -> PublicService:
    """登记服务点: within the officer's own place; without a source it is not taken."""
    actor = deed.actor
    if not actor.can("ledger.services") or actor.organisation is None:
        raise NotFound
    if not actor.place or not place.startswith(actor.place):
        raise Refused(("只能登记本辖区的服务点", "only places within your own district can be entered"))
    if kind not in KINDS or not str(values.get("name") or "").strip():
        raise Refused(("请写名称和种类", "give a name and a kind"))
    if not any(values.get(name) for name in ("phone", "address", "web")):
        raise Refused(
            (
                "电话、地址、网址至少填一项，人们才找得到",
                "give a phone number, an address or a web page, so that people can find it",
            )
        )
    if not source.strip() or source_day > deed.day:
        raise Refused(
            ("请写明来源和核对的日期（不晚于今天）", "give the source and the day it was checked (not after today)")
        )
    made = PublicService.unscoped.create(
        place=place, kind=kind, source=source.strip(), source_day=source_day,
        by_organisation_id=actor.organisation, by=actor.person,
        made=deed.now, **{name: str(values.get(name) or "").strip() for name in FIELDS},
    )  # fmt: skip
    deed.about(made, organisation=actor.organisation, data={"place": place, "kind": kind})
    return made


@operation("ledger.withdraw_service")
def withdraw_service(deed: Deed, key: UUID) -> PublicService:
    """撤下服务点: it is shown no longer; the record of it stays."""
    found = access.service(deed.actor, key)
    if PublicService.unscoped.filter(pk=key, ended__isnull=True).update(ended=deed.now) != 1:
        raise Conflict(("这个服务点已经撤下", "this was withdrawn already"))
    deed.about(found, organisation=found.by_organisation_id, data={"place": found.place, "kind": found.kind})
    return found
