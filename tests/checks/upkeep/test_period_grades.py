"""Period grades: missing, late, and an «н/а» without term and form."""

from dataclasses import replace

import pytest

from checks.upkeep.small_college import BASE as COLLEGE
from checks.upkeep.small_college import journal_of

BASE = {"course_id": "c1", "student_id": "s1", "period": "2025-1", "kind": "result", "value": "5"}
OTHER = {**BASE, "student_id": "s2", "recorded_at": "2025-12-27T10:00:00+04:00"}


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        ("2025-12-20T10:00:00+04:00", "in_time"),
        ("2026-01-01T23:59:59+04:00", "in_time"),
        ("2026-01-02T00:00:00+04:00", "breach"),
    ],
)
def test_period_grades_are_set_within_four_days_after_the_period(verdicts, at, verdict):
    assert verdicts("grades_late", grades=[{**BASE, "recorded_at": at}]) == [verdict]


def test_holidays_do_not_count_where_days_are_working_days(verdicts):
    holidays = [{"starts": "2025-12-29", "ends": "2026-01-11", "name": "Каникулы"}]
    grades = [{**BASE, "recorded_at": "2026-01-15T20:00:00+04:00"}]
    assert verdicts("grades_late", holidays=holidays, grades=grades) == ["breach"]
    assert verdicts("grades_late", holidays=holidays, grades=grades, days="working") == ["in_time"]


TERMS = [
    {"term_id": "2025-1", "starts": "2025-09-01", "ends": "2025-12-28"},
    {"term_id": "2025-2", "starts": "2026-01-12", "ends": "2026-06-28"},
]


def test_a_group_s_own_term_ends_on_its_own_day(verdicts):
    grades = [{**BASE, "recorded_at": "2025-12-20T10:00:00+04:00"}]
    own = [*TERMS, {"term_id": "2025-1", "starts": "2025-09-01", "ends": "2025-12-14", "group_id": "g1"}]
    assert verdicts("grades_late", grades=grades) == ["in_time"]
    assert verdicts("grades_late", terms=own, grades=grades) == ["breach"]


@pytest.mark.parametrize(
    ("period", "at", "verdict"),
    [
        ("2025", "2026-07-02T23:59:00+04:00", "in_time"),
        ("2025", "2026-07-03T00:01:00+04:00", "breach"),
        ("final", "2025-12-29T12:00:00+04:00", "in_time"),
    ],
)
def test_a_year_s_grade_waits_for_the_end_of_the_year(verdicts, period, at, verdict):
    grades = [{**BASE, "period": period, "recorded_at": at}]
    assert verdicts("grades_late", at="2026-07-10T10:00:00+04:00", grades=grades) == [verdict]


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        ("2025-12-10T10:00:00+04:00", "not_due"),
        ("2026-01-01T23:59:59+04:00", "not_due"),
        ("2026-01-02T00:00:00+04:00", "breach"),
    ],
)
def test_a_grade_is_missing_when_its_term_is_over(judged, at, verdict):
    found = {row["student_id"]: row for row in judged("grade_missing", at=at, grades=[OTHER])}
    assert found["s1"]["verdict"] == verdict
    assert str(found["s1"]["matured"].date()) == "2026-01-02", "the month it counts in does not depend on the moment"


def test_a_grade_set_is_not_missing_even_when_set_late(verdicts):
    late = {**BASE, "recorded_at": "2026-01-20T10:00:00+04:00"}
    assert verdicts("grade_missing", at="2026-01-21T10:00:00+04:00", grades=[late, OTHER]) == ["in_time", "in_time"]


def test_a_grade_set_after_the_month_it_was_due_in_was_missing_and_not_late_besides(verdicts):
    grades = [{**BASE, "recorded_at": "2026-02-02T10:00:00+04:00"}, OTHER]
    assert verdicts("grade_missing", at="2026-02-01T10:00:00+04:00", grades=grades) == ["breach", "in_time"]
    assert verdicts("grades_late", at="2026-03-01T10:00:00+04:00", grades=grades) == ["in_time"]


def test_who_left_before_the_period_ended_owes_no_grade(judged):
    gone = [
        {"movement_id": "m1", "student_id": "s1", "date": "2025-11-15", "kind": "expelled", "group_id": "g1"},
    ]
    assert {row["student_id"] for row in judged("grade_missing", movements=gone)} == {"s2"}


def test_who_is_not_of_the_subgroup_owes_no_grade(judged):
    listed = [{"course_id": "c1", "student_id": "s2"}]
    assert {row["student_id"] for row in judged("grade_missing", course_students=listed)} == {"s2"}


def test_a_module_owes_its_exam(verdicts):
    courses = [
        {"course_id": "c1", "group_id": "g1", "term_id": "2025-1", "name": "П", "kind": "module", "teacher_id": "p2"},
    ]
    grades = [{**BASE, "kind": "module_exam"}, {**OTHER, "kind": "module_exam"}]
    assert verdicts("grade_missing", courses=courses, grades=grades) == ["in_time", "in_time"]


def test_an_exam_is_no_grade_of_the_period(verdicts):
    grades = [{**BASE, "kind": "exam", "recorded_at": "2026-01-20T10:00:00+04:00"}, OTHER]
    assert verdicts("grades_late", grades=grades) == ["in_time"]
    assert verdicts("grade_missing", at="2026-01-21T10:00:00+04:00", grades=grades) == ["breach", "in_time"]


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"make_up_until": "2026-02-15", "make_up_form": "собеседование"}, "in_time"),
        ({"make_up_until": "2026-02-15"}, "breach"),
        ({"make_up_form": "собеседование"}, "breach"),
        ({}, "breach"),
    ],
)
def test_an_open_grade_needs_a_day_and_a_form(verdicts, more, verdict):
    grades = [{**BASE, "value": "н/а", "recorded_at": "2025-12-27T10:00:00+04:00", **more}, OTHER]
    assert verdicts("not_assessed_bare", at="2026-01-02T00:00:00+04:00", grades=grades) == [verdict]
    expected = ["not_due"]
    assert verdicts("not_assessed_bare", at="2026-01-01T23:59:59+04:00", grades=grades) == expected


def test_an_act_without_a_term_for_grades_has_none_late_and_misses_them_after_the_period(verdicts):
    grades = [{**OTHER, "recorded_at": "2026-01-20T10:00:00+04:00"}]
    assert verdicts("grades_late", regulation="bgsht-2022", grades=grades) == []
    facts = {"regulation": "bgsht-2022", "grades": grades, "at": "2025-12-29T00:00:00+04:00"}
    assert verdicts("grade_missing", **facts) == ["breach", "breach"]


def test_where_nothing_says_that_a_course_ends_with_a_grade_there_is_no_data(verdicts):
    other = {"course_id": "c2", "group_id": "g1", "term_id": "2025-1", "name": "Классный час", "teacher_id": "p2"}
    courses = [*COLLEGE["courses"], other]
    journal = journal_of(courses=courses, grades=[BASE])
    bare = replace(journal, present={**journal.present, "courses": journal.present["courses"] - {"control"}}, _cache={})
    assert sorted(verdicts("grade_missing", journal=journal)) == ["breach", "breach", "breach", "in_time"]
    assert sorted(verdicts("grade_missing", journal=bare)) == ["breach", "in_time", "no_data", "no_data"]
