"""造人: draws the people of a sample firm; every one of them is employed lawfully until a fault is planted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from heyue.sample.days import after, each_month, last_of, next_workday
from heyue.sample.firm import Firm
from heyue.sample.oracle import retirement_date
from heyue.sample.person import DISPATCHED, FULL_TIME, INTERN, PART_TIME, REHIRED, Contract, Month, Person
from heyue.sample.trades import Job

DAY = timedelta(days=1)
REASONS = (
    ("resigned", 62),
    ("expired_employee", 8),
    ("agreed_employee", 6),
    ("agreed_employer", 8),
    ("no_fault", 5),
    ("expired", 6),
    ("retired", 2),
    ("fault", 3),
)


@dataclass(slots=True)
class Draft:
    """要求: what a person must be for a certain part to be played; whatever is None is drawn."""

    form: str = FULL_TIME
    leaver: bool = False
    sex: str | None = None
    birth: date | None = None
    post: str | None = None
    started: date | None = None
    ended: date | None = None
    reason: str | None = None
    wage: int | None = None
    job: str | None = None
    steady: bool = False
    mother: str | None = None
    skip_leave: set[int] = field(default_factory=set)
    terms: tuple[str, ...] = ()
    worked_before: int | None = None
    """Months of work elsewhere before the first day here."""
    leave_in: int | None = None
    """A year in which the person has a short paid leave of another kind on record."""
    plain: bool = False


def new_person(firm: Firm, draft: Draft, rng: Random, serial: int) -> Person:
    """One person as the draft asks, with contracts, registrations and empty months."""
    job = _job(firm, draft, rng)
    ended = _ended(firm, draft, rng)
    reason = _reason(draft, rng) if ended is not None else None
    started = draft.started or _started(firm, draft, rng, ended, reason)
    sex = draft.sex or ("female" if rng.randrange(100) < job.women else "male")
    post = draft.post or job.post
    person = Person(
        number=f"{firm.trade.kind[0].upper()}{serial:03d}",
        sex=sex,
        birth=started,
        form=draft.form,
        started=started,
        # a post of its own: the wage a fault needs is compared with nobody else's
        job=f"{draft.job}{serial:03d}" if draft.job else job.title,
        department=job.department,
        post=post,
        wage=draft.wage or _wage(job, rng),
        piece=job.piece and draft.job is None and not draft.plain,
        overtime=0 if draft.mother else job.overtime,
        rest_days=_rest_days(rng) if job.shifts else None,
        ended=ended,
        end_reason=reason,
        steady=draft.steady,
    )
    person.birth = draft.birth or _birth(firm, draft, rng, person)
    person.first_worked = max(after(person.birth, 12 * 16), min(started, after(person.birth, 12 * rng.randint(18, 23))))
    if draft.worked_before is not None:
        person.first_worked = after(started, -draft.worked_before)
        person.birth = after(person.first_worked, -12 * rng.randint(17, 21)) - timedelta(days=rng.randint(1, 300))
    person.comprehensive = (
        firm.trade.kind == "construction" and person.form == FULL_TIME and not draft.plain and rng.random() < 0.15
    )
    if person.comprehensive:
        person.overtime = 0
    _mother(firm, draft, person, rng)
    _forms(firm, draft, person, rng)
    _registrations(firm, person, rng)
    _exit(person)
    person.months = _months(firm, person)
    return person


def _job(firm: Firm, draft: Draft, rng: Random) -> Job:
    jobs = firm.trade.jobs
    if draft.form == PART_TIME:
        return Job("小时工", jobs[-1].department, 0, 0, women=60, overtime=0)
    if draft.form == REHIRED:
        return Job("返聘人员", jobs[0].department, 0, 4800, women=40, overtime=0)
    if draft.form == INTERN:
        return Job("实习生", jobs[0].department, 0, 3200, women=50, overtime=0)
    if draft.form == DISPATCHED:
        return Job("保洁（派遣）", "综合部", 0, 0, women=70, overtime=0)
    plain = [job for job in jobs if not job.piece] if draft.plain else list(jobs)
    return rng.choices(plain, [job.share for job in plain])[0]


def _wage(job: Job, rng: Random) -> int:
    """Within five per cent of the job's median, in steps of 50 yuan."""
    return job.wage * rng.randint(95, 105) // 100 // 50 * 50 * 100 if job.wage else 0


def _rest_days(rng: Random) -> frozenset[int]:
    """Two rest days a week; shifts rest on any two days, together or apart."""
    return frozenset(rng.sample(range(7), 2))


def _ended(firm: Firm, draft: Draft, rng: Random) -> date | None:
    if draft.ended is not None or not draft.leaver:
        return draft.ended
    span = (firm.as_of - firm.first).days
    return next_workday(firm.first + timedelta(days=rng.randint(60, span - 12)))


def _reason(draft: Draft, rng: Random) -> str:
    return draft.reason or rng.choices([r for r, _ in REASONS], [w for _, w in REASONS])[0]


def _started(firm: Firm, draft: Draft, rng: Random, ended: date | None, reason: str | None) -> date:
    """First day: tenure is exponential with the trade's mean, at least a month and at most fourteen years."""
    latest = ended or firm.as_of
    if draft.form == REHIRED:
        return next_workday(after(latest, -rng.randint(5, 18)))
    if reason in {"expired", "expired_employee"} and ended is not None:
        return after(ended + DAY, -12 * rng.choice((1, 1, 2, 3)))
    if reason == "retired":
        return after(latest, -rng.randint(40, 130))
    if draft.mother:
        return next_workday(after(latest, -rng.randint(26, 60)))
    days = min(14 * 365, max(35, int(rng.expovariate(1 / (firm.trade.tenure * 30)))))
    day = latest - timedelta(days=days)
    return day.replace(day=1) if rng.random() < 0.3 and days > 70 else min(next_workday(day), latest - DAY)


def _birth(firm: Firm, draft: Draft, rng: Random, person: Person) -> date:
    """Age at entry 19 to 46; the over-age are two to nine years past their date, the retired leave exactly on it."""
    sex, post, started, ended = person.sex, person.post, person.started, person.ended
    if person.end_reason == "retired" and ended is not None:
        day = after(ended, -12 * (60 if sex == "male" else 55 if post == "staff" else 50))
        while retirement_date(day, sex, post) > ended:
            day = after(day, -1)
        return day
    if draft.form == REHIRED:
        years = (60 if sex == "male" else 55) + rng.randint(3, 9)
        return after(started, -12 * years) - timedelta(days=rng.randint(0, 300))
    low, high = (24, 34) if draft.mother else (18, 22) if draft.form == INTERN else (19, 46)
    entry = min(rng.randint(low, high), rng.randint(low, high))
    while True:
        birth = after(started, -12 * entry) - timedelta(days=rng.randint(1, 360))
        if retirement_date(birth, sex, post) > after(ended or firm.as_of, 18):
            return birth
        entry -= 1


def _mother(firm: Firm, draft: Draft, person: Person, rng: Random) -> None:
    """Expecting in the coming months, or with a child under one year."""
    if draft.mother == "pregnant":
        person.due_date = firm.as_of + timedelta(days=rng.randint(20, 150))
    elif draft.mother == "nursing":
        person.child_born = firm.as_of - timedelta(days=rng.randint(130, 330))
        person.due_date = person.child_born + timedelta(days=rng.randint(-9, 9))


def _forms(firm: Firm, draft: Draft, person: Person, rng: Random) -> None:
    """What each form of employment needs in writing."""
    if person.form == FULL_TIME:
        person.contracts = _contracts(firm, draft, person, rng)
        person.wage = person.contracts[-1].wage
        person.additional = rng.choice((0, 0, 0, 1000, 1500, 2000, 3000, 4500)) * 100
        person.other_tax = 100_000 if firm.trade.kind == "studio" and rng.random() < 0.2 else 0
    elif person.form == PART_TIME:
        minimum = max(firm.city.minimum(m).hourly for m in (firm.first, firm.as_of))
        person.hourly = minimum + rng.choice((0, 100, 300, 560))
    elif person.form == REHIRED:
        person.notes["over_age_agreement"] = max(
            person.started, date(2026, 7, 1) if rng.random() < 0.3 else person.started
        )
        person.notes["pension_drawn"] = True


def _contracts(firm: Firm, draft: Draft, person: Person, rng: Random) -> list[Contract]:
    """劳动合同链: a fixed term, a second one, then open-ended; each renewal signed before the old one ends."""
    until = person.ended or firm.as_of
    terms = list(draft.terms) or [rng.choice(("12", "24", "36", "36")), rng.choice(("24", "36")), "open"]
    if person.end_reason in {"expired", "expired_employee"} and not draft.terms:
        whole = (until + DAY).year * 12 + (until + DAY).month - person.started.year * 12 - person.started.month
        terms = [str(whole)]
    if firm.trade.kind == "construction" and not draft.terms and rng.random() < 0.2 and len(terms) > 1:
        terms = ["task"]
    chain: list[Contract] = []
    starts = person.started
    wage = person.wage
    for term in terms:
        ends = after(starts, int(term)) - DAY if term.isdigit() else None
        kind = "fixed" if ends else term
        if chain:
            signed = starts - timedelta(days=rng.randint(3, 28))
        else:
            signed = starts + timedelta(days=rng.randint(-3, 15))
        chain.append(Contract(kind, signed, starts, ends, wage, notes={"copy_given": True}))
        if ends is None or ends >= until:
            break
        starts = ends + DAY
    _older_wages(chain)
    if not draft.plain:
        _probation(chain[0], term=terms[0], rng=rng)
    return chain


def _older_wages(chain: list[Contract]) -> None:
    """Each renewal brought about five per cent more, in whole tens of yuan."""
    for newer, older in zip(chain[::-1], chain[-2::-1], strict=False):
        older.wage = newer.wage * 95 // 100 // 1000 * 1000


def _probation(contract: Contract, term: str, rng: Random) -> None:
    """Up to the legal limit: none under three months or for a task, two months from a year, six from three years."""
    months = int(term) if term.isdigit() else 36 if term == "open" else 0
    most = 6 if months >= 36 else 2 if months >= 12 else 1 if months >= 3 else 0
    length = rng.choice((0, most, most, min(most, 1), min(most, 3)))
    if length == 0:
        return
    contract.probation_ends = after(contract.starts, length) - DAY
    contract.probation_wage = contract.wage * rng.choice((80, 80, 85, 90, 100)) // 100


def _registrations(firm: Firm, person: Person, rng: Random) -> None:
    """参保与公积金: within thirty days of the first day; only work injury for part-timers and the over-aged."""
    soon = person.started + timedelta(days=rng.randint(0, 20))
    if person.started.day <= 10:
        soon = min(soon, last_of(person.started))
    if person.ended is not None:
        soon = min(soon, person.ended)
    soon = min(soon, firm.as_of)
    if person.form == FULL_TIME:
        person.enrolled = soon
        person.fund_opened = None if firm.individual else soon
    elif person.form in {PART_TIME, REHIRED}:
        person.injury_enrolled = soon


def _exit(person: Person) -> None:
    """离职手续: all papers on the last day; notice thirty days before where the law asks for it."""
    if person.ended is None:
        return
    person.notes["final_pay_date"] = person.ended
    if person.form == FULL_TIME:
        person.notes["certificate"] = person.ended
    if person.end_reason == "no_fault":
        person.notes["end_notice"] = person.ended - timedelta(days=30)
    if person.end_reason in {"fault", "no_fault", "layoff", "no_ground"}:
        person.notes["union_notified"] = person.ended - timedelta(days=3)


def _months(firm: Firm, person: Person) -> list[Month]:
    if person.form == DISPATCHED:
        return []
    over = firm.months
    last = person.ended or firm.as_of
    return [
        Month(first, full=person.started <= first and last >= last_of(first))
        for first in each_month(max(firm.first, person.started), min(last, over[-1]))
        if first in over
    ]
