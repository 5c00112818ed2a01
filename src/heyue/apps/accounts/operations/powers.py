"""临时权限和接口令牌: a look by platform staff into one organisation, and keys for programs."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from heyue.apps.accounts.models import ApiToken, Organisation, Person, StaffPower
from heyue.apps.accounts.operations.rights import needs, somebody
from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Conflict, Refused
from heyue.apps.sealed import digest
from heyue.catalog.roles import roles

MINUTES = 60
"""一次查看最长六十分钟."""
REASON = 10
"""理由至少十个字."""
TOKEN_DAYS = 365
PREFIX = "heyue_"


@operation("accounts.power_opened")
def open_power(deed: Deed, organisation: Organisation, *, reason: str, minutes: int) -> StaffPower:
    """A look into one organisation for a stated reason, reading only; it stands in that organisation's record with the reason.

    One at a time: an earlier look of the same person ends.
    """
    if not deed.actor.can("accounts.power") or deed.actor.kind != "platform":
        raise Refused(("只有平台管理员可以申请临时查看", "only the platform's administrator may open a look"))
    if organisation.kind == "platform":
        raise Refused(("平台自己不用临时权限", "the platform itself needs no such look"))
    if len(reason.strip()) < REASON:
        raise Refused(
            (
                f"请写清楚为什么要看（至少 {REASON} 个字），对方会看到",
                f"say why ({REASON} characters at least); they will read it",
            )
        )
    if not 1 <= minutes <= MINUTES:
        raise Refused((f"一次最长 {MINUTES} 分钟", f"{MINUTES} minutes at most"))
    Person.objects.select_for_update().get(pk=somebody(deed))
    StaffPower.unscoped.filter(person_id=somebody(deed), ended__isnull=True, until__gt=deed.now).update(ended=deed.now)
    row = StaffPower(
        person_id=somebody(deed),
        organisation=organisation,
        reason=reason.strip(),
        since=deed.now,
        until=deed.now + timedelta(minutes=minutes),
    )
    row.save(force_insert=True)
    deed.about(
        row,
        organisation=organisation.id,
        data={"minutes": minutes},
        personal={"reason": row.reason},
        of=deed.actor.person,
    )
    return row


@operation("accounts.power_ended")
def end_power(deed: Deed, power: StaffPower) -> None:
    """Ends a look before its time: whoever opened it, or the security role."""
    row = StaffPower.unscoped.select_for_update().get(pk=power.pk)
    if not deed.actor.can("accounts.power_review") and row.person_id != deed.actor.person:
        raise Refused(("只有本人或安全管理员可以结束", "only the person himself or the security role ends it"))
    if row.ended is not None or row.until <= deed.now:
        raise Conflict(("这次查看已经结束", "this look has ended already"))
    row.ended = deed.now
    row.save(update_fields=["ended"])
    deed.about(row, organisation=row.organisation_id)


@operation("accounts.token_made")
def make_token(
    deed: Deed, organisation: Organisation, *, name: str, scopes: Iterable[str], days: int
) -> tuple[ApiToken, str]:
    """A key for a program, within what its maker may do; the key comes back once and only its digest is kept."""
    needs(deed, "accounts.tokens", organisation.id)
    if deed.actor.token_scopes is not None:
        raise Refused(("令牌不能再生成令牌", "a token makes no tokens"))
    wanted = sorted(set(scopes))
    if not wanted or set(wanted) - deed.actor.may or set(wanted) - set(roles().named):
        raise Refused(("请选择你自己有的权限", "choose from what you may do yourself"))
    if not 1 <= days <= TOKEN_DAYS:
        raise Refused((f"有效期 1 到 {TOKEN_DAYS} 天", f"from 1 to {TOKEN_DAYS} days"))
    value = PREFIX + secrets.token_hex(32)
    row = ApiToken(
        person_id=somebody(deed), organisation=organisation, role=next(iter(sorted(deed.actor.roles))), name=name,
        token=token_digest(value), scopes=wanted, made=deed.now, until=deed.now + timedelta(days=days),
    )  # fmt: skip
    row.save(force_insert=True)
    deed.about(row, organisation=organisation.id, data={"scopes": ", ".join(wanted), "days": days})
    return row, value


def token_digest(value: str) -> str:
    """What is kept of a token: look one up by ApiToken.token."""
    return digest("api-token", value)


@operation("accounts.token_ended")
def end_token(deed: Deed, token: ApiToken) -> None:
    """The key stops working with the next call."""
    if token.person_id != deed.actor.person:
        raise Refused(("只能停用自己的令牌", "one ends one's own tokens"))
    if not ApiToken.unscoped.filter(pk=token.pk, ended__isnull=True).update(ended=deed.now):
        raise Conflict(("这个令牌已经停用", "this token has ended already"))
    deed.about(token, organisation=token.organisation_id)
