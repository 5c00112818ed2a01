"""人群: the people of a firm to whom nothing happens, and the dispatched workers beside them."""

from __future__ import annotations

from random import Random

from heyue.sample.firm import Firm
from heyue.sample.people import Draft, new_person
from heyue.sample.person import DISPATCHED, FULL_TIME, INTERN, PART_TIME, REHIRED


def crowd(firm: Firm, count: int, rng: Random) -> list[Draft]:
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


def lawful_dispatched(firm: Firm, rng: Random) -> None:
    """劳务派遣: exactly the tenth the law allows, where the trade uses it and the firm is large enough."""
    most = firm.headcount(FULL_TIME) // 9
    if firm.trade.dispatch and most and rng.random() < 0.6:
        add_dispatched(firm, most, rng)


def add_dispatched(firm: Firm, count: int, rng: Random) -> None:
    serial = len(firm.people)
    for n in range(count):
        firm.people.append(new_person(firm, Draft(form=DISPATCHED, plain=True), rng, serial + n + 1))
