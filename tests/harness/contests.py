"""争的事: every change of state that two people, or two workers, could make at the same moment, each with what guards it.

A contest sets its thing up anew for each round and says what each racer does and how often it was done afterwards, which is to be
once. Where several kinds of deed stand against one another (accepting and assigning, taking and withdrawing), the racers take turns.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from django.core import mail
from django.utils.crypto import get_random_string
from django_tasks_db.models import DBTaskResult

from heyue.apps.accounts import operations as accounts
from heyue.apps.accounts.models import (
    ApiToken,
    Invitation,
    Mandate,
    MandateRequest,
    Membership,
    Organisation,
    Person,
    ResetLink,
    StaffPower,
)
from heyue.apps.audit.models import Event
from heyue.apps.cases import operations as cases
from heyue.apps.cases.models import Case
from heyue.apps.checkups import operations as checkups
from heyue.apps.checkups.models import Checkup, Draft, DraftPerson
from heyue.apps.deeds import Actor, Conflict
from heyue.apps.evidence import operations as evidence
from heyue.apps.evidence.files import Kept
from heyue.apps.evidence.models import Attachment, Version
from heyue.apps.ledger import operations as ledger
from heyue.apps.ledger.models import Acceptance, Book, Deadline, Employee, Feed, Proposal, PublicService, Record
from heyue.apps.ledger.operations.taking import Choices
from heyue.apps.ledger.publicly import KINDS
from heyue.apps.notices import due, sending
from heyue.apps.notices import operations as notices
from heyue.apps.notices.models import Due, Endpoint, Outbox
from heyue.apps.plans import operations as plans
from heyue.apps.plans.models import Plan, Task
from tests.apps.ledger.firms import contract, person, records
from tests.district import DAY, NOW, PASSWORD, District, program
from tests.harness.racing import Guard

Act = Callable[[int], Any]
Times = Callable[[], int]
LATER = DAY + timedelta(days=30)


@dataclass(frozen=True)
class Contest:
    """一场: how many may be told that it is done: one; everybody (who are then given the same thing); or some."""

    name: str
    start: Callable[[District], tuple[Act, Times]]
    guard: Guard
    succeed: Literal["one", "all", "some"] = "one"
    rounds: int = 4
    """In the short run; since the racers meet at the guard, the first round tells nearly as much as the last."""


# ---- cases and plans -----------------------------------------------------------------------------------------------


def moving_a_case(district: District) -> tuple[Act, Times]:
    case, actor = _case(district), district.actor("specialist")
    return lambda n: cases.move(actor, case.pk, "accept", 0), lambda: case.moves.exclude(name="opened").count()


def moving_or_assigning_a_case(district: District) -> tuple[Act, Times]:
    case, mover, head = _case(district), district.actor("specialist"), district.actor("agency_head")
    person = district.people["specialist"].pk

    def act(number: int) -> None:
        if number % 2:
            cases.move(mover, case.pk, "accept", 0)
        else:
            cases.assign(head, case.pk, 0, person)

    return act, lambda: case.moves.exclude(name="opened").count()


def _case(district: District) -> Case:
    return cases.open_case(
        district.actor("owner"),
        name="service_request",
        organisation=district.organisations["甲"].pk,
        agency=district.organisations["正"].pk,
        title="一件事",
    )


def deciding_a_task(district: District) -> tuple[Act, Times]:
    """Done, not applicable and disputed: of three decisions one stands."""
    task, actor = _task(district), district.actor("owner")

    def act(number: int) -> None:
        if number % 3 == 0:
            plans.finish(actor, task.pk, 0)
        else:
            (plans.set_aside if number % 3 == 1 else plans.dispute)(actor, task.pk, 0, "理由")

    return act, task.moves.count


def arranging_a_task(district: District) -> tuple[Act, Times]:
    task, actor, who = _task(district), district.actor("owner"), district.people["hr"].pk
    events = Event.unscoped.filter(verb="plans.assign", subject=str(task.pk))
    return lambda n: plans.assign(actor, task.pk, 0, assignee=who, due=LATER + timedelta(days=n)), events.count


def _task(district: District) -> Task:
    firm = district.organisations["甲"]
    plan = Plan.unscoped.create(organisation=firm, source=uuid.uuid4(), as_of=DAY, made=NOW)
    return Task.unscoped.create(
        plan=plan, organisation=firm, number=1, rule="severance", severity="low", title_zh="一件事", title_en="one thing",
        remedy_zh="", remedy_en="", minutes=5,
    )  # fmt: skip


def making_a_plan(district: District) -> tuple[Act, Times]:
    source, actor, firm = uuid.uuid4(), district.actor("owner"), district.organisations["甲"].pk
    item = plans.Item("severance", "low", ("一件事", "one thing"), ("办", "do"), 5, ["k"])
    return (
        lambda n: plans.make(actor, organisation=firm, source=source, as_of=DAY, items=[item]),
        Task.unscoped.filter(plan__source=source).count,
    )


# ---- check-ups -----------------------------------------------------------------------------------------------------


def taking_up_a_run(district: District) -> tuple[Act, Times]:
    row = _checkup(district, lease=NOW + timedelta(minutes=9))
    return lambda n: checkups.take_up(program(), row.pk), lambda: Checkup.unscoped.get(pk=row.pk).turns


def taking_over_from_a_worker_that_is_gone(district: District) -> tuple[Act, Times]:
    row = _checkup(district, state="checking", worker=uuid.uuid4(), lease=NOW - timedelta(minutes=1))
    return lambda n: checkups.take_up(program(), row.pk), lambda: Checkup.unscoped.get(pk=row.pk).turns


def putting_back_in_the_queue(district: District) -> tuple[Act, Times]:
    row = _checkup(district, state="checking", worker=uuid.uuid4(), lease=NOW - timedelta(minutes=1))
    waiting = DBTaskResult.objects.filter(args_kwargs__args__0=str(row.pk))
    return lambda n: checkups.resume(program(), row.pk), waiting.count


def answering_for_columns(district: District) -> tuple[Act, Times]:
    row, actor = _checkup(district, state="needs_mapping", doubts=[]), district.actor("owner")
    waiting = DBTaskResult.objects.filter(args_kwargs__args__0=str(row.pk))
    return lambda n: checkups.mapping(actor, row.pk, entries={}, remember=False), waiting.count


def _checkup(district: District, **fields: Any) -> Checkup:
    return Checkup.unscoped.create(
        organisation=district.organisations["甲"], made=NOW, place="440105", as_of=DAY, **fields
    )


def beginning_a_form(district: District) -> tuple[Act, Times]:
    actor, firm = district.actor("owner"), district.organisations["甲"].pk
    Draft.unscoped.filter(organisation_id=firm).delete()
    return lambda n: checkups.fill(actor, organisation=firm), Draft.unscoped.filter(organisation_id=firm).count


def handing_in_a_form(district: District) -> tuple[Act, Times]:
    actor, draft = district.actor("owner"), form(district, people=1)
    return lambda n: checkups.submit(actor, draft), Event.unscoped.filter(
        verb="checkups.submit", subject=str(draft)
    ).count


def changing_somebody_on_a_form(district: District) -> tuple[Act, Times]:
    actor, draft = district.actor("owner"), form(district, people=1)
    return (
        lambda n: checkups.fill_person(actor, draft, 1, {"name": f"改名{n}", "started": "2026-01-05"}, 0),
        lambda: DraftPerson.unscoped.get(draft_id=draft).version,
    )


def form(district: District, people: int) -> uuid.UUID:
    """A form of 甲 that is being filled in."""
    actor, firm = district.actor("owner"), district.organisations["甲"].pk
    Draft.unscoped.filter(organisation_id=firm, closed__isnull=True).delete()
    key = checkups.fill(actor, organisation=firm).pk
    for number in range(people):
        checkups.fill_person(actor, key, None, {"name": f"员工{number}", "started": "2026-01-05"})
    return uuid.UUID(str(key))


# ---- people and organisations --------------------------------------------------------------------------------------


def taking_an_invitation(district: District) -> tuple[Act, Times]:
    row, _ = accounts.invite(district.actor("owner"), district.organisations["甲"], "hr")
    return _taking(row)


def taking_or_withdrawing_an_invitation(district: District) -> tuple[Act, Times]:
    owner = district.actor("owner")
    row, _ = accounts.invite(owner, district.organisations["甲"], "hr")
    take, joined = _taking(row)

    def act(number: int) -> None:
        if number % 2:
            take(number)
        else:
            accounts.withdraw_invitation(owner, row)

    def times() -> int:
        return joined() + int(Invitation.unscoped.get(pk=row.pk).withdrawn is not None)

    return act, times


def _taking(row: Invitation) -> tuple[Act, Times]:
    tag = get_random_string(8)

    def act(number: int) -> None:
        accounts.take_invitation(
            Actor(now=NOW, day=DAY),
            Invitation.unscoped.get(pk=row.pk),
            name="新人",
            login=f"{tag}{number}@example.test",
            password=PASSWORD,
        )

    return act, Membership.unscoped.filter(person__login__startswith=tag).count


def leaving_together(district: District) -> tuple[Act, Times]:
    """The two who look after the members of an agency both leave: one stays."""
    agency = accounts.register(program(), kind="agency", name=f"机构{get_random_string(6)}", place="440105", demo=True)
    held = [
        accounts.join(program(), district.people[who], agency, "agency_head") for who in ("agency_head", "specialist")
    ]

    def act(number: int) -> None:
        one = held[number % 2]
        actor = Actor(
            now=NOW, day=DAY, person=one.person_id, organisation=agency.pk, kind="agency", may=frozenset({"accounts.members"})
        )  # fmt: skip
        accounts.end_membership(actor, one)

    return act, Membership.unscoped.filter(organisation=agency, until__isnull=False).count


def using_a_link_for_a_password(district: District) -> tuple[Act, Times]:
    row, _ = accounts.make_reset_link(district.actor("owner"), district.standings["employee"])
    stranger = Actor(now=NOW, day=DAY)
    before = Event.unscoped.filter(verb="accounts.password_reset").count()
    return (
        lambda n: accounts.reset_password(stranger, ResetLink.unscoped.get(pk=row.pk), f"{PASSWORD}{n}"),
        lambda: Event.unscoped.filter(verb="accounts.password_reset").count() - before,
    )


def shutting_an_account(district: District) -> tuple[Act, Times]:
    actor, person = district.actor("administrator"), district.people["employee"]
    Person.objects.filter(pk=person.pk).update(is_active=True)
    before = Event.unscoped.filter(verb="accounts.disabled").count()
    return (
        lambda n: accounts.disable(actor, person),
        lambda: Event.unscoped.filter(verb="accounts.disabled").count() - before,
    )


def looking_into_a_firm(district: District) -> tuple[Act, Times]:
    """The administrator asks for several looks at once: one is open."""
    actor, firm = district.actor("administrator"), district.organisations["甲"]
    return (
        lambda n: accounts.open_power(actor, firm, reason="核对一次显示问题，工单十三", minutes=10),
        StaffPower.unscoped.filter(person_id=actor.person, ended__isnull=True).count,
    )


def ending_a_look(district: District) -> tuple[Act, Times]:
    actor = district.actor("administrator")
    row = accounts.open_power(actor, district.organisations["甲"], reason="核对一次显示问题，工单十三", minutes=10)
    return lambda n: accounts.end_power(actor, row), _events("accounts.power_ended", row)


def ending_a_token(district: District) -> tuple[Act, Times]:
    actor = district.actor("owner")
    row, _ = accounts.make_token(actor, district.organisations["甲"], name="令牌", scopes=["checkups.read"], days=30)
    return lambda n: accounts.end_token(actor, row), _events("accounts.token_ended", row)


def giving_a_mandate(district: District) -> tuple[Act, Times]:
    Mandate.unscoped.filter(client=district.organisations["丙"]).delete()
    firm, agency, actor = district.organisations["丙"], district.organisations["正"], district.actor("far_owner")
    return (
        lambda n: accounts.give_mandate(actor, client=firm, agency=agency, scope=["cases"], until=LATER),
        Mandate.unscoped.filter(client=firm, agency=agency, ended__isnull=True).count,
    )


def renewing_a_mandate(district: District) -> tuple[Act, Times]:
    row, actor = mandate(district), district.actor("other_owner")
    further = Mandate.unscoped.filter(client=row.client, agency=row.agency, since__gt=row.until)
    return lambda n: accounts.renew_mandate(actor, row, LATER + timedelta(days=100)), further.count


def ending_a_mandate(district: District) -> tuple[Act, Times]:
    row, actor = mandate(district), district.actor("other_owner")
    return lambda n: accounts.end_mandate(actor, row), _events("accounts.mandate_ended", row)


def mandate(district: District) -> Mandate:
    """The one mandate that 乙 has given to 正, for check-ups."""
    firm, agency = district.organisations["乙"], district.organisations["正"]
    Mandate.unscoped.filter(client=firm, agency=agency).delete()
    return accounts.give_mandate(
        district.actor("other_owner"), client=firm, agency=agency, scope=["checkups"], until=LATER
    )


def answering_a_request(district: District) -> tuple[Act, Times]:
    """Declined by the client, withdrawn by the agency: one answer."""
    agency, firm = district.organisations["正"], district.organisations["乙"]
    head, owner = district.actor("agency_head"), district.actor("other_owner")
    row = accounts.ask_mandate(head, agency=agency, typed=firm.name, scope=["cases"], persons=[], until=LATER)

    def act(number: int) -> None:
        if number % 2:
            accounts.decline_mandate(owner, row)
        else:
            accounts.withdraw_request(head, row)

    verbs = ("accounts.mandate_declined", "accounts.mandate_request_withdrawn")
    return act, Event.unscoped.filter(verb__in=verbs, subject=str(row.pk)).count


def _events(verb: str, row: Any) -> Times:
    return Event.unscoped.filter(verb=verb, subject=str(row.pk)).count


# ---- the ledger ----------------------------------------------------------------------------------------------------


def taking_over_into_the_ledger(district: District) -> tuple[Act, Times]:
    proposal, act = _proposal(district)
    return act, Acceptance.unscoped.filter(source=proposal.source).count


def taking_over_or_dropping(district: District) -> tuple[Act, Times]:
    proposal, take = _proposal(district)
    actor = district.actor("owner")

    def act(number: int) -> None:
        if number % 2:
            take(number)
        else:
            ledger.discard(actor, proposal.pk)

    verbs = ("ledger.take_over", "ledger.discard")
    return act, Event.unscoped.filter(verb__in=verbs, organisation_id=proposal.organisation_id, at__gte=NOW).filter(
        data__source=str(proposal.source)
    ).count


def _proposal(district: District) -> tuple[Proposal, Act]:
    actor, book = district.actor("owner"), _book(district)
    proposal = ledger.propose(
        actor, book.organisation_id, records({"roster": [person("1")]}), source=uuid.uuid4(), as_of=DAY
    )
    return proposal, lambda n: ledger.take_over(actor, proposal.pk, version=book.version, choices=Choices())


def correcting_or_striking_a_record(district: District) -> tuple[Act, Times]:
    actor, book = district.actor("owner"), _book(district)
    values = {"kind": "safety", "held": f"2026-{1 + book.version % 12:02}-{1 + book.version % 28:02}", "topic": "消防"}
    row = ledger.add(actor, book.organisation_id, "training", values)

    def act(number: int) -> None:
        if number % 2:
            ledger.correct(actor, row.pk, {"topic": f"消防{number}"})
        else:
            ledger.strike(actor, row.pk)

    verbs = ("ledger.correct", "ledger.strike")
    before = Event.unscoped.filter(verb__in=verbs).count()
    return act, lambda: Event.unscoped.filter(verb__in=verbs).count() - before


def ticking_off_a_deadline(district: District) -> tuple[Act, Times]:
    actor, book = district.actor("owner"), _book(district)
    row = Deadline.unscoped.create(
        organisation_id=book.organisation_id, key=get_random_string(12), kind="insurance_due", due=LATER, due_kind="statutory", first_reminder=DAY,
    )  # fmt: skip
    return lambda n: ledger.handle(actor, row.pk), _events("ledger.handle", row)


def holding_somebodys_records(district: District) -> tuple[Act, Times]:
    actor, row = district.actor("owner"), _employee(district)
    return lambda n: ledger.hold(actor, row.pk, "劳动争议正在仲裁"), _events("ledger.hold", row)


def restricting_somebodys_records(district: District) -> tuple[Act, Times]:
    actor, row = district.actor("owner"), _employee(district, ended=date(2026, 5, 31))
    return lambda n: ledger.restrict(actor, row.pk), _events("ledger.restrict", row)


def ending_a_feed(district: District) -> tuple[Act, Times]:
    actor = district.actor("owner")
    row, _ = ledger.subscribe(actor, lang="zh", names=False)
    return lambda n: ledger.unsubscribe(actor, row.pk), _events("ledger.unsubscribe", row)


def withdrawing_a_service(district: District) -> tuple[Act, Times]:
    actor = district.actor("officer")
    row = ledger.enter_service(
        actor, place="440105", kind=next(iter(KINDS)), values={"name": "法律援助站", "phone": "020-0000"},
        source="https://example.com/", source_day=DAY,
    )  # fmt: skip
    return lambda n: ledger.withdraw_service(actor, row.pk), _events("ledger.withdraw_service", row)


def _book(district: District) -> Book:
    firm = district.organisations["甲"].pk
    if not Book.unscoped.filter(organisation_id=firm).exists():
        told = {"roster": [person("0")], "contracts": [contract("0", date(2024, 3, 1), LATER)]}
        ledger.accept(district.actor("owner"), firm, records(told), source=uuid.uuid4(), as_of=DAY)
    return Book.unscoped.get(organisation_id=firm)


def _employee(district: District, **values: Any) -> Employee:
    return Employee.unscoped.create(
        organisation_id=_book(district).organisation_id, number=get_random_string(8), name="某人", **values
    )


# ---- evidence and notices ------------------------------------------------------------------------------------------


def adding_versions(district: District) -> tuple[Act, Times]:
    """Everybody's version is kept, under a number of its own, without a gap."""
    firm, actor = district.organisations["甲"], district.actor("owner")
    row = Attachment.unscoped.create(
        organisation=firm, subject_kind="plans.task", subject=_task(district).pk, title="合同", added=NOW
    )

    def act(number: int) -> None:
        token = uuid.uuid4().hex
        evidence.add_version(
            actor, row.pk, Kept(f"evidence/{token[:2]}/{token}01234567", "合同.txt", "txt", 1, token, token)
        )

    def times() -> int:
        numbers = list(Version.objects.filter(attachment=row).order_by("number").values_list("number", flat=True))
        return int(bool(numbers) and numbers == list(range(1, len(numbers) + 1)))

    return act, times


def ending_or_pausing_a_webhook(district: District) -> tuple[Act, Times]:
    """One removes it while others pause and resume it: what is ended does not come back."""
    actor = district.actor("owner")
    Endpoint.unscoped.all().delete()
    row, _ = notices.add_endpoint(actor, name="推送", url="https://example.com/heyue", events=["cases.moved"])

    def act(number: int) -> None:
        notices.change_endpoint(actor, row.pk, "ended" if number == 0 else "paused" if number % 2 else "running")

    return act, Endpoint.unscoped.filter(pk=row.pk, ended__isnull=False).count


def sending_a_letter(district: District) -> tuple[Act, Times]:
    tag = get_random_string(8)
    row = Outbox.unscoped.create(
        key=f"cases.moved:{tag}", kind="cases.moved", person=district.people["owner"], channel="mail", zh=tag, en=tag, made=NOW, next=NOW,
    )  # fmt: skip

    def act(number: int) -> None:
        if not sending.mail(row.pk, 0, NOW):
            raise Conflict(("别人发了", "sent by another"))

    return act, lambda: sum(tag in letter.body for letter in mail.outbox)


DONE: list[str] = []
"""What the handler below was called for."""


def doing_what_is_due(district: District) -> tuple[Act, Times]:
    tag = get_random_string(8)
    due.HANDLERS["tests.noted"] = lambda actor, payload: DONE.append(payload["tag"])
    Due.objects.create(key=tag, at=NOW, next=NOW, handler="tests.noted", payload={"tag": tag})
    return lambda n: due.wake(program()), lambda: DONE.count(tag)


CONTESTS = (
    Contest("case_moved", moving_a_case, Guard(updates=(Case,)), rounds=20),
    Contest("case_moved_or_assigned", moving_or_assigning_a_case, Guard(updates=(Case,))),
    Contest("task_decided", deciding_a_task, Guard(updates=(Task,)), rounds=20),
    Contest("task_arranged", arranging_a_task, Guard(updates=(Task,))),
    Contest("run_taken_up", taking_up_a_run, Guard(updates=(Checkup,)), rounds=20),
    Contest("run_taken_over", taking_over_from_a_worker_that_is_gone, Guard(updates=(Checkup,))),
    Contest("run_put_back", putting_back_in_the_queue, Guard(updates=(Checkup,))),
    Contest("columns_answered", answering_for_columns, Guard(updates=(Checkup,))),
    Contest("form_handed_in", handing_in_a_form, Guard(locks=(Draft,))),
    Contest("form_changed", changing_somebody_on_a_form, Guard(locks=(Draft,), updates=(DraftPerson,))),
    Contest("invitation_taken", taking_an_invitation, Guard(locks=(Invitation,)), rounds=20),
    Contest(
        "invitation_taken_or_withdrawn",
        taking_or_withdrawing_an_invitation,
        Guard(locks=(Invitation,), updates=(Invitation,)),
    ),
    Contest("members_left", leaving_together, Guard(locks=(Organisation, Membership))),
    Contest("password_set", using_a_link_for_a_password, Guard(locks=(ResetLink,))),
    Contest("account_shut", shutting_an_account, Guard(updates=(Person,))),
    Contest("look_opened", looking_into_a_firm, Guard(locks=(Person,)), succeed="all"),
    Contest("look_ended", ending_a_look, Guard(locks=(StaffPower,))),
    Contest("token_ended", ending_a_token, Guard(updates=(ApiToken,))),
    Contest("mandate_given", giving_a_mandate, Guard(locks=(Organisation,))),
    Contest("mandate_renewed", renewing_a_mandate, Guard(locks=(Organisation,))),
    Contest("mandate_ended", ending_a_mandate, Guard(updates=(Mandate,)), rounds=20),
    Contest("mandate_answered", answering_a_request, Guard(updates=(MandateRequest,))),
    Contest(
        "ledger_accepted",
        taking_over_into_the_ledger,
        Guard(locks=(Book, Proposal), updates=(Book, Proposal)),
        rounds=20,
    ),
    Contest(
        "ledger_accepted_or_dropped",
        taking_over_or_dropping,
        Guard(locks=(Book, Proposal), updates=(Book, Proposal)),
    ),
    Contest("record_corrected", correcting_or_striking_a_record, Guard(locks=(Book,), updates=(Book, Record))),
    Contest("deadline_met", ticking_off_a_deadline, Guard(updates=(Deadline,))),
    Contest("records_held", holding_somebodys_records, Guard(updates=(Employee,))),
    Contest("records_restricted", restricting_somebodys_records, Guard(locks=(Book,), updates=(Employee,))),
    Contest("feed_ended", ending_a_feed, Guard(updates=(Feed,))),
    Contest("service_withdrawn", withdrawing_a_service, Guard(updates=(PublicService,))),
    Contest("version_added", adding_versions, Guard(locks=(Attachment,)), succeed="all"),
    Contest("webhook_ended", ending_or_pausing_a_webhook, Guard(locks=(Endpoint,)), succeed="some"),
    Contest("letter_sent", sending_a_letter, Guard(updates=(Outbox,))),
    Contest("due_done", doing_what_is_due, Guard(locks=(Due,)), succeed="all"),
)
BY_CONSTRAINT = (
    Contest("plan_made", making_a_plan, Guard(), succeed="all"),
    Contest("form_begun", beginning_a_form, Guard(), succeed="all"),
)
"""Guarded by a unique constraint alone, which no test takes away: everybody is given the one plan, the one form."""
