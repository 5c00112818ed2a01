"""样例人员: one invented person with contracts, leaves and months; what is drawn is kept apart from what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

Value = object  # a cell: date, int in the smallest unit, bool, str or None
Row = dict[str, Value]

FULL_TIME, PART_TIME, REHIRED = "full_time", "part_time", "rehired"
DISPATCHED, INTERN = "dispatched", "intern"


@dataclass(slots=True)
class Contract:
    """劳动合同: one written contract; money in fen."""

    term: str
    signed: date
    starts: date
    ends: date | None
    wage: int
    probation_ends: date | None = None
    probation_wage: int | None = None
    notes: Row = field(default_factory=dict)


@dataclass(slots=True)
class Leave:
    """请假: one leave; days in hundredths."""

    kind: str
    starts: date
    ends: date
    days: int
    deducted: int = 0
    babies: int = 1
    difficult: bool = False
    declined: bool = False


@dataclass(slots=True)
class Day:
    """考勤日: one day of a daily attendance sheet; minutes, and days in hundredths."""

    day: date
    kind: str
    worked: int = 0
    workday: int = 0
    restday: int = 0
    holiday: int = 0
    night: bool = False
    unpaid: int = 0
    time_off: int = 0
    sick: int = 0


@dataclass(slots=True)
class Month:
    """工资月: first what happened and what the employer did, then (after `settled`) what follows from it."""

    first: date
    full: bool
    due_days: int = 0
    attended_days: int = 0
    unpaid_days: int = 0
    sick_days: int = 0
    workday: int = 0
    restday: int = 0
    holiday: int = 0
    time_off: int = 0
    days: list[Day] | None = None
    paid_share: tuple[int, int] = (1, 1)
    performance: int = 0
    allowances: int = 0
    special: int = 0
    subsidy: int = 0
    base_given: int | None = None
    absence: int = 0
    gross_gap: int = 0
    overtime_given: int | None = None
    insured: bool = True
    funded: bool = True
    base_declared: int | None = None
    fund_percent: int | None = None
    pension_extra: int = 0
    additional: int = 0
    tax_shift: int = 0
    loss: int = 0
    loss_at_cap: bool = False
    fine: int = 0
    deposit: int = 0
    other: int = 0
    net_shift: int = 0
    paid_short: int = 0
    late_to: date | None = None
    bonus: int = 0
    bonus_tax: int = 0
    hours: int = 0
    settlements: int | None = None
    # what follows
    wage: int = 0
    base: int = 0
    piece: int = 0
    overtime_due: int = 0
    overtime_pay: int = 0
    gross: int = 0
    pension_base: int | None = None
    pension: int = 0
    medical: int = 0
    unemployment: int = 0
    fund_base: int | None = None
    fund: int = 0
    fund_employer: int = 0
    tax_due: int = 0
    tax: int = 0
    net: int = 0
    paid: int | None = None
    pay_date: date | None = None

    @property
    def contributions(self) -> int:
        return self.pension + self.medical + self.unemployment + self.fund


@dataclass(slots=True)
class Person:
    """人员: one row of the roster and all that hangs on it."""

    number: str
    sex: str
    birth: date
    form: str
    started: date
    job: str
    department: str
    post: str
    wage: int
    hourly: int = 0
    piece: bool = False
    overtime: int = 0
    rest_days: frozenset[int] | None = None
    ended: date | None = None
    end_reason: str | None = None
    first_worked: date | None = None
    enrolled: date | None = None
    injury_enrolled: date | None = None
    fund_opened: date | None = None
    due_date: date | None = None
    child_born: date | None = None
    contracts: list[Contract] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    months: list[Month] = field(default_factory=list)
    additional: int = 0
    other_tax: int = 0
    comprehensive: bool = False
    steady: bool = False
    notes: Row = field(default_factory=dict)

    def employed(self, day: date) -> bool:
        return self.ended is None or self.ended > day

    def last_day(self, as_of: date) -> date:
        return self.ended if self.ended is not None and self.ended <= as_of else as_of

    def contract_on(self, day: date) -> Contract | None:
        """The contract in force on a day: the latest begun that has not ended."""
        running = [c for c in self.contracts if c.starts <= day and (c.ends is None or c.ends >= day)]
        return max(running, key=lambda c: c.starts) if running else None

    @property
    def full_months(self) -> list[Month]:
        return [month for month in self.months if month.full]
