"""Earlier looks at the journal bound the time of what has no stamp: proven late, proven in time, or not provable."""

from dataclasses import replace

import pytest

from checks.upkeep.small_college import cell, journal_of, lesson

BARE = {"recorded_at": None, "homework_published_at": None}
EMPTY = {**BARE, "topic": None, "homework": None}
GRADES = [{"course_id": "c1", "student_id": "s1", "period": "2025-1", "kind": "result", "value": "5"}]
NOW = {"lessons": [lesson(**BARE)], "entries": [cell("н"), cell("5", student="s2")], "grades": GRADES}
WITH, WITHOUT = journal_of(**NOW), journal_of(lessons=[lesson(**EMPTY)], entries=[], grades=[])
OTHER = {
    "course_id": "c9",
    "group_id": "g1",
    "term_id": "2025-1",
    "name": "Ф",
    "kind": "discipline",
    "teacher_id": "p2",
}
ELSEWHERE = journal_of(lessons=[lesson(9, course_id="c9")], courses=[OTHER], entries=[], grades=[])

LAST_MOMENTS = {
    "attendance_late": ("2025-10-08T23:00:00+04:00", "2025-10-09T00:00:00+04:00"),
    "marks_late": ("2025-10-13T23:00:00+04:00", "2025-10-14T00:00:00+04:00"),
    "homework_late": ("2025-10-06T18:59:59+04:00", "2025-10-06T19:00:01+04:00"),
    "topic_late": ("2025-10-06T23:00:00+04:00", "2025-10-07T00:00:00+04:00"),
    "grades_late": ("2026-01-01T23:00:00+04:00", "2026-01-02T00:00:00+04:00"),
}


def looked(judged, rule, *snapshots):
    return [(row["verdict"], row["evidence"], row["done_at"]) for row in judged(rule, snapshots=snapshots, **NOW)]


@pytest.mark.parametrize("rule", LAST_MOMENTS)
def test_what_was_there_before_the_term_was_over_is_in_time(judged, rule):
    before, after = LAST_MOMENTS[rule]
    assert looked(judged, rule, (WITH, before)) == [("in_time", "snapshot", None)]
    assert looked(judged, rule, (WITH, after)) == [("no_data", "snapshot", None)], "there, but since when?"


@pytest.mark.parametrize("rule", LAST_MOMENTS)
def test_what_was_not_there_after_the_term_was_over_is_late(judged, rule):
    before, after = LAST_MOMENTS[rule]
    assert looked(judged, rule, (WITHOUT, after)) == [("breach", "snapshot", None)]
    assert looked(judged, rule, (WITHOUT, before)) == [("no_data", "snapshot", None)], (
        "it may have come within the hour"
    )


@pytest.mark.parametrize("rule", LAST_MOMENTS)
def test_a_look_that_does_not_know_the_lesson_tells_nothing(judged, rule):
    _, after = LAST_MOMENTS[rule]
    assert looked(judged, rule, (ELSEWHERE, after)) == [("no_data", None, None)]


@pytest.mark.parametrize("rule", ["attendance_late", "marks_late", "grades_late"])
def test_a_look_whose_source_has_no_such_table_did_not_see_it_empty(judged, rule):
    bare = journal_of(lessons=[lesson(**EMPTY)])
    present = {table: columns for table, columns in bare.present.items() if table not in {"entries", "grades"}}
    frames = {table: frame for table, frame in bare.frames.items() if table in present}
    bare = replace(bare, frames=frames, present=present, _cache={})
    assert looked(judged, rule, (bare, LAST_MOMENTS[rule][1])) == [("no_data", None, None)]


def test_the_first_look_that_has_it_counts_in_whatever_order_they_are_given(judged):
    looks = [(WITH, "2025-10-20T10:00:00+04:00"), (WITHOUT, "2025-10-09T10:00:00+04:00")]
    assert looked(judged, "attendance_late", *looks) == [("breach", "snapshot", None)]
    gone = [(WITH, "2025-10-07T10:00:00+04:00"), (WITHOUT, "2025-10-09T10:00:00+04:00")]
    assert looked(judged, "attendance_late", *gone) == [("in_time", "snapshot", None)], (
        "seen in time, whatever came then"
    )


def test_an_absence_seen_with_another_reason_was_marked_already(judged):
    other = journal_of(lessons=[lesson(**BARE)], entries=[cell("п")])
    assert looked(judged, "attendance_late", (other, "2025-10-07T10:00:00+04:00")) == [("in_time", "snapshot", None)]


def test_a_look_at_a_mark_says_nothing_of_an_absence(judged):
    other = journal_of(lessons=[lesson(**BARE)], entries=[cell("5")])
    assert looked(judged, "attendance_late", (other, "2025-10-09T10:00:00+04:00")) == [("breach", "snapshot", None)]


def test_a_stamp_is_believed_before_a_look(judged):
    entries = [cell("н", absence_recorded_at="2025-10-06T10:00:00+04:00")]
    (row,) = judged(
        "attendance_late", lessons=[lesson()], entries=entries, snapshots=[(WITHOUT, "2025-10-20T10:00:00+04:00")]
    )
    assert (row["verdict"], row["evidence"]) == ("in_time", "stamp")


def test_a_look_taken_after_the_moment_is_not_used(judged):
    looks = [(WITHOUT, "2025-10-20T10:00:00+04:00")]
    (row,) = judged("attendance_late", at="2025-10-15T10:00:00+04:00", snapshots=looks, **NOW)
    assert (row["verdict"], row["evidence"]) == ("no_data", None)


def test_what_a_look_shows_missing_when_the_month_closed_was_a_gap_and_is_not_late_besides(judged):
    assert looked(judged, "homework_late", (WITHOUT, "2025-11-01T00:00:00+04:00")) == []
    assert looked(judged, "homework_late", (WITHOUT, "2025-10-31T10:00:00+04:00")) == [("breach", "snapshot", None)]


def test_a_lesson_seen_empty_when_its_month_closed_was_one_gap_that_was_filled(judged):
    looks = [(WITHOUT, "2025-11-01T00:00:00+04:00")]
    found = [row for row in judged(snapshots=looks, **NOW) if row["lesson_id"]]
    assert not {row["rule"] for row in found} & {"attendance_late", "marks_late", "homework_late", "topic_late"}
    (row,) = [row for row in found if row["rule"] == "lesson_unfilled"]
    assert (row["verdict"], row["evidence"], row["done_at"]) == ("in_time", "snapshot", None)
