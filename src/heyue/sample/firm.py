"""样例企业: one invented employer, its calendar of months, its habits and the records beside its people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from heyue.sample.days import after, each_month, last_of
from heyue.sample.identity import credit_code
from heyue.sample.person import FULL_TIME, Person, Row
from heyue.sample.places import CITIES, City, city_of
from heyue.sample.trades import TRADES, Trade

EARLIEST, LATEST = date(2026, 1, 31), date(2026, 12, 31)


@dataclass(slots=True)
class Firm:
    """企业: what every person and sheet of one sample firm shares."""

    seed: int
    trade: Trade
    city: City
    place: str
    district: str
    as_of: date
    pay_day: int
    fund_percent: int
    individual: bool
    founded: date
    daily: tuple[date, ...]
    people: list[Person] = field(default_factory=list)
    company: Row = field(default_factory=dict)
    bodies: Row = field(default_factory=dict)
    dropped: set[tuple[str, str]] = field(default_factory=set)

    @property
    def first(self) -> date:
        """First month of the payroll: January of the year before."""
        return date(self.as_of.year - 1, 1, 1)

    @property
    def months(self) -> list[date]:
        """First days of the payroll's months: all that are over on the day of the check-up."""
        return [m for m in each_month(self.first, self.as_of) if last_of(m) <= self.as_of]

    @property
    def name(self) -> str:
        form = "经营部" if self.individual else "有限公司"
        return f"样例{self.seed}号{self.trade.zh}{form}（演示）"

    def headcount(self, form: str) -> int:
        return sum(person.form == form and person.employed(self.as_of) for person in self.people)


def new_firm(
    seed: int, employees: int, kind: str | None, as_of: date, place: str | None, *, daily: bool, enterprise: bool
) -> Firm:
    """A firm without people; ValueError for a kind, place or day the sample does not know."""
    if not EARLIEST <= as_of <= LATEST:
        raise ValueError(f"the sample's calendar and figures cover check-ups from {EARLIEST} to {LATEST}, not {as_of}")
    if kind is not None and kind not in TRADES:
        raise ValueError(f"unknown kind of firm {kind!r}; known: {', '.join(TRADES)}")
    rng = Random(f"firm {seed}")
    trade = TRADES[kind] if kind is not None else rng.choice(list(TRADES.values()))
    city = city_of(place) if place is not None else rng.choices(CITIES, (6, 2, 2))[0]
    code, district = next(((c, d) for c, d in city.districts if c == place), rng.choice(city.districts))
    over = [m for m in each_month(date(as_of.year - 1, 1, 1), as_of) if last_of(m) <= as_of]
    days = 0
    if daily or (trade.daily and employees <= 60):
        days = 2 if employees <= 60 else 1
    individual = employees < 10 and trade.kind in {"restaurant", "shop"} and rng.random() < 0.3
    return Firm(
        seed=seed,
        trade=trade,
        city=city,
        place=code,
        district=district,
        as_of=as_of,
        pay_day=rng.choice(trade.pay_days),
        fund_percent=rng.choice(trade.fund_rates),
        individual=individual and not enterprise,
        founded=after(as_of, -rng.randint(40, 160)),
        daily=tuple(over[-days:]) if days else (),
    )


def company_facts(firm: Firm) -> Row:
    """企业信息表, with what a fault changed laid over it."""
    rng = Random(f"company {firm.seed}")
    heads = len([p for p in firm.people if p.employed(firm.as_of)])
    facts: Row = {
        "name": firm.name,
        "uscc": credit_code(firm.place, rng),
        "place": firm.place,
        "kind": "individual_business" if firm.individual else "enterprise",
        "industry": firm.trade.industry,
        "revenue": heads * rng.randint(18, 60) * 1_000_000,
        "assets": heads * rng.randint(8, 40) * 1_000_000,
        "founded": firm.founded,
        "pay_day": firm.pay_day,
        "injury_class": firm.trade.injury_class,
        "comprehensive_approval": any(p.comprehensive for p in firm.people),
        "irregular_approval": False,
    }
    return facts | firm.company


def bodies_facts(firm: Firm) -> Row:
    """制度与组织表: everything in order, with what a fault changed laid over it."""
    rng = Random(f"bodies {firm.seed}")
    own = [p for p in firm.people if p.form == FULL_TIME and p.employed(firm.as_of)]
    signed = after(firm.as_of, -rng.randint(3, 9)).replace(day=rng.randint(1, 15))
    union = has_union(firm)
    facts: Row = {
        "has_rules": True,
        "rules_discussed": True,
        "rules_consulted": True,
        "rules_published": True,
        "wage_rules": True,
        "overtime_waiver": False,
        "fines_in_rules": False,
        "union": union,
        "union_members": len(own) * 9 // 10 if union else None,
        "union_fund_paid": union_fund(firm) if union else None,
        "mediation_committee": True,
        "harassment_measures": 7,
        "safety_training": True,
        "hazard_posts": firm.trade.hazard,
        "health_checks": True if firm.trade.hazard else None,
        "biometric_attendance": rng.random() < 0.5,
        "biometric_assessed": True,
        "collective_signed": signed if union else None,
        "collective_filed": signed.replace(day=signed.day + 10) if union else None,
        "minimum_wage_published": True,
        "quota_agreed": True if any(p.piece for p in firm.people) else None,
        "dispatch_posts_listed": True if firm.headcount("dispatched") else None,
        "slips_given": True,
        "ledger_years": rng.choice((2, 2, 3, 5)),
        "layoff_explained": None,
        "layoff_reported": None,
    }
    return facts | firm.bodies


def has_union(firm: Firm) -> bool:
    """建工会: every firm with twenty contract employees or more, so that none of 25 members lacks one (工会法 11)."""
    return firm.headcount(FULL_TIME) >= 20 or "union" in firm.bodies


def union_fund(firm: Firm) -> int:
    """上月拨缴工会经费: 2 % of last month's wages (工会法 43)."""
    last = firm.months[-1]
    return sum(m.gross for p in firm.people for m in p.months if m.first == last) * 2 // 100
