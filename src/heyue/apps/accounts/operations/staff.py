"""主管部门和平台人员: what is noted when a list of employers leaves the platform, and unlocking a login."""

from __future__ import annotations

from axes.models import AccessAttempt

from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import NotFound, Refused


@operation("accounts.district_exported")
def note_district_export(deed: Deed, rows: int) -> None:
    """Noted before the file is made."""
    if not deed.actor.can("accounts.district"):
        raise Refused(("你现在的身份不能导出辖区名单", "your present role cannot export this list"))
    deed.about("accounts.organisation", organisation=deed.actor.organisation, data={"rows": rows})


@operation("accounts.clients_exported")
def note_clients_export(deed: Deed, rows: int) -> None:
    """Noted before the file is made."""
    if not deed.actor.can("accounts.clients"):
        raise Refused(("你现在的身份不能导出客户名单", "your present role cannot export this list"))
    deed.about("accounts.organisation", organisation=deed.actor.organisation, data={"rows": rows})


@operation("accounts.unlocked")
def unlock(deed: Deed, attempt: int) -> None:
    """Lets a login try again before its time, from the address where it was locked. By the security role."""
    if not deed.actor.can("accounts.lockouts"):
        raise Refused(("只有安全管理员可以解锁", "only the security role unlocks a login"))
    row = AccessAttempt.objects.filter(pk=attempt).first()
    if row is None:
        raise NotFound
    AccessAttempt.objects.filter(username=row.username, ip_address=row.ip_address).delete()
    deed.about("axes.accessattempt", organisation=None)
