"""The deputy's turn: where she may lead a remark, and through which steps."""

import dataclasses
import datetime as dt

import pytest

from ejarchive.remark_life import Decision, Origin, State, with_events
from ejarchive.remark_life.decisions import decided
from ejarchive.remark_life.replay import applied
from remark_life.lives import DAY, LATENESS, breach, look, only

P, I, A, E, C, R, D = State.PROPOSED, State.ISSUED, State.ACQUAINTED, State.PRESUMED, State.CONFIRMED, State.RETURNED, State.DROPPED  # fmt: skip # noqa: E501, E741
LATER = DAY + dt.timedelta(days=3)
WAYS = {  # state she finds → states she can put it in at once, no date given
    P: {I, D}, I: {A, C, R, D}, A: {C, R, D}, E: {C, R, D}, R: {A, C, D}, C: {R}, D: {P, I},
}  # fmt: skip
DATED = {P: {A: [I, A], C: [I, C], R: [I, R]}}
"""… and through which steps, once the dates of issuing are given."""


def in_state(state):
    """A remark brought to a state, the shortest way."""
    remarks = look({}, [breach()])
    for step in {P: [], I: [I], A: [I, A], E: [I], C: [I, C], R: [I, R], D: [D]}[state]:
        remarks = with_events(remarks, decided(remarks, [wish(remarks, step)], DAY)[0])
    if state is E:
        remarks = look(remarks, [], day=DAY)
    assert only(remarks).state is state
    return remarks


def wish(remarks, state, **fields):
    remark = only(remarks)
    as_it_is = {name: getattr(remark, name)
                for name in ("text", "due", "issued_on", "acquainted_on", "explanation", "resolution")}  # fmt: skip
    return Decision(row=7, remark_id=remark.remark_id, seen=len(remark.history), state=state, **(as_it_is | fields))


def steps(remarks, events):
    """The states that events lead a remark through."""
    remark, states = only(remarks), []
    for event in events:
        before, remark = remark, applied(remark, event)
        if remark.state is not before.state:
            states.append(remark.state)
    return states


@pytest.mark.parametrize("start", State)
@pytest.mark.parametrize("target", State)
def test_every_step_is_allowed_or_refused(start, target):
    remarks = in_state(start)
    events, faults = decided(remarks, [wish(remarks, target)], LATER)
    if target is start:
        assert (events, faults) == ([], [])
    elif target in WAYS[start]:
        assert faults == []
        assert steps(remarks, events)[-1] is target
    else:
        assert [(fault.code, fault.field) for fault in faults] == [("W103", "state")]
        assert events == []


@pytest.mark.parametrize("target", [A, C, R])
def test_with_the_date_of_issuing_she_may_say_it_all_at_once(target):
    remarks = in_state(P)
    events, faults = decided(remarks, [wish(remarks, target, issued_on=DAY)], LATER)
    assert faults == []
    assert steps(remarks, events) == DATED[P][target]
    assert only(with_events(remarks, events)).issued_on == DAY


def test_with_the_date_of_acquaintance_that_step_is_taken_too():
    remarks = in_state(P)
    events, faults = decided(remarks, [wish(remarks, C, issued_on=DAY, acquainted_on=LATER)], LATER)
    assert faults == []
    assert steps(remarks, events) == [I, A, C]


def test_a_date_she_leaves_out_is_the_day_of_the_data():
    remarks = in_state(P)
    after = with_events(remarks, decided(remarks, [wish(remarks, I)], LATER)[0])
    assert only(after).issued_on == LATER
    after = with_events(after, decided(after, [wish(after, A)], LATER)[0])
    assert only(after).acquainted_on == LATER


def test_an_empty_state_says_nothing_and_an_explanation_can_be_added_alone():
    remarks = with_events(look({}, [breach(LATENESS)]), [])
    after = with_events(remarks, decided(remarks, [wish(remarks, None, explanation="Был на курсах.")], LATER)[0])
    assert (only(after).state, only(after).explanation) == (P, "Был на курсах.")


def test_words_of_her_own_are_not_written_over_by_the_program():
    remarks = look({}, [breach(lesson="l1"), breach(lesson="l2", matured=dt.date(2025, 10, 21))])
    after = with_events(remarks, decided(remarks, [wish(remarks, None, text="Темы за 20 и 21 октября")], LATER)[0])
    again = look(after, [breach(lesson="l2", matured=dt.date(2025, 10, 21))], day=LATER)
    assert only(again).text == "Темы за 20 и 21 октября"
    assert only(look(remarks, [breach(lesson="l1")], day=LATER)).text == "Не записана тема занятия: 20.10.2025."


def test_a_remark_of_her_own_is_one_however_often_its_row_comes_back():
    own = Decision(row=9, remark_id=None, deputy="practical", responsible_id="p1", text="Журнал не предъявлен.",
                   due=LATER)  # fmt: skip
    events, faults = decided({}, [own], DAY)
    assert faults == []
    remark = only(with_events({}, events))
    assert (remark.origin, remark.state, remark.deputy, remark.month, remark.issued_on) == (
        Origin.DEPUTY, I, "practical", "2025-11", DAY)  # fmt: skip
    assert remark.overdue(LATER + dt.timedelta(days=1)), "her own remark has a term too"
    assert decided(with_events({}, events), [own], LATER) == ([], [])


def test_she_may_say_whose_a_remark_is_where_nobody_has_and_only_there():
    nobodys = look({}, [breach(who=None)])
    _, faults = decided(nobodys, [wish(nobodys, I)], LATER)
    assert [(fault.code, fault.field) for fault in faults] == [("W104", "responsible_id")]
    hers = wish(nobodys, I, responsible_id="p2")
    after = with_events(nobodys, decided(nobodys, [hers], LATER)[0])
    assert (only(after).responsible_id, only(after).state) == ("p2", I)
    assert decided(after, [hers], LATER) == ([], [])
    _, faults = decided(after, [wish(after, None, responsible_id="p3")], LATER)
    assert [(fault.code, fault.field) for fault in faults] == [("W108", "responsible_id")]


@pytest.mark.parametrize("text", ["Не  записаны\u00a0темы\r\nзанятий.", "Не записаны\x07 темы занятий.",
                                  "Не записаны темы\ufffd занятий."])  # fmt: skip
def test_what_a_spreadsheet_does_to_white_space_is_no_edit(text):
    (first,) = only(look({}, [breach()])).history
    remarks = with_events({}, [dataclasses.replace(first, changes={**first.changes, "text": text})])
    assert decided(remarks, [wish(remarks, None, text="Не записаны темы занятий.")], LATER) == ([], [])
