"""解除终止与离职手续的违法."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from heyue.sample.days import after, next_workday
from heyue.sample.faults.kind import FaultKind, Finding
from heyue.sample.firm import Firm, has_union
from heyue.sample.oracle import annual_days, average_wage, retirement_date, severance, unused_leave_pay
from heyue.sample.people import Draft
from heyue.sample.person import Person

DAY = timedelta(days=1)
PREGNANCY = timedelta(days=280)
ROSTER = ("roster", "payroll")


class ExitFault(FaultKind):
    """离职人员身上的违法: a leaver with a plain record, all other papers in order."""

    sheets = ROSTER
    reasons: tuple[str, ...] = ("resigned",)

    def draft(self, firm: Firm, rng: Random) -> Draft:
        months = (firm.as_of.year - firm.first.year) * 12 + firm.as_of.month - 1
        ended = next_workday(after(firm.first, rng.randint(3, months - 1)).replace(day=rng.randint(2, 28)))
        if rng.random() < 0.1:
            ended = firm.as_of
        started = after(ended + DAY, -rng.choice((5, 6, 11, 12, 18, 25, 30, 47))) + timedelta(days=rng.choice((-1, 0, 1)))
        return Draft(
            plain=True, steady=True, leaver=True, started=started, ended=ended, reason=rng.choice(self.reasons)
        )

    def owed(self, person: Person, firm: Firm) -> int:
        """经济补偿 N on the average wage before leaving, capped where the city's average wage is known."""
        ended = person.ended or firm.as_of
        average = average_wage(person.months, ended, person.wage)
        return severance(person.started, ended, average, firm.city.averages.get(ended.year - 1))


class SeveranceUnpaid(ExitFault):
    name = "severance_unpaid"
    zh, en = "该付的经济补偿没有付或没有付足", "Severance due was not paid, or not in full"
    rules = ("termination.severance_unpaid",)
    reasons = ("agreed_employer", "expired", "resigned_38", "no_fault", "closed")

    def draft(self, firm: Firm, rng: Random) -> Draft:
        draft = super().draft(firm, rng)
        if draft.reason == "expired" and draft.ended is not None:
            draft.started = after(draft.ended + DAY, -12 * rng.choice((1, 2, 3)))
        elif rng.random() < 0.15:
            draft.wage, draft.job = 6_000_000, "总经理"
        return draft

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        self.paid = rng.choice((0, 0, 100_000))
        person.notes["severance_paid"] = self.paid
        for month in person.months:
            month.allowances = rng.choice((0, 10_000, 33_333))

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [Finding(self.rules[0], person.number, exposure=self.owed(person, firm) - self.paid)]


class NoGround(ExitFault):
    name = "dismissed_without_ground"
    zh, en = "没有法定理由解除劳动合同", "Dismissed without a lawful ground"
    rules = ("termination.no_ground",)
    reasons = ("no_ground",)

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        self.paid = rng.choice((0, 0, 200_000))
        person.notes["severance_paid"] = self.paid

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [Finding(self.rules[0], person.number, exposure=2 * self.owed(person, firm) - self.paid)]


class MotherDismissed(ExitFault):
    name = "dismissed_while_protected"
    zh, en = "在孕期、产期或哺乳期解除劳动合同", "Dismissed while pregnant, on maternity leave or nursing"
    rules = ("women.dismissed",)
    reasons = ("no_ground",)

    def draft(self, firm: Firm, rng: Random) -> Draft:
        draft = super().draft(firm, rng)
        draft.sex = "female"
        ended = draft.ended or firm.as_of
        draft.birth = after(ended, -12 * rng.randint(25, 36)) - timedelta(days=11)
        draft.started = after(ended + DAY, -rng.choice((30, 36, 41)))
        return draft

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        person.notes["severance_paid"] = 0
        ended = person.ended or firm.as_of
        if rng.random() < 0.5:
            person.due_date = ended + rng.choice((PREGNANCY, timedelta(days=100), timedelta(days=1)))
        else:
            person.child_born = rng.choice((after(ended, -12) + DAY, ended - timedelta(days=120)))
            person.due_date = person.child_born

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [Finding(self.rules[0], person.number, exposure=2 * self.owed(person, firm))]


class NoNoticePay(ExitFault):
    name = "notice_pay_missing"
    zh, en = "无过失辞退没有提前三十天通知，也没付代通知金", "No thirty days' notice and no pay in its place"
    rules = ("termination.notice_pay",)
    reasons = ("no_fault",)

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        ended = person.ended or firm.as_of
        person.notes["end_notice"] = rng.choice((None, ended - timedelta(days=29), ended))
        self.paid = rng.choice((0, 0, 100_000))
        person.notes["notice_pay"] = self.paid
        person.notes["union_notified"] = ended - timedelta(days=29)

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [Finding(self.rules[0], person.number, exposure=person.wage - self.paid)]


class CertificateLate(ExitFault):
    name = "certificate_missing"
    zh, en = "离职当天没有出具离职证明", "No leaving certificate on the last day"
    sheets = ("roster",)
    rules = ("termination.certificate_late",)

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        ended = person.ended or firm.as_of
        person.notes["certificate"] = rng.choice((None, ended + DAY, ended + timedelta(days=16)))

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [Finding(self.rules[0], person.number)]


class FinalWagesLate(ExitFault):
    name = "final_wages_late"
    zh, en = "离职时没有一次结清工资", "Final wages were not settled on leaving"
    sheets = ("roster",)
    rules = ("pay.final_wages_late",)

    def draft(self, firm: Firm, rng: Random) -> Draft:
        draft = super().draft(firm, rng)
        if draft.ended == firm.as_of:
            draft.ended = firm.as_of - DAY
        return draft

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        ended = person.ended or firm.as_of
        person.notes["final_pay_date"] = rng.choice((ended + DAY, ended + timedelta(days=20)))

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [Finding(self.rules[0], person.number)]


class RetiredEarly(ExitFault):
    name = "retired_before_the_day"
    zh, en = "没到延迟后的法定退休日就按退休终止", "Ended as retired before the delayed statutory day"
    sheets = ("roster", "payroll")
    rules = ("termination.retired_early",)
    reasons = ("retired",)

    def draft(self, firm: Firm, rng: Random) -> Draft:
        """A man of just sixty, or a woman in a worker's post of just fifty: lawful before the reform, too early now."""
        draft = super().draft(firm, rng)
        ended = draft.ended or firm.as_of
        draft.sex, draft.post = rng.choice((("male", "worker"), ("female", "worker")))
        draft.birth = after(ended, -12 * (60 if draft.sex == "male" else 50))
        draft.started = after(ended + DAY, -rng.choice((30, 47, 100)))
        return draft

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        ended = person.ended or firm.as_of
        while retirement_date(person.birth, person.sex, person.post) <= ended:
            person.birth += timedelta(days=40)

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [Finding(self.rules[0], person.number, most=2 * self.owed(person, firm))]


class UnionNotTold(ExitFault):
    name = "union_not_notified"
    zh, en = "单方解除没有事先通知工会", "The union was not told before a dismissal"
    sheets = ("roster", "bodies")
    rules = ("termination.union_not_notified",)
    reasons = ("fault",)
    needs = 24

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        ended = person.ended or firm.as_of
        person.notes["union_notified"] = rng.choice((None, ended + DAY))
        firm.bodies["union"] = True

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [Finding(self.rules[0], person.number)] if has_union(firm) else []


class LeaverLeave(ExitFault):
    name = "annual_leave_unpaid_on_leaving"
    zh, en = "离职时没有折算未休的年休假", "Unused annual leave was not settled on leaving"
    sheets = ("roster", "leave", "payroll")
    rules = ("leave.annual_leaver",)

    def draft(self, firm: Firm, rng: Random) -> Draft:
        year = firm.as_of.year - rng.choice((0, 1))
        last = firm.as_of if year == firm.as_of.year else date(year, 12, 31)
        ended = last - timedelta(days=rng.randint(0, max(0, (last - date(year, 3, 20)).days)))
        if ended < date(year, 3, 15):
            ended = date(year - 1, 11, rng.randint(2, 28))
        started = after(ended, -rng.choice((26, 40))).replace(day=5)
        return Draft(
            plain=True, steady=True, leaver=True, started=started, ended=ended, reason="resigned", skip_leave={ended.year}
        )

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        person.first_worked = after(person.started, -rng.choice((30, 125, 245)))
        for month in person.months:
            month.allowances = rng.choice((0, 10_000, 25_000))

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        ended = person.ended or firm.as_of
        first = max(person.started, date(ended.year, 1, 1))
        entitled = annual_days(person.first_worked or person.started, ended)
        days = ((ended - first).days + 1) * entitled // 365
        average = average_wage(person.months, ended, person.wage, overtime=False)
        return [Finding(self.rules[0], person.number, exposure=unused_leave_pay(average, days))]




KINDS: tuple[type[FaultKind], ...] = (
    SeveranceUnpaid,
    NoGround,
    MotherDismissed,
    NoNoticePay,
    CertificateLate,
    FinalWagesLate,
    RetiredEarly,
    UnionNotTold,
    LeaverLeave,
)
