"""休假、女职工、未成年人、超龄人员与奖金的违法."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from heyue.sample.days import after, last_of
from heyue.sample.faults.hours import DayFault
from heyue.sample.faults.kind import FaultKind, Finding, in_month, monthly_sheets, service
from heyue.sample.firm import Firm
from heyue.sample.oracle import annual_days, bonus_tax, mean, unused_leave_pay
from heyue.sample.people import Draft
from heyue.sample.person import REHIRED, Leave
from heyue.sample.schedule import SHIFT

DAY = timedelta(days=1)
PREGNANCY = timedelta(days=280)
SEVEN_MONTHS = timedelta(days=84)
"""From the 28th week on: 84 days before the due date."""


class AnnualUnused(FaultKind):
    name = "annual_leave_unused"
    zh, en = "上一年度的年休假没有休，也没有付报酬", "Last year's annual leave was neither taken nor paid"
    sheets: ClassVar[tuple[str, ...]] = ("leave", "roster", "payroll")
    rules: ClassVar[tuple[str, ...]] = ("leave.annual_unused",)

    def draft(self) -> Draft:
        year = self.firm.as_of.year - 1
        joined, before = self.rng.choice(
            (
                (service(self.firm, self.rng, 30, 60), self.rng.choice((30, 118, 119, 130, 245))),
                (date(year, self.rng.randint(2, 6), self.rng.randint(2, 24)), self.rng.choice((30, 140, 260))),
            )
        )
        return Draft(plain=True, steady=True, started=joined, skip_leave={year}, worked_before=before, leave_in=year)

    def plant(self) -> None:
        """Worked elsewhere for years before, so that the twelve months of 职工带薪年休假条例 2 are long past."""
        year = self.firm.as_of.year - 1
        for month in self.person.months:
            month.allowances = self.rng.choice((0, 10_000, 25_000))
        first = date(year, 1, 1)
        entitled = annual_days(self.person.first_worked or self.person.started, first)
        if self.person.started > first:
            entitled = entitled * ((date(year, 12, 31) - self.person.started).days + 1) // 365
        self.unused = entitled

    def findings(self) -> list[Finding]:
        last_year = [
            m.gross - m.overtime_pay for m in self.person.full_months if m.first.year == self.firm.as_of.year - 1
        ]
        amount = unused_leave_pay(mean(last_year, self.person.wage), self.unused)
        return [Finding(self.rules[0], self.person.number, exposure=amount)]


class ShortMaternity(FaultKind):
    name = "maternity_leave_short"
    zh, en = "产假少于法定天数", "Maternity leave shorter than the law gives"
    sheets: ClassVar[tuple[str, ...]] = ("leave",)
    rules: ClassVar[tuple[str, ...]] = ("leave.maternity_short",)

    def draft(self) -> Draft:
        return Draft(
            plain=True, steady=True, sex="female", mother="nursing", started=service(self.firm, self.rng, 26, 50)
        )

    def plant(self) -> None:
        leave = next(leave for leave in self.person.leaves if leave.kind == "maternity")
        leave.babies, leave.difficult = self.rng.choice(((1, False), (1, True), (2, False)))
        required = 98 + 15 * (leave.babies - 1) + (15 if leave.difficult else 0)
        leave.days = (required - self.rng.choice((1, 8, 30))) * 100
        leave.ends = leave.starts + timedelta(days=leave.days // 100 - 1)

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number)]


class PaidLeaveDeducted(FaultKind):
    name = "paid_leave_deducted"
    zh, en = "休婚假、丧假被扣了工资", "Pay was taken off for marriage or bereavement leave"
    sheets: ClassVar[tuple[str, ...]] = ("leave", "payroll")
    rules: ClassVar[tuple[str, ...]] = ("leave.paid_leave_deducted",)

    def plant(self) -> None:
        """Other pay of the month is high enough that the contract wage is still reached."""
        month = self.rng.choice(monthly_sheets(self.person))
        first = next(d for d in range(5, 20) if (month.first + timedelta(days=d)).weekday() == 0)
        starts = month.first + timedelta(days=first)
        self.leave = Leave(self.rng.choice(("marriage", "bereavement")), starts, starts + 2 * DAY, 300)
        self.leave.deducted = month.absence = self.rng.choice((15_000, 40_000, 66_666))
        month.performance = 80_000
        self.person.leaves.append(self.leave)

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number, exposure=self.leave.deducted)]


class ProtectedOvertime(FaultKind):
    name = "overtime_while_nursing"
    zh, en = "哺乳期安排加班", "Overtime was arranged while nursing"
    sheets: ClassVar[tuple[str, ...]] = ("attendance", "roster")
    rules: ClassVar[tuple[str, ...]] = ("women.overtime",)

    def draft(self) -> Draft:
        return Draft(
            plain=True, steady=True, sex="female", mother="nursing", started=service(self.firm, self.rng, 26, 50)
        )

    def plant(self) -> None:
        """In whole months between the end of maternity leave and the child's first birthday."""
        born = self.person.child_born or self.firm.as_of
        end = max(leave.ends for leave in self.person.leaves if leave.kind == "maternity")
        fitting = [m for m in self.person.full_months if m.first > end and m.days is None]
        fitting = [m for m in fitting if last_of(m.first) < after(born, 12)]
        if not fitting:
            self.person.child_born = born = after(self.firm.as_of.replace(day=1), -10) + timedelta(
                days=self.rng.randint(0, 20)
            )
            self.person.due_date = born
            fitting = [m for m in self.person.full_months if m.first > born and m.days is None][4:8]
            for leave in self.person.leaves:
                if leave.kind == "maternity":
                    leave.starts, leave.ends = born, born + (leave.ends - leave.starts)
        self.month = self.rng.choice(fitting)
        self.month.workday = self.rng.choice((30, 240, 600))

    def findings(self) -> list[Finding]:
        return [in_month(self.rules[0], self.person, self.month)]


class ProtectedNight(DayFault):
    name = "night_shift_late_pregnancy"
    zh, en = "怀孕七个月以上安排夜班", "Night work after the seventh month of pregnancy"
    sheets: ClassVar[tuple[str, ...]] = ("attendance", "roster")
    rules: ClassVar[tuple[str, ...]] = ("women.night_shift",)

    def draft(self) -> Draft:
        return Draft(
            plain=True, steady=True, sex="female", mother="pregnant", started=service(self.firm, self.rng, 26, 50)
        )

    def plant(self) -> None:
        self.person.due_date = self.firm.as_of + timedelta(days=self.rng.randint(10, 60))
        strict = self.person.due_date - SEVEN_MONTHS
        working = [d for d in self.days() if d.worked == SHIFT and strict <= d.day]
        self.planted = sorted(self.rng.sample(working, self.rng.randint(1, 3)), key=lambda d: d.day)
        for day in self.planted:
            day.night = True

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number, day.day, day.day) for day in self.planted]


class ChildLabour(FaultKind):
    name = "child_labour"
    zh, en = "入职时不满十六周岁", "Under sixteen on the first day"
    sheets: ClassVar[tuple[str, ...]] = ("roster",)
    rules: ClassVar[tuple[str, ...]] = ("minors.child_labour", "minors.protected")

    def draft(self) -> Draft:
        started = service(self.firm, self.rng, 8, 40)
        birth = after(started, -12 * 16) + timedelta(days=self.rng.choice((1, 40, 150)))
        return Draft(plain=True, steady=True, started=started, birth=birth, skip_leave=_years(self.firm))

    def plant(self) -> None:
        self.person.first_worked = None

    def findings(self) -> list[Finding]:
        found = [Finding("minors.child_labour", self.person.number)]
        if after(self.person.birth, 12 * 16) <= self.firm.as_of < after(self.person.birth, 12 * 18):
            found.append(Finding("minors.protected", self.person.number, question=True))
        return found


class YoungWorker(FaultKind):
    name = "young_worker"
    zh, en = "有不满十八周岁的员工", "An employee under eighteen"
    sheets: ClassVar[tuple[str, ...]] = ("roster",)
    rules: ClassVar[tuple[str, ...]] = ("minors.protected",)

    def draft(self) -> Draft:
        started = service(self.firm, self.rng, 2, 8)
        birth = after(started, -12 * 16) - timedelta(days=self.rng.choice((0, 30, 200)))
        return Draft(plain=True, steady=True, started=started, birth=birth, skip_leave=_years(self.firm))

    def plant(self) -> None:
        self.person.first_worked = None

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number, question=True)]


def _years(firm: Firm) -> set[int]:
    return {firm.as_of.year - 1, firm.as_of.year}


class WrongBonusTax(FaultKind):
    name = "bonus_tax_wrong"
    zh, en = (
        "全年一次性奖金的个税和单独计税的算法对不上",
        "The tax on the annual bonus differs from the separate method",
    )
    sheets: ClassVar[tuple[str, ...]] = ("payroll",)
    rules: ClassVar[tuple[str, ...]] = ("tax.bonus_tax",)

    def plant(self) -> None:
        self.month = next(m for m in self.person.months if m.first.year == self.firm.as_of.year)
        self.month.bonus = self.rng.choice((3_600_000, 5_000_000))
        self.month.bonus_tax = bonus_tax(self.month.bonus) + self.rng.choice((-1, 1, 21_000))

    def findings(self) -> list[Finding]:
        return [in_month(self.rules[0], self.person, self.month, question=True)]


class NoOverAgeAgreement(FaultKind):
    name = "over_age_agreement_missing"
    zh, en = "超龄人员没有签书面用工协议", "An over-age worker has no written agreement"
    sheets: ClassVar[tuple[str, ...]] = ("roster",)
    rules: ClassVar[tuple[str, ...]] = ("over_age.agreement_missing",)

    def fits(self) -> bool:
        return self.firm.as_of >= date(2026, 7, 1)

    def draft(self) -> Draft:
        return Draft(form=REHIRED, plain=True, steady=True, started=service(self.firm, self.rng, 3, 14))

    def plant(self) -> None:
        self.person.notes["over_age_agreement"] = None

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number)]


class SecondBonus(FaultKind):
    name = "annual_bonus_twice"
    zh, en = "一年内两次按全年一次性奖金单独计税", "Two bonuses in one year taxed on their own"
    sheets: ClassVar[tuple[str, ...]] = ("payroll",)
    rules: ClassVar[tuple[str, ...]] = ("tax.bonus_twice",)

    def plant(self) -> None:
        year = [m for m in self.person.months if m.first.year == self.firm.as_of.year - 1]
        self.months = [year[0], self.rng.choice(year[3:9])]
        for month in self.months:
            month.bonus = self.rng.choice((600_000, 3_600_000, 3_600_001, 5_000_000))
            month.bonus_tax = bonus_tax(month.bonus)

    def findings(self) -> list[Finding]:
        return [in_month(self.rules[0], self.person, self.months[1], question=True)]


KINDS: tuple[type[FaultKind], ...] = (
    AnnualUnused,
    ShortMaternity,
    PaidLeaveDeducted,
    ProtectedOvertime,
    ProtectedNight,
    ChildLabour,
    YoungWorker,
    NoOverAgeAgreement,
    SecondBonus,
    WrongBonusTax,
)
