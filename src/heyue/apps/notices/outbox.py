"""发件箱: a message is written in the transaction of the deed it tells of, so that there is neither without the other.

    queue(deed, members(case.organisation_id, "cases.read"), f"cases.moved:{case.pk}:{version}", "……", "…", link)

The key's part before the first colon is the kind (apps/<app>/notices.yaml). A key reaches a person once by each channel: a deed
that is tried again tells nobody twice. Texts name things, never people or sums: they are read on lock screens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from heyue.apps.accounts.logins import is_mail
from heyue.apps.accounts.models import Membership, Person
from heyue.apps.audit.operation import Deed
from heyue.apps.notices.kinds import kind
from heyue.apps.notices.models import Outbox, Setting
from heyue.catalog.roles import roles

MOST = 200
"""一次最多告诉多少人."""


@dataclass(frozen=True, slots=True)
class To:
    """收件人: a person, and the organisation in whose service he is told (None: as himself)."""

    person: UUID
    organisation: UUID | None = None


def members(organisation: UUID, capability: str, *, only: Iterable[UUID] = ()) -> list[To]:
    """The organisation's members whose role has the capability; `only` narrows them to these persons where any are named."""
    able = [role.name for role in roles().roles.values() if capability in role.may]
    rows = Membership.unscoped.filter(
        organisation_id=organisation, until__isnull=True, role__in=able, person__is_active=True
    )
    named = set(only)
    found = sorted(set(rows.values_list("person_id", flat=True)))
    return [To(person, organisation) for person in found if not named or person in named]


def queue(
    deed: Deed, to: To | Iterable[To], key: str, zh: str, en: str, link: str = "", *, myself: bool = False
) -> int:
    """Puts a message in the outbox for each recipient; returns how many rows. The one who does the deed is told only if `myself`.

    `link` is an address of this platform, beginning with one slash.
    """
    told = [to] if isinstance(to, To) else list(to)
    told = [one for one in dict.fromkeys(told) if myself or one.person != deed.actor.person][:MOST]
    if link and (not link.startswith("/") or link.startswith("//")):
        raise ValueError(f"{key}: {link!r} is not an address of this platform")
    if not told:
        return 0
    named = kind(key.partition(":")[0])
    people = {
        person.pk: person for person in Person.objects.filter(pk__in=[one.person for one in told], is_active=True)
    }
    chosen = {row.person_id: row for row in Setting.unscoped.filter(kind=named.name, person_id__in=list(people))}
    rows = []
    for one in told:
        person = people.get(one.person)
        if person is None:
            continue
        setting = chosen.get(person.pk)
        channels = []
        if named.always or setting is None or setting.app:
            channels.append("app")
        if mail_address(person) and (setting.mail if setting is not None else named.mail):
            channels.append("mail")
        rows += [
            Outbox(
                key=key,
                kind=named.name,
                person=person,
                organisation_id=one.organisation,
                channel=channel,
                zh=zh[:300],
                en=en[:400],
                link=link,
                made=deed.now,
                next=deed.now if channel == "mail" else None,
            )
            for channel in channels
        ]
    Outbox.unscoped.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def mail_address(person: Person) -> str:
    """The person's e-mail address, given or used to sign in; empty where there is none."""
    return person.email or (person.login if is_mail(person.login) else "")
