"""OpenFisca-core: the same dozen rules as OpenFisca variables, one vector of employees a month.

OpenFisca has no unknown values: an unknown number is -1 (no number here is negative otherwise), an unknown day 0.
A rule's variable is the fen of the finding, -1 where there is none. Integers are 32 bits in OpenFisca; formulas widen
them where a product needs it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.generate import MONTHS, PLACES, YEAR
from benchmarks.parameters import Parameters
from benchmarks.reference import OVER_AGE, RULES, TABLE

Person = build_entity(
    key="person", plural="persons", label="employee", is_person=True, containing_entities=[], roles=None
)
NONE = -1
WORDS = {
    "place": list(PLACES),
    "status": ["full_time", "part_time", "rehired", "dispatched"],
    "hours_system": ["standard", "comprehensive", "irregular"],
}
ENUMS = {
    name: Enum(name.title().replace("_", ""), {f"v_{word}": word for word in words}) for name, words in WORDS.items()
}
FLAGS = (
    "full",
    "has_payroll",
    "has_attendance",
    "has_insurance",
    "has_fund",
    "special_approved",
    "complete",
    "joined_this_year",
)
NUMBERS = (
    "contract_wage",
    "overtime_workday",
    "overtime_restday",
    "overtime_holiday",
    "compensatory_leave",
    "sick_days",
    "unpaid_leave_days",
    "maternity_days",
    "hours",
    "gross",
    "overtime_pay",
    "special_allowances",
    "absence_deduction",
    "contributions",
    "fund",
    "loss_deduction",
    "net",
    "paid",
    "pay_due",
    "pay_date",
    "tax",
    "months_employed",
    "cumulative_income",
    "cumulative_special",
    "additional_deductions",
    "other_tax_deductions",
    "tax_before",
    "last_year_income",
    "base_wage",
    "pension_base",
    "fund_base",
    "fund_employer",
    "fund_employee",
)
MONTHLY = [f"{YEAR}-{month + 1:02}" for month in range(MONTHS)]
_Array = np.ndarray[Any, np.dtype[Any]]


def _wide(values: _Array) -> _Array:
    return values.astype(np.int64)


def _local(node: Any, place: _Array) -> _Array:
    """A parameter by place. OpenFisca's own `node[place]` walks the employees one by one (4 s a million rows); this gathers."""
    return np.array([node[f"v_{code}"] for code in PLACES], dtype=np.int64)[place.view(np.ndarray)]


def _half_up(top: _Array, bottom: int) -> _Array:
    return (2 * top + bottom) // (2 * bottom)


def by_month(person: Any, period: Any) -> _Array:
    status = person("status", period)
    statuses = ENUMS["status"]
    monthly = status == statuses.v_full_time
    if period.start.date >= OVER_AGE:
        monthly |= status == statuses.v_rehired
    return monthly


def by_the_clock(person: Any, period: Any) -> _Array:
    return (person("hours_system", period) == ENUMS["hours_system"].v_standard) | ~person("special_approved", period)


def ordinary_month(person: Any, period: Any) -> _Array:
    return (
        person("by_month", period)
        & person("has_payroll", period)
        & person("full", period)
        & (person("unpaid_leave_days", period) == 0)
        & (person("sick_days", period) == 0)
        & (person("maternity_days", period) <= 0)
    )


def own_share(person: Any, period: Any, parameters: Any) -> _Array:
    excluded = _local(parameters(period).minimum_wage.excludes_contributions, person("place", period)) == 1
    return np.where(excluded, person("contributions", period) + person("fund", period), 0)


def minimum(person: Any, period: Any, parameters: Any) -> _Array:
    return _local(parameters(period).minimum_wage.monthly, person("place", period))


def _short(breach: _Array, amount: _Array | int) -> _Array:
    return np.where(breach, amount, NONE)


def pay_minimum_monthly(person: Any, period: Any) -> _Array:
    pay = (
        person("gross", period)
        - person("overtime_pay", period)
        - person("special_allowances", period)
        - person("own_share", period)
    )
    floor = person("minimum", period)
    return _short(person("ordinary_month", period) & (floor >= 0) & (pay < floor), floor - pay)


def pay_overtime_unpaid(person: Any, period: Any) -> _Array:
    workday, restday = person("overtime_workday", period), person("overtime_restday", period)
    holiday, wage = person("overtime_holiday", period), person("contract_wage", period)
    rest = np.maximum(restday - person("compensatory_leave", period), 0)
    base = _wide(np.maximum(wage, person("minimum", period)))
    due = _half_up(base * (workday * 150 + rest * 200 + holiday * 300), 1_044_000)
    paid = person("overtime_pay", period)
    applies = (
        person("by_month", period)
        & person("by_the_clock", period)
        & person("has_attendance", period)
        & (workday + restday + holiday > 0)
        & (wage >= 0)
    )
    return _short(applies & (paid < due), due - paid)


def pay_below_contract(person: Any, period: Any) -> _Array:
    pay = person("gross", period) - person("overtime_pay", period) - person("special_allowances", period)
    agreed, floor = person("contract_wage", period), person("minimum", period)
    counted = np.where(floor >= 0, np.maximum(pay, floor + person("own_share", period)), pay)
    applies = person("ordinary_month", period) & (person("absence_deduction", period) == 0) & (agreed >= 0)
    return _short(applies & (pay < agreed), np.maximum(agreed - counted, 0))


def pay_late(person: Any, period: Any) -> _Array:
    paid, due = person("pay_date", period), person("pay_due", period)
    applies = person("by_month", period) & person("has_payroll", period) & (paid > 0) & (due > 0)
    return _short(applies & (paid > due), 0)


def wage_earner(person: Any, period: Any) -> _Array:
    return person("by_month", period) | (person("status", period) == ENUMS["status"].v_part_time)


def pay_unpaid(person: Any, period: Any) -> _Array:
    paid, net = person("paid", period), person("net", period)
    applies = person("wage_earner", period) & person("has_payroll", period) & person("complete", period)
    return _short(applies & (paid >= 0) & (paid < net), net - paid)


def pay_minimum_hourly(person: Any, period: Any, parameters: Any) -> _Array:
    floor = _local(parameters(period).minimum_wage.hourly, person("place", period))
    due, gross = _half_up(floor * person("hours", period), 60), person("gross", period)
    part = (person("status", period) == ENUMS["status"].v_part_time) & person("has_payroll", period)
    return _short(part & (floor >= 0) & (gross < due), due - gross)


def pay_loss_deduction_over_cap(person: Any, period: Any) -> _Array:
    gross, taken, floor = person("gross", period), person("loss_deduction", period), person("minimum", period)
    most = np.minimum(_half_up(gross, 5), np.maximum(gross - floor, 0))
    applies = person("by_month", period) & person("has_payroll", period) & (taken > 0) & (floor >= 0)
    return _short(applies & (taken > most), taken - most)


def hours_monthly_overtime(person: Any, period: Any) -> _Array:
    applies = person("by_month", period) & person("by_the_clock", period) & person("has_attendance", period)
    return _short(applies & (person("overtime_workday", period) > 36 * 60), 0)


def insurance_base_low(person: Any, period: Any, parameters: Any) -> _Array:
    pension, place = parameters(period).insurance.pension, person("place", period)
    floor, ceiling = _local(pension.base_floor, place), _local(pension.base_ceiling, place)
    rate = _local(pension.employer_rate, place) + _local(pension.employee_rate, place)
    agreed, gross = person("contract_wage", period), person("gross", period)
    wage = np.minimum(np.minimum(person("base_wage", period), agreed), gross)
    base = person("pension_base", period)
    short = np.clip(wage, floor, ceiling) - base
    applies = (person("status", period) == ENUMS["status"].v_full_time) & person("has_insurance", period)
    applies &= person("full", period)
    known = (floor >= 0) & (ceiling >= 0) & (wage >= 0) & (base >= 0)
    return _short(applies & known & (short >= 100), _half_up(short * rate, 1_000_000))


def fund_rate_low(person: Any, period: Any) -> _Array:
    base = person("fund_base", period)
    due = _half_up(base, 20)
    employer = np.maximum(due - person("fund_employer", period), 0)
    employee = np.maximum(due - person("fund_employee", period), 0)
    broken = person("has_fund", period) & (base > 0) & ((employer >= 100) | (employee >= 100))
    return _short(broken, employer + employee)


def generous_months(person: Any, period: Any) -> _Array:
    """Months of basic deduction by the kindest reading; -1 where it is not known."""
    last, wage = person("last_year_income", period), person("contract_wage", period)
    year = np.where(last >= 0, last, np.where(wage >= 0, _wide(wage) * 12, NONE))
    stayed = np.where(year < 0, NONE, np.where(year <= 60_000_00, 12, person("months_employed", period)))
    return np.where(person("joined_this_year", period), period.start.month, stayed)


def _withheld(person: Any, period: Any, months: _Array) -> _Array:
    taxable = (
        person("cumulative_income", period)
        - months * 500000
        - person("cumulative_special", period)
        - person("additional_deductions", period)
        - person("other_tax_deductions", period)
    )
    limits = np.array([limit for limit, _ in TABLE[:-1]], dtype=np.int64)
    percents = np.array([rate for _, rate in TABLE], dtype=np.int64)
    quick = np.concatenate(([0], np.cumsum(limits * np.diff(percents))))
    bracket = np.searchsorted(limits, taxable)
    tax = np.where(taxable > 0, _half_up(taxable * percents[bracket] - quick[bracket], 100), 0)
    return np.maximum(tax - person("tax_before", period), 0)


def tax_underwithheld(person: Any, period: Any) -> _Array:
    months, tax = person("generous_months", period), person("tax", period)
    due = _withheld(person, period, months)
    taxed = person("wage_earner", period) & person("has_payroll", period) & (months >= 0)
    return _short(taxed & (tax < due), due - tax)


def tax_overwithheld(person: Any, period: Any) -> _Array:
    due, tax = _withheld(person, period, person("months_employed", period)), person("tax", period)
    taxed = person("wage_earner", period) & person("has_payroll", period)
    return _short(taxed & (tax > due), tax - due)


SHARED = {
    "by_month": (bool, by_month),
    "by_the_clock": (bool, by_the_clock),
    "ordinary_month": (bool, ordinary_month),
    "wage_earner": (bool, wage_earner),
    "own_share": (int, own_share),
    "minimum": (int, minimum),
    "generous_months": (int, generous_months),
}
FORMULAS = {
    "pay.minimum_monthly": pay_minimum_monthly,
    "pay.overtime_unpaid": pay_overtime_unpaid,
    "pay.below_contract": pay_below_contract,
    "pay.late": pay_late,
    "pay.unpaid": pay_unpaid,
    "pay.minimum_hourly": pay_minimum_hourly,
    "pay.loss_deduction_over_cap": pay_loss_deduction_over_cap,
    "hours.monthly_overtime": hours_monthly_overtime,
    "insurance.base_low": insurance_base_low,
    "fund.rate_low": fund_rate_low,
    "tax.underwithheld": tax_underwithheld,
    "tax.overwithheld": tax_overwithheld,
}


def _variable(name: str, kind: Any, formula: Any = None, words: Any = None) -> type[Variable]:
    body: dict[str, Any] = {
        "value_type": Enum if words is not None else kind,
        "entity": Person,
        "definition_period": DateUnit.MONTH,
        "label": name,
    }
    if words is not None:
        body |= {"possible_values": words, "default_value": next(iter(words))}
    if formula is not None:
        body["formula"] = formula
    return type(name, (Variable,), body)


def _node(local: Parameters) -> ParameterNode:
    """Dated parameters by place; -1 where nothing is known."""
    tree: dict[str, Any] = {}
    names = next(iter(local.values()))
    for name in names:
        at = tree
        for part in name.split("."):
            at = at.setdefault(part, {})
        for place, figures in local.items():
            values = {
                f"{month}-01": {"value": NONE if value is None else value}
                for month, value in zip(MONTHLY, figures[name], strict=True)
            }
            at[f"v_{place}"] = {"values": values}
    return ParameterNode("", data=tree)


class Fisca:
    """备好的模拟: a simulation with every input set; `check` computes the rules, `fresh` forgets what was computed."""

    def __init__(self, frame: pl.DataFrame, local: Parameters) -> None:
        system = TaxBenefitSystem([Person])
        system.parameters = _node(local)
        system.add_variables(
            *(_variable(name, None, words=words) for name, words in ENUMS.items()),
            *(_variable(name, bool) for name in FLAGS),
            *(_variable(name, int) for name in NUMBERS),
            *(_variable(name, kind, formula) for name, (kind, formula) in SHARED.items()),
            *(_variable(name.replace(".", "_"), int, formula) for name, formula in FORMULAS.items()),
        )
        self.count = frame.height // MONTHS
        self.simulation = SimulationBuilder().build_default_simulation(system, self.count)
        for name in (*WORDS, *FLAGS, *NUMBERS):
            for month, values in zip(MONTHLY, self._column(frame.get_column(name), name), strict=True):
                self.simulation.set_input(name, month, values)

    def _column(self, series: pl.Series, name: str) -> list[_Array]:
        """Twelve arrays, one a month."""
        if name in WORDS:
            enum, codes = ENUMS[name], {word: at for at, word in enumerate(WORDS[name])}
            numbers = (
                series.cast(pl.String)
                .replace_strict(codes, return_dtype=pl.UInt8)
                .to_numpy()
                .reshape(self.count, MONTHS)
            )
            kinds = list(enum)
            return [enum.encode(np.array(kinds, dtype=object)[numbers[:, month]]) for month in range(MONTHS)]
        if name in FLAGS:
            held = series.fill_null(value=False).to_numpy()
        else:
            held = series.to_physical().cast(pl.Int32).fill_null(0 if name.startswith("pay_d") else NONE).to_numpy()
        table = held.reshape(self.count, MONTHS)
        return [np.ascontiguousarray(table[:, month]) for month in range(MONTHS)]

    def fresh(self) -> None:
        for name in (*SHARED, *(rule.replace(".", "_") for rule in FORMULAS)):
            self.simulation.delete_arrays(name)

    def check(self) -> dict[str, tuple[int, int]]:
        found = {}
        for rule in RULES:
            count = fen = 0
            for month in MONTHLY:
                values = self.simulation.calculate(rule.replace(".", "_"), month)
                broken = values >= 0
                count += int(np.count_nonzero(broken))
                fen += int(values[broken].sum(dtype=np.int64))
            found[rule] = (count, fen)
        return found
