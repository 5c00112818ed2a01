"""排成表: the firm and its people as rows of the canonical tables."""

from __future__ import annotations

from heyue.law.tables import TABLES
from heyue.sample.firm import Firm, bodies_facts, company_facts
from heyue.sample.identity import HOMES, identity_number, phone_number
from heyue.sample.person import DISPATCHED, PART_TIME, Day, Month, Person, Row

Tables = dict[str, list[Row]]


def tables(firm: Firm) -> Tables:
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
        rows.extend(who | _day_row(person, day) for day in month.days)
    return rows


def _day_row(person: Person, day: Day) -> Row:
    return {
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
