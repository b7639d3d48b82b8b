"""Grades of the period by course: set, missing, late, not yet due; what was entered after them; debts (АПТ 4.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ejarchive.model.courses import Course
from ejarchive.model.grades import Attempt, Grade
from ejarchive.reports.names import group_name, staff_short_name
from ejarchive.reports.period_report.review import PeriodReview, course_title
from ejarchive.upkeep import Verdict

NO_DATA = "нет данных"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseGrades:
    """One course: numbers of grades by what became of them; `after` counts cells marked after the student's grade.

    `late` and `after` are None where no time stamp tells it.
    """

    course: Course
    given: int
    missing: int
    not_due: int
    late: int | None
    after: int | None


def course_grades(review: PeriodReview) -> list[CourseGrades]:
    """Return the courses of the period by group and plan; placements that give no grade are not there."""
    judged = review.review.upkeep.judged
    judged = judged[judged["period"].eq(review.term_id)] if len(judged) else judged
    after, given = _entered_after(review), _given(review)
    found = []
    for course in review.courses:
        own = judged[judged["course_id"].eq(course.course_id)]
        asked = own[own["rule"].eq("grade_missing")]
        timely = own.loc[own["rule"].eq("grades_late"), "verdict"].value_counts()
        has = given.get(course.course_id, frozenset())
        if asked.empty and not has:
            continue
        waiting = asked.loc[asked["verdict"].eq(Verdict.NOT_DUE), "student_id"]
        found.append(
            CourseGrades(
                course=course,
                given=len(has),
                missing=int(asked["verdict"].eq(Verdict.BREACH).sum()),
                not_due=int((~waiting.isin(list(has))).sum()),
                late=None if timely.get(Verdict.NO_DATA, 0) else int(timely.get(Verdict.BREACH, 0)),
                after=0 if not has else after.get(course.course_id) if after is not None else None,
            )
        )
    return found


def _given(review: PeriodReview) -> Mapping[str, frozenset[str]]:
    """Return course → students who have the grade of the period."""
    grades = review.review.journal.frame("grades")
    own = grades[grades["period"].eq(review.term_id) & (grades["kind"].isna() | grades["kind"].eq("result"))]
    return {str(course): frozenset(students) for course, students in own.groupby("course_id")["student_id"]}


def _entered_after(review: PeriodReview) -> Mapping[str, int] | None:
    """Return course → cells whose mark is younger than the student's grade; None without time stamps."""
    journal = review.review.journal
    grades = journal.frame("grades")[["course_id", "student_id", "period", "kind"]].assign(
        graded=journal.moments("grades", "recorded_at")
    )
    grades = grades[grades["period"].eq(review.term_id) & (grades["kind"].isna() | grades["kind"].eq("result"))]
    entries = journal.frame("entries")[["lesson_id", "student_id"]].assign(
        marked=journal.moments("entries", "mark_recorded_at")
    )
    entries = entries[entries["marked"].notna()]
    grades = grades[grades["graded"].notna()]
    if grades.empty or entries.empty:
        return None
    lessons = journal.frame("lessons")[["lesson_id", "course_id"]]
    cells = entries.merge(lessons, on="lesson_id").merge(grades, on=["course_id", "student_id"])
    later = cells[cells["marked"] > cells["graded"]]
    counts = dict.fromkeys(grades["course_id"].unique(), 0)
    return counts | {str(course): int(number) for course, number in later["course_id"].value_counts().items()}


def grade_rows(review: PeriodReview) -> list[dict[str, Any]]:
    """Return the rows of the table, those with something missing or late marked."""
    journal = review.review.journal
    return [
        {
            "group": group_name(journal, one.course.group_id),
            "title": course_title(one.course),
            "teacher": staff_short_name(journal, one.course.teacher_id) or "не указан",
            "cells": [
                {"text": str(one.given or "–"), "bad": False},
                {"text": str(one.missing or "–"), "bad": bool(one.missing)},
                {"text": str(one.not_due or "–"), "bad": False},
                {"text": NO_DATA if one.late is None else str(one.late or "–"), "bad": bool(one.late)},
                {"text": NO_DATA if one.after is None else str(one.after or "–"), "bad": bool(one.after)},
            ],
        }
        for one in course_grades(review)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseDebts:
    """Debts of one course: how many of each sort, how many with a term, made up since, overdue on the day."""

    course: Course
    not_assessed: int
    failed: int
    with_terms: int
    made_up: int
    overdue: int


def course_debts(review: PeriodReview) -> list[CourseDebts]:
    """Return the courses whose grades of the period left debts."""
    journal, scale, day = review.review.journal, review.review.regulation.grades, review.review.day
    courses = {course.course_id: course for course in review.courses}
    owed: dict[str, list[Grade]] = {}
    for grade in _rows_of(journal.rows(Grade), courses):
        if grade.period == review.term_id and scale.is_debt(grade.value):
            owed.setdefault(grade.course_id, []).append(grade)
    done = {
        (attempt.course_id, attempt.student_id)
        for attempt in journal.rows(Attempt)
        if attempt.period == review.term_id and attempt.date <= day and not scale.is_debt(attempt.value)
    }
    found = []
    for course_id, course in courses.items():
        grades = owed.get(course_id, [])
        if not grades:
            continue
        still = [one for one in grades if (one.course_id, one.student_id) not in done]
        found.append(
            CourseDebts(
                course=course,
                not_assessed=sum(one.value in scale.not_assessed for one in grades),
                failed=sum(one.value not in scale.not_assessed for one in grades),
                with_terms=sum(one.make_up_until is not None and one.make_up_form is not None for one in grades),
                made_up=len(grades) - len(still),
                overdue=sum(one.make_up_until is not None and one.make_up_until < day for one in still),
            )
        )
    return found


def _rows_of(grades: Iterable[Grade], courses: Mapping[str, Course]) -> Iterable[Grade]:
    return (grade for grade in grades if grade.course_id in courses)


def debt_rows(review: PeriodReview) -> list[dict[str, Any]]:
    """Return the rows of the table of debts; no student is named."""
    journal = review.review.journal
    return [
        {
            "group": group_name(journal, one.course.group_id),
            "title": course_title(one.course),
            "teacher": staff_short_name(journal, one.course.teacher_id) or "не указан",
            "cells": [
                {"text": str(number or "–"), "bad": bad}
                for number, bad in (
                    (one.not_assessed, False),
                    (one.failed, False),
                    (one.with_terms, one.with_terms < one.not_assessed),
                    (one.made_up, False),
                    (one.overdue, bool(one.overdue)),
                )
            ],
        }
        for one in course_debts(review)
    ]


def corrections_after_close(review: PeriodReview) -> list[dict[str, Any]]:
    """Return course by course how many corrections came after the period was closed (АПТ 4.2)."""
    judged = review.review.upkeep.judged
    own = judged[judged["rule"].eq("correction_after_period") & judged["verdict"].eq(Verdict.BREACH)]
    counts: pd.Series[int] = own["course_id"].value_counts()
    journal = review.review.journal
    return [
        {
            "group": group_name(journal, course.group_id),
            "title": course_title(course),
            "teacher": staff_short_name(journal, course.teacher_id) or "не указан",
            "cells": [{"text": str(counts[course.course_id]), "bad": True}],
        }
        for course in review.courses
        if course.course_id in counts.index
    ]
