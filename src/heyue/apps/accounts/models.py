"""账户的表. A person signs in with a mobile number or an e-mail address; what he may do follows from memberships and mandates."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from heyue.apps.deeds import Actor, Scoped


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, login: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(login=login, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(login=username)


class Person(AbstractBaseUser):
    """人: one account. `login` is the mobile number or e-mail address as typed at sign-up, lower case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    login = models.CharField(max_length=254, unique=True)
    name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="zh", choices=(("zh", "中文"), ("en", "English")))
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(null=True)
    erased = models.DateTimeField(null=True)
    notice_version = models.CharField(max_length=20, blank=True)
    """读过的个人信息告知版本: version of the privacy notice shown at sign-up."""
    last_standing = models.UUIDField(null=True)
    """上次使用的身份: the membership last worked in, taken up again at the next sign-in."""

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Organisation(Scoped):
    """组织: an employer, agency, bureau, union … `place` is a division code (GB/T 2260); a bureau answers for its whole prefix."""

    seen_with = "accounts.organisation"
    owner = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18, null=True, unique=True)
    household = models.BooleanField(default=False)
    """个体工商户."""
    place = models.CharField(max_length=9)
    industry = models.CharField(max_length=5, blank=True)
    """GB/T 4754 小类、中类、大类或门类代码."""
    employees = models.IntegerField(null=True)
    revenue = models.BigIntegerField(null=True)
    """营业收入，分/年: yearly revenue in fen."""
    assets = models.BigIntegerField(null=True)
    """资产总额，分: in fen."""
    openness = models.CharField(
        max_length=8, default="private", choices=(("private", "private"), ("summary", "summary"), ("report", "report"))
    )
    """对主管部门的公开程度: what the bureau of the place may see of check-ups."""
    demo = models.BooleanField(default=False)
    created = models.DateTimeField()
    closed = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=["kind", "place"], name="accounts_org_place")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """One's own, one's clients' and, for a bureau or park, the employers of its place. To see is not to change: access.py."""
        if capability == "accounts.district":
            wide = bool(actor.place) and actor.can(capability)
            return (
                rows.filter(kind="enterprise", place__startswith=actor.place, closed__isnull=True)
                if wide
                else rows.none()
            )
        seen = Q(pk__in=actor.reach(capability) | ({actor.organisation} if actor.organisation else set()))
        seen |= Q(pk__in=[grant.client for grant in actor.grants])
        if actor.place and actor.can("accounts.district"):
            seen |= Q(kind="enterprise", place__startswith=actor.place)
        if actor.can("accounts.register"):
            return rows
        return rows.filter(seen)


class Membership(Scoped):
    """任职: one person in one role at one organisation, from a moment on and until it is ended."""

    seen_with = "accounts.members"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=24)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(until__isnull=True),
                name="accounts_membership_once",
            )
        ]


class Invitation(Scoped):
    """邀请: a link to join an organisation in a role; only the digest of its token is kept."""

    seen_with = "accounts.members"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    role = models.CharField(max_length=24)
    name = models.CharField(max_length=60, blank=True)
    token = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField()
    until = models.DateTimeField()
    taken = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn = models.DateTimeField(null=True)


class Mandate(Scoped):
    """授权委托: a client lets an agency act in its name within a scope and time; the client ends it at once when it likes."""

    seen_with = "accounts.mandates"
    owner = "client_id"

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """The client's, for who may give them; the agency's, for who works under them."""
        seen = Q(pk__in=[])
        if actor.can("accounts.mandates"):
            seen |= Q(client_id=actor.organisation)
        if actor.can("accounts.clients"):
            seen |= Q(agency_id=actor.organisation)
        return rows.filter(seen)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    client = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates_given")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates_held")
    scope = models.JSONField()
    persons = models.ManyToManyField(Person, related_name="+", blank=True)
    """具体经办人: none named means every specialist of the agency."""
    since = models.DateField()
    until = models.DateField()
    asked = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given = models.DateTimeField(null=True)
    given_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Scoped.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="accounts_mandate_days"),
            models.CheckConstraint(condition=~Q(client=F("agency")), name="accounts_mandate_two"),
        ]


class MandateRequest(Scoped):
    """授权请求: an agency asks, by what it typed; whether such a client is here shows only once that client answers."""

    seen_with = "accounts.clients"
    owner = "agency_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    typed = models.CharField(max_length=120)
    client = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    scope = models.JSONField()
    persons = models.ManyToManyField(Person, related_name="+", blank=True)
    until = models.DateField()
    asked = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=9, blank=True)
    """答复: "" while open, then given, declined or withdrawn."""
    answered = models.DateTimeField(null=True)
    mandate = models.OneToOneField(Mandate, null=True, on_delete=models.PROTECT, related_name="request")

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """The agency's own and, with the right to give mandates, those asked of one's organisation."""
        seen = Q(pk__in=[])
        if actor.can("accounts.clients"):
            seen |= Q(agency_id=actor.organisation)
        if actor.can("accounts.mandates"):
            seen |= Q(client_id=actor.organisation)
        return rows.filter(seen)


class StaffPower(Scoped):
    """平台临时权限: a look into one organisation for a stated reason; ends by itself."""

    seen_with = "accounts.power"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """One's own for the administrator, all for the security role, and for an organisation those over itself."""
        if actor.can("accounts.power_review"):
            return rows
        seen = Q(pk__in=[])
        if actor.can("accounts.power"):
            seen |= Q(person_id=actor.person)
        if actor.can("audit.read"):
            seen |= Q(organisation_id=actor.organisation)
        return rows.filter(seen)


class ApiToken(Scoped):
    """接口令牌: acts as one person in one organisation, within stated capabilities; only its digest is kept."""

    seen_with = "accounts.tokens"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=24)
    name = models.CharField(max_length=60)
    token = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    made = models.DateTimeField()
    until = models.DateTimeField()
    used = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """One's own, in the organisation one works in."""
        return (
            rows.filter(person_id=actor.person, organisation_id=actor.organisation)
            if actor.can(capability)
            else rows.none()
        )


class ResetLink(Scoped):
    """重设密码的链接: works once and for one person, who follows from the link alone; only its digest is kept."""

    seen_with = "accounts.members"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    """谁开的: an administrator; None where the person asked by e-mail."""
    made = models.DateTimeField()
    until = models.DateTimeField()
    used = models.DateTimeField(null=True)


class FactorReset(Scoped):
    """第二重验证的重置: asked for by somebody who gave the right password and has neither phone nor recovery codes.

    Whoever looks after the members of his only organisation decides alone; else the platform's security administrator, and then
    a second person of the platform.
    """

    seen_with = "accounts.members"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked = models.DateTimeField()
    until = models.DateTimeField()
    first = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    """第一位同意的人: the security administrator, where two are needed."""
    answer = models.CharField(max_length=8, blank=True)
    """答复: "" while open, then done, declined or lapsed."""
    answered = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(answer=""), name="accounts_factor_reset_once")
        ]

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """All for the platform's security and system administrators; else those of one's own members. Never one's own."""
        rows = rows.exclude(person_id=actor.person)
        if actor.can("accounts.lockouts") or actor.can("accounts.register"):
            return rows
        if not actor.can(capability) or actor.organisation is None:
            return rows.none()
        here = Person.objects.filter(memberships__organisation_id=actor.organisation, memberships__until__isnull=True)
        return rows.filter(person__in=here)


class Tally(models.Model):
    """次数: how often something was asked by one caller in one stretch of time, for all processes together.

    `key` names the limit and a keyed digest of the caller; rows are forgotten a day after their stretch began.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120)
    since = models.DateTimeField()
    count = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "since"], name="accounts_tally_once")]
        indexes: ClassVar = [models.Index(fields=["since"], name="accounts_tally_since")]
