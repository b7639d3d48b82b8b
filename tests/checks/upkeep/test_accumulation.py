"""Too few marks: rows of lessons without any, students who wait for one."""

import datetime as dt

import pytest

from checks.upkeep.small_college import cell, lesson
from ejarchive.settings import AnalyticsSettings

AT = "2025-12-01T09:00:00+04:00"


def lessons_of(count, **more):
    return [lesson(number, dt.date(2025, 9, 30) + dt.timedelta(days=number), **more) for number in range(1, count + 1)]


def marks(numbers, student="s1", text="5"):
    return [cell(text, number=number, student=student) for number in numbers]


def broken(rows):
    found = [row for row in rows if row["verdict"] == "breach"]
    return [(row["course_id"], row["lesson_id"], row["student_id"], str(row["matured"].date())) for row in found]


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ([1, 6], []),  # four in between
        ([1, 7], [("c1", "l2", None, "2025-10-14")]),  # five: l2…l6, and l6 (6 October) may be marked until the 13th
        ([6, 7], [("c1", "l1", None, "2025-10-13")]),
        ([1, 2], [("c1", "l3", None, "2025-10-15")]),  # seven in a row are one fact, known by its first lesson
    ],
)
def test_lessons_in_a_row_without_any_mark(judged, marked, found):
    entries = [*marks(marked), *marks(range(1, 8), "s2", "н")]
    assert broken(judged("few_marks", at=AT, lessons=lessons_of(7), entries=entries)) == found


def test_a_lesson_counts_when_its_marks_are_due(judged):
    facts = {"lessons": lessons_of(5), "entries": []}
    assert broken(judged("few_marks", at="2025-10-12T23:59:59+04:00", **facts)) == []
    assert broken(judged("few_marks", at="2025-10-13T00:00:00+04:00", **facts)) == [("c1", "l1", None, "2025-10-13")]


@pytest.mark.parametrize("kind", ["exam", "credit", "consultation"])
def test_what_closes_a_course_is_not_counted(judged, kind):
    lessons = [*lessons_of(4), lesson(5, dt.date(2025, 10, 5), kind=kind)]
    assert broken(judged("few_marks", at=AT, lessons=lessons)) == []


def test_lessons_that_nobody_filled_in_are_not_counted(judged):
    empty = {"topic": None, "homework": None, "recorded_at": None, "homework_published_at": None}
    lessons = [*lessons_of(4), lesson(5, dt.date(2025, 10, 5), **empty)]
    assert broken(judged("few_marks", at=AT, lessons=lessons)) == []


def test_rows_of_two_courses_are_not_joined(judged):
    course = {"group_id": "g1", "term_id": "2025-1", "name": "Х", "kind": "discipline", "teacher_id": "p2"}
    courses = [{**course, "course_id": "c1"}, {**course, "course_id": "c2"}]
    lessons = [
        *lessons_of(3),
        *({**row, "lesson_id": f"x{n}", "course_id": "c2"} for n, row in enumerate(lessons_of(3))),
    ]
    assert broken(judged("few_marks", at=AT, courses=courses, lessons=lessons)) == []


def test_zero_asks_for_nothing(judged):
    none = AnalyticsSettings(lessons_without_marks=0, student_lessons_without_mark=0)
    facts = {"at": AT, "asked": none, "lessons": lessons_of(20), "entries": []}
    assert judged("few_marks", **facts) == judged("long_without_mark", **facts) == []
    assert judged("marks_below_minimum", **facts) == []


def test_a_college_may_ask_for_a_number_of_marks_by_the_end_of_the_period(judged):
    facts = {
        "asked": AnalyticsSettings(min_marks=3, lessons_without_marks=0),
        "lessons": lessons_of(4),
        "entries": [*marks([1, 2, 3]), *marks([1, 2], "s2")],
    }
    rule = "marks_below_minimum"
    assert broken(judged(rule, at="2025-12-29T00:00:00+04:00", **facts)) == [("c1", None, "s2", "2025-12-29")]
    assert broken(judged(rule, at="2025-12-28T20:00:00+04:00", **facts)) == []


# --- students


def waiting(judged, entries, count=8, at=AT, **more):
    facts = {"lessons": lessons_of(count), "entries": [*marks(range(1, count + 1), "s2"), *entries], **more}
    return broken(judged("long_without_mark", at=at, **facts))


def test_a_student_waits_six_lessons(judged):
    assert waiting(judged, marks([3])) == []  # five since: l4…l8
    assert waiting(judged, marks([2])) == [("c1", None, "s1", "2025-10-16")]  # l3…l8, and l8 is due on the 15th
    assert waiting(judged, []) == [("c1", None, "s1", "2025-10-14")]


def test_a_mark_ends_the_wait(judged):
    assert waiting(judged, marks([8])) == []


def test_nobody_waits_while_absent_but_the_late_do(judged):
    assert waiting(judged, [*marks([2]), *marks([5], text="н")]) == []
    assert waiting(judged, [*marks([2]), *marks([5], text="о")]) == [("c1", None, "s1", "2025-10-16")]


def test_a_mark_in_absence_is_a_mark(judged):
    assert waiting(judged, marks([3], text="б4")) == []


def test_lessons_without_marks_for_anybody_are_the_course_s_matter(judged):
    facts = {"lessons": lessons_of(8), "entries": [*marks([1, 8], "s2"), *marks([1])]}
    assert broken(judged("long_without_mark", at=AT, **facts)) == []
    assert broken(judged("few_marks", at=AT, **facts)) == [("c1", "l2", None, "2025-10-14")]


def test_who_came_later_waits_from_that_day(judged):
    came = [{"movement_id": "m1", "student_id": "s1", "date": "2025-10-03", "kind": "enrolled", "group_id": "g1"}]
    assert waiting(judged, [], movements=came) == [("c1", None, "s1", "2025-10-16")]
    later = [{**came[0], "date": "2025-10-04"}]
    assert waiting(judged, [], movements=later) == []


def test_who_may_come_freely_is_not_waiting_until_that_ends(judged):
    plan = {"student_id": "s1", "starts": "2025-09-01", "free_attendance": "true"}
    assert waiting(judged, [], individual_plans=[plan]) == []
    assert waiting(judged, [], individual_plans=[{**plan, "ends": "2025-10-02"}]) == [("c1", None, "s1", "2025-10-16")]
    assert waiting(judged, [], individual_plans=[{**plan, "free_attendance": "false"}]) != []


def test_who_is_exempt_does_not_wait(judged):
    grade = {"course_id": "c1", "student_id": "s1", "period": "2025-1", "kind": "result", "value": "осв."}
    assert waiting(judged, [], grades=[grade]) == []
