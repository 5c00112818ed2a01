"""记录的清除: taking out what events say about a person, while the chain stays whole."""

from __future__ import annotations

from uuid import UUID

from heyue.apps.audit.models import Detail
from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Refused


@operation("audit.shredded")
def shred(deed: Deed, person: UUID) -> int:
    """Removes the personal side of every event about a person; how many. By the person himself or the program.

    The events stay, with the digest of what stood beside them: the chain verifies as before, the sentences say 已删除 / erased.
    """
    if not deed.actor.system and deed.actor.person != person:
        raise Refused(("只能清除关于自己的内容", "one erases what is about oneself"))
    count, _ = Detail.objects.filter(about=person).delete()
    deed.about("audit.detail", organisation=None, data={"rows": count})
    return count


@operation("audit.exported")
def note_export(deed: Deed, rows: int) -> None:
    """导出记录: noted before the file is made."""
    deed.about("audit.event", organisation=deed.actor.organisation, data={"rows": rows})
