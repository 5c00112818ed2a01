"""并发: every change of state, tried by many at once: one succeeds, the others are told so, nothing is lost and nothing doubled.

Each race has its negative control in the same test: with the guard taken away, and all else as before, the double must happen, or
the race was none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from heyue.apps.accounts import operations as accounts
from heyue.apps.audit import chain
from heyue.apps.audit.models import Chain, Event
from heyue.apps.cases import operations as cases
from heyue.apps.checkups import operations as checkups
from heyue.apps.checkups import store
from heyue.apps.checkups.models import Checkup, Draft, DraftPerson
from heyue.apps.notices import due
from tests.district import District
from tests.harness.contests import BY_CONSTRAINT, CONTESTS, Contest, form, mandate
from tests.harness.racing import Guard, Track, can_meet, needs_rivals, racers, rounds

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

LOST = frozenset({"Conflict", "Refused", "NotFound"})
"""How a racer may lose: told in words. Anything else is a failure of the program."""
ATTEMPTS = 10
"""How often a control may race until the double is seen; it is nearly always the first time."""


@pytest.fixture
def track(django_db_blocker: object) -> Iterator[Track]:
    with Track() as made:
        yield made


@pytest.fixture(autouse=True)
def _nothing_else_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock has daily rounds of its own, which are no part of a race."""
    monkeypatch.setattr(due, "REPEATS", {})
    monkeypatch.setattr(due, "HANDLERS", dict(due.HANDLERS))


@pytest.mark.parametrize("contest", [*CONTESTS, *BY_CONSTRAINT], ids=lambda one: one.name)
def test_of_many_at_once_one_succeeds_and_without_its_guard_several_would(
    district: District, track: Track, contest: Contest
) -> None:
    for turn in range(rounds(contest.rounds)):
        act, times = contest.start(district)
        ended, met = track.against(contest.guard, act, taken_away=False)
        told = f"round {turn}: done {times()} times, {dict(ended)}, {met} met"
        assert times() == 1, told
        assert set(ended) <= LOST | {"done"}, told
        wanted = {"one": {1}, "all": {racers()}, "some": set(range(1, racers() + 1))}[contest.succeed]
        assert ended["done"] in wanted, told
        assert met in {0, racers()} if contest in BY_CONSTRAINT or not can_meet() else met == racers(), told
    assert list(chain.verify()) == []
    if contest in CONTESTS and can_meet():
        assert _doubles(district, track, contest) > 0, "the guard is gone and nothing happened: the race is none"


def _doubles(district: District, track: Track, contest: Contest) -> int:
    """Races without the guard until it is done twice, or until the database has to stop what the program should have."""
    for _ in range(ATTEMPTS):
        act, times = contest.start(district)
        ended, _met = track.against(contest.guard, act, taken_away=True)
        if times() != 1 or (contest.succeed == "one" and ended["done"] > 1) or set(ended) - LOST - {"done"}:
            return 1
    return 0


def test_the_record_loses_no_event_and_breaks_nowhere(district: District, track: Track) -> None:
    """Many deeds of one firm at once, none of which waits for another but at the record: each leaves its event, the chain holds."""
    actor, firm = district.actor("owner"), district.organisations["甲"]
    before = Event.unscoped.filter(organisation_id=firm.pk).count()
    for _ in range(rounds()):
        ended, met = track.against(Guard(locks=(Chain,)), lambda n: cases.note_list(actor, n), taken_away=False)
        assert ended == {"done": racers()}
        assert met == (racers() if can_meet() else 0)
    assert Event.unscoped.filter(organisation_id=firm.pk).count() - before == rounds() * racers()
    assert list(chain.verify()) == []


def test_without_its_lock_the_record_would_break(district: District, track: Track) -> None:
    """Two events would take the same number, which a unique constraint stops as well: the deeds are refused by the database."""
    needs_rivals()
    actor = district.actor("owner")
    seen: Counter[str] = Counter()
    for _ in range(ATTEMPTS):
        seen += track.against(Guard(locks=(Chain,)), lambda n: cases.note_list(actor, n), taken_away=True)[0]
        if seen["IntegrityError"]:
            break
    assert seen["IntegrityError"] > 0, dict(seen)


@pytest.mark.parametrize("what", ["mandate"])
def test_after_its_end_was_acknowledged_nothing_more_is_done_with_it(
    district: District, track: Track, what: str
) -> None:
    """Whoever begins after the end is refused, however many try while it ends."""
    for _ in range(rounds()):
        over: list[bool] = []
        late: list[str] = []
        end, use = {"mandate": _mandate}[what](district)

        def act(number: int, end=end, use=use, over=over, late=late) -> None:  # type: ignore[no-untyped-def]
            if number == 0:
                end()
                over.append(True)
                return
            for _ in range(4):
                began_late = bool(over)
                try:
                    use()
                except Exception as error:
                    if type(error).__name__ not in LOST:
                        raise
                else:
                    if began_late:
                        late.append("used after its end")

        assert track.race(act) == {"done": racers()}
        assert late == []


def _mandate(district: District):  # type: ignore[no-untyped-def]
    row, owner, firm = mandate(district), district.actor("other_owner"), district.organisations["乙"].pk
    return (
        lambda: accounts.end_mandate(owner, row),
        lambda: checkups.fill(district.actor("specialist"), organisation=firm),
    )


def test_nobody_filled_in_is_lost_when_the_form_is_handed_in(district: District, track: Track) -> None:
    """One hands the form in while the others add people: whoever was told "saved" is in the sheets, and nothing stays behind."""
    for _ in range(rounds()):
        saved, lost, left = _filled_while_handed_in(district, track, taken_away=False)
        assert (lost, left) == (0, 0), f"{saved} were saved"
    if can_meet():
        tries = (_filled_while_handed_in(district, track, taken_away=True) for _ in range(ATTEMPTS))
        assert any(lost or left for _, lost, left in tries), "the lock is gone and nothing happened: the race is none"


def _filled_while_handed_in(district: District, track: Track, *, taken_away: bool) -> tuple[int, int, int]:
    """How many were saved beside the first, how many of all are not in the sheets, how many are left in the form."""
    actor, key = district.actor("owner"), form(district, people=1)

    def act(number: int) -> None:
        if number == 0:
            checkups.submit(actor, key)
        else:
            checkups.fill_person(actor, key, None, {"name": f"新人{number}", "started": "2026-02-01"})

    ended, _ = track.against(Guard(locks=(Draft,)), act, taken_away=taken_away)
    assert set(ended) <= LOST | {"done", "IntegrityError"}, dict(ended)
    saved = ended["done"] - 1
    file = Checkup.unscoped.get(pk=Draft.unscoped.get(pk=key).checkup_id).files.get(number=0)
    people = store.get(file.stored).decode("utf-8-sig").strip().count("\n")
    return saved, saved + 1 - people, DraftPerson.unscoped.filter(draft_id=key).count()
