"""工资支付的违法."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import ClassVar

from heyue.sample.days import half_up, last_of, next_workday
from heyue.sample.faults.kind import FaultKind, Finding, in_month, monthly_sheets, service
from heyue.sample.people import Draft
from heyue.sample.person import PART_TIME, Month, Person
from heyue.sample.wages import agreed_day

PAY_SHEET = ("payroll",)
FIRM_MINIMUM = date(2026, 8, 1)
"""The last month whose minimum wage is confirmed by an official page in every sample city."""


class MonthFault(FaultKind):
    """一个月或几个月里的违法: picks months kept by the month, without leave, and marks them."""

    sheets: ClassVar[tuple[str, ...]] = PAY_SHEET
    count = (1, 3)
    first: date | None = None
    last: date | None = None

    def plant(self) -> None:
        fitting = monthly_sheets(self.person, self.first, self.last)
        self.months = sorted(
            self.rng.sample(fitting, min(len(fitting), self.rng.randint(*self.count))), key=lambda m: m.first
        )
        for month in self.months:
            self.mark(month)

    def mark(self, month: Month) -> None:
        raise NotImplementedError

    def amount(self, month: Month) -> int:
        raise NotImplementedError

    def findings(self) -> list[Finding]:
        return [in_month(self.rules[0], self.person, m, self.amount(m)) for m in self.months]


def agreed_wage(person: Person, month: Month) -> int:
    """The contract wage in force at the end of a month."""
    contract = person.contract_on(last_of(month.first))
    return contract.wage if contract is not None else person.wage


class PaidMonthFault(MonthFault):
    """已发放月份里的违法: only months whose wages are paid by the day of the check-up."""

    def plant(self) -> None:
        paid = [
            m.first for m in self.person.months if agreed_day(self.firm, m.first) < self.firm.as_of - timedelta(days=25)
        ]
        self.last = paid[-1]
        super().plant()


class OvertimeUnpaid(MonthFault):
    name = "overtime_unpaid"
    zh, en = "有加班，加班费没付或没付足", "Overtime was worked and not paid, or not in full"
    sheets: ClassVar[tuple[str, ...]] = ("attendance", "payroll")
    rules: ClassVar[tuple[str, ...]] = ("pay.overtime_unpaid",)

    def mark(self, month: Month) -> None:
        month.workday = self.rng.choice((6, 12, 20, 25)) * 60 + self.rng.choice((0, 30))
        month.restday = self.rng.choice((0, 0, 8)) * 60
        month.time_off = self.rng.choice((0, month.restday // 2))
        month.overtime_given = self.rng.choice((0, 0, 5000))

    def findings(self) -> list[Finding]:
        return [in_month(self.rules[0], self.person, m, m.overtime_due - m.overtime_pay) for m in self.months]


class OvertimeAtPlainRate(MonthFault):
    name = "overtime_rate_short"
    zh, en = "加班费只按一倍工资发", "Overtime was paid at the plain hourly rate"
    sheets: ClassVar[tuple[str, ...]] = ("attendance", "payroll")
    rules: ClassVar[tuple[str, ...]] = ("pay.overtime_unpaid",)

    def mark(self, month: Month) -> None:
        month.workday = self.rng.randint(10, 70) * 30
        month.overtime_given = half_up(Fraction(agreed_wage(self.person, month) * month.workday, 174 * 60))

    def findings(self) -> list[Finding]:
        return [in_month(self.rules[0], self.person, m, m.overtime_due - m.overtime_pay) for m in self.months]


class BelowMinimum(MonthFault):
    name = "pay_below_minimum"
    zh, en = "正常出勤，当月工资低于最低工资", "A full month's pay below the local minimum"
    rules: ClassVar[tuple[str, ...]] = ("pay.minimum_monthly", "pay.below_contract")
    last = FIRM_MINIMUM

    def fits(self) -> bool:
        """Not where the minimum is compared after the employee's contributions (Beijing, Shanghai)."""
        return self.firm.city.contributions_in_minimum

    def draft(self) -> Draft:
        """A wage whose contributions the minimum can still bear."""
        draft = super().draft()
        draft.wage, draft.job = self.rng.choice((480_000, 520_000)), "学徒"
        return draft

    def mark(self, month: Month) -> None:
        month.base_given = self.firm.city.minimum(month.first).monthly - self.rng.choice((1, 10000, 35000))

    def findings(self) -> list[Finding]:
        found = []
        for month in self.months:
            minimum = self.firm.city.minimum(month.first).monthly
            compare = month.gross - month.overtime_pay - month.special
            found.append(in_month(self.rules[0], self.person, month, minimum - compare))
            found.append(in_month(self.rules[1], self.person, month, month.wage - minimum))
        return found


class BelowContract(MonthFault):
    name = "pay_below_contract"
    zh, en = "正常出勤，工资比合同约定的少", "Less than the contract wage for a full month"
    rules: ClassVar[tuple[str, ...]] = ("pay.below_contract",)

    def mark(self, month: Month) -> None:
        month.base_given = agreed_wage(self.person, month) - self.rng.choice((1, 10000, 30000, 45678))

    def amount(self, month: Month) -> int:
        return month.wage - month.gross


class BelowHourly(MonthFault):
    name = "hourly_below_minimum"
    zh, en = "非全日制小时工资低于最低小时工资", "A part-timer was paid less than the hourly minimum"
    rules: ClassVar[tuple[str, ...]] = ("pay.minimum_hourly",)
    last = FIRM_MINIMUM

    def draft(self) -> Draft:
        return Draft(form=PART_TIME, plain=True, steady=True, started=service(self.firm, self.rng, 15, 30))

    def mark(self, month: Month) -> None:
        month.base_given = half_up(Fraction((self.firm.city.minimum(month.first).hourly - 150) * month.hours, 60))

    def amount(self, month: Month) -> int:
        return half_up(Fraction(self.firm.city.minimum(month.first).hourly * month.hours, 60)) - month.gross


class PaidLate(PaidMonthFault):
    name = "paid_late"
    zh, en = "工资发放晚于约定的发薪日", "Wages were paid after the agreed day"
    rules: ClassVar[tuple[str, ...]] = ("pay.late",)

    def mark(self, month: Month) -> None:
        due = agreed_day(self.firm, month.first)
        month.late_to = self.rng.choice(
            (due + timedelta(days=1), next_workday(due + timedelta(days=self.rng.randint(3, 20))))
        )

    def findings(self) -> list[Finding]:
        return [in_month(self.rules[0], self.person, month) for month in self.months]


class ShortPaid(PaidMonthFault):
    name = "net_not_paid"
    zh, en = "实际付出的钱少于实发工资", "Less was paid out than the net wage"
    rules: ClassVar[tuple[str, ...]] = ("pay.unpaid",)

    def mark(self, month: Month) -> None:
        month.paid_short = self.rng.choice((1, 50000, 123456))

    def amount(self, month: Month) -> int:
        return month.paid_short


class Fined(MonthFault):
    name = "fine_deducted"
    zh, en = "从工资里扣罚款或服装押金", "A fine or a uniform deposit was taken from the wage"
    rules: ClassVar[tuple[str, ...]] = ("pay.deduction_unlawful",)

    def mark(self, month: Month) -> None:
        month.fine = self.rng.choice((5000, 20000, 50000))
        month.deposit = self.rng.choice((0, 0, 30000))

    def amount(self, month: Month) -> int:
        return month.fine + month.deposit


class UnclearDeduction(MonthFault):
    name = "other_deduction"
    zh, en = "有说不清的其他扣款", "A deduction whose ground is not stated"
    rules: ClassVar[tuple[str, ...]] = ("pay.deduction_unclear",)

    def mark(self, month: Month) -> None:
        month.other = self.rng.choice((8000, 35000))

    def findings(self) -> list[Finding]:
        return [in_month(self.rules[0], self.person, m, question=True) for m in self.months]


class LossOverCap(MonthFault):
    name = "loss_over_cap"
    zh, en = "赔偿扣款超过当月工资的百分之二十", "More than a fifth of the wage was taken for a loss"
    rules: ClassVar[tuple[str, ...]] = ("pay.loss_deduction_over_cap",)

    def mark(self, month: Month) -> None:
        month.loss = agreed_wage(self.person, month) * self.rng.choice((25, 30)) // 100

    def amount(self, month: Month) -> int:
        minimum = self.firm.city.minimum(month.first).monthly
        cap = half_up(min(Fraction(month.gross, 5), Fraction(max(0, month.gross - minimum))))
        return month.loss - cap


class NetTooLow(MonthFault):
    name = "net_unexplained"
    zh, en = "实发少于应发减各项扣款，差额没有名目", "The net is less than gross and deductions explain"
    rules: ClassVar[tuple[str, ...]] = ("pay.net_does_not_add_up",)

    def mark(self, month: Month) -> None:
        month.net_shift = -self.rng.choice((1, 10000, 25050))

    def amount(self, month: Month) -> int:
        return -month.net_shift


class GrossUnclear(MonthFault):
    name = "gross_unclear"
    zh, en = "应发工资和各项之和对不上", "Gross pay is not the sum of its parts"
    rules: ClassVar[tuple[str, ...]] = ("pay.gross_does_not_add_up",)

    def mark(self, month: Month) -> None:
        month.gross_gap = self.rng.choice((1, 20_000))

    def findings(self) -> list[Finding]:
        return [in_month(self.rules[0], self.person, month, question=True) for month in self.months]


class OneSettlement(MonthFault):
    name = "part_time_paid_monthly"
    zh, en = "非全日制工资一个月只结一次", "A part-timer was paid only once a month"
    rules: ClassVar[tuple[str, ...]] = ("pay.part_time_settlement",)

    def draft(self) -> Draft:
        return Draft(form=PART_TIME, plain=True, steady=True, started=service(self.firm, self.rng, 6, 20))

    def mark(self, month: Month) -> None:
        month.settlements = 1

    def findings(self) -> list[Finding]:
        return [in_month(self.rules[0], self.person, month) for month in self.months]


class TaxShort(MonthFault):
    name = "tax_underwithheld"
    zh, en = "少扣了个人所得税", "Too little income tax was withheld"
    rules: ClassVar[tuple[str, ...]] = ("tax.underwithheld",)
    count = (1, 1)

    def draft(self) -> Draft:
        return Draft(plain=True, steady=True, started=service(self.firm, self.rng, 24, 40), wage=1_500_000, job="主管")

    def plant(self) -> None:
        self.person.additional = 0
        super().plant()

    def mark(self, month: Month) -> None:
        month.tax_shift = -self.rng.choice((1, 5000, 8888))

    def amount(self, month: Month) -> int:
        return month.tax_due - month.tax


class TaxOver(TaxShort):
    name = "tax_overwithheld"
    zh, en = "多扣了个人所得税", "Too much income tax was withheld"
    rules: ClassVar[tuple[str, ...]] = ("tax.overwithheld",)

    def mark(self, month: Month) -> None:
        month.tax_shift = self.rng.choice((1, 5000, 8888))

    def amount(self, month: Month) -> int:
        return month.tax - month.tax_due


KINDS: tuple[type[FaultKind], ...] = (
    OvertimeUnpaid,
    OvertimeAtPlainRate,
    BelowMinimum,
    BelowContract,
    BelowHourly,
    PaidLate,
    ShortPaid,
    Fined,
    UnclearDeduction,
    LossOverCap,
    NetTooLow,
    GrossUnclear,
    OneSettlement,
    TaxShort,
    TaxOver,
)
