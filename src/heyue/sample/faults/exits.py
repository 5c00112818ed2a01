"""解除终止与离职手续的违法."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from heyue.sample.days import after, next_workday
from heyue.sample.faults.kind import FaultKind, Finding
from heyue.sample.oracle import annual_days, average_wage, retirement_date, severance, unused_leave_pay
from heyue.sample.people import Draft

DAY = timedelta(days=1)
PREGNANCY = timedelta(days=280)
ROSTER = ("roster", "payroll")


class ExitFault(FaultKind):
    """离职人员身上的违法: a leaver with a plain record, all other papers in order."""

    sheets: ClassVar[tuple[str, ...]] = ROSTER
    reasons: ClassVar[tuple[str, ...]] = ("resigned",)
    day_over: ClassVar[bool] = False
    """True where what was left undone could still be done on the last day itself."""

    def draft(self) -> Draft:
        months = (self.firm.as_of.year - self.firm.first.year) * 12 + self.firm.as_of.month - 1
        ended = next_workday(
            after(self.firm.first, self.rng.randint(3, months - 1)).replace(day=self.rng.randint(2, 28))
        )
        if self.rng.random() < 0.1:
            ended = self.firm.as_of - (DAY if self.day_over else 0 * DAY)
        started = after(ended + DAY, -self.rng.choice((5, 6, 11, 12, 18, 25, 30, 47))) + timedelta(
            days=self.rng.choice((-1, 0, 1))
        )
        return Draft(
            plain=True, steady=True, leaver=True, started=started, ended=ended, reason=self.rng.choice(self.reasons)
        )

    def on_record(self) -> bool:
        """Whether payroll has every full month of the twelve before leaving: else only "nothing paid" is certain."""
        ended = self.person.ended or self.firm.as_of
        return max(after(ended + DAY, -12), self.person.started) >= self.firm.first

    def owed(self) -> int:
        """经济补偿 N on the average wage before leaving, capped where the city's average wage is known."""
        ended = self.person.ended or self.firm.as_of
        average = average_wage(self.person.months, ended, self.person.wage)
        return severance(self.person.started, ended, average, self.firm.city.averages.get(ended.year - 1))


class SeveranceUnpaid(ExitFault):
    name = "severance_unpaid"
    zh, en = "该付的经济补偿没有付或没有付足", "Severance due was not paid, or not in full"
    rules: ClassVar[tuple[str, ...]] = ("termination.severance_unpaid",)
    reasons: ClassVar[tuple[str, ...]] = ("agreed_employer", "expired", "resigned_38", "no_fault", "closed")

    def draft(self) -> Draft:
        draft = super().draft()
        if draft.reason == "expired" and draft.ended is not None:
            draft.started = after(draft.ended + DAY, -12 * self.rng.choice((1, 2, 3)))
        elif self.rng.random() < 0.15:
            draft.wage, draft.job = 6_000_000, "总经理"
        return draft

    def plant(self) -> None:
        self.paid = self.rng.choice((0, 0, 100_000)) if self.on_record() else 0
        self.person.notes["severance_paid"] = self.paid
        for month in self.person.months:
            month.allowances = self.rng.choice((0, 10_000, 33_333))

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number, exposure=self.owed() - self.paid)]


class NoGround(ExitFault):
    name = "dismissed_without_ground"
    zh, en = "没有法定理由解除劳动合同", "Dismissed without a lawful ground"
    rules: ClassVar[tuple[str, ...]] = ("termination.no_ground",)
    reasons: ClassVar[tuple[str, ...]] = ("no_ground",)

    def plant(self) -> None:
        self.paid = self.rng.choice((0, 0, 200_000)) if self.on_record() else 0
        self.person.notes["severance_paid"] = self.paid

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number, exposure=2 * self.owed() - self.paid)]


class MotherDismissed(ExitFault):
    name = "dismissed_while_protected"
    zh, en = "在孕期、产期或哺乳期解除劳动合同", "Dismissed while pregnant, on maternity leave or nursing"
    rules: ClassVar[tuple[str, ...]] = ("women.dismissed",)
    reasons: ClassVar[tuple[str, ...]] = ("no_ground",)

    def draft(self) -> Draft:
        draft = super().draft()
        draft.sex = "female"
        ended = draft.ended or self.firm.as_of
        draft.birth = after(ended, -12 * self.rng.randint(25, 36)) - timedelta(days=11)
        draft.started = after(ended + DAY, -self.rng.choice((30, 36, 41)))
        return draft

    def plant(self) -> None:
        """Her days were drawn before she was a mother: she had no night shifts."""
        for month in self.person.months:
            for day in month.days or ():
                day.night = False
        self.person.notes["severance_paid"] = 0
        ended = self.person.ended or self.firm.as_of
        if self.rng.random() < 0.5:
            self.person.due_date = ended + self.rng.choice((PREGNANCY, timedelta(days=100), timedelta(days=1)))
        else:
            self.person.child_born = self.rng.choice((after(ended, -12) + DAY, ended - timedelta(days=120)))
            self.person.due_date = self.person.child_born

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number, exposure=2 * self.owed())]


class NoNoticePay(ExitFault):
    name = "notice_pay_missing"
    zh, en = "无过失辞退没有提前三十天通知，也没付代通知金", "No thirty days' notice and no pay in its place"
    rules: ClassVar[tuple[str, ...]] = ("termination.notice_pay",)
    reasons: ClassVar[tuple[str, ...]] = ("no_fault",)

    def plant(self) -> None:
        ended = self.person.ended or self.firm.as_of
        self.person.notes["end_notice"] = self.rng.choice((None, ended - timedelta(days=29), ended))
        self.paid = self.rng.choice((0, 0, 100_000)) if self.on_record() else 0
        self.person.notes["notice_pay"] = self.paid
        self.person.notes["union_notified"] = ended - timedelta(days=29)

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number, exposure=self.person.wage - self.paid)]


class CertificateLate(ExitFault):
    name = "certificate_missing"
    zh, en = "离职当天没有出具离职证明", "No leaving certificate on the last day"
    day_over = True
    sheets: ClassVar[tuple[str, ...]] = ("roster",)
    rules: ClassVar[tuple[str, ...]] = ("termination.certificate_late",)

    def plant(self) -> None:
        ended = self.person.ended or self.firm.as_of
        self.person.notes["certificate"] = self.rng.choice((None, ended + DAY, ended + timedelta(days=16)))

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number)]


class FinalWagesLate(ExitFault):
    name = "final_wages_late"
    zh, en = "离职时没有一次结清工资", "Final wages were not settled on leaving"
    day_over = True
    sheets: ClassVar[tuple[str, ...]] = ("roster",)
    rules: ClassVar[tuple[str, ...]] = ("pay.final_wages_late",)

    def plant(self) -> None:
        ended = self.person.ended or self.firm.as_of
        self.person.notes["final_pay_date"] = self.rng.choice((ended + DAY, ended + timedelta(days=20)))

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number)]


class RetiredEarly(ExitFault):
    name = "retired_before_the_day"
    zh, en = "没到延迟后的法定退休日就按退休终止", "Ended as retired before the delayed statutory day"
    sheets: ClassVar[tuple[str, ...]] = ("roster", "payroll")
    rules: ClassVar[tuple[str, ...]] = ("termination.retired_early",)
    reasons: ClassVar[tuple[str, ...]] = ("retired",)

    def draft(self) -> Draft:
        """A man of just sixty, or a woman in a worker's post of just fifty: lawful before the reform, too early now."""
        draft = super().draft()
        ended = draft.ended or self.firm.as_of
        draft.sex, draft.post = self.rng.choice((("male", "worker"), ("female", "worker")))
        draft.birth = after(ended, -12 * (60 if draft.sex == "male" else 50))
        draft.started = after(ended + DAY, -self.rng.choice((30, 47, 100)))
        return draft

    def plant(self) -> None:
        ended = self.person.ended or self.firm.as_of
        while retirement_date(self.person.birth, self.person.sex, self.person.post) <= ended:
            self.person.birth += timedelta(days=40)

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number, question=True)]


class UnionNotTold(ExitFault):
    name = "union_not_notified"
    zh, en = "单方解除没有事先通知工会", "The union was not told before a dismissal"
    day_over = True
    sheets: ClassVar[tuple[str, ...]] = ("roster", "bodies")
    rules: ClassVar[tuple[str, ...]] = ("termination.union_not_notified",)
    reasons: ClassVar[tuple[str, ...]] = ("fault",)
    needs = 24

    def plant(self) -> None:
        ended = self.person.ended or self.firm.as_of
        self.person.notes["union_notified"] = self.rng.choice((None, ended + DAY))
        self.firm.bodies["union"] = True

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number)]


class LeaverLeave(ExitFault):
    name = "annual_leave_unpaid_on_leaving"
    zh, en = "离职时没有折算未休的年休假", "Unused annual leave was not settled on leaving"
    sheets: ClassVar[tuple[str, ...]] = ("roster", "leave", "payroll")
    rules: ClassVar[tuple[str, ...]] = ("leave.annual_leaver",)

    def draft(self) -> Draft:
        year = self.firm.as_of.year - self.rng.choice((0, 1))
        last = self.firm.as_of if year == self.firm.as_of.year else date(year, 12, 31)
        ended = last - timedelta(days=self.rng.randint(0, max(0, (last - date(year, 3, 20)).days)))
        if ended < date(year, 3, 15):
            ended = date(year - 1, 11, self.rng.randint(2, 28))
        started = after(ended, -self.rng.choice((26, 40))).replace(day=5)
        return Draft(
            plain=True,
            steady=True,
            leaver=True,
            started=started,
            ended=ended,
            reason="resigned",
            skip_leave={ended.year},
            worked_before=self.rng.choice((30, 125, 245)),
            leave_in=ended.year,
        )

    def plant(self) -> None:
        for month in self.person.months:
            month.allowances = self.rng.choice((0, 10_000, 25_000))

    def findings(self) -> list[Finding]:
        ended = self.person.ended or self.firm.as_of
        first = max(self.person.started, date(ended.year, 1, 1))
        entitled = annual_days(self.person.first_worked or self.person.started, ended)
        days = ((ended - first).days + 1) * entitled // 365
        average = average_wage(self.person.months, ended, self.person.wage, overtime=False)
        return [Finding(self.rules[0], self.person.number, exposure=unused_leave_pay(average, days))]


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
