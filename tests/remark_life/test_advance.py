"""The program's turn: what it proposes, what it presumes, and what it leaves to a person."""

import datetime as dt

import pytest

from ejarchive.remark_life import Decision, FactState, LifeRules, State, with_events
from ejarchive.remark_life.decisions import decided
from remark_life.lives import DAY, GAP, LATENESS, breach, look, only, standing

LATER = DAY + dt.timedelta(days=30)


def given(remarks, state=State.ISSUED, day=DAY, **fields):
    """The remarks after the deputy has brought the only one to a state."""
    remark = only(remarks)
    decision = Decision(row=5, remark_id=remark.remark_id, seen=len(remark.history), state=state, due=remark.due,
                        issued_on=remark.issued_on or day, text=remark.text, **fields)  # fmt: skip
    events, faults = decided(remarks, [decision], day)
    assert faults == []
    return with_events(remarks, events)


def test_facts_of_one_rule_person_course_and_month_are_one_proposal():
    found = [breach(lesson="l1"), breach(lesson="l2"), breach(lesson="l3", course="c2"), breach(LATENESS)]
    remarks = look({}, found)
    assert sorted((r.rule, r.course_id, len(r.facts), r.state) for r in remarks.values()) == [
        (LATENESS, "c1", 1, State.PROPOSED),
        (GAP, "c1", 2, State.PROPOSED),
        (GAP, "c2", 1, State.PROPOSED),
    ]
    assert set(remarks) == {"2025-10/marks_late/c1/p1", "2025-10/topic_missing/c1/p1", "2025-10/topic_missing/c2/p1"}


def test_a_proposal_says_what_the_rule_says_and_gets_a_term():
    remark = only(look({}, [breach(lesson="l1"), breach(lesson="l2", matured=dt.date(2025, 10, 21))]))
    assert remark.text == "Не записаны темы занятий: 20.10.2025, 21.10.2025."
    assert remark.due == DAY + dt.timedelta(days=7)
    assert only(look({}, [breach()], rules=LifeRules(days_to_mend=3))).due == DAY + dt.timedelta(days=3)


def test_what_the_colleges_act_does_not_say_is_a_recommendation():
    assert not only(look({}, [breach(binding=False)])).binding


def test_a_fact_counts_in_the_month_its_term_ended_and_a_lateness_of_another_month_does_not():
    assert look({}, [breach(LATENESS, matured=dt.date(2025, 9, 30))]) == {}
    assert look({}, [breach(matured=dt.date(2025, 11, 3))]) == {}
    assert only(look({}, [breach(matured=dt.date(2025, 9, 30))])).month == "2025-09", "a gap nobody was told of"
    assert look({}, [breach(matured=dt.date(2025, 8, 31))]) == {}, "of the school year before"


@pytest.mark.parametrize(("done", "months"), [("2025-10-31", []), ("2025-11-03", ["2025-10"]), (None, [])])
def test_a_lateness_that_no_report_could_see_yet_is_proposed_in_the_month_it_matured_in(done, months):
    late = breach(LATENESS, done=dt.date.fromisoformat(done) if done else None)
    remarks = look({}, [late], month="2025-11", day=LATER)
    assert [remark.month for remark in remarks.values()] == months
    assert look(remarks, [late], month="2025-11", day=LATER) == remarks, "once"


def test_a_gap_that_is_filled_is_presumed_eliminated_and_left_to_the_deputy():
    remarks = look(given(look({}, [breach()])), [], day=LATER)
    remark = only(remarks)
    assert (remark.state, remark.eliminated_on, remark.flagged) == (State.PRESUMED, LATER, False)
    assert only(given(remarks, State.CONFIRMED, LATER)).eliminated_on == LATER


def test_half_a_gap_is_no_elimination():
    both = given(look({}, [breach(lesson="l1"), breach(lesson="l2")]))
    remark = only(look(both, [breach(lesson="l2")], day=LATER))
    assert remark.state is State.ISSUED
    assert [fact.state for fact in remark.facts] == [FactState.GONE, FactState.OPEN]


def test_a_fact_that_went_with_its_row_is_flagged_and_not_eliminated():
    remark = only(look(given(look({}, [breach()])), [], day=LATER, rows=standing(lessons=("l2",))))
    assert (remark.state, remark.flagged, remark.eliminated_on) == (State.ISSUED, True, None)
    assert remark.facts[0].state is FactState.VANISHED


def test_a_proposal_mended_before_it_was_issued_is_dropped_and_comes_back_with_its_fact():
    mended = look(look({}, [breach()]), [], day=LATER)
    assert (only(mended).state, only(mended).resolution) == (State.DROPPED, "Устранено до вручения")
    assert only(look(mended, [breach()], day=LATER)).state is State.PROPOSED


def test_what_the_deputy_dropped_is_never_proposed_again():
    remarks = given(look({}, [breach()]), State.DROPPED)
    assert look(look(remarks, [], day=LATER), [breach()], day=LATER).keys() == remarks.keys()
    assert only(look(look(remarks, [], day=LATER), [breach()], day=LATER)).state is State.DROPPED


def test_a_gap_that_opens_again_is_returned():
    remarks = look(given(look({}, [breach()])), [], day=LATER)
    for settled in (remarks, given(remarks, State.CONFIRMED, LATER)):
        remark = only(look(settled, [breach()], day=LATER))
        assert (remark.state, remark.resolution, remark.settled_on) == (
            State.RETURNED,
            "Нарушение появилось снова",
            None,
        )


def test_what_the_deputy_returned_stays_returned_while_nothing_changes():
    remarks = given(look(given(look({}, [breach()])), [], day=LATER), State.RETURNED, LATER)
    assert only(look(remarks, [], day=LATER + dt.timedelta(days=9))).state is State.RETURNED


def test_a_lateness_is_accepted_never_eliminated_and_never_overdue():
    remarks = given(look({}, [breach(LATENESS)]))
    late = LATER + dt.timedelta(days=300)
    assert not only(remarks).overdue(late)
    assert only(remarks).unexplained(late)
    assert only(look(remarks, [], day=LATER)).state is State.ISSUED, "it cannot be undone"
    accepted = only(given(remarks, State.CONFIRMED, LATER, explanation="Был на курсах."))
    assert (accepted.state, accepted.eliminated_on, accepted.unexplained(late)) == (State.CONFIRMED, None, False)


def test_a_gap_is_overdue_from_the_day_after_its_term_until_it_is_filled():
    remarks = given(look({}, [breach()]))
    due = only(remarks).due
    assert not only(look({}, [breach()])).overdue(LATER), "nobody has been told"
    assert not only(remarks).overdue(due)
    assert only(remarks).overdue(due + dt.timedelta(days=1))
    assert not only(look(remarks, [], day=LATER)).overdue(LATER)


def test_an_untouched_proposal_grows_and_a_given_remark_gets_a_sister():
    first = look({}, [breach(lesson="l1")])
    assert [len(r.facts) for r in look(first, [breach(lesson="l1"), breach(lesson="l2")]).values()] == [2]
    sisters = look(given(first), [breach(lesson="l1"), breach(lesson="l2")])
    assert {key: len(r.facts) for key, r in sisters.items()} == {
        "2025-10/topic_missing/c1/p1": 1,
        "2025-10/topic_missing/c1/p1/2": 1,
    }


@pytest.mark.parametrize(("month", "day", "repeats"), [
    ("2025-11", dt.date(2025, 11, 20), "2025-10/topic_missing/c1/p1"),
    ("2026-01", dt.date(2026, 1, 20), "2025-10/topic_missing/c1/p1"),
    ("2026-02", dt.date(2026, 2, 20), None),
])  # fmt: skip
def test_the_same_in_the_same_course_within_three_months_repeats_the_earlier(month, day, repeats):
    first = given(look({}, [breach()]))
    again = look(first, [breach(), breach(lesson="l2", matured=day)], month=month, day=day)
    assert list(again.values())[-1].repeats == repeats


@pytest.mark.parametrize("other", [{"course": "c2"}, {"who": "p2"}, {"rule": LATENESS}])
def test_another_course_person_or_rule_repeats_nothing(other):
    day = dt.date(2025, 11, 20)
    again = look(look({}, [breach()]), [breach(), breach(lesson="l2", matured=day, **other)], month="2025-11", day=day)
    assert list(again.values())[-1].repeats is None
    assert len(again) == 2


def test_what_was_dropped_is_repeated_by_nothing():
    day = dt.date(2025, 11, 20)
    first = given(look({}, [breach()]), State.DROPPED)
    again = look(first, [breach(), breach(lesson="l2", matured=day)], month="2025-11", day=day)
    assert list(again.values())[-1].repeats is None


def test_a_proposal_nobody_issued_gets_a_new_term_and_one_the_deputy_set_stays():
    remarks = look({}, [breach()])
    assert only(look(remarks, [breach()], day=DAY + dt.timedelta(days=7))).due == DAY + dt.timedelta(days=7)
    assert only(look(remarks, [breach()], day=LATER)).due == LATER + dt.timedelta(days=7)
    remark = only(remarks)
    hers = Decision(row=5, remark_id=remark.remark_id, seen=1, text=remark.text, due=DAY + dt.timedelta(days=2))
    remarks = with_events(remarks, decided(remarks, [hers], DAY)[0])
    assert only(look(remarks, [breach()], day=LATER)).due == DAY + dt.timedelta(days=2)


def test_months_looked_at_in_the_wrong_order_are_linked_all_the_same():
    again = breach(LATENESS, lesson="l2", matured=dt.date(2025, 11, 20))
    november = look({}, [breach(LATENESS), again], month="2025-11", day=LATER)
    assert only(november).repeats is None
    both = look(november, [breach(LATENESS), again], month="2025-10", day=LATER)
    assert both["2025-11/marks_late/c1/p1"].repeats == "2025-10/marks_late/c1/p1"


def test_codes_with_strokes_in_them_are_told_apart():
    odd = [
        breach(course="c/1", who="p"),
        breach(course="c", who="1/p", lesson="l2"),
        breach(course="c%2F1", who="p", lesson="l3"),
    ]
    first = look({}, odd)
    assert len(first) == 3
    grown = look(first, [*odd, breach(course="c/1", who="p", lesson="l4")])
    assert sorted(len(remark.facts) for remark in grown.values()) == [1, 1, 2]
