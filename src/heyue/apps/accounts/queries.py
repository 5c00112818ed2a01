"""账户里有什么: members, mandates, clients, employers of a district, tokens, and all that is kept about oneself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from heyue.apps.accounts.logins import normal
from heyue.apps.accounts.models import (
    ApiToken,
    FactorReset,
    Invitation,
    Mandate,
    MandateRequest,
    Membership,
    Organisation,
    Person,
    ResetLink,
    StaffPower,
)
from heyue.apps.audit import queries as record
from heyue.apps.deeds import Actor
from heyue.apps.deeds.both import both
from heyue.catalog.roles import roles
from heyue.law import divisions, industries
from heyue.law.bigrams import folded
from heyue.law.question import BadQuestion, Outcome, ask

SOON = timedelta(days=30)
"""授权到期前提醒的天数."""


@dataclass(frozen=True, slots=True)
class Size:
    """企业规模: the word, or why it is not known; the answer of the rule enterprise.size with its steps."""

    word: tuple[str, str] | None
    missing: tuple[tuple[str, str], ...] = ()
    outside: bool = False
    outcome: Outcome | None = None


SIZES = {
    "large": ("大型", "large"),
    "medium": ("中型", "medium"),
    "small": ("小型", "small"),
    "micro": ("微型", "micro"),
}
NAMES = {
    "industry": ("行业", "industry"),
    "employees": ("从业人员", "persons employed"),
    "revenue": ("营业收入", "revenue"),
    "assets": ("资产总额", "assets"),
}


def size(organisation: Organisation, day: date) -> Size:
    """企业规模 by the official rule, from what the organisation says of itself."""
    facts: dict[str, object] = {"industry": organisation.industry, "employees": organisation.employees}
    facts |= {
        name: f"{getattr(organisation, name) / 100:.2f}" if getattr(organisation, name) is not None else None
        for name in ("revenue", "assets")
    }
    try:
        outcome = ask(
            "enterprise.size", {name: value for name, value in facts.items() if value not in {None, ""}}, day=day
        )
    except BadQuestion:
        return Size(None, outside=True)
    word = SIZES.get(str(outcome.value)) if outcome.value is not None else None
    return Size(word, tuple(NAMES.get(name, (name, name)) for name in outcome.missing), outcome=outcome)


def members(actor: Actor) -> list[Membership]:
    """Who works here now, by role and name."""
    rows = Membership.objects.visible_to(actor).filter(organisation_id=actor.organisation, until__isnull=True)
    order = list(roles().roles)
    return sorted(rows.select_related("person"), key=lambda one: (order.index(one.role), one.person.name))


def roles_held(actor: Actor) -> list[Membership]:
    """One's own memberships in force, the oldest first."""
    rows = Membership.unscoped.filter(person_id=actor.person, until__isnull=True, organisation__closed__isnull=True)
    return list(rows.select_related("organisation").order_by("since", "pk"))


def former_members(actor: Actor) -> list[Membership]:
    """Who worked here, the last to leave first."""
    rows = Membership.objects.visible_to(actor).filter(organisation_id=actor.organisation, until__isnull=False)
    return list(rows.select_related("person").order_by("-until")[:50])


def open_invitations(actor: Actor) -> list[Invitation]:
    """Links that can still be taken."""
    rows = Invitation.objects.visible_to(actor).filter(
        organisation_id=actor.organisation, taken__isnull=True, withdrawn__isnull=True
    )
    return list(rows.filter(until__gt=actor.now).select_related("by").order_by("until"))


def given(actor: Actor) -> list[Mandate]:
    """Mandates one's organisation gave, those in force first."""
    rows = Mandate.objects.visible_to(actor).filter(client_id=actor.organisation)
    found = list(
        rows.select_related("agency", "given_by", "ended_by").prefetch_related("persons").order_by("-since", "-given")
    )
    return sorted(found, key=lambda one: state(one, actor.day) != "running")


def state(mandate: Mandate, day: date) -> str:
    """running, coming, over or ended: where a mandate stands on a day."""
    if mandate.ended is not None:
        return "ended"
    if mandate.until < day:
        return "over"
    return "running" if mandate.since <= day else "coming"


def asked_of_us(actor: Actor) -> list[MandateRequest]:
    """Requests that wait for one's answer."""
    if not actor.can("accounts.mandates"):
        return []
    rows = MandateRequest.objects.visible_to(actor).filter(client_id=actor.organisation, answer="")
    return list(rows.select_related("agency", "asked_by").order_by("asked"))


def asked_by_us(actor: Actor) -> list[MandateRequest]:
    """Requests one's agency made and that were not given, the newest first."""
    rows = MandateRequest.objects.visible_to(actor).filter(agency_id=actor.organisation).exclude(answer="given")
    return list(rows.select_related("asked_by").order_by("-asked")[:100])


def agencies(actor: Actor) -> list[Organisation]:
    """HR-service agencies on the platform, those of one's own city first."""
    rows = Organisation.unscoped.filter(kind="agency", closed__isnull=True).only("id", "name", "place")
    own = Organisation.unscoped.filter(pk=actor.organisation).values_list("place", flat=True).first() or ""
    return sorted(rows, key=lambda one: (one.place[:4] != own[:4], one.name))


def specialists(agency: UUID) -> list[Person]:
    """The members of an agency who may be named in a mandate."""
    rows = Membership.unscoped.filter(organisation_id=agency, until__isnull=True, person__is_active=True)
    held = {one.person_id: one.person for one in rows.select_related("person").order_by("person__name")}
    return list(held.values())


@dataclass(frozen=True, slots=True)
class Client:
    """客户: one line of the agency's worklist."""

    organisation: Organisation
    place: str
    mandates: tuple[Mandate, ...]
    until: date
    soon: bool
    last: datetime | None


def clients(actor: Actor, q: str = "") -> list[Client]:
    """The clients one works for today, the mandate that ends first on top; last deed of one's agency there."""
    keys = {grant.mandate for grant in actor.grants}
    rows = Mandate.objects.visible_to(actor).filter(pk__in=keys).select_related("client").order_by("until")
    if q:
        rows = rows.filter(Q(client__name__icontains=q) | Q(client__uscc=q.upper()))
    by_client: dict[UUID, list[Mandate]] = {}
    for mandate in rows:
        by_client.setdefault(mandate.client_id, []).append(mandate)
    last = record.last_deeds(actor, list(by_client))
    found = []
    for key, held in by_client.items():
        until = max(one.until for one in held)
        firm = held[0].client
        found.append(
            Client(firm, divisions.full_name(firm.place), tuple(held), until, until - actor.day <= SOON, last.get(key))
        )
    return sorted(found, key=lambda one: one.until)


@dataclass(frozen=True, slots=True)
class Employer:
    """辖区企业: name, kind and place; its size only where it opened a summary."""

    id: UUID
    name: str
    household: bool
    place: str
    openness: str
    industry: tuple[str, str] | None = None
    size: tuple[str, str] | None = None


def employers(actor: Actor) -> QuerySet[Organisation]:
    """The employers of the place this bureau or park answers for."""
    return Organisation.objects.visible_to(actor, "accounts.district")


def shown(organisation: Organisation, day: date) -> Employer:
    """What a bureau sees of an employer: nothing of a private one beyond name, kind and place."""
    base = (
        organisation.id,
        organisation.name,
        organisation.household,
        divisions.full_name(organisation.place),
        organisation.openness,
    )
    if organisation.openness == "private":
        return Employer(*base)
    trade = industries.name(organisation.industry) if organisation.industry else None
    return Employer(*base, trade, size(organisation, day).word)


def organisations(actor: Actor) -> QuerySet[Organisation]:
    """All organisations but employers, for the platform's administrator."""
    rows = (
        Organisation.objects.visible_to(actor, "accounts.register")
        if actor.can("accounts.register")
        else Organisation.unscoped.none()
    )
    return rows.exclude(kind="enterprise").order_by("kind", "place", "name")


def named(actor: Actor, q: str) -> list[Organisation]:
    """Up to twenty organisations for the platform's staff to choose from, by name or code."""
    if not actor.can("accounts.power") or len(q.strip()) < 2:
        return []
    return list(
        Organisation.unscoped.filter(Q(name__icontains=q.strip()) | Q(uscc=q.strip().upper()))
        .exclude(kind="platform")
        .order_by("name")[:20]
    )


def account(actor: Actor, login: str) -> tuple[Person, list[Membership]] | None:
    """The account of exactly that login with its roles, for the platform's administrator; nothing to browse."""
    if not actor.can("accounts.register"):
        return None
    person = Person.objects.filter(login=normal(login), erased__isnull=True).first() if login else None
    if person is None:
        return None
    held = Membership.unscoped.filter(person=person, until__isnull=True).select_related("organisation")
    return person, list(held.order_by("since"))


def lockouts(actor: Actor) -> list[AccessAttempt]:
    """Logins that are locked from some address, the latest first, for the security role."""
    if not actor.can("accounts.lockouts"):
        return []
    since = actor.now - timedelta(hours=settings.AXES_COOLOFF_TIME)
    rows = AccessAttempt.objects.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since)
    return list(rows.order_by("-attempt_time")[:200])


def powers(actor: Actor) -> list[StaffPower]:
    """Looks by platform staff: one's own, all for the security role, those over one's organisation; the newest first."""
    return list(StaffPower.objects.visible_to(actor).select_related("person", "organisation").order_by("-since")[:100])


def open_powers(actor: Actor) -> list[StaffPower]:
    """Looks into one's organisation that are open now."""
    if not actor.can("audit.read") or actor.can("accounts.power_review"):
        return []
    rows = StaffPower.objects.visible_to(actor).filter(
        organisation_id=actor.organisation, ended__isnull=True, until__gt=actor.now
    )
    return list(rows.select_related("person"))


@dataclass(frozen=True, slots=True)
class Reset:
    """一个重置申请, with what the reader may do about it."""

    row: FactorReset
    alone: bool
    agree: bool
    reset: bool


def factor_resets(actor: Actor) -> list[Reset]:
    """Requests that wait for this reader: of his members, and for the platform's people those that take two."""
    waiting = FactorReset.objects.visible_to(actor).filter(answer="", until__gt=actor.now)
    rows = list(waiting.select_related("person", "first").order_by("asked")[:200])
    works: dict[UUID, list[tuple[UUID, str]]] = {}
    for person, where, role in _works({row.person_id for row in rows}) if rows else ():
        works.setdefault(person, []).append((where, role))
    platform = actor.can("accounts.lockouts") or actor.can("accounts.register")
    found = []
    for row in rows:
        alone = _above(actor, row.person_id, works.get(row.person_id, []))
        agree = actor.can("accounts.lockouts") and row.first_id is None
        second = platform and row.first_id is not None and row.first_id != actor.person
        found.append(Reset(row, alone, agree=agree, reset=alone or second))
    return found


def decides_alone(actor: Actor, person: Person) -> bool:
    """Whether one looks after the members of the person's only organisation, with a role that may give all of his."""
    return _above(actor, person.id, [(where, role) for _, where, role in _works({person.id})])


def _works(people: set[UUID]) -> QuerySet[Any, tuple[UUID, UUID, str]]:
    rows = Membership.unscoped.filter(person_id__in=people, until__isnull=True)
    return rows.values_list("person_id", "organisation_id", "role")


def _above(actor: Actor, person: UUID, works: list[tuple[UUID, str]]) -> bool:
    if not actor.can("accounts.members") or actor.kind == "platform" or actor.person == person:
        return False
    gives = frozenset[str]().union(*(roles().roles[one].invites for one in actor.roles))
    return bool(works) and all(where == actor.organisation and role in gives for where, role in works)


def recovery_codes_left(person: Person) -> int:
    """How many recovery codes of an account are unused."""
    row = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(RecoveryCodes(row).get_unused_codes()) if row is not None else 0


def tokens(actor: Actor) -> list[ApiToken]:
    """One's own tokens here, the newest first; each with the names of what it may do as `words`."""
    found = list(ApiToken.objects.visible_to(actor).order_by("-made"))
    for token in found:
        token.words = [roles().named.get(name, (name, name)) for name in token.scopes]
    return found


def places(q: str) -> list[tuple[str, str]]:
    """Up to twelve districts whose full name contains what was typed: for typing ahead."""
    text = "".join(q.split())
    if not text:
        return []
    found = ((code, divisions.full_name(code)) for code in divisions.names() if len(code) == 6 or not _divided(code))
    return [(code, full) for code, full in found if text in full or code.startswith(text)][:12]


def _divided(code: str) -> bool:
    return any(other.startswith(code) and len(other) > len(code) for other in divisions.names())


def home(actor: Actor) -> list[dict[str, Any]]:
    """Cards of the home page: requests that wait, looks that are open, mandates that end, details that are missing."""
    cards: list[dict[str, Any]] = []
    looks = open_powers(actor)
    if looks:
        cards.append({"template": "accounts/cards/powers.html", "order": 5, "powers": looks})
    lost = [one for one in factor_resets(actor) if one.agree or one.reset] if _decides(actor) else []
    if lost:
        cards.append({"template": "accounts/cards/lost_codes.html", "order": 6, "requests": lost})
    waiting = asked_of_us(actor)
    if waiting:
        cards.append({"template": "accounts/cards/requests.html", "order": 20, "requests": waiting})
    ending = [one for one in given(actor) if state(one, actor.day) == "running" and one.until - actor.day <= SOON]
    if ending:
        cards.append({"template": "accounts/cards/ending.html", "order": 60, "place": "side", "mandates": ending})
    own = (
        Organisation.objects.visible_to(actor).filter(pk=actor.organisation).first()
        if actor.can("accounts.organisation")
        else None
    )
    if own is not None and own.kind == "enterprise" and not (own.uscc and own.industry and own.employees is not None):
        cards.append({"template": "accounts/cards/profile.html", "order": 80, "place": "side", "organisation": own})
    return cards


def _decides(actor: Actor) -> bool:
    return actor.can("accounts.members") or actor.can("accounts.lockouts")


def mandate_of(actor: Actor, keys: Sequence[UUID]) -> Mapping[UUID, Mandate]:
    """Mandates by key, for saying “X for Y under mandate Z” beside a deed one may read."""
    rows = Mandate.unscoped.filter(pk__in=set(keys)).select_related("client", "agency")
    own = actor.reach("audit.read") | ({actor.organisation} if actor.organisation else set())
    return {one.id: one for one in rows if actor.can("audit.all") or one.client_id in own or one.agency_id in own}


def about_me(actor: Actor) -> dict[str, list[dict[str, Any]]]:
    """Everything kept about whoever is signed in, table by table; nothing about others, no secrets."""
    key = actor.person
    person = Person.objects.filter(pk=key)
    sessions = UserSession.objects.filter(user_id=key)
    return {
        "person": _rows(person, "id", "login", "name", "email", "language", "joined", "notice_version", "last_login"),
        "memberships": _rows(Membership.unscoped.filter(person_id=key), "organisation__name", "role", "since", "until"),
        "invitations_sent": _rows(
            Invitation.unscoped.filter(by_id=key),
            "organisation__name",
            "role",
            "name",
            "made",
            "until",
            "taken",
            "withdrawn",
        ),
        "invitations_taken": _rows(
            Invitation.unscoped.filter(taken_by_id=key), "organisation__name", "role", "name", "made", "taken"
        ),
        "mandates_given": _rows(
            Mandate.unscoped.filter(given_by_id=key),
            "number",
            "client__name",
            "agency__name",
            "since",
            "until",
            "ended",
        ),
        "mandates_named_in": _rows(
            Mandate.unscoped.filter(persons=key), "number", "client__name", "agency__name", "since", "until", "ended"
        ),
        "tokens": _rows(
            ApiToken.unscoped.filter(person_id=key),
            "organisation__name",
            "name",
            "scopes",
            "made",
            "until",
            "used",
            "ended",
        ),
        "looks_as_staff": _rows(
            StaffPower.unscoped.filter(person_id=key), "organisation__name", "reason", "since", "until", "ended"
        ),
        "reset_links": _rows(ResetLink.unscoped.filter(person_id=key), "made", "until", "used"),
        "factor_resets": _rows(FactorReset.unscoped.filter(person_id=key), "asked", "until", "answer", "answered"),
        "second_factors": _rows(Authenticator.objects.filter(user_id=key), "type", "created_at", "last_used_at"),
        "email_addresses": _rows(EmailAddress.objects.filter(user_id=key), "email", "verified", "primary"),
        "linked_accounts": _rows(
            SocialAccount.objects.filter(user_id=key), "provider", "uid", "date_joined", "last_login"
        ),
        "sessions": _rows(sessions, "ip", "user_agent", "created_at", "last_seen_at"),
        "deeds": record.own_deeds(actor),
    }


def _rows(rows: QuerySet[Any], *names: str) -> list[dict[str, Any]]:
    return [dict(row) for row in rows.values(*names)]


OPENNESS_WORDS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "private": (
        ("不公开", "Private"),
        ("主管部门只看到名称、类型和所在区县", "the bureau sees name, kind and district only"),
    ),
    "summary": (
        ("公开概要", "Summary"),
        (
            "还看到行业、规模，以及最近体检的日期和得分",
            "also industry, size, and the day and score of the last check-up",
        ),
    ),
    "report": (
        ("公开报告", "Report"),
        (
            "还能打开体检报告；员工的身份证号和银行账号仍然看不到",
            "may also open check-up reports; identity and bank numbers stay hidden",
        ),
    ),
}
"""公开程度: what the bureau of the place sees at each, in plain words."""


def key(text: str) -> UUID:
    """A key from a form; ValueError where it is none."""
    return UUID(str(text))


def found(actor: Actor, text: str, most: int = 20) -> list[dict[str, Any]]:
    """查找: organisations one may see in whose name the words stand, one's own left out."""
    words = folded(text).split()
    if not words or not actor.signed_in:
        return []
    rows = Organisation.objects.visible_to(actor).filter(*(Q(name__icontains=word) for word in words))
    rows = rows.filter(closed__isnull=True).exclude(pk=actor.organisation)
    kinds = roles().kinds
    return [
        {"title": row.name, "note": "", "address": _address(actor, row), "kind": both(*kinds[row.kind])}
        for row in rows.order_by("name", "pk")[:most]
    ]


def _address(actor: Actor, row: Organisation) -> str:
    """Where one goes from an organisation's name: a client's ledger or the district's page; nowhere else for others."""
    if row.pk in actor.reach("ledger.read"):
        return f"{reverse('ledger:company')}?of={row.pk}"
    if row.kind == "enterprise" and actor.can("accounts.district"):
        return reverse("accounts:employer", args=[row.pk])
    return ""
