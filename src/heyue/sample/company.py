"""样例公司: puts a firm, its people and the planted faults together and lays them out as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from heyue.law.tables import TABLES
from heyue.sample.days import after
from heyue.sample.faults import KINDS, CompanyFault, Fault, FaultKind, Finding
from heyue.sample.firm import Firm, bodies_facts, company_facts, new_firm
from heyue.sample.identity import HOMES, identity_number, phone_number
from heyue.sample.lives import border_case, finish, live
from heyue.sample.people import Draft, new_person
from heyue.sample.person import DISPATCHED, FULL_TIME, INTERN, PART_TIME, REHIRED, Month, Person, Row

DEFAULT_DAY = date(2026, 10, 31)
Tables = dict[str, list[Row]]


@dataclass(slots=True)
class SampleCompany:
    """样例公司: tables by name with rows of canonical columns, and the oracle of what was planted.

    Values are dates, whole numbers of the unit's smallest part, flags, words or None; months are first days. `dropped`
    names (table, column) pairs that the workbook does not have at all.
    """

    seed: int
    kind: str
    employees: int
    as_of: date
    place: str
    name: str
    tables: Tables
    faults: list[Fault] = field(default_factory=list)
    dropped: frozenset[tuple[str, str]] = frozenset()

    @property
    def findings(self) -> list[Finding]:
        return [finding for fault in self.faults for finding in fault.findings]


def make_company(
    seed: int,
    employees: int,
    *,
    kind: str | None = None,
    as_of: date = DEFAULT_DAY,
    faults: Sequence[str] | None = None,
    place: str | None = None,
) -> SampleCompany:
    """One invented company of about `employees` people employed on `as_of`, the same for the same arguments.

    `faults` names the kinds of fault to plant, one person each (an empty sequence gives a clean firm); without it the seed
    chooses about one for every three people, at least two. The firm grows where the faults need more people than asked
    for. ValueError for an unknown kind of firm, fault or place, or one that does not fit the firm.
    """
    if employees < 1:
        raise ValueError("a firm has at least one employee")
    rng = Random(f"sample {seed} {employees} {kind} {as_of} {place}")
    planned = [_kind(name) for name in faults] if faults is not None else None
    firm = new_firm(
        seed,
        employees,
        kind,
        as_of,
        place,
        daily=any(k.daily for k in planned or ()),
        enterprise=any(k.enterprise for k in planned or ()),
    )
    chosen = [k() for k in planned] if planned is not None else _choose(firm, employees, rng)
    for fault in chosen:
        if not fault.fits(firm) or (fault.enterprise and firm.individual):
            raise ValueError(f"the fault {fault.name} does not fit a {firm.trade.kind} in {firm.district} on {as_of}")
    planted = _populate(firm, employees, chosen, rng)
    reported = []
    for fault, person in planted:
        found = fault.company_findings(firm) if isinstance(fault, CompanyFault) else fault.findings(_real(person), firm)
        number = None if person is None else person.number
        reported.append(Fault(fault.name, number, fault.zh, fault.en, fault.sheets, tuple(found)))
    heads = sum(person.employed(as_of) for person in firm.people)
    return SampleCompany(
        seed, firm.trade.kind, heads, as_of, firm.place, firm.name, _tables(firm), reported, frozenset(firm.dropped)
    )


def _kind(name: str) -> type[FaultKind]:
    if name not in KINDS:
        raise ValueError(f"unknown fault {name!r}; known: {', '.join(KINDS)}")
    return KINDS[name]


def _real(person: Person | None) -> Person:
    if person is None:
        raise ValueError("a fault of a person was planted without a person")
    return person


def _choose(firm: Firm, employees: int, rng: Random) -> list[FaultKind]:
    """About one fault for three people, at least two; each kind at most once in a round through all that fit."""
    fitting = [
        k
        for k in KINDS.values()
        if k.needs <= employees
        and not (k.daily and not firm.daily)
        and not (k.enterprise and firm.individual)
        and k().fits(firm)
    ]
    chosen: list[type[FaultKind]] = []
    want = max(2, employees // 3)
    while len(chosen) < want:
        round_ = [k for k in rng.sample(fitting, len(fitting)) if not (k.company and k in chosen)]
        chosen += round_[: want - len(chosen)]
    return [k() for k in chosen]


def _populate(
    firm: Firm, employees: int, chosen: list[FaultKind], rng: Random
) -> list[tuple[FaultKind, Person | None]]:
    """Plants the faults on people made for them, then fills the firm up with people to whom nothing happened."""
    planted: list[tuple[FaultKind, Person | None]] = []
    parts: list[tuple[FaultKind | None, Draft]] = []
    for fault in chosen:
        if isinstance(fault, CompanyFault):
            planted.append((fault, None))
        else:
            parts.append((fault, fault.draft(firm, rng)))
    staying = sum(1 for _, draft in parts if not draft.leaver and draft.ended is None)
    parts += [(None, draft) for draft in _crowd(firm, max(0, employees - staying), rng)]
    rng.shuffle(parts)
    for serial, (part, draft) in enumerate(parts, 1):
        person = new_person(firm, draft, rng, serial)
        live(person, firm, draft, rng)
        if part is not None:
            part.plant(person, firm, rng)
            planted.append((part, person))
        elif person.form == FULL_TIME and not person.leaves and rng.random() < 0.5:
            border_case(person, firm, rng)
        firm.people.append(person)
    _dispatched(firm, rng)
    firm.founded = min([firm.founded, *(after(p.started, -3) for p in firm.people)])
    for fault in chosen:
        if isinstance(fault, CompanyFault):
            fault.plant_company(firm, rng)
    for person in firm.people:
        finish(person, firm)
    return planted


def _crowd(firm: Firm, count: int, rng: Random) -> list[Draft]:
    """People without a fault: forms of employment by the trade's shares, a few mothers, and the leavers of two years."""
    trade = firm.trade
    drafts = []
    for _ in range(count):
        draw = rng.randrange(100)
        form = FULL_TIME
        for other, share in ((PART_TIME, trade.part_time), (REHIRED, trade.over_age), (INTERN, trade.interns)):
            if draw < share:
                form = other
                break
            draw -= share
        draft = Draft(form=form)
        if form == FULL_TIME and rng.random() < 0.04:
            draft.mother, draft.sex = rng.choice(("pregnant", "nursing")), "female"
        drafts.append(draft)
    leavers = count * trade.turnover * len(firm.months) // 1200
    drafts += [Draft(leaver=True) for _ in range(leavers + (1 if rng.random() < 0.5 else 0))]
    return drafts


def _dispatched(firm: Firm, rng: Random) -> None:
    """劳务派遣: exactly the tenth the law allows, where the trade uses it and the firm is large enough."""
    most = firm.headcount(FULL_TIME) // 9
    if firm.trade.dispatch and most and rng.random() < 0.6:
        add_dispatched(firm, most, rng)


def add_dispatched(firm: Firm, count: int, rng: Random) -> None:
    serial = len(firm.people)
    for n in range(count):
        firm.people.append(new_person(firm, Draft(form=DISPATCHED, plain=True), rng, serial + n + 1))


def _tables(firm: Firm) -> Tables:
    people = firm.people
    rows: Tables = {
        "company": [company_facts(firm)],
        "roster": [_roster(firm, person, n) for n, person in enumerate(people, 1)],
        "contracts": [row for person in people for row in _contracts(person)],
        "attendance": [row for person in people for row in _attendance(person)],
        "payroll": [_payroll(firm, person, month) for person in people for month in person.months],
        "insurance": [row for person in people for row in _insurance(firm, person)],
        "leave": [row for person in people for row in _leaves(person)],
        "bodies": [bodies_facts(firm)],
    }
    return {name: [_complete(name, row) for row in table] for name, table in rows.items()}


def _complete(table: str, row: Row) -> Row:
    """Every column of the table in its order; KeyError for a column the table does not have."""
    unknown = set(row) - set(TABLES[table].by_name)
    if unknown:
        raise KeyError(f"{table} has no column {sorted(unknown)}")
    return {column: row.get(column) for column in TABLES[table].by_name}


def _who(person: Person) -> Row:
    return {"employee": person.number, "name": f"员工{person.number}"}


def _roster(firm: Firm, person: Person, serial: int) -> Row:
    area, home = HOMES[(serial * 7 + firm.seed) % len(HOMES)]
    drawn: Row = {
        "id_number": identity_number(area, person.birth, person.sex, serial + firm.seed),
        "sex": person.sex,
        "birth": person.birth,
        "household_address": f"{home}演示路{serial}号",
        "address": f"{firm.city.name}{firm.district}演示街{serial}号",
        "phone": phone_number(serial),
        "department": person.department,
        "job": person.job,
        "post": person.post,
        "form": person.form,
        "hours_system": None
        if person.form in {PART_TIME, DISPATCHED}
        else ("comprehensive" if person.comprehensive else "standard"),
        "started": person.started,
        "first_worked": person.first_worked,
        "monthly_wage": person.wage or None,
        "hourly_wage": person.hourly or None,
        "piece_rate": person.piece,
        "enrolled": person.enrolled,
        "injury_enrolled": person.injury_enrolled,
        "fund_opened": person.fund_opened,
        "due_date": person.due_date,
        "child_born": person.child_born,
        "ended": person.ended,
        "end_reason": person.end_reason,
    }
    return _who(person) | drawn | person.notes


def _contracts(person: Person) -> list[Row]:
    return [
        _who(person)
        | {
            "term": contract.term,
            "signed": contract.signed,
            "starts": contract.starts,
            "ends": contract.ends,
            "probation_ends": contract.probation_ends,
            "probation_wage": contract.probation_wage,
            "wage": contract.wage or None,
        }
        | contract.notes
        for contract in person.contracts
    ]


def _attendance(person: Person) -> list[Row]:
    if person.form == PART_TIME:
        return []
    who = _who(person) | {"department": person.department}
    rows: list[Row] = []
    for month in person.months:
        if month.days is None:
            rows.append(who | _month_row(month))
            continue
        for day in month.days:
            rows.append(
                who
                | {
                    "day": day.day,
                    "day_kind": None if person.rest_days is None else day.kind,
                    "worked": day.worked,
                    "overtime_workday": day.workday,
                    "overtime_restday": day.restday,
                    "overtime_holiday": day.holiday,
                    "compensatory_leave": day.time_off,
                    "night": day.night,
                    "unpaid_leave_days": day.unpaid,
                    "sick_days": day.sick,
                }
            )
    return rows


def _month_row(month: Month) -> Row:
    return {
        "month": month.first,
        "worked": month.attended_days * 8 * 60 // 100 + month.workday + month.restday + month.holiday - month.time_off,
        "overtime_workday": month.workday,
        "overtime_restday": month.restday,
        "overtime_holiday": month.holiday,
        "compensatory_leave": month.time_off,
        "due_days": month.due_days,
        "attended_days": month.attended_days,
        "unpaid_leave_days": month.unpaid_days,
        "sick_days": month.sick_days,
    }


def _payroll(firm: Firm, person: Person, month: Month) -> Row:
    lump = firm.trade.lump_social
    social = month.pension + month.medical + month.unemployment
    return (
        _who(person)
        | {"department": person.department, "month": month.first, "base": month.base, "performance": month.performance}
        | {"piece_pay": month.piece, "overtime_pay": month.overtime_pay, "special_allowances": month.special}
        | {"allowances": month.allowances, "insurance_subsidy": month.subsidy, "absence_deduction": month.absence}
        | {"gross": month.gross, "pension": 0 if lump else month.pension, "medical": 0 if lump else month.medical}
        | {"unemployment": 0 if lump else month.unemployment, "social": social if lump else 0, "fund": month.fund}
        | {"additional_deductions": month.additional, "other_tax_deductions": person.other_tax * _nth(person, month)}
        | {"tax_exempt": 0, "tax": month.tax, "loss_deduction": month.loss, "fine": month.fine}
        | {"deposit": month.deposit, "other_deductions": month.other, "net": month.net, "paid": month.paid}
        | {"pay_date": month.pay_date, "annual_bonus": month.bonus, "bonus_tax": month.bonus_tax}
        | {"hours": month.hours or None, "settlements": month.settlements}
        | {"signed_for": None if month.pay_date is None else True}
    )


def _nth(person: Person, month: Month) -> int:
    """Which of the person's months in its calendar year this is, from 1."""
    return sum(1 for m in person.months if m.first.year == month.first.year and m.first <= month.first)


def _insurance(firm: Firm, person: Person) -> list[Row]:
    rows: list[Row] = []
    for month in person.months:
        injury = person.injury_enrolled is not None and person.injury_enrolled.replace(day=1) <= month.first
        if month.pension_base is None and month.fund_base is None and not injury:
            continue
        insured = month.pension_base is not None
        rows.append(
            _who(person)
            | {
                "month": month.first,
                "pension_base": month.pension_base,
                "medical_base": month.pension_base,
                "unemployment_base": month.pension_base,
                "injury_base": month.gross if insured or injury else None,
                "pension_employee": month.pension - month.pension_extra if insured else 0,
                "pension_employer": (month.pension_base or 0) * 16 // 100,
                "fund_base": month.fund_base,
                "fund_employee": month.fund,
                "fund_employer": month.fund_employer,
                "insurer": firm.name,
            }
        )
    return rows


def _leaves(person: Person) -> list[Row]:
    return [
        _who(person)
        | {
            "kind": leave.kind,
            "starts": leave.starts,
            "ends": leave.ends,
            "days": leave.days,
            "deducted": leave.deducted,
            "declined": leave.declined or None,
            "babies": leave.babies if leave.kind == "maternity" else None,
            "difficult_birth": leave.difficult if leave.kind == "maternity" else None,
        }
        for leave in sorted(person.leaves, key=lambda leave: leave.starts)
    ]
