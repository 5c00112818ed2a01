"""材料能做的事: add, add a version, describe, remove, restore, and open (a look that is written down)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Actor, NotFound, Refused
from heyue.apps.deeds.holds import held
from heyue.apps.evidence import access, files, subjects
from heyue.apps.evidence.files import Kept
from heyue.apps.evidence.models import Attachment, Version

MOST = 100
"""一件事最多多少份材料."""
UNDO = timedelta(days=30)
"""删除后多久可以恢复: then the file is deleted; heyue's own default."""


def add(actor: Actor, kind: str, key: UUID, *, title: str, dated: date | None, name: str, content: bytes) -> Attachment:
    """Looks into the file, stores it and writes it down; whatever fails leaves no file."""
    subjects.owner(actor, kind, key, "evidence.add")
    kept = files.keep(name, content)
    try:
        return add_kept(actor, kind, key, title=title, dated=dated, kept=kept)
    except BaseException:
        files.drop(kept.file)
        raise


def replace(actor: Actor, key: UUID, *, name: str, content: bytes) -> Version:
    """A new version of a piece of evidence; the old ones stay."""
    access.attachment(actor, key, "evidence.add")
    kept = files.keep(name, content)
    try:
        return add_version(actor, key, kept)
    except BaseException:
        files.drop(kept.file)
        raise


@operation("evidence.added")
def add_kept(deed: Deed, kind: str, key: UUID, *, title: str, dated: date | None, kept: Kept) -> Attachment:
    """Writes down a file that was looked into and stored."""
    owner = subjects.owner(deed.actor, kind, key, "evidence.add")
    if Attachment.unscoped.filter(subject_kind=kind, subject=key, removed__isnull=True).count() >= MOST:
        raise Refused(
            (f"这里已有 {MOST} 份材料，先整理再加", f"there are {MOST} pieces of evidence here already; tidy up first")
        )
    _not_after(dated, deed.day)
    row = Attachment(
        organisation_id=owner,
        subject_kind=kind,
        subject=key,
        title=" ".join(title.split())[:120] or kept.name[:120],
        dated=dated,
        added=deed.now,
    )
    row.save(force_insert=True)
    _version(deed, row, kept)
    deed.about(row, organisation=owner, data={"kind": kept.kind, "subject": str(key), "digest": kept.digest})
    return row


@operation("evidence.version_added")
def add_version(deed: Deed, key: UUID, kept: Kept) -> Version:
    """Writes down a new version that was looked into and stored."""
    row = Attachment.unscoped.select_for_update().get(pk=access.attachment(deed.actor, key, "evidence.add").pk)
    if row.removed is not None:
        raise Refused(("这份材料已删除，先恢复再传新版本", "this piece was removed; restore it first"))
    version = _version(deed, row, kept)
    deed.about(
        row, organisation=row.organisation_id, data={"number": version.number, "kind": kept.kind, "digest": kept.digest}
    )
    return version


def _version(deed: Deed, row: Attachment, kept: Kept) -> Version:
    last = Version.objects.filter(attachment=row).aggregate(last=Max("number"))["last"] or 0
    return Version.objects.create(
        attachment=row,
        number=last + 1,
        file=kept.file,
        name=kept.name,
        kind=kept.kind,
        size=kept.size,
        digest=kept.digest,
        given=kept.given,
        added=deed.now,
        by_id=deed.actor.person,
        by_organisation_id=deed.actor.organisation,
    )


@operation("evidence.described")
def describe(deed: Deed, key: UUID, *, title: str, dated: date | None) -> Attachment:
    """Another title or another day of its own."""
    row = access.attachment(deed.actor, key, "evidence.add")
    _not_after(dated, deed.day)
    row.title, row.dated = " ".join(title.split())[:120] or row.title, dated
    row.save(update_fields=["title", "dated"])
    deed.about(row, organisation=row.organisation_id, data={"dated": dated.isoformat() if dated else ""})
    return row


@operation("evidence.removed")
def remove(deed: Deed, key: UUID) -> Attachment:
    """Takes it out of sight; it can be restored for thirty days, then its file is deleted."""
    row = access.attachment(deed.actor, key, "evidence.add")
    Attachment.unscoped.filter(pk=row.pk, removed__isnull=True).update(
        removed=deed.now, removed_by_id=deed.actor.person
    )
    row.refresh_from_db()
    deed.about(row, organisation=row.organisation_id)
    return row


@operation("evidence.restored")
def restore(deed: Deed, key: UUID) -> Attachment:
    """Undoes a removal."""
    row = access.attachment(deed.actor, key, "evidence.add")
    if Version.objects.filter(attachment=row, gone__isnull=False).exists():
        raise Refused(
            ("删除已超过 30 天，文件已清除，不能恢复", "it was removed more than 30 days ago and its file is gone")
        )
    Attachment.unscoped.filter(pk=row.pk).update(removed=None, removed_by=None)
    row.refresh_from_db()
    deed.about(row, organisation=row.organisation_id)
    return row


@operation("evidence.opened")
def open_version(deed: Deed, key: UUID) -> Version:
    """Somebody takes a copy: written down, since a paper may hold anybody's data."""
    version = access.version(deed.actor, key)
    deed.about(version.attachment, organisation=version.attachment.organisation_id, data={"number": version.number})
    return version


@operation("evidence.retained")
def retain(deed: Deed) -> int:
    """到期清除: papers of things that are there no more go out of sight; their files follow with the sweep. Returns how many."""
    if not deed.actor.system:
        raise NotFound
    rows = Attachment.unscoped.filter(removed__isnull=True).exclude(organisation_id__in=held())
    orphans: list[UUID] = []
    for kind in rows.order_by().values_list("subject_kind", flat=True).distinct():
        named = dict(rows.filter(subject_kind=kind).values_list("pk", "subject"))
        there = subjects.there(kind, set(named.values()))
        orphans += [key for key, subject in named.items() if subject not in there]
    Attachment.unscoped.filter(pk__in=orphans).update(removed=deed.now, removed_by=None)
    deed.about("evidence.attachment", organisation=None, data={"papers": len(orphans)})
    return len(orphans)


@operation("evidence.swept")
def sweep(deed: Deed) -> int:
    """Deletes the files of what was removed long ago, and files that no row knows; returns how many."""
    dropped = 0
    for version in Version.objects.filter(gone__isnull=True, attachment__removed__lt=deed.now - UNDO):
        files.drop(version.file)
        version.gone = deed.now
        version.save(update_fields=["gone"])
        dropped += 1
    day_ago = (deed.now - timedelta(days=1)).timestamp()
    strays = [name for name, changed in files.stored() if changed < day_ago]
    known = set(Version.objects.filter(file__in=strays).values_list("file", flat=True))
    for name in strays:
        if name not in known:
            files.drop(name)
            dropped += 1
    deed.about("evidence.version", organisation=None, data={"files": dropped})
    return dropped


def _not_after(dated: date | None, day: date) -> None:
    if dated is not None and dated > day:
        raise Refused(("材料的日期在今天以后，请检查", "the day of the paper lies in the future; please check it"))
