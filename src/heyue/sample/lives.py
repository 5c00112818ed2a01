"""一年的经历: leaves, attendance, allowances and lawful border cases, month by month, before any fault."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from heyue.sample.days import after
from heyue.sample.firm import Firm
from heyue.sample.oracle import annual_days, average_wage, bonus_tax, severance
from heyue.sample.people import Draft
from heyue.sample.person import FULL_TIME, PART_TIME, Leave, Person
from heyue.sample.schedule import MONTH_LIMIT, due_days, fill, on_leave, present_days
from heyue.sample.wages import part_time_hours, settle

SEVERANCE_REASONS = frozenset({"resigned_38", "agreed_employer", "no_fault", "layoff", "expired", "closed"})


def live(person: Person, firm: Firm, draft: Draft, rng: Random) -> None:
    """Leaves first, then attendance and the moving parts of pay."""
    if person.form == FULL_TIME:
        _maternity(person, rng)
        _annual(person, firm, draft, rng)
        _small_leaves(person, draft, rng)
    weekly = rng.choice((12, 16, 20, 24)) * 60
    reward = rng.choice((0, 0, 200, 400)) * 100
    meals = rng.choice((0, 0, 150, 300)) * 100
    for month in person.months:
        if person.form == PART_TIME:
            month.settlements = 2
            month.hours = part_time_hours(month.first, weekly)
            if not month.full:
                month.hours = month.hours * len(present_days(person, month.first)) // 31 // 30 * 30
            continue
        fill(person, month, firm, rng)
        if 2 * month.paid_share[0] < month.paid_share[1]:
            month.insured = month.funded = False  # a part month of little pay: contributions begin or end a month apart
        if person.form == FULL_TIME and not person.steady and month.full:
            month.performance = reward * rng.randint(0, 4) // 2
            month.allowances = meals
            month.special = 30000 if month.first.month in (6, 7, 8, 9) and firm.trade.hazard else 0
    if firm.trade.bonus and person.form == FULL_TIME and not person.steady:
        _bonus(person, rng)


def finish(person: Person, firm: Firm) -> None:
    """Settles the months and, for a lawful exit that ends in severance, pays exactly what is due."""
    settle(person, firm)
    if person.end_reason in SEVERANCE_REASONS and person.ended and "severance_paid" not in person.notes:
        average = average_wage(person.months, person.ended, person.wage)
        person.notes["severance_paid"] = severance(person.started, person.ended, average)


def border_case(person: Person, firm: Firm, rng: Random) -> None:
    """守法的边界: lawful by a hair, so that a rule that is off by one day or one fen is caught."""
    full = [m for m in person.months if m.full and m.attended_days >= 1500 and not m.unpaid_days and not m.sick_days]
    first = person.contracts[0]
    choice = rng.choice(("signed", "hours", "loss", "enrolled", "noncompete", "none"))
    if choice == "signed" and person.started.day <= 28 and after(person.started, 1) <= person.last_day(firm.as_of):
        first.signed = after(person.started, 1)
    elif choice == "hours" and full and person.overtime and not person.steady:
        month = rng.choice(full)
        if month.days is None:
            month.workday, month.restday, month.holiday, month.time_off = MONTH_LIMIT, 0, 0, 0
    elif choice == "loss" and full and not person.steady:
        rng.choice(full).loss_at_cap = True
    elif choice == "enrolled" and person.started.day > 2 and person.enrolled is not None:
        day = person.started + timedelta(days=30)
        if day <= person.last_day(firm.as_of):
            person.enrolled = day
            person.fund_opened = None if firm.individual else day
    elif choice == "noncompete" and person.post == "staff":
        person.contracts[-1].notes |= {"noncompete_months": 24, "noncompete_pay": person.wage * 3 // 10}


def _maternity(person: Person, rng: Random) -> None:
    if person.child_born is None:
        return
    babies = 2 if rng.random() < 0.1 else 1
    difficult = rng.random() < 0.2
    required = 98 + 15 * (babies - 1) + (15 if difficult else 0)
    starts = person.child_born - timedelta(days=rng.randint(0, 15))
    days = required + rng.choice((0, 0, 30))
    ends = starts + timedelta(days=days - 1)
    person.leaves.append(Leave("maternity", starts, ends, days * 100, babies=babies, difficult=difficult))


def _annual(person: Person, firm: Firm, draft: Draft, rng: Random) -> None:
    """年休假: all that last year gave, and what the year has given so far to those who left."""
    for year in (firm.as_of.year - 1, firm.as_of.year):
        if year in draft.skip_leave or person.first_worked is None:
            continue
        first, last = max(person.started, date(year, 1, 1)), min(person.ended or firm.as_of, date(year, 12, 31))
        if last <= first:
            continue
        entitled = annual_days(person.first_worked, last)
        left = person.ended is not None and person.ended.year == year
        if not left and year == firm.as_of.year:
            entitled = rng.choice((0, 0, min(entitled, 5)))
        elif (last - first).days < 360:
            entitled = -(-(entitled * ((last - first).days + 1)) // 365)
        _take(person, first, last, entitled, rng)


def _take(person: Person, first: date, last: date, days: int, rng: Random) -> None:
    """Takes the days in blocks of at most five, each inside one month, in months drawn at random, up to three blocks each."""
    months = [m for m in person.months if m.first >= first.replace(day=1) and m.first <= last]
    rng.shuffle(months)
    for month in months * 3:
        if days <= 0:
            return
        due = due_days(person, month.first)
        block = _run([d for d in due if first <= d <= last and not on_leave(person, d)], min(days, 5), person)
        if block:
            person.leaves.append(Leave("annual", block[0], block[-1], len(block) * 100))
            days -= len(block)


def _run(free: list[date], length: int, person: Person) -> list[date]:
    """The first run of working days of that length with no other leave between; shorter if the month allows no more."""
    best: list[date] = []
    for at in range(len(free)):
        run = free[at : at + length]
        between = (run[-1] - run[0]).days + 1
        if any(on_leave(person, run[0] + timedelta(days=n)) for n in range(between)):
            continue
        if len(run) > len(best):
            best = run
    return best


def _small_leaves(person: Person, draft: Draft, rng: Random) -> None:
    """婚假、丧假: three paid days, now and then."""
    if draft.leave_in is None and (draft.steady or rng.random() > 0.06):
        return
    months = [m for m in person.months if m.full and draft.leave_in in {None, m.first.year}]
    if not months:
        return
    month = rng.choice(months)
    free = [d for d in due_days(person, month.first) if not on_leave(person, d)]
    block = _run(free, 3, person)
    if len(block) == 3:
        person.leaves.append(Leave(rng.choice(("marriage", "bereavement")), block[0], block[-1], 300))


def _bonus(person: Person, rng: Random) -> None:
    """全年一次性奖金 in January, once a year, taxed on its own; now and then exactly at a cliff's edge."""
    for month in person.months:
        if month.first.month == 1 and month.full:
            month.bonus = rng.choice((3_600_000, person.wage, person.wage * 2))
            month.bonus_tax = bonus_tax(month.bonus)
