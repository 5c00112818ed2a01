"""台账的锁与版本: one firm's ledger is changed by one deed at a time, and by nobody who looked at an older version."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from heyue.apps.accounts.models import Organisation
from heyue.apps.audit.operation import Deed
from heyue.apps.deeds import Conflict, NotFound
from heyue.apps.ledger.models import Book

QUICKER = (
    "台账刚才已被改动，没有写入任何内容。请看最新的差别再确认",
    "The ledger has just been changed and nothing was written; look at the latest difference and confirm again",
)


def firm(deed: Deed, organisation: UUID, capability: str = "ledger.write") -> Organisation:
    """The employer whose ledger is changed: one's own or a client's under a mandate; NotFound otherwise."""
    if deed.actor.standing(organisation, capability) is None:
        raise NotFound
    found = Organisation.unscoped.filter(pk=organisation, kind="enterprise", closed__isnull=True).first()
    if found is None:
        raise NotFound
    return found


def opened(deed: Deed, organisation: UUID, *, version: int | None = None) -> tuple[Book, datetime]:
    """The firm's book, locked, and the moment from which what is written now is known.

    Conflict where it moved on since `version`. The moment is later than that of any deed before, whatever the clocks
    of two requests say.
    """
    Book.unscoped.get_or_create(
        organisation_id=organisation, defaults={"changed": deed.now - timedelta(microseconds=1)}
    )
    book = Book.unscoped.select_for_update().get(organisation_id=organisation)
    if version is not None and book.version != version:
        raise Conflict(QUICKER)
    return book, max(deed.now, book.changed + timedelta(microseconds=1))


def closed(book: Book, moment: datetime) -> None:
    """Writes the new version; Conflict where somebody else did (both databases)."""
    changed = Book.unscoped.filter(pk=book.pk, version=book.version).update(version=book.version + 1, changed=moment)
    if changed != 1:
        raise Conflict(QUICKER)
