"""劳动合同与试用期的违法."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import ClassVar

from heyue.sample.days import after, half_up, next_workday
from heyue.sample.faults.kind import FaultKind, Finding, service
from heyue.sample.firm import Firm
from heyue.sample.oracle import double_wage, months_and_stub, probation_limit
from heyue.sample.people import Draft
from heyue.sample.person import PART_TIME, Contract, Person

DAY = timedelta(days=1)
CONTRACT_SHEETS = ("roster", "contracts")


class Unsigned(FaultKind):
    name = "contract_never_signed"
    zh, en = "入职后一直没有签书面劳动合同", "No written contract was ever signed"
    sheets: ClassVar[tuple[str, ...]] = CONTRACT_SHEETS
    rules: ClassVar[tuple[str, ...]] = ("contracts.written_missing", "contracts.deemed_open_ended")

    def draft(self) -> Draft:
        months = self.rng.choice(((3, 10), (14, 20)))
        return Draft(plain=True, steady=True, started=service(self.firm, self.rng, *months))

    def plant(self) -> None:
        self.person.contracts.clear()

    def findings(self) -> list[Finding]:
        found = [_double(self.person, None, self.firm)]
        year = after(self.person.started, 12)
        if self.firm.as_of >= year:
            found.append(Finding("contracts.deemed_open_ended", self.person.number, year, self.firm.as_of))
        return found


class SignedLate(FaultKind):
    name = "contract_signed_late"
    zh, en = "入职超过一个月才补签劳动合同", "The contract was signed more than a month after the first day"
    sheets: ClassVar[tuple[str, ...]] = CONTRACT_SHEETS
    rules: ClassVar[tuple[str, ...]] = ("contracts.written_missing", "contracts.deemed_open_ended")

    def draft(self) -> Draft:
        return Draft(plain=True, steady=True, started=service(self.firm, self.rng, 16, 20), terms=("36",))

    def plant(self) -> None:
        deadline = after(self.person.started, 1)
        just_late = next_workday(deadline) + DAY
        months = after(self.person.started, self.rng.randint(2, 9))
        self.person.contracts[0].signed = self.rng.choice((just_late, months, after(self.person.started, 13)))

    def findings(self) -> list[Finding]:
        signed = self.person.contracts[0].signed
        found = [_double(self.person, signed, self.firm)]
        year = after(self.person.started, 12)
        if signed >= year:
            found.append(Finding("contracts.deemed_open_ended", self.person.number, year, self.firm.as_of))
        return found


def _double(person: Person, signed: date | None, firm: Firm) -> Finding:
    first, last, amount = double_wage(person.started, signed, person.last_day(firm.as_of), person.wage)
    return Finding("contracts.written_missing", person.number, first, last, amount, amount)


class WorkAfterExpiry(FaultKind):
    name = "work_after_expiry"
    zh, en = "合同到期后没有续签，人还在上班", "Work went on after the contract had expired"
    sheets: ClassVar[tuple[str, ...]] = CONTRACT_SHEETS
    rules: ClassVar[tuple[str, ...]] = ("contracts.expired_work_continues",)

    def draft(self) -> Draft:
        return Draft(plain=True, steady=True, started=service(self.firm, self.rng, 16, 22), terms=("12",))

    def plant(self) -> None:
        self.ended = after(self.person.started, 12) - DAY

    def findings(self) -> list[Finding]:
        most = double_wage(self.ended + DAY, None, self.firm.as_of, self.person.wage)[2]
        return [Finding(self.rules[0], self.person.number, self.ended + DAY, self.firm.as_of, None, most)]


class ThirdFixedTerm(FaultKind):
    name = "third_fixed_term"
    zh, en = "连续第三次签固定期限合同，没有员工书面要求", "A third fixed term in a row without the employee's request"
    sheets: ClassVar[tuple[str, ...]] = CONTRACT_SHEETS
    rules: ClassVar[tuple[str, ...]] = ("contracts.open_ended_after_two",)

    def draft(self) -> Draft:
        return Draft(plain=True, steady=True, started=service(self.firm, self.rng, 26, 34), terms=("12", "12", "12"))

    def plant(self) -> None:
        """The third contract of the chain is the fault."""

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number, question=True) for _ in self.person.contracts[2:]]


class TenYearsFixed(FaultKind):
    name = "fixed_term_after_ten_years"
    zh, en = "满十年后仍续签固定期限合同", "A fixed term was renewed after ten years of service"
    sheets: ClassVar[tuple[str, ...]] = CONTRACT_SHEETS
    rules: ClassVar[tuple[str, ...]] = ("contracts.open_ended_ten_years", "contracts.open_ended_after_two")

    def draft(self) -> Draft:
        return Draft(plain=True, steady=True, started=service(self.firm, self.rng, 135, 150), terms=("60", "66", "60"))

    def plant(self) -> None:
        self.person.contracts[-1].signed = self.person.contracts[-1].starts - DAY

    def findings(self) -> list[Finding]:
        return [Finding(rule, self.person.number, question=True) for rule in self.rules]


class CopyKept(FaultKind):
    name = "copy_not_given"
    zh, en = "劳动合同没有交给员工一份", "The employee holds no copy of the contract"
    sheets: ClassVar[tuple[str, ...]] = ("contracts",)
    rules: ClassVar[tuple[str, ...]] = ("contracts.copy_not_given",)

    def plant(self) -> None:
        self.person.contracts[-1].notes["copy_given"] = False

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number)]


class RosterGap(FaultKind):
    name = "roster_incomplete"
    zh, en = "花名册缺联系方式或住址", "The roster lacks a telephone number or an address"
    sheets: ClassVar[tuple[str, ...]] = ("roster",)
    rules: ClassVar[tuple[str, ...]] = ("contracts.roster_incomplete",)

    def plant(self) -> None:
        for column in self.rng.choice((("phone",), ("address",), ("household_address", "phone"))):
            self.person.notes[column] = None

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number)]


class DepositTaken(FaultKind):
    name = "deposit_taken"
    zh, en = "入职时收了押金或扣了证件", "A deposit was taken or papers were held"
    sheets: ClassVar[tuple[str, ...]] = ("roster",)
    rules: ClassVar[tuple[str, ...]] = ("contracts.deposit_taken",)

    def plant(self) -> None:
        self.amount = self.rng.choice((30000, 50000, 100000))
        self.person.notes["deposit"] = self.amount
        self.person.notes["documents_held"] = self.rng.choice((None, True, False))

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number, exposure=self.amount)]


class LongNoncompete(FaultKind):
    name = "noncompete_too_long"
    zh, en = "竞业限制约定超过二十四个月", "A non-compete of more than twenty-four months"
    sheets: ClassVar[tuple[str, ...]] = ("contracts",)
    rules: ClassVar[tuple[str, ...]] = ("contracts.noncompete_too_long",)

    def plant(self) -> None:
        self.person.contracts[-1].notes |= {
            "noncompete_months": self.rng.choice((25, 36)),
            "noncompete_pay": self.person.wage * 3 // 10,
        }

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number)]


class PenaltyClause(FaultKind):
    name = "penalty_on_employee"
    zh, en = "合同约定员工提前离职要付违约金", "The contract makes the employee pay a penalty"
    sheets: ClassVar[tuple[str, ...]] = ("contracts",)
    rules: ClassVar[tuple[str, ...]] = ("contracts.penalty_on_employee",)

    def plant(self) -> None:
        self.person.contracts[-1].notes["penalty"] = True

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number)]


class ContractBelowMinimum(FaultKind):
    name = "contract_below_minimum"
    zh, en = "合同约定的月工资低于最低工资标准", "The contract's wage is below the local minimum"
    sheets: ClassVar[tuple[str, ...]] = ("contracts",)
    rules: ClassVar[tuple[str, ...]] = ("contracts.wage_below_minimum",)

    def draft(self) -> Draft:
        started = date(self.firm.as_of.year, 1, self.rng.randint(5, 24))
        minimum = self.firm.city.minimum(started).monthly
        return Draft(plain=True, steady=True, started=started, wage=minimum - 10000, job="勤杂", terms=("36",))

    def plant(self) -> None:
        for month in self.person.months:
            month.allowances = 200_000

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number)]


class LongProbation(FaultKind):
    name = "probation_too_long"
    zh, en = "试用期超过法定上限", "The probation is longer than the law allows"
    sheets: ClassVar[tuple[str, ...]] = ("contracts",)
    rules: ClassVar[tuple[str, ...]] = ("probation.too_long",)

    def draft(self) -> Draft:
        self.term, self.length = self.rng.choice((("12", 3), ("12", 6), ("24", 6), ("6", 2), ("36", 7)))
        months = (2, 3) if self.term == "6" else (5, 10)
        return Draft(plain=True, steady=True, started=service(self.firm, self.rng, *months), terms=(self.term, "36"))

    def plant(self) -> None:
        contract = self.person.contracts[0]
        contract.probation_ends = after(contract.starts, self.length) - DAY
        contract.probation_wage = contract.wage

    def findings(self) -> list[Finding]:
        contract = self.person.contracts[0]
        ends = contract.probation_ends or contract.starts
        legal = after(contract.starts, probation_limit(contract.term, contract.starts, contract.ends)) - DAY
        excess = months_and_stub(legal + DAY, min(ends, self.firm.as_of))
        amount = half_up(contract.wage * excess)
        return [Finding(self.rules[0], self.person.number, legal + DAY, ends, amount or None)]


class SecondProbation(FaultKind):
    name = "probation_repeated"
    zh, en = "续签时又约定了一次试用期", "A second probation on renewal"
    sheets: ClassVar[tuple[str, ...]] = ("contracts",)
    rules: ClassVar[tuple[str, ...]] = ("probation.repeated",)

    def draft(self) -> Draft:
        return Draft(plain=True, steady=True, started=service(self.firm, self.rng, 16, 22), terms=("12", "36"))

    def plant(self) -> None:
        for contract in self.person.contracts:
            contract.probation_ends = after(contract.starts, self.rng.choice((1, 2))) - DAY
            contract.probation_wage = contract.wage

    def findings(self) -> list[Finding]:
        contract = self.person.contracts[1]
        last = min(contract.probation_ends or contract.starts, self.firm.as_of)
        amount = half_up(contract.wage * months_and_stub(contract.starts, last))
        return [Finding(self.rules[0], self.person.number, contract.starts, last, amount)]


class LowProbationWage(FaultKind):
    name = "probation_wage_low"
    zh, en = "试用期工资低于约定工资的百分之八十", "Probation pay below eighty per cent of the contract wage"
    sheets: ClassVar[tuple[str, ...]] = ("contracts",)
    rules: ClassVar[tuple[str, ...]] = ("probation.wage_low",)

    def draft(self) -> Draft:
        """A wage of which the trial's share, less contributions, is still above every minimum."""
        wage = self.rng.choice((600_000, 750_000, 900_000))
        started = service(self.firm, self.rng, 4, 9)
        return Draft(plain=True, steady=True, started=started, terms=("36",), wage=wage, job="主管")

    def plant(self) -> None:
        contract = self.person.contracts[0]
        contract.probation_ends = after(contract.starts, self.rng.choice((1, 2, 3, 6))) - DAY
        contract.probation_wage = contract.wage * self.rng.choice((70, 75, 79)) // 100

    def findings(self) -> list[Finding]:
        contract = self.person.contracts[0]
        floor = max(Fraction(contract.wage * 80, 100), Fraction(self.firm.city.minimum(contract.starts).monthly))
        served = months_and_stub(contract.starts, min(contract.probation_ends or contract.starts, self.firm.as_of))
        amount = half_up((floor - (contract.probation_wage or 0)) * served)
        return [Finding(self.rules[0], self.person.number, exposure=amount)]


class PartTimeProbation(FaultKind):
    name = "part_time_probation"
    zh, en = "给非全日制员工约定了试用期", "A part-timer was put on probation"
    sheets: ClassVar[tuple[str, ...]] = CONTRACT_SHEETS
    rules: ClassVar[tuple[str, ...]] = ("probation.part_time",)

    def draft(self) -> Draft:
        return Draft(form=PART_TIME, plain=True, steady=True, started=service(self.firm, self.rng, 4, 12))

    def plant(self) -> None:
        contract = Contract("fixed", self.person.started, self.person.started, after(self.person.started, 24) - DAY, 0)
        contract.probation_ends = after(self.person.started, 1) - DAY
        self.person.contracts = [contract]

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number)]


class ProbationOnly(FaultKind):
    name = "probation_only"
    zh, en = "只签了一份试用期合同", "The contract covers a probation and nothing else"
    sheets: ClassVar[tuple[str, ...]] = ("contracts",)
    rules: ClassVar[tuple[str, ...]] = ("probation.only",)

    def draft(self) -> Draft:
        return Draft(plain=True, steady=True, started=service(self.firm, self.rng, 6, 12), terms=("36",))

    def plant(self) -> None:
        self.person.contracts[0].notes["probation_only"] = True

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number)]


KINDS: tuple[type[FaultKind], ...] = (
    Unsigned,
    SignedLate,
    WorkAfterExpiry,
    ThirdFixedTerm,
    TenYearsFixed,
    CopyKept,
    RosterGap,
    DepositTaken,
    LongNoncompete,
    PenaltyClause,
    ContractBelowMinimum,
    LongProbation,
    SecondProbation,
    LowProbationWage,
    PartTimeProbation,
    ProbationOnly,
)
