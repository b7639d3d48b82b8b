"""Накопляемость: courses held without marks, and students without one for long (АПТ 2.3).

No act sets these numbers: they are `[analytics]` of the settings. A lesson counts once the term for its marks is
over; what closes a course (exam, credit, consultation) and what nobody filled in does not count.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.calendar import UNKNOWN
from ejarchive.checks.upkeep.ground import Ground
from ejarchive.checks.upkeep.pages import counted_lessons, runs_without_marks
from ejarchive.checks.upkeep.verdicts import BREACH, presence, rows
from ejarchive.checks.upkeep.waiting import waiting_since
from ejarchive.regulation import Deadline

_THAT_DAY = Deadline(days=0, kind="calendar")


def few_marks(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge courses: so many lessons in a row without any mark.

    A row of lessons is known by its first one and is counted when the term for marks of the last needed one is over.
    """
    limit = ground.settings.lessons_without_marks
    if limit <= 0:
        return
    pages = counted_lessons(ground)
    begins, lengths = runs_without_marks(pages)
    first = begins[lengths >= limit]
    things = ground.lessons.iloc[pages.places[first]]
    things = things.assign(responsible_id=things["course_teacher_id"])
    yield rows(ground, "few_marks", things, np.full(len(things), BREACH), due=pages.due[first + limit - 1])
    yield _sound_courses(ground, set(things["course_id"]))


def marks_below_minimum(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge, when a period is over, whether each student has as many marks in a course as the college asks for."""
    if ground.settings.min_marks <= 0:
        return
    takers = _not_exempt(ground, ground.takers)
    cells = ground.with_lesson(ground.cells[ground.cells["mark"]])
    count = cells.groupby(["course_id", "student_id"], observed=True).size()
    found = count.reindex(pd.MultiIndex.from_frame(takers[["course_id", "student_id"]])).fillna(0).to_numpy()
    due = ground.calendar.due(takers["ends"], _THAT_DAY)
    enough = found >= ground.settings.min_marks
    yield rows(ground, "marks_below_minimum", takers, presence(ground, due, enough), due=due)


def long_without_mark(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge students of a course: so many lessons attended in a row, up to now, without a mark of theirs.

    Lessons in which nobody got a mark for as long as `few_marks` asks are the course's matter, not the student's.
    """
    limit = ground.settings.student_lessons_without_mark
    if limit <= 0:
        return
    pages = counted_lessons(ground)
    usual = np.ones(len(pages.places), bool)
    if ground.settings.lessons_without_marks > 0:
        for begin, length in zip(*runs_without_marks(pages), strict=True):
            usual[begin : begin + length] = length < ground.settings.lessons_without_marks
    takers = _not_exempt(ground, ground.takers)
    reached = waiting_since(ground, pages, usual, takers, limit)
    due = ground.calendar.due(takers["ends"], _THAT_DAY)
    due = np.where(reached >= 0, np.append(pages.due, UNKNOWN)[reached], due)
    yield rows(ground, "long_without_mark", takers, presence(ground, due, reached < 0), due=due)


def _sound_courses(ground: Ground, broken: set[str]) -> pd.DataFrame:
    courses = ground.courses
    courses = courses[courses["daily"] & courses["ends"].notna() & courses["starts"].le(ground.today)]
    courses = courses[~courses["course_id"].isin(broken)]
    due = ground.calendar.due(courses["ends"], _THAT_DAY)
    things = courses.assign(responsible_id=courses["teacher_id"])
    return rows(ground, "few_marks", things, presence(ground, due, np.ones(len(due), bool)), due=due)


def _not_exempt(ground: Ground, takers: pd.DataFrame) -> pd.DataFrame:
    """Leave out who is exempt from the discipline («осв.» in any of its periods), and placements."""
    grades = ground.journal.frame("grades")
    grades = grades[grades["value"].isin(ground.regulation.grades.exempt)]
    discipline = ground.courses["discipline_id"].fillna(ground.courses["course_id"])
    exempt = set(zip(grades["course_id"].map(discipline), grades["student_id"], strict=True))
    places = zip(takers["course_id"].map(discipline).tolist(), takers["student_id"].tolist(), strict=True)
    free = np.array([place in exempt for place in places], dtype=bool)
    owing: pd.DataFrame = takers[takers["daily"].to_numpy(dtype=bool) & ~free]
    return owing.reset_index(drop=True)
