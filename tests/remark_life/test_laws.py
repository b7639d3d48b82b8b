"""Laws of the life of remarks: nothing vanishes, no step is left out, looking twice changes nothing."""

import dataclasses
import datetime as dt
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from ejarchive.remark_life import Actor, Decision, State, advanced, replayed, with_events
from ejarchive.remark_life.decisions import decided
from ejarchive.remark_life.replay import applied, changes_of_json, changes_to_json
from ejarchive.remark_life.tracked import STEPS
from ejarchive.upkeep import Nature
from remark_life.lives import DAY, GAP, LATENESS, breach, standing

LESSONS = ("l1", "l2", "l3")
PLACES = [(rule, lesson) for rule in (GAP, LATENESS) for lesson in LESSONS]
PROGRAMS = {
    (State.PROPOSED, State.DROPPED), (State.DROPPED, State.PROPOSED), (State.ISSUED, State.PRESUMED),
    (State.ACQUAINTED, State.PRESUMED), (State.RETURNED, State.PRESUMED), (State.PRESUMED, State.RETURNED),
    (State.CONFIRMED, State.RETURNED),
}  # fmt: skip
"""All the program may do by itself."""

seen = st.sets(st.sampled_from(PLACES))
stands = st.sets(st.sampled_from(LESSONS), min_size=1)
days = st.one_of(st.none(), st.dates(DAY, DAY + dt.timedelta(days=60)))
wishes = st.fixed_dictionaries({
    "which": st.integers(0, 5), "state": st.one_of(st.none(), st.sampled_from(State)), "issued_on": days,
    "acquainted_on": days, "due": days, "text": st.sampled_from(["", "Свои слова."]),
    "explanation": st.sampled_from(["", "Болел."]),
})  # fmt: skip
turns = st.lists(st.tuples(seen, stands, st.lists(wishes, max_size=3), st.booleans()), min_size=1, max_size=6)


def decision_of(remarks, wish):
    remark = list(remarks.values())[wish["which"] % len(remarks)]
    fields = {name: value for name, value in wish.items() if name != "which" and value}
    base = Decision(row=2, remark_id=remark.remark_id, seen=len(remark.history), state=remark.state, text=remark.text,
                    due=remark.due, issued_on=remark.issued_on, acquainted_on=remark.acquainted_on,
                    explanation=remark.explanation, resolution=remark.resolution)  # fmt: skip
    return dataclasses.replace(base, **fields)


def one_turn(remarks, turn, number):
    """Events of the deputy's wishes that can be granted, then of a look at what is there."""
    places, lessons, wanted, _ = turn
    day = DAY + dt.timedelta(days=number)
    events, taken = [], []
    after = remarks
    for wish in wanted if remarks else []:
        decision = decision_of(after, wish)
        made, faults = decided(after, [decision], day)
        if not faults:
            events, after = events + made, with_events(after, made)
            taken.append(decision)
    found = [breach(rule, lesson) for rule, lesson in sorted(places) if lesson in lessons]
    rows = standing(lessons=lessons)
    looked = advanced(after, found, rows, months={"2025-10"}, day=day)
    return events + looked, taken, found, rows, day


@settings(max_examples=150)
@given(turns)
def test_whatever_happens(story):
    remarks, history, decisions = {}, [], []
    for number, turn in enumerate(story):
        events, taken, found, rows, day = one_turn(remarks, turn, number)
        after = with_events(remarks, events)
        assert remarks.keys() <= after.keys(), "nothing vanishes"
        assert all(after[key].history[: len(old.history)] == old.history for key, old in remarks.items())
        history += events
        decisions += taken
        remarks = after
        assert advanced(remarks, found, rows, months={"2025-10"}, day=day) == [], "looking twice changes nothing"
        held = [fact.key for remark in remarks.values() for fact in remark.facts]
        assert len(held) == len(set(held)), "nothing is remarked on twice"
        assert {breach.fact.key for breach in found} <= set(held), "nothing is passed over"
        assert decided(remarks, decisions, day) == ([], []), "nothing is taken in twice"
    assert replayed(history) == remarks, "a remark is what its events made of it"
    for remark in remarks.values():
        check_steps(remark)
        assert remark.nature is Nature.REMEDIABLE or not remark.overdue(dt.date(2030, 1, 1))


def check_steps(remark):
    then = applied(None, remark.history[0])
    assert then.state is State.PROPOSED
    for event in remark.history[1:]:
        now = applied(then, event)
        if now.state is not then.state:
            step = (then.state, now.state)
            assert step in PROGRAMS if event.actor is Actor.PROGRAM else now.state in STEPS[then.state], step
            assert not (event.actor is Actor.DEPUTY and now.state is State.PRESUMED)
            assert now.state is not State.PRESUMED or remark.nature is Nature.REMEDIABLE
        then = now


@settings(max_examples=60)
@given(turns)
def test_events_are_the_same_after_they_were_written_down(story):
    remarks = {}
    for number, turn in enumerate(story):
        events, *_ = one_turn(remarks, turn, number)
        for event in events:
            written = json.loads(json.dumps(changes_to_json(event.changes)))
            assert changes_of_json(written) == event.changes
        remarks = with_events(remarks, events)
