"""制度、组织、派遣与安全方面的违法: what the company itself says or leaves undone."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from heyue.sample.crowd import add_dispatched
from heyue.sample.days import after, next_workday
from heyue.sample.faults.kind import CompanyFault, FaultKind, Finding
from heyue.sample.lives import live
from heyue.sample.people import Draft, new_person
from heyue.sample.person import FULL_TIME, Row

DAY = timedelta(days=1)


class Declared(CompanyFault):
    """填报的一项: one or a few items of the bodies sheet answered the wrong way."""

    sheets: ClassVar[tuple[str, ...]] = ("bodies",)
    answers: ClassVar[Row]
    question: ClassVar[bool] = False

    def plant(self) -> None:
        self.firm.bodies |= self.answers

    def findings(self) -> list[Finding]:
        return [Finding(rule, None, question=self.question) for rule in self.rules]


class NoSlips(Declared):
    name = "no_pay_slips"
    zh, en = "发工资不给工资清单", "Employees get no pay slip"
    rules: ClassVar[tuple[str, ...]] = ("pay.slip_missing",)
    answers: ClassVar[Row] = {"slips_given": False}


class ShortLedger(Declared):
    name = "ledger_one_year"
    zh, en = "工资台账保存不满两年", "Wage ledgers are kept for less than two years"
    rules: ClassVar[tuple[str, ...]] = ("pay.records_short",)
    answers: ClassVar[Row] = {"ledger_years": 1}
    question = True


class NoWageRules(Declared):
    name = "no_wage_rules"
    zh, en = "没有工资支付制度", "No wage payment rules"
    rules: ClassVar[tuple[str, ...]] = ("pay.wage_rules_missing",)
    answers: ClassVar[Row] = {"wage_rules": False}


class OvertimeWaiver(Declared):
    name = "overtime_waiver"
    zh, en = "让员工签自愿放弃加班费", "Employees sign away overtime pay"
    rules: ClassVar[tuple[str, ...]] = ("pay.overtime_waiver",)
    answers: ClassVar[Row] = {"overtime_waiver": True}


class MinimumUnpublished(Declared):
    name = "minimum_wage_not_told"
    zh, en = "没有向员工公布最低工资标准", "The minimum wage was not made known"
    rules: ClassVar[tuple[str, ...]] = ("pay.minimum_not_published",)
    answers: ClassVar[Row] = {"minimum_wage_published": False}


class RulesUnheard(Declared):
    name = "rules_without_procedure"
    zh, en = "规章制度没有经过民主程序或公示", "Company rules without consultation or notice"
    rules: ClassVar[tuple[str, ...]] = ("rules.procedure",)
    answers: ClassVar[Row] = {}

    def plant(self) -> None:
        self.firm.bodies[self.rng.choice(("rules_discussed", "rules_consulted", "rules_published"))] = False


class FinesInRules(Declared):
    name = "fines_in_rules"
    zh, en = "规章制度规定罚款", "Company rules provide for fines"
    rules: ClassVar[tuple[str, ...]] = ("rules.fines",)
    answers: ClassVar[Row] = {"fines_in_rules": True}


class FewMeasures(Declared):
    name = "harassment_measures_few"
    zh, en = "防性骚扰措施不齐", "Some anti-harassment measures are missing"
    rules: ClassVar[tuple[str, ...]] = ("rules.harassment",)
    answers: ClassVar[Row] = {"harassment_measures": 4}
    question = True


class NoUnion(Declared):
    name = "no_union"
    zh, en = "职工二十五人以上没有建工会", "Twenty-five employees or more and no union"
    rules: ClassVar[tuple[str, ...]] = ("union.not_founded",)
    answers: ClassVar[Row] = {"union": False, "union_members": None, "union_fund_paid": None}
    question = True
    needs = 45
    excludes = frozenset({"union_not_notified", "collective_contract_filed_late"})

    def plant(self) -> None:
        self.firm.bodies |= self.answers | {"collective_signed": None, "collective_filed": None}


class NoMediation(Declared):
    name = "no_mediation"
    zh, en = "没有调解组织或调解员", "No mediation committee or mediator"
    rules: ClassVar[tuple[str, ...]] = ("union.mediation",)
    answers: ClassVar[Row] = {"mediation_committee": False}
    question = True


class FiledLate(Declared):
    name = "collective_contract_filed_late"
    zh, en = "集体合同超过十天才报送", "The collective contract was filed after ten days"
    rules: ClassVar[tuple[str, ...]] = ("union.collective_filed_late",)
    answers: ClassVar[Row] = {}

    def plant(self) -> None:
        signed = after(self.firm.as_of, -5)
        self.firm.bodies |= {
            "collective_signed": signed,
            "collective_filed": signed + timedelta(days=self.rng.choice((11, 40))),
        }


class NoTraining(Declared):
    name = "no_safety_training"
    zh, en = "没有岗前安全培训记录", "No safety training on record"
    rules: ClassVar[tuple[str, ...]] = ("safety.training",)
    answers: ClassVar[Row] = {"safety_training": False}


class NoHealthChecks(Declared):
    name = "no_health_checks"
    zh, en = "有职业病危害岗位，没有做职业健康检查", "Hazardous posts without health checks"
    rules: ClassVar[tuple[str, ...]] = ("safety.health_checks",)
    answers: ClassVar[Row] = {"hazard_posts": True, "health_checks": False}


class NotAssessed(Declared):
    name = "biometrics_not_assessed"
    zh, en = "用人脸或指纹考勤，没有做影响评估", "Biometric attendance without an assessment"
    rules: ClassVar[tuple[str, ...]] = ("privacy.biometric",)
    answers: ClassVar[Row] = {"biometric_attendance": True, "biometric_assessed": False}


class QuotaUnheard(Declared):
    name = "piece_quota_not_agreed"
    zh, en = "计件定额没有和职工协商", "Piece quotas were not agreed with staff"
    sheets: ClassVar[tuple[str, ...]] = ("bodies", "roster")
    rules: ClassVar[tuple[str, ...]] = ("pay.piece_quota",)
    answers: ClassVar[Row] = {"quota_agreed": False}
    question = True
    needs = 6

    def fits(self) -> bool:
        return any(job.piece for job in self.firm.trade.jobs)

    def plant(self) -> None:
        super().plant()
        here = [p for p in self.firm.people if p.form == FULL_TIME and p.employed(self.firm.as_of)]
        if not any(p.piece for p in here):
            here[0].piece = True


class TooManyDispatched(CompanyFault):
    name = "dispatch_over_ten_per_cent"
    zh, en = "劳务派遣人数超过用工总量的百分之十", "More than a tenth of the workforce is dispatched"
    sheets: ClassVar[tuple[str, ...]] = ("roster",)
    rules: ClassVar[tuple[str, ...]] = ("dispatch.ratio",)

    def plant(self) -> None:
        own = self.firm.headcount(FULL_TIME)
        add_dispatched(self.firm, own // 9 + 1 - self.firm.headcount("dispatched"), self.rng)


class PostsUnlisted(Declared):
    name = "dispatch_posts_not_listed"
    zh, en = "派遣岗位没有经过民主程序确定", "Dispatched posts were not settled with staff"
    sheets: ClassVar[tuple[str, ...]] = ("bodies", "roster")
    rules: ClassVar[tuple[str, ...]] = ("dispatch.auxiliary_procedure",)
    answers: ClassVar[Row] = {"dispatch_posts_listed": False}
    needs = 18

    def plant(self) -> None:
        super().plant()
        if not self.firm.headcount("dispatched"):
            add_dispatched(self.firm, 1, self.rng)


class LayoffUnreported(Declared):
    name = "layoff_without_report"
    zh, en = "经济性裁员没有提前三十日说明或没有报告", "A layoff without thirty days' explanation or without a report"
    sheets: ClassVar[tuple[str, ...]] = ("bodies", "roster")
    rules: ClassVar[tuple[str, ...]] = ("termination.layoff_procedure",)
    answers: ClassVar[Row] = {}

    def plant(self) -> None:
        """A tenth of all and more are laid off on one day, with severance and notice paid; only the procedure fails."""
        firm, rng = self.firm, self.rng
        ended = next_workday(after(firm.as_of, -rng.randint(2, 9)).replace(day=rng.randint(3, 20)))
        for _ in range(min(20, firm.headcount(FULL_TIME) // 9 + 1)):
            started = after(ended, -rng.randint(14, 50)).replace(day=8)
            draft = Draft(plain=True, steady=True, leaver=True, started=started, ended=ended, reason="layoff")
            person = new_person(firm, draft, rng, len(firm.people) + 1)
            live(person, firm, draft, rng)
            firm.people.append(person)
        explained, reported = rng.choice(((29, 20), (30, -1), (5, 5)))
        firm.bodies |= {
            "layoff_explained": ended - timedelta(days=explained),
            "layoff_reported": ended - timedelta(days=reported),
        }


class RosterColumn(CompanyFault):
    name = "roster_column_absent"
    zh, en = "花名册没有户籍地址这一列", "The roster has no column for the registered address"
    sheets: ClassVar[tuple[str, ...]] = ("roster",)
    rules: ClassVar[tuple[str, ...]] = ("contracts.roster_columns",)

    def plant(self) -> None:
        self.firm.dropped.add(("roster", "household_address"))
        for person in self.firm.people:
            person.notes["household_address"] = None


KINDS: tuple[type[FaultKind], ...] = (
    NoSlips,
    ShortLedger,
    NoWageRules,
    OvertimeWaiver,
    MinimumUnpublished,
    RulesUnheard,
    FinesInRules,
    FewMeasures,
    NoUnion,
    NoMediation,
    FiledLate,
    NoTraining,
    NoHealthChecks,
    NotAssessed,
    QuotaUnheard,
    TooManyDispatched,
    PostsUnlisted,
    LayoffUnreported,
    RosterColumn,
)
