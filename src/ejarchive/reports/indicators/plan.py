"""Plan and fact: the hours of each course of the term, given up to the last day of the analysis (БГСХТ 2.7)."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from ejarchive.model.courses import Course
from ejarchive.model.lessons import Lesson
from ejarchive.reports.course_hours import fulfilled_hours
from ejarchive.reports.indicators.facts import facts
from ejarchive.reports.indicators.taught import Taught


def plan_facts(base: Taught) -> pd.DataFrame:
    """Return a fact a course, on its own teacher; a course without a plan is «нет данных» and adds no hours."""
    held: dict[str, list[Lesson]] = defaultdict(list)
    shown = set(base.lessons["lesson_id"])
    for lesson in base.journal.rows(Lesson):
        if lesson.lesson_id in shown:
            held[lesson.course_id].append(lesson)
    tables = {
        course.course_id: fulfilled_hours(base.journal, course, held[course.course_id], base.last).total
        for course in base.journal.rows(Course)
        if course.term_id == base.terms.get(course.group_id)
    }
    rows = base.courses.rename(columns={"course_teacher_id": "responsible_id"}).assign(current=True)
    planned = rows["course_id"].map({course: line.planned for course, line in tables.items()}).astype("float64")
    given = rows["course_id"].map({course: line.given for course, line in tables.items()}).astype("float64")
    known = planned.notna()
    return facts(
        "plan", rows, numerator=given.where(known).fillna(0.0), denominator=planned.fillna(0.0), no_data=~known
    )
