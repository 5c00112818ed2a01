"""社会保险与住房公积金的违法."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import ClassVar

from heyue.sample.days import after, first_of, half_up
from heyue.sample.faults.kind import FaultKind, Finding, in_month, monthly_sheets, service
from heyue.sample.firm import Firm
from heyue.sample.oracle import mean
from heyue.sample.people import Draft
from heyue.sample.person import PART_TIME, REHIRED, Month, Person
from heyue.sample.places import PENSION_BOTH

DAY = timedelta(days=1)
FUND_TEXT_ENDS = date(2026, 8, 1)
"""The last whole month under the 2019 text of 住房公积金管理条例; from 2026-09-20 the same points are only asked."""


def arrears(month: Month, firm: Firm) -> int | None:
    """Pension arrears of one month, both sides; None where the base limits of the month are not firm."""
    if not firm.city.band(month.first).firm:
        return None
    return half_up(firm.city.clamp(month.gross, month.first) * PENSION_BOTH)


def missing_months(person: Person, firm: Firm) -> list[Finding]:
    return [
        in_month("insurance.month_missing", person, month, arrears(month, firm))
        for month in person.full_months
        if month.pension_base is None
    ]


class NeverEnrolled(FaultKind):
    name = "never_insured"
    zh, en = "入职后一直没有参加社会保险", "Never enrolled in social insurance"
    sheets: ClassVar[tuple[str, ...]] = ("roster", "insurance", "payroll")
    rules: ClassVar[tuple[str, ...]] = ("insurance.enrolled_late", "insurance.month_missing")

    def draft(self) -> Draft:
        return Draft(plain=True, steady=True, started=service(self.firm, self.rng, 3, 15))

    def plant(self) -> None:
        self.person.enrolled = None

    def findings(self) -> list[Finding]:
        return [Finding("insurance.enrolled_late", self.person.number), *missing_months(self.person, self.firm)]


class EnrolledLate(NeverEnrolled):
    name = "insured_late"
    zh, en = "入职超过三十天才参保", "Enrolled in social insurance more than thirty days after the first day"

    def draft(self) -> Draft:
        return Draft(plain=True, steady=True, started=service(self.firm, self.rng, 10, 20))

    def plant(self) -> None:
        self.person.enrolled = self.person.started + timedelta(days=self.rng.choice((45, 75, 130)))


class Waiver(NeverEnrolled):
    name = "insurance_waived"
    zh, en = "员工签了放弃社保声明，改发社保补贴", "A waiver of insurance was signed and cash paid instead"
    rules: ClassVar[tuple[str, ...]] = (*NeverEnrolled.rules, "insurance.waiver", "insurance.subsidy_instead")

    def draft(self) -> Draft:
        """After 2025-09-01, when 法释〔2025〕12号 came into force."""
        return Draft(plain=True, steady=True, started=max(service(self.firm, self.rng, 3, 12), date(2025, 9, 3)))

    def plant(self) -> None:
        self.person.enrolled = None
        self.person.notes["waiver"] = True
        for month in self.person.full_months:
            month.subsidy = 50_000

    def findings(self) -> list[Finding]:
        return [
            *super().findings(),
            Finding("insurance.waiver", self.person.number),
            *(in_month("insurance.subsidy_instead", self.person, month) for month in self.person.full_months),
        ]


class MonthGap(FaultKind):
    name = "insurance_gap"
    zh, en = "中间断缴了社会保险", "Insurance was not paid for some months"
    sheets: ClassVar[tuple[str, ...]] = ("insurance", "payroll")
    rules: ClassVar[tuple[str, ...]] = ("insurance.month_missing",)

    def plant(self) -> None:
        for month in self.rng.sample(self.person.full_months, self.rng.randint(1, 3)):
            month.insured = False

    def findings(self) -> list[Finding]:
        return missing_months(self.person, self.firm)


class LowBase(FaultKind):
    name = "insurance_base_low"
    zh, en = "社保按低于实际工资的基数缴", "Insurance was paid on less than the true wage"
    sheets: ClassVar[tuple[str, ...]] = ("insurance", "payroll")
    rules: ClassVar[tuple[str, ...]] = ("insurance.base_low",)

    def draft(self) -> Draft:
        """Joined last autumn, so that the first full month's wage is the base through June; well above the floor."""
        started = date(self.firm.as_of.year - 1, self.rng.choice((8, 9, 10)), self.rng.randint(3, 24))
        return Draft(
            plain=True, steady=True, started=started, wage=self.rng.choice((9_600_00, 12_000_00, 39_000_00)), job="主管"
        )

    def plant(self) -> None:
        june = date(self.firm.as_of.year, 6, 1)
        self.months = [m for m in self.person.full_months if m.first <= june][: self.rng.randint(2, 8)]
        for month in self.months:
            month.base_declared = self.firm.city.band(month.first).floor + self.rng.choice((0, 0, 50_000))

    def findings(self) -> list[Finding]:
        found = []
        for month in self.months:
            least = min(self.person.full_months[0].gross, month.wage, month.gross)
            expected = self.firm.city.clamp(least, month.first)
            amount = half_up((expected - (month.base_declared or 0)) * PENSION_BOTH)
            found.append(in_month(self.rules[0], self.person, month, amount))
        return found


class StaleBase(FaultKind):
    name = "insurance_base_not_raised"
    zh, en = "七月以后没有按上年平均工资调整基数", "The base was not raised in July to last year's average wage"
    sheets: ClassVar[tuple[str, ...]] = ("insurance", "payroll")
    rules: ClassVar[tuple[str, ...]] = ("insurance.base_low",)

    def fits(self) -> bool:
        """Only where this year's limits are published, and July is over."""
        july = date(self.firm.as_of.year, 7, 1)
        return self.firm.city.band(july).firm and self.firm.months[-1] >= july

    def draft(self) -> Draft:
        return Draft(
            plain=True,
            steady=True,
            started=service(self.firm, self.rng, 26, 40),
            wage=self.rng.choice((1_100_000, 1_333_350)),
            job="主管",
            terms=("24", "36"),
        )

    def plant(self) -> None:
        july = date(self.firm.as_of.year, 7, 1)
        for month in self.person.months:
            month.allowances = self.rng.choice((0, 10_000, 33_333))
        self.months = [m for m in self.person.full_months if m.first >= july]
        for month in self.months:
            month.base_declared = max(self.firm.city.band(month.first).floor, 800_000)

    def findings(self) -> list[Finding]:
        """The lowest of last year's average, the contract wage and the month's gross is the least that can be meant."""
        last_year = [m.gross for m in self.person.full_months if m.first.year == self.firm.as_of.year - 1]
        found = []
        for month in self.months:
            expected = self.firm.city.clamp(min(mean(last_year, 0), month.wage, month.gross), month.first)
            amount = half_up((expected - (month.base_declared or 0)) * PENSION_BOTH)
            found.append(in_month(self.rules[0], self.person, month, amount))
        return found


class InjuryMissing(FaultKind):
    name = "injury_insurance_missing"
    zh, en = "非全日制或超龄员工没有参加工伤保险", "A part-timer or over-age worker has no work-injury insurance"
    sheets: ClassVar[tuple[str, ...]] = ("roster",)
    rules: ClassVar[tuple[str, ...]] = ("insurance.injury_missing",)

    def fits(self) -> bool:
        return self.firm.as_of >= date(2026, 7, 1)

    def draft(self) -> Draft:
        form = self.rng.choice((PART_TIME, REHIRED))
        return Draft(form=form, plain=True, steady=True, started=service(self.firm, self.rng, 4, 14))

    def plant(self) -> None:
        self.person.injury_enrolled = None

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number)]


class OtherPayer(FaultKind):
    name = "insured_elsewhere"
    zh, en = "社保由别的单位代缴", "Insurance is paid through another unit"
    sheets: ClassVar[tuple[str, ...]] = ("roster",)
    rules: ClassVar[tuple[str, ...]] = ("insurance.other_payer",)

    def plant(self) -> None:
        self.person.notes["insurer"] = "演示人力资源服务有限公司（虚构）"

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number, question=True)]


class ShareTooHigh(FaultKind):
    name = "employee_share_too_high"
    zh, en = "从工资里多扣了个人养老保险", "More pension was taken from the wage than was paid in"
    sheets: ClassVar[tuple[str, ...]] = ("insurance", "payroll")
    rules: ClassVar[tuple[str, ...]] = ("insurance.employee_share_off",)

    def fits(self) -> bool:
        return not self.firm.trade.lump_social

    def plant(self) -> None:
        self.months = self.rng.sample(monthly_sheets(self.person), self.rng.randint(1, 3))
        for month in self.months:
            month.pension_extra = self.rng.choice((1, 1000, 12_345))

    def findings(self) -> list[Finding]:
        return [in_month(self.rules[0], self.person, month, month.pension_extra) for month in self.months]


class FundLate(FaultKind):
    name = "fund_opened_late"
    zh, en = "入职超过三十天才开住房公积金账户", "The housing-fund account was opened late"
    sheets: ClassVar[tuple[str, ...]] = ("roster", "insurance")
    rules: ClassVar[tuple[str, ...]] = ("fund.account_late", "fund.month_missing")
    enterprise = True

    def draft(self) -> Draft:
        started = date(self.firm.as_of.year - 1, self.rng.randint(2, 10), self.rng.randint(2, 24))
        return Draft(plain=True, steady=True, started=started)

    def plant(self) -> None:
        self.person.fund_opened = self.person.started + timedelta(days=self.rng.choice((40, 65, 110)))

    def findings(self) -> list[Finding]:
        return [Finding("fund.account_late", self.person.number), *_fund_missing(self.person)]


class FundGap(FaultKind):
    name = "fund_gap"
    zh, en = "住房公积金断缴", "The housing fund was not paid for some months"
    sheets: ClassVar[tuple[str, ...]] = ("insurance", "payroll")
    rules: ClassVar[tuple[str, ...]] = ("fund.month_missing",)
    enterprise = True

    def plant(self) -> None:
        under_text = [m for m in self.person.full_months if m.first <= FUND_TEXT_ENDS]
        for month in self.rng.sample(under_text, self.rng.randint(1, 3)):
            month.funded = False

    def findings(self) -> list[Finding]:
        return _fund_missing(self.person)


def _fund_missing(person: Person) -> list[Finding]:
    later = after(first_of(person.started), 1)
    return [
        in_month("fund.month_missing", person, month, half_up(Fraction(month.gross * 5, 100)))
        for month in person.full_months
        if month.fund_base is None and month.first >= later
    ]


class FundRateLow(FaultKind):
    name = "fund_rate_low"
    zh, en = "住房公积金缴存比例低于百分之五", "The housing fund was paid at less than five per cent"
    sheets: ClassVar[tuple[str, ...]] = ("insurance", "payroll")
    rules: ClassVar[tuple[str, ...]] = ("fund.rate_low",)
    enterprise = True

    def plant(self) -> None:
        under_text = [m for m in self.person.full_months if m.first <= FUND_TEXT_ENDS]
        self.months = self.rng.sample(under_text, self.rng.randint(1, 5))
        for month in self.months:
            month.fund_percent = self.rng.choice((3, 4))

    def findings(self) -> list[Finding]:
        found = []
        for month in self.months:
            least = Fraction((month.fund_base or 0) * 5, 100)
            amount = half_up((least - month.fund_employer) + (least - month.fund))
            found.append(in_month(self.rules[0], self.person, month, amount))
        return found


KINDS: tuple[type[FaultKind], ...] = (
    NeverEnrolled,
    EnrolledLate,
    Waiver,
    MonthGap,
    LowBase,
    StaleBase,
    InjuryMissing,
    OtherPayer,
    ShareTooHigh,
    FundLate,
    FundGap,
    FundRateLow,
)
