"""体检的报告: make a plan of it, share it, open, download and remove it; each one transaction and one event."""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from heyue.apps.accounts.models import Organisation
from heyue.apps.audit.operation import Deed, operation
from heyue.apps.checkups import access, planning, reports, store
from heyue.apps.checkups.given import SHARE_DAYS
from heyue.apps.checkups.models import Checkup, Share
from heyue.apps.checkups.operations.runs import BUSY
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.plans import operations as plans
from heyue.apps.plans.models import Plan
from heyue.apps.sealed import digest


@operation("checkups.plan")
def plan(deed: Deed, key: UUID) -> Plan:
    """生成整改计划: one task for each kind of finding; pressed twice, the same plan."""
    checkup = access.checkup(deed.actor, key, "plans.make")
    if checkup.state != "done":
        raise Conflict(BUSY)
    items = planning.items(reports.bodies(checkup), deed.day)
    made = plans.make(
        deed.actor, organisation=checkup.organisation_id, source=checkup.pk, as_of=checkup.as_of, items=items
    )
    deed.about(checkup, organisation=checkup.organisation_id, data={"tasks": len(items)})
    return made


@operation("checkups.share")
def share(deed: Deed, key: UUID, days: int) -> tuple[Share, str]:
    """分享: a link that opens the report for some days; the token is told once and kept as a digest only."""
    checkup = access.checkup(deed.actor, key, "checkups.share")
    if checkup.state != "done":
        raise Conflict(BUSY)
    if days not in SHARE_DAYS:
        raise Refused(("链接的期限只能是 1、7 或 30 天", "a link lasts 1, 7 or 30 days"))
    token = secrets.token_urlsafe(32)
    link = Share.unscoped.create(
        checkup=checkup,
        token=digest("checkups.share", token),
        made=deed.now,
        by=deed.actor.person,
        until=deed.now + timedelta(days=days),
    )
    deed.about(link, organisation=checkup.organisation_id, data={"days": days})
    return link, token


@operation("checkups.unshare")
def unshare(deed: Deed, key: UUID) -> Share:
    """收回链接: it opens nothing from now on."""
    link = access.share(deed.actor, key)
    Share.unscoped.filter(pk=link.pk, ended__isnull=True).update(ended=deed.now)
    deed.about(link, organisation=link.checkup.organisation_id)
    return link


@operation("checkups.shared")
def shared(deed: Deed, token: str) -> Checkup:
    """打开分享的报告: by anybody who has the link; each opening is kept."""
    link = access.by_token(deed.actor, token)
    Share.unscoped.filter(pk=link.pk).update(opened=F("opened") + 1, last_opened=deed.now)
    deed.about(link, organisation=link.checkup.organisation_id)
    return link.checkup


@operation("checkups.open")
def open_report(deed: Deed, key: UUID) -> Checkup:
    """打开报告: by an agency, a bureau or the platform; its owner sees that in the record."""
    try:
        checkup = access.checkup(deed.actor, key)
    except NotFound:
        checkup = access.published(deed.actor, key)
    deed.about(checkup, organisation=checkup.organisation_id)
    return checkup


@operation("checkups.download")
def download(deed: Deed, key: UUID, form: str, lang: str) -> Checkup:
    """下载报告: in one form and language."""
    checkup = access.checkup(deed.actor, key)
    if checkup.state != "done":
        raise Conflict(BUSY)
    deed.about(checkup, organisation=checkup.organisation_id, data={"form": form, "lang": lang})
    return checkup


@operation("checkups.remove")
def remove(deed: Deed, key: UUID) -> Organisation:
    """删除一次体检: report, findings, links and files; plans made from it stay."""
    checkup = access.checkup(deed.actor, key, "checkups.remove")
    if checkup.state in {"reading", "checking"} and checkup.lease is not None and checkup.lease > deed.now:
        raise Conflict(BUSY)
    employer: Organisation = checkup.organisation
    stored = list(checkup.files.values_list("stored", flat=True))
    deed.about(checkup, organisation=employer.id, data={"files": len(stored)})
    checkup.delete()

    def drop() -> None:
        for name in stored:
            store.drop(name)

    transaction.on_commit(drop)
    return employer
