"""Missed hours by the rule of `absence`: one figure for pack, statement and analytics."""

import datetime as dt

import pytest

from ejarchive.model.absence import MIXED, Attended, count_absences, full_day, lesson_counts, missed_hours
from ejarchive.model.cell import Cell

MONDAY, TUESDAY = dt.date(2025, 9, 1), dt.date(2025, 9, 2)


def test_absent_hours_win_over_the_hours_of_the_lesson():
    assert missed_hours(Cell("н"), 2, 1) == 1
    assert missed_hours(Cell("н"), 2) == 2


def test_an_absence_of_unknown_length_is_not_nought():
    assert missed_hours(Cell("б"), None) is None
    totals = count_absences([Attended(MONDAY, None, Cell("б"))])
    assert (totals.total_hours, totals.total_lessons, totals.unknown_hours) == (0, 1, 1)


def test_a_mark_with_an_absence_is_both_and_a_late_arrival_is_no_hours():
    lessons = [
        Attended(MONDAY, 2, Cell("н", marks=("3",))),
        Attended(MONDAY, 2, Cell(late=True, marks=("5",))),
        Attended(TUESDAY, 2, Cell("б", marks=("4",)), 1),
        Attended(TUESDAY, 2, None),
    ]
    totals = count_absences(lessons)
    assert totals.hours == {"н": 2, "б": 1}
    assert totals.late == 1
    assert totals.total_hours == 3
    assert totals.full_days == {}


@pytest.mark.parametrize(
    ("absences", "reason"), [(["н", "н"], "н"), (["н", "б"], MIXED), (["н", None], None), ([], None)]
)
def test_a_full_day_is_every_lesson_missed(absences, reason):
    assert full_day(absences) == reason


def test_full_days_are_counted_by_reason():
    lessons = [Attended(MONDAY, 2, Cell("н")), Attended(MONDAY, 2, Cell("п")), Attended(TUESDAY, 2, Cell("п"))]
    assert count_absences(lessons).full_days == {MIXED: 1, "п": 1}


@pytest.mark.parametrize(
    ("status", "kind", "counts"),
    [
        ("held", "lesson", True),
        (None, None, True),
        ("cancelled", "lesson", False),
        ("planned", None, False),
        ("held", "consultation", False),
    ],
)
def test_only_held_lessons_count_and_consultations_never(status, kind, counts):
    assert lesson_counts(status, kind) is counts
