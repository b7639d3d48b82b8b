"""Marks without a task, and entries by somebody who does not teach the group."""

import pytest

from checks.upkeep.small_college import cell, lesson

TASK = [{"task_id": "t1", "lesson_id": "l1", "kind": "answer"}]
COURSE = {"course_id": "c1", "group_id": "g1", "term_id": "2025-1", "name": "Химия", "kind": "mdk", "teacher_id": "p2"}


def judged_marks(judged, entries, **more):
    facts = {"lessons": [lesson()], "tasks": TASK, "entries": entries, **more}
    return [(row["verdict"], row["lesson_id"], row["student_id"]) for row in judged("mark_without_task", **facts)]


def test_marks_that_all_name_their_task_are_one_sound_lesson(judged):
    entries = [cell("5", task_ids="t1"), cell("4", student="s2", task_ids="t1")]
    assert judged_marks(judged, entries) == [("in_time", "l1", None)]


def test_each_mark_without_a_task_is_told(judged):
    entries = [cell("5", task_ids="t1"), cell("н4", student="s2")]
    assert judged_marks(judged, entries) == [("breach", "l1", "s2")]


def test_an_absence_needs_no_task_and_neither_does_the_mark_of_an_exam(judged):
    assert judged_marks(judged, [cell("н")]) == []
    assert judged_marks(judged, [cell("5")], lessons=[lesson(kind="exam")]) == []


def test_a_source_without_tasks_tells_nothing(judged):
    assert judged_marks(judged, [cell("5")], tasks=[]) == [("no_data", "l1", None)]


@pytest.mark.parametrize(
    ("author", "more", "verdict"),
    [
        ("p2", {}, "in_time"),  # the course's teacher
        ("p3", {"teacher_id": "p3"}, "in_time"),  # the substitute
        ("p2", {"teacher_id": "p3"}, "in_time"),  # the teacher writes for the substitute
        ("p4", {}, "in_time"),  # teaches another course of the group
        ("p5", {}, "breach"),  # teaches it only in another period
        ("p9", {}, "breach"),
        (None, {}, "no_data"),
    ],
)
def test_only_those_who_teach_the_group_write_in_its_journal(judged, author, more, verdict):
    courses = [
        COURSE,
        {**COURSE, "course_id": "c2", "teacher_id": "p4"},
        {**COURSE, "course_id": "c3", "teacher_id": "p5", "term_id": "2025-2"},
        {**COURSE, "course_id": "c4", "teacher_id": "p9", "group_id": "g2"},
    ]
    entries = [cell("5", recorded_by=author, mark_recorded_at="2025-10-06T12:00:00+04:00")]
    found = judged("foreign_author", courses=courses, lessons=[lesson(**more)], entries=entries)
    assert [row["verdict"] for row in found] == [verdict]


def test_one_foreign_cell_is_told_of_the_lesson_on_the_day_it_was_written(judged):
    entries = [
        cell("5", mark_recorded_at="2025-10-06T12:00:00+04:00"),
        cell("4", student="s2", recorded_by="p9", mark_recorded_at="2025-11-03T12:00:00+04:00"),
    ]
    (row,) = judged("foreign_author", lessons=[lesson()], entries=entries)
    assert (row["verdict"], row["responsible_id"], str(row["matured"].date())) == ("breach", "p2", "2025-11-03")
