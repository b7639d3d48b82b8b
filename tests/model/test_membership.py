"""Stays in groups that follow from movements; the date of a movement is the first day of the new state."""

import datetime as dt

import pytest

from ejarchive.model.membership import Membership
from ejarchive.model.people import Movement, Student

STUDENT = Student(student_id="s1", group_id="b", last_name="Л", first_name="А")


def move(kind, day, number=1, **groups):
    return Movement(
        movement_id=f"m{number}{kind}", student_id="s1", date=dt.date.fromisoformat(day), kind=kind, **groups
    )


def stays(*movements, group="b"):
    student = Student(student_id="s1", group_id=group, last_name="Л", first_name="А")
    membership = Membership.of([student], movements)
    told = [(s.group_id, s.starts and str(s.starts), s.ends and str(s.ends)) for s in membership.stays("s1")]
    return told, [fault.reason for fault in membership.contradictions]


def test_without_movements_a_student_has_always_been_there():
    assert stays() == ([("b", None, None)], [])


def test_enrolled_is_in_from_that_day_and_expelled_is_out_from_that_day():
    told = stays(move("enrolled", "2025-09-01", group_id="b"), move("expelled", "2025-11-15", group_id="b"))
    assert told == ([("b", "2025-09-01", "2025-11-14")], [])


def test_a_leave_is_no_membership():
    told = stays(move("leave", "2025-10-13"), move("returned", "2026-01-12"))
    assert told == ([("b", None, "2025-10-12"), ("b", "2026-01-12", None)], ["no_group"])


def test_returned_with_its_group_contradicts_nothing():
    told = stays(move("leave", "2025-10-13"), move("returned", "2026-01-12", group_id="b"))
    assert told == ([("b", None, "2025-10-12"), ("b", "2026-01-12", None)], [])


@pytest.mark.parametrize("kind", ["transferred_in", "transferred_out", "promoted", "programme_changed"])
def test_one_line_between_own_groups_closes_one_stay_and_opens_another(kind):
    told = stays(move(kind, "2025-11-17", from_group_id="a", to_group_id="b"))
    assert told == ([("a", None, "2025-11-16"), ("b", "2025-11-17", None)], [])


@pytest.mark.parametrize("first", [0, 1])
def test_out_and_in_on_one_day_are_one_transfer_in_either_order(first):
    pair = [
        move("transferred_out", "2025-11-17", 1, group_id="a", to_group_id="b"),
        move("transferred_in", "2025-11-17", 2, group_id="b", from_group_id="a"),
    ]
    told = stays(pair[first], pair[1 - first])
    assert told == ([("a", None, "2025-11-16"), ("b", "2025-11-17", None)], [])


def test_transferred_from_and_to_another_college():
    told = stays(
        move("transferred_in", "2025-10-01", group_id="b"), move("transferred_out", "2026-02-01", group_id="b")
    )
    assert told == ([("b", "2025-10-01", "2026-01-31")], [])


def test_a_changed_name_and_a_promotion_within_the_group_move_nobody():
    assert stays(move("name_changed", "2025-10-01"), move("promoted", "2025-09-01")) == ([("b", None, None)], [])


def test_expelled_and_reinstated():
    told = stays(move("expelled", "2025-10-01"), move("reinstated", "2025-12-01", group_id="b"))
    assert told == ([("b", None, "2025-09-30"), ("b", "2025-12-01", None)], [])


def test_in_and_out_on_one_day_leaves_no_stay():
    told = stays(move("enrolled", "2025-09-01", group_id="b"), move("expelled", "2025-09-01", group_id="b"))
    assert told == ([], [])


@pytest.mark.parametrize(
    ("movements", "reasons"),
    [
        ([move("expelled", "2025-10-01"), move("leave", "2025-11-01")], ["already_out"]),
        ([move("enrolled", "2025-09-01", group_id="b"), move("returned", "2025-10-01", group_id="b")], ["already_in"]),
        (
            [move("enrolled", "2025-09-01", group_id="b"), move("expelled", "2025-10-01", from_group_id="c")],
            ["other_group"],
        ),
        ([move("enrolled", "2025-09-01", group_id="a")], ["final_group"]),
    ],
)
def test_movements_that_do_not_follow_are_told(movements, reasons):
    assert stays(*movements)[1] == reasons


def test_members_of_a_period_are_all_who_were_there_on_some_day():
    students = [STUDENT, Student(student_id="s2", group_id="b", last_name="Л", first_name="А")]
    gone = move("expelled", "2025-11-15", group_id="b")
    membership = Membership.of(students, [gone])
    day = dt.date.fromisoformat
    assert membership.members("b", day("2025-09-01"), day("2025-12-28")) == ("s1", "s2")
    assert membership.members("b", day("2025-11-15"), day("2025-12-28")) == ("s2",)
    assert membership.is_member("s1", "b", day("2025-11-14"))
    assert not membership.is_member("s1", "b", day("2025-11-15"))
    assert membership.stays("s1")[0].ended == gone
    assert membership.stays("nobody") == ()
