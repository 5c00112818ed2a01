"""工资支付的违法."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random

from heyue.sample.days import half_up, next_workday
from heyue.sample.faults.kind import FaultKind, Finding, in_month, monthly_sheets, service
from heyue.sample.firm import Firm
from heyue.sample.people import Draft
from heyue.sample.person import PART_TIME, Month, Person
from heyue.sample.wages import agreed_day

PAY_SHEET = ("payroll",)
FIRM_MINIMUM = date(2026, 8, 1)
"""The last month whose minimum wage is confirmed by an official page in every sample city."""


class MonthFault(FaultKind):
    """一个月或几个月里的违法: picks months kept by the month, without leave, and marks them."""

    sheets = PAY_SHEET
    count = (1, 3)
    first: date | None = None
    last: date | None = None

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        fitting = monthly_sheets(person, self.first, self.last)
        self.months = sorted(rng.sample(fitting, min(len(fitting), rng.randint(*self.count))), key=lambda m: m.first)
        for month in self.months:
            self.mark(month, firm, rng)

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        raise NotImplementedError

    def amount(self, month: Month, person: Person, firm: Firm) -> int | None:
        raise NotImplementedError

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [in_month(self.rules[0], person, m, self.amount(m, person, firm)) for m in self.months]


class PaidMonthFault(MonthFault):
    """已发放月份里的违法: only months whose wages are paid by the day of the check-up."""

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        paid = [m.first for m in person.months if agreed_day(firm, m.first) < firm.as_of - timedelta(days=25)]
        self.last = paid[-1]
        super().plant(person, firm, rng)


class OvertimeUnpaid(MonthFault):
    name = "overtime_unpaid"
    zh, en = "有加班，加班费没付或没付足", "Overtime was worked and not paid, or not in full"
    sheets = ("attendance", "payroll")
    rules = ("pay.overtime_unpaid",)

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        month.workday = rng.choice((6, 12, 20, 25)) * 60 + rng.choice((0, 30))
        month.restday = rng.choice((0, 0, 8)) * 60
        month.time_off = rng.choice((0, month.restday // 2))
        month.overtime_given = rng.choice((0, 0, 5000))

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [in_month(self.rules[0], person, m, m.overtime_due - m.overtime_pay) for m in self.months]


class OvertimeAtBaseOfBasicPay(MonthFault):
    name = "overtime_rate_short"
    zh, en = "加班费只按一倍工资发", "Overtime was paid at the plain hourly rate"
    sheets = ("attendance", "payroll")
    rules = ("pay.overtime_unpaid",)

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        super().plant(person, firm, rng)
        for month in self.months:
            month.overtime_given = half_up(Fraction(person.wage * month.workday, 174 * 60))

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        month.workday = rng.randint(10, 70) * 30

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [in_month(self.rules[0], person, m, m.overtime_due - m.overtime_pay) for m in self.months]


class BelowMinimum(MonthFault):
    name = "pay_below_minimum"
    zh, en = "正常出勤，当月工资低于最低工资", "A full month's pay below the local minimum"
    rules = ("pay.minimum_monthly", "pay.below_contract")
    last = FIRM_MINIMUM

    def fits(self, firm: Firm) -> bool:
        """Not where the minimum is compared after the employee's contributions (Beijing, Shanghai)."""
        return firm.city.contributions_in_minimum

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        month.base_given = firm.city.minimum(month.first).monthly - rng.choice((1, 10000, 35000))

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        found = []
        for month in self.months:
            minimum = firm.city.minimum(month.first).monthly
            compare = month.gross - month.overtime_pay - month.special
            found.append(in_month(self.rules[0], person, month, minimum - compare))
            found.append(in_month(self.rules[1], person, month, month.wage - minimum))
        return found


class BelowContract(MonthFault):
    name = "pay_below_contract"
    zh, en = "正常出勤，工资比合同约定的少", "Less than the contract wage for a full month"
    rules = ("pay.below_contract",)

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        self.short = rng.choice((10000, 30000, 45678))

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        super().plant(person, firm, rng)
        for month in self.months:
            month.base_given = person.wage - self.short

    def amount(self, month: Month, person: Person, firm: Firm) -> int:
        return month.wage - month.gross


class BelowHourly(MonthFault):
    name = "hourly_below_minimum"
    zh, en = "非全日制小时工资低于最低小时工资", "A part-timer was paid less than the hourly minimum"
    rules = ("pay.minimum_hourly",)
    last = FIRM_MINIMUM

    def draft(self, firm: Firm, rng: Random) -> Draft:
        return Draft(form=PART_TIME, plain=True, steady=True, started=service(firm, rng, 15, 30))

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        month.base_given = half_up(Fraction((firm.city.minimum(month.first).hourly - 150) * month.hours, 60))

    def amount(self, month: Month, person: Person, firm: Firm) -> int:
        return half_up(Fraction(firm.city.minimum(month.first).hourly * month.hours, 60)) - month.gross


class PaidLate(PaidMonthFault):
    name = "paid_late"
    zh, en = "工资发放晚于约定的发薪日", "Wages were paid after the agreed day"
    rules = ("pay.late",)

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        due = agreed_day(firm, month.first)
        month.late_to = rng.choice((due + timedelta(days=1), next_workday(due + timedelta(days=rng.randint(3, 20)))))

    def amount(self, month: Month, person: Person, firm: Firm) -> None:
        return None


class ShortPaid(PaidMonthFault):
    name = "net_not_paid"
    zh, en = "实际付出的钱少于实发工资", "Less was paid out than the net wage"
    rules = ("pay.unpaid",)

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        month.paid_short = rng.choice((1, 50000, 123456))

    def amount(self, month: Month, person: Person, firm: Firm) -> int:
        return month.paid_short


class Fined(MonthFault):
    name = "fine_deducted"
    zh, en = "从工资里扣罚款或服装押金", "A fine or a uniform deposit was taken from the wage"
    rules = ("pay.deduction_unlawful",)

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        month.fine = rng.choice((5000, 20000, 50000))
        month.deposit = rng.choice((0, 0, 30000))

    def amount(self, month: Month, person: Person, firm: Firm) -> int:
        return month.fine + month.deposit


class UnclearDeduction(MonthFault):
    name = "other_deduction"
    zh, en = "有说不清的其他扣款", "A deduction whose ground is not stated"
    rules = ("pay.deduction_unclear",)

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        month.other = rng.choice((8000, 35000))

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [in_month(self.rules[0], person, m, question=True) for m in self.months]


class LossOverCap(MonthFault):
    name = "loss_over_cap"
    zh, en = "赔偿扣款超过当月工资的百分之二十", "More than a fifth of the wage was taken for a loss"
    rules = ("pay.loss_deduction_over_cap",)

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        super().plant(person, firm, rng)
        for month in self.months:
            month.loss = person.wage * rng.choice((25, 30)) // 100

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        month.loss = 0

    def amount(self, month: Month, person: Person, firm: Firm) -> int:
        minimum = firm.city.minimum(month.first).monthly
        cap = half_up(min(Fraction(month.gross, 5), Fraction(max(0, month.gross - minimum))))
        return month.loss - cap


class NetTooLow(MonthFault):
    name = "net_unexplained"
    zh, en = "实发少于应发减各项扣款，差额没有名目", "The net is less than gross and deductions explain"
    rules = ("pay.net_does_not_add_up",)

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        month.net_shift = -rng.choice((1, 10000, 25050))

    def amount(self, month: Month, person: Person, firm: Firm) -> int:
        return -month.net_shift


class OneSettlement(MonthFault):
    name = "part_time_paid_monthly"
    zh, en = "非全日制工资一个月只结一次", "A part-timer was paid only once a month"
    rules = ("pay.part_time_settlement",)

    def draft(self, firm: Firm, rng: Random) -> Draft:
        return Draft(form=PART_TIME, plain=True, steady=True, started=service(firm, rng, 6, 20))

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        month.settlements = 1

    def amount(self, month: Month, person: Person, firm: Firm) -> None:
        return None


class TaxShort(MonthFault):
    name = "tax_underwithheld"
    zh, en = "少扣了个人所得税", "Too little income tax was withheld"
    rules = ("tax.underwithheld",)
    count = (1, 1)

    def draft(self, firm: Firm, rng: Random) -> Draft:
        return Draft(plain=True, steady=True, started=service(firm, rng, 24, 40), wage=1_500_000, job="主管")

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        person.additional = 0
        super().plant(person, firm, rng)

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        month.tax_shift = -rng.choice((1, 5000, 8888))

    def amount(self, month: Month, person: Person, firm: Firm) -> int:
        return month.tax_due - month.tax


class TaxOver(TaxShort):
    name = "tax_overwithheld"
    zh, en = "多扣了个人所得税", "Too much income tax was withheld"
    rules = ("tax.overwithheld",)

    def mark(self, month: Month, firm: Firm, rng: Random) -> None:
        month.tax_shift = rng.choice((1, 5000, 8888))

    def amount(self, month: Month, person: Person, firm: Firm) -> int:
        return month.tax - month.tax_due


KINDS: tuple[type[FaultKind], ...] = (
    OvertimeUnpaid,
    OvertimeAtBaseOfBasicPay,
    BelowMinimum,
    BelowContract,
    BelowHourly,
    PaidLate,
    ShortPaid,
    Fined,
    UnclearDeduction,
    LossOverCap,
    NetTooLow,
    OneSettlement,
    TaxShort,
    TaxOver,
)
