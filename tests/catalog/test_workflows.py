"""流程目录: the files of the catalogue hold together, and a faulty file is refused by name."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from heyue.apps.plans.models import STATES
from heyue.apps.plans.queries import WORDS as STATE_WORDS
from heyue.catalog.roles import roles
from heyue.catalog.workflows import FOLDER, OPENED, BadWorkflow, Done, Workflow, read, workflow, workflows

WORDS = {"zh": "一句话", "en": "a sentence"}


def small() -> dict[str, Any]:
    """A sound workflow of two states, to be spoiled."""
    return {
        "title": WORDS,
        "about": WORDS,
        "initial": "asked",
        "states": {"asked": {**WORDS}, "over": {**WORDS, "closed": True}},
        "moves": {"finish": {**WORDS, "said": WORDS, "from": ["asked"], "to": "over", "roles": ["owner"]}},
    }


def spoiled(**changes: Any) -> list[str]:
    """The faults of the sound workflow with some entries replaced; dots lead into it."""
    raw = copy.deepcopy(small())
    for path, value in changes.items():
        *way, last = path.split("__")
        place: Any = raw
        for step in way:
            place = place[step]
        if value is None:
            place.pop(last)
        else:
            place[last] = value
    with pytest.raises(BadWorkflow) as caught:
        read("small", raw)
    assert all(line.startswith("small.yaml: ") for line in str(caught.value).splitlines())
    return list(caught.value.faults)


def test_the_sound_workflow_is_read() -> None:
    found = read("small", small())
    assert [move.name for move in found.from_state("asked")] == ["finish"]
    assert found.closed("over")
    assert not found.closed("asked")


def test_a_move_without_a_sentence_is_refused_by_name() -> None:
    assert spoiled(moves__finish__said=None) == [
        "move finish: its sentence (said): no words in both languages (zh, en)"
    ]


def test_a_move_in_one_language_is_refused() -> None:
    assert any("move finish" in fault for fault in spoiled(moves__finish__en=None))


def test_an_unknown_role_is_refused_by_name() -> None:
    assert "move finish: there is no role emperor" in spoiled(moves__finish__roles=["owner", "emperor"])


def test_a_role_without_the_capability_is_refused() -> None:
    assert "move finish: role employee has not the capability cases.move" in spoiled(moves__finish__roles=["employee"])


def test_an_unreachable_state_is_refused_by_name() -> None:
    assert "state lost is never reached" in spoiled(states__lost={**WORDS, "closed": True})


def test_a_state_that_leads_to_no_end_is_refused() -> None:
    trap = {**WORDS, "said": WORDS, "from": ["asked"], "to": "trap", "roles": ["owner"]}
    raw = small()
    raw["states"]["trap"] = {**WORDS}
    raw["moves"]["fall"] = trap
    with pytest.raises(BadWorkflow, match="state trap leads to no end"):
        read("small", raw)


def test_a_workflow_without_an_end_is_refused() -> None:
    assert "has no closed state: a case could never end" in spoiled(states__over__closed=False)


def test_a_move_nobody_may_make_is_refused() -> None:
    assert "move finish: nobody may make it" in spoiled(moves__finish__roles=[])


def test_a_move_to_nowhere_is_refused() -> None:
    assert any("'nowhere' is no state" in fault for fault in spoiled(moves__finish__to="nowhere"))


def test_four_eyes_on_no_move_is_refused() -> None:
    assert "move finish: four_eyes names ghost, which is no move" in spoiled(moves__finish__four_eyes=["ghost"])


def test_a_misspelt_entry_is_refused() -> None:
    assert "move finish: unknown entries note" in spoiled(moves__finish__note=True)


def test_the_name_of_the_opening_cannot_be_a_move() -> None:
    raw = small()
    raw["moves"][OPENED] = raw["moves"].pop("finish")
    with pytest.raises(BadWorkflow, match="entry of that name already"):
        read("small", raw)


@pytest.mark.parametrize(
    ("deadline", "fault"),
    [
        ({"title": WORDS}, "a deadline comes from a rule or from days, one of them"),
        ({"title": WORDS, "days": 5}, "source of the days: no words in both languages (zh, en)"),
        ({"title": WORDS, "days": 0, "source": WORDS}, "days is not a number from 1 to 3650"),
        ({"title": WORDS, "rule": "no.such_rule"}, "there is no rule no.such_rule"),
        ({"title": WORDS, "rule": "severance.severance_x"}, "there is no rule severance.severance_x"),
        (
            {"title": WORDS, "rule": "disputes.mediation_deadline", "facts": {"strange": "day"}},
            "disputes.mediation_deadline does not ask for strange",
        ),
        ({"title": WORDS, "rule": "leave.annual_days", "facts": {}}, "leave.annual_days does not give a date"),
        (
            {"title": WORDS, "rule": "disputes.mediation_deadline", "facts": {"accepted": "moon"}},
            "fact accepted comes from moon; say day, opened or case.<name>",
        ),
    ],
)
def test_a_faulty_deadline_is_refused(deadline: dict[str, Any], fault: str) -> None:
    assert any(fault in one for one in spoiled(states__asked__deadline=deadline))


def test_a_deadline_by_law_is_read() -> None:
    raw = small()
    raw["states"]["asked"]["deadline"] = {
        "title": WORDS,
        "rule": "disputes.mediation_deadline",
        "facts": {"accepted": "day"},
    }
    found = read("small", raw).states["asked"].deadline
    assert found is not None
    assert found.rule == "disputes.mediation_deadline"


def test_all_faults_are_listed_at_once() -> None:
    raw = small()
    raw["title"] = {}
    raw["moves"]["finish"]["to"] = "nowhere"
    raw["moves"]["finish"]["roles"] = ["emperor"]
    with pytest.raises(BadWorkflow) as caught:
        read("small", raw)
    assert len(caught.value.faults) >= 3


# ---- the catalogue itself ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_is_read_and_every_setting_says_that_it_is_one(path: Any) -> None:
    found = read(path.stem, yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))
    for state in found.states.values():
        if state.deadline is not None and state.deadline.days is not None:
            assert "不是法定期限" in state.deadline.source[0]
            assert "not a time limit of the law" in state.deadline.source[1]


def test_the_rectification_has_the_states_of_the_plans() -> None:
    assert tuple(workflow("rectification").states) == STATES
    assert set(STATE_WORDS) == set(STATES)


def test_an_unknown_workflow_is_a_lookup_error() -> None:
    with pytest.raises(LookupError):
        workflow("no_such")


def test_who_disputed_cannot_decide_on_it() -> None:
    flow = workflow("finding_dispute")
    past = [Done(OPENED, "a")]
    may = ["cases.move"]
    for decision in ("accept", "reject"):
        assert decision not in [move.name for move in flow.open_to("asked", ["owner"], may, "a", past)]
        assert decision in [move.name for move in flow.open_to("asked", ["hr"], may, "b", past)]


def test_only_the_last_maker_counts_for_four_eyes() -> None:
    flow = workflow("service_request")
    past = [Done("deliver", "a"), Done("return", "c"), Done("deliver", "b")]
    assert flow.seen_by_one_eye(flow.moves["confirm"], "b", past)
    assert not flow.seen_by_one_eye(flow.moves["confirm"], "a", past)


@given(st.sampled_from(sorted(workflows())), st.lists(st.integers(0, 50), max_size=40))
def test_a_random_walk_never_leaves_the_states_and_stops_only_where_nobody_may_move(
    name: str, picks: list[int]
) -> None:
    flow = workflow(name)
    state = flow.initial
    for pick in picks:
        moves = flow.from_state(state)
        if not moves:
            assert flow.closed(state)
            return
        state = moves[pick % len(moves)].to
        assert state in flow.states


@given(st.sampled_from(sorted(workflows())), st.data())
def test_what_a_person_is_offered_is_for_his_role_and_leaves_his_state(name: str, data: st.DataObject) -> None:
    flow = workflow(name)
    state = data.draw(st.sampled_from(sorted(flow.states)))
    role = data.draw(st.sampled_from(sorted(roles().roles)))
    may = roles().roles[role].may
    past = data.draw(st.lists(st.builds(Done, st.sampled_from(sorted(flow.moves)), st.sampled_from(["a", "b"]))))
    for move in flow.open_to(state, [role], may, "a", past):
        assert role in move.roles
        assert state in move.sources
        assert move.capability in may


# ---- anything at all is read or refused, never worse ----------------------------------------------------------------

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5000)
    | st.text(max_size=5)
    | st.sampled_from(["owner", "asked", "over", "finish", "cases.move", "day"])
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def nearly_sound(draw: st.DrawFn) -> Any:
    """The sound workflow with anything at all put in place of some of its entries."""
    raw: Any = copy.deepcopy(small())
    places = [(raw, key) for key in raw]
    for part in ("states", "moves"):
        for name in raw[part]:
            places.append((raw[part], name))
            places += [(raw[part][name], key) for key in raw[part][name]]
    places += [
        (raw["states"]["asked"], "deadline"),
        (raw["moves"]["finish"], "needs"),
        (raw["moves"]["finish"], "notify"),
        (raw["moves"]["finish"], "four_eyes"),
    ]
    for at in draw(st.lists(st.integers(0, len(places) - 1), max_size=3)):
        place, key = places[at]
        place[key] = draw(ANYTHING)
    return raw


@given(nearly_sound() | ANYTHING)
@settings(max_examples=200)
def test_whatever_a_file_holds_it_is_read_or_refused_with_its_name(raw: Any) -> None:
    try:
        found = read("drawn", raw)
    except BadWorkflow as bad:
        found, faults, said = None, bad.faults, str(bad).splitlines()
    if found is None:
        assert faults
        assert all(line.startswith("drawn.yaml: ") for line in said)
        return
    assert isinstance(found, Workflow)
    reached, todo = {found.initial}, [found.initial]
    while todo:
        for move in found.from_state(todo.pop()):
            if move.to not in reached:
                reached.add(move.to)
                todo.append(move.to)
    assert reached == set(found.states)
    assert any(state.closed for state in found.states.values())
