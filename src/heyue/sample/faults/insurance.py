"""社会保险与住房公积金的违法."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random

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
    sheets = ("roster", "insurance", "payroll")
    rules = ("insurance.enrolled_late", "insurance.month_missing")

    def draft(self, firm: Firm, rng: Random) -> Draft:
        return Draft(plain=True, steady=True, started=service(firm, rng, 3, 15))

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        person.enrolled = None

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [Finding("insurance.enrolled_late", person.number), *missing_months(person, firm)]


class EnrolledLate(NeverEnrolled):
    name = "insured_late"
    zh, en = "入职超过三十天才参保", "Enrolled in social insurance more than thirty days after the first day"

    def draft(self, firm: Firm, rng: Random) -> Draft:
        return Draft(plain=True, steady=True, started=service(firm, rng, 10, 20))

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        person.enrolled = person.started + timedelta(days=rng.choice((45, 75, 130)))


class Waiver(NeverEnrolled):
    name = "insurance_waived"
    zh, en = "员工签了放弃社保声明，改发社保补贴", "A waiver of insurance was signed and cash paid instead"
    rules = (*NeverEnrolled.rules, "insurance.waiver", "insurance.subsidy_instead")

    def draft(self, firm: Firm, rng: Random) -> Draft:
        """After 2025-09-01, when 法释〔2025〕12号 came into force."""
        return Draft(plain=True, steady=True, started=max(service(firm, rng, 3, 12), date(2025, 9, 3)))

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        person.enrolled = None
        person.notes["waiver"] = True
        for month in person.full_months:
            month.subsidy = 50_000

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [
            *super().findings(person, firm),
            Finding("insurance.waiver", person.number),
            *(in_month("insurance.subsidy_instead", person, month) for month in person.full_months),
        ]


class MonthGap(FaultKind):
    name = "insurance_gap"
    zh, en = "中间断缴了社会保险", "Insurance was not paid for some months"
    sheets = ("insurance", "payroll")
    rules = ("insurance.month_missing",)

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        for month in rng.sample(person.full_months, rng.randint(1, 3)):
            month.insured = False

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return missing_months(person, firm)


class LowBase(FaultKind):
    name = "insurance_base_low"
    zh, en = "社保按低于实际工资的基数缴", "Insurance was paid on less than the true wage"
    sheets = ("insurance", "payroll")
    rules = ("insurance.base_low",)

    def draft(self, firm: Firm, rng: Random) -> Draft:
        """Joined last autumn, so that the first full month's wage is the base through June; well above the floor."""
        started = date(firm.as_of.year - 1, rng.choice((8, 9, 10)), rng.randint(3, 24))
        return Draft(plain=True, steady=True, started=started, wage=rng.choice((9_600_00, 12_000_00, 39_000_00)), job="主管")

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        june = date(firm.as_of.year, 6, 1)
        self.months = [m for m in person.full_months if m.first <= june][: rng.randint(2, 8)]
        for month in self.months:
            month.base_declared = firm.city.band(month.first).floor + rng.choice((0, 0, 50_000))

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        found = []
        for month in self.months:
            expected = firm.city.clamp(person.full_months[0].gross, month.first)
            amount = half_up((expected - (month.base_declared or 0)) * PENSION_BOTH)
            found.append(in_month(self.rules[0], person, month, amount))
        return found


class StaleBase(FaultKind):
    name = "insurance_base_not_raised"
    zh, en = "七月以后没有按上年平均工资调整基数", "The base was not raised in July to last year's average wage"
    sheets = ("insurance", "payroll")
    rules = ("insurance.base_low",)

    def fits(self, firm: Firm) -> bool:
        """Only where this year's limits are published, and July is over."""
        july = date(firm.as_of.year, 7, 1)
        return firm.city.band(july).firm and firm.months[-1] >= july

    def draft(self, firm: Firm, rng: Random) -> Draft:
        return Draft(plain=True, steady=True, started=service(firm, rng, 26, 40), wage=rng.choice((1_100_000, 1_333_350)), job="主管")

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        july = date(firm.as_of.year, 7, 1)
        for month in person.months:
            month.allowances = rng.choice((0, 10_000, 33_333))
        self.months = [m for m in person.full_months if m.first >= july]
        for month in self.months:
            month.base_declared = max(firm.city.band(month.first).floor, 800_000)

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        last_year = [m.gross for m in person.full_months if m.first.year == firm.as_of.year - 1]
        found = []
        for month in self.months:
            expected = firm.city.clamp(mean(last_year, 0), month.first)
            amount = half_up((expected - (month.base_declared or 0)) * PENSION_BOTH)
            found.append(in_month(self.rules[0], person, month, amount))
        return found


class InjuryMissing(FaultKind):
    name = "injury_insurance_missing"
    zh, en = "非全日制或超龄员工没有参加工伤保险", "A part-timer or over-age worker has no work-injury insurance"
    sheets = ("roster",)
    rules = ("insurance.injury_missing",)

    def fits(self, firm: Firm) -> bool:
        return firm.as_of >= date(2026, 7, 1)

    def draft(self, firm: Firm, rng: Random) -> Draft:
        form = rng.choice((PART_TIME, REHIRED))
        return Draft(form=form, plain=True, steady=True, started=service(firm, rng, 4, 14))

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        person.injury_enrolled = None

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [Finding(self.rules[0], person.number)]


class OtherPayer(FaultKind):
    name = "insured_elsewhere"
    zh, en = "社保由别的单位代缴", "Insurance is paid through another unit"
    sheets = ("roster",)
    rules = ("insurance.other_payer",)

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        person.notes["insurer"] = "演示人力资源服务有限公司（虚构）"

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [Finding(self.rules[0], person.number, question=True)]


class ShareTooHigh(FaultKind):
    name = "employee_share_too_high"
    zh, en = "从工资里多扣了个人养老保险", "More pension was taken from the wage than was paid in"
    sheets = ("insurance", "payroll")
    rules = ("insurance.employee_share_off",)

    def fits(self, firm: Firm) -> bool:
        return not firm.trade.lump_social

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        self.months = rng.sample(monthly_sheets(person), rng.randint(1, 3))
        for month in self.months:
            month.pension_extra = rng.choice((1, 1000, 12_345))

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [in_month(self.rules[0], person, month, month.pension_extra) for month in self.months]


class FundLate(FaultKind):
    name = "fund_opened_late"
    zh, en = "入职超过三十天才开住房公积金账户", "The housing-fund account was opened late"
    sheets = ("roster", "insurance")
    rules = ("fund.account_late", "fund.month_missing")
    enterprise = True

    def draft(self, firm: Firm, rng: Random) -> Draft:
        started = date(firm.as_of.year - 1, rng.randint(2, 10), rng.randint(2, 24))
        return Draft(plain=True, steady=True, started=started)

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        person.fund_opened = person.started + timedelta(days=rng.choice((40, 65, 110)))

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return [Finding("fund.account_late", person.number), *_fund_missing(person)]


class FundGap(FaultKind):
    name = "fund_gap"
    zh, en = "住房公积金断缴", "The housing fund was not paid for some months"
    sheets = ("insurance", "payroll")
    rules = ("fund.month_missing",)
    enterprise = True

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        under_text = [m for m in person.full_months if m.first <= FUND_TEXT_ENDS]
        for month in rng.sample(under_text, rng.randint(1, 3)):
            month.funded = False

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        return _fund_missing(person)


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
    sheets = ("insurance", "payroll")
    rules = ("fund.rate_low",)
    enterprise = True

    def plant(self, person: Person, firm: Firm, rng: Random) -> None:
        under_text = [m for m in person.full_months if m.first <= FUND_TEXT_ENDS]
        self.months = rng.sample(under_text, rng.randint(1, 5))
        for month in self.months:
            month.fund_percent = rng.choice((3, 4))

    def findings(self, person: Person, firm: Firm) -> list[Finding]:
        found = []
        for month in self.months:
            least = Fraction((month.fund_base or 0) * 5, 100)
            amount = half_up((least - month.fund_employer) + (least - month.fund))
            found.append(in_month(self.rules[0], person, month, amount))
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
