"""Lessons with nothing in them, without a topic, without homework: gaps that can be filled."""

import datetime as dt
from dataclasses import replace

import pytest

from checks.upkeep.small_college import cell, journal_of, lesson

MORNING = "2025-10-07T09:00:00+04:00"
EMPTY = {"topic": None, "homework": None, "recorded_at": None, "homework_published_at": None}


def test_a_lesson_of_the_timetable_with_nothing_in_it_is_one_gap_not_four(judged):
    found = [row for row in judged(at=MORNING, lessons=[lesson(**EMPTY)]) if row["verdict"] == "breach"]
    assert [(row["rule"], row["lesson_id"]) for row in found] == [("lesson_unfilled", "l1")]


@pytest.mark.parametrize("status", ["held", "planned", None])
@pytest.mark.parametrize(("at", "verdict"), [("2025-10-06T23:59:59+04:00", "not_due"), (MORNING, "breach")])
def test_an_empty_lesson_waits_for_the_end_of_its_day(verdicts, status, at, verdict):
    assert verdicts("lesson_unfilled", at=at, lessons=[lesson(status=status, **EMPTY)]) == [verdict]


@pytest.mark.parametrize("entries", [[cell("н")], [cell("5")]])
def test_a_cell_is_enough_to_call_a_lesson_filled(verdicts, entries):
    facts = {"at": MORNING, "lessons": [lesson(**EMPTY)], "entries": entries}
    assert verdicts("lesson_unfilled", **facts) == ["in_time"]
    assert verdicts("topic_missing", **facts) == ["breach"]


@pytest.mark.parametrize(("at", "verdict"), [("2025-10-06T23:59:59+04:00", "not_due"), (MORNING, "breach")])
def test_a_topic_is_missing_when_the_day_is_over(verdicts, at, verdict):
    lessons = [lesson(topic=None, recorded_at=None)]
    assert verdicts("topic_missing", at=at, lessons=lessons) == [verdict]


@pytest.mark.parametrize(
    ("at", "verdict"), [("2025-10-06T19:00:00+04:00", "not_due"), ("2025-10-06T19:00:01+04:00", "breach")]
)
def test_homework_is_missing_when_its_hour_is_over(verdicts, at, verdict):
    lessons = [lesson(homework=None, homework_published_at=None)]
    assert verdicts("homework_missing", at=at, lessons=lessons) == [verdict]


def test_under_an_act_without_a_term_for_topics_the_day_of_the_lesson_is_it(verdicts):
    lessons = [lesson(topic=None, recorded_at=None)]
    assert verdicts("topic_missing", at=MORNING, regulation="apt-2020", lessons=lessons) == ["breach"]


@pytest.mark.parametrize("kind", ["exam", "credit", "consultation"])
def test_nothing_is_asked_for_after_what_closes_a_course(verdicts, kind):
    lessons = [lesson(kind=kind, homework=None, homework_published_at=None)]
    assert verdicts("homework_missing", at=MORNING, lessons=lessons) == []


@pytest.mark.parametrize(
    ("kind", "found"),
    [("subject", 1), ("discipline", 1), ("mdk", 1), ("module", 1), ("training_practice", 0), ("work_placement", 0)],
)
def test_homework_is_asked_of_teachers_not_of_masters(verdicts, kind, found):
    courses = [
        {"course_id": "c1", "group_id": "g1", "term_id": "2025-1", "name": "П", "kind": kind, "teacher_id": "p2"}
    ]
    lessons = [lesson(homework=None, homework_published_at=None)]
    assert len(verdicts("homework_missing", at=MORNING, courses=courses, lessons=lessons)) == found


# --- filled later: the gap has gone, and the same fact is not found again under another name


def filled_on(day):
    at = f"{day}T15:00:00+04:00"
    return {
        "lessons": [lesson(recorded_at=at, homework_published_at=at)],
        "entries": [cell("н", absence_recorded_at=at), cell("5", student="s2", mark_recorded_at=at)],
    }


def breaches(rows):
    return {row["rule"] for row in rows if row["verdict"] == "breach" and row["lesson_id"]}


def test_a_lesson_filled_after_its_month_was_a_gap_and_is_none_now(judged):
    facts = filled_on("2025-11-05")
    assert breaches(judged(at="2025-11-01T09:00:00+04:00", **facts)) == {"lesson_unfilled"}
    assert breaches(judged(at="2025-11-06T09:00:00+04:00", **facts)) == set()
    (row,) = judged("lesson_unfilled", at="2025-11-06T09:00:00+04:00", **facts)
    assert row["verdict"] == "in_time"
    assert row["done_at"] > row["due_at"], "filled after its term, which the row tells"


def test_a_lesson_filled_late_within_its_month_is_late(judged):
    facts = filled_on("2025-10-20")
    late = {"attendance_late", "marks_late", "homework_late", "topic_late"}
    assert breaches(judged(at="2025-11-01T09:00:00+04:00", **facts)) == late


@pytest.mark.parametrize(
    ("day", "late", "missing"),
    [(dt.date(2025, 10, 31), {"homework_late"}, set()), (dt.date(2025, 11, 1), set(), {"homework_missing"})],
)
def test_homework_is_late_within_its_month_and_was_missing_after_it(judged, day, late, missing):
    facts = {"lessons": [lesson(homework_published_at=f"{day}T12:00:00+04:00")]}
    assert breaches(judged(at="2025-11-01T00:00:00+04:00", **facts)) == late | missing
    assert breaches(judged(at="2025-12-01T09:00:00+04:00", **facts)) == late


def test_a_part_without_a_stamp_does_not_make_a_lesson_filled_later(judged):
    facts = filled_on("2025-11-05")
    facts["entries"] = [facts["entries"][0], cell("5", student="s2")]  # nobody knows when
    assert "attendance_late" in breaches(judged(at="2025-11-06T09:00:00+04:00", **facts))


def without(journal, table, column=None):
    """The journal of a source that does not give a table, or a column of it."""
    present = dict(journal.present)
    present[table] = present[table] - {column} if column else frozenset()
    return replace(journal, present=present, _cache={})


@pytest.mark.parametrize(
    ("rule", "table", "column"),
    [
        ("lesson_unfilled", "lessons", "topic"),
        ("lesson_unfilled", "entries", "text"),
        ("topic_missing", "lessons", "topic"),
        ("homework_missing", "lessons", "homework"),
    ],
)
def test_what_the_source_does_not_tell_is_no_data(verdicts, rule, table, column):
    entries = [] if rule == "lesson_unfilled" else [cell("5")]
    journal = journal_of(lessons=[lesson(**EMPTY)], entries=entries)
    assert verdicts(rule, at=MORNING, journal=journal) == ["breach"]
    assert verdicts(rule, at=MORNING, journal=without(journal, table, column)) == ["no_data"]
