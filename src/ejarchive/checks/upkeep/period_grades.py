"""Grades for a period: whether they are there, when they were set, and what an «н/а» lacks (АПТ 4.4; БГСХТ 4.2.3.2).

A student owes a grade who is in the group on the last day of the period. Work placements have grades as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.calendar import UNKNOWN, instants
from ejarchive.checks.upkeep.first_seen import GRADES, bounded
from ejarchive.checks.upkeep.gaps import missing_at_month_end
from ejarchive.checks.upkeep.ground import Ground
from ejarchive.checks.upkeep.verdicts import Known, presence, rows, timeliness

_KEY = ["course_id", "student_id", "period"]


def period_grades(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge the grades of a period by all their rules."""
    grades = _results(ground)
    yield from missing_grade(ground, grades)
    yield from late_grade(ground, grades)
    yield from bare_not_assessed(ground, grades)


def missing_grade(ground: Ground, grades: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Judge whether every student of a course has the grade of its period."""
    deadline = ground.deadline("grade_missing")
    owing = ground.takers.rename(columns={"term_id": "period"})
    if deadline is None or owing.empty:
        return
    due = ground.calendar.due(owing["ends"], deadline)
    at = pd.MultiIndex.from_frame(grades[_KEY]).get_indexer(pd.MultiIndex.from_frame(owing[_KEY]))
    known = Known.stamped(np.append(instants(grades["recorded"]), UNKNOWN)[at])
    yield rows(
        ground,
        "grade_missing",
        owing,
        presence(ground, due, at >= 0, told=_graded(ground, owing)),
        due=due,
        known=known,
    )


def _graded(ground: Ground, owing: pd.DataFrame) -> np.ndarray[Any, Any]:
    """Tell the courses known to end with a grade: by their control, else because somebody has one in them."""
    if ground.journal.has("courses", "control"):
        return np.full(len(owing), ground.journal.has("grades"))
    return owing["course_id"].isin(ground.journal.frame("grades")["course_id"]).to_numpy()


def late_grade(ground: Ground, grades: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Judge when period grades were set: not later than 4 days after the period (АПТ 4.4)."""
    deadline = ground.deadline("grades_late")
    if deadline is None or grades.empty:
        return
    due = ground.calendar.due(grades["period_ends"], deadline)
    known = bounded(ground, GRADES, grades, Known.stamped(instants(grades["recorded"])))
    counted = ~missing_at_month_end(ground, due, known)
    grades, due, known = grades[counted], due[counted], known.of(counted)
    yield rows(ground, "grades_late", grades, timeliness(ground, due, known), due=due, known=known)


def bare_not_assessed(ground: Ground, grades: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Judge whether an «н/а» has the day and the form of making it up (АПТ 4.4)."""
    deadline = ground.deadline("not_assessed_bare")
    grades = grades[grades["value"].isin(ground.regulation.grades.not_assessed)]
    if deadline is None or grades.empty:
        return
    due = ground.calendar.due(grades["period_ends"], deadline)
    there = (grades["make_up_until"].notna() & grades["make_up_form"].notna()).to_numpy()
    told = ground.journal.has("grades", "make_up_until")
    yield rows(ground, "not_assessed_bare", grades, presence(ground, due, there, told=told), due=due)


def _results(ground: Ground) -> pd.DataFrame:
    """Grades of a period (of a module its exam) with whose they are, when set, and the last day of their period."""
    frame = ground.inspection.with_course("grades")
    plain = frame["kind"].isna() | frame["kind"].eq("result") | frame["course_kind"].eq("module")
    frame = frame[plain & frame["student_id"].notna() & frame["period"].notna()]
    recorded = ground.journal.moments("grades", "recorded_at").reindex(frame.index)
    ends = _period_ends(ground, frame)
    frame = frame.assign(
        group_id=frame["course_group_id"],
        responsible_id=frame["course_teacher_id"],
        deputy=frame["course_id"].map(ground.courses["deputy"]),
        recorded=recorded,
        period_ends=ends,
    )
    frame = frame[frame["period_ends"].notna()].drop_duplicates(_KEY)
    return frame.reset_index(drop=True)


def _period_ends(ground: Ground, grades: pd.DataFrame) -> pd.Series[Any]:
    """Return the last day of each grade's period: a term's, a school year's last term's, else that of the course."""
    codes, distinct = pd.MultiIndex.from_frame(grades[["course_group_id", "period"]]).factorize()
    ends = [ground.period_end(period, group) for group, period in distinct]
    found = pd.Series([*ends, None], dtype="datetime64[s]").array.take(codes)
    return pd.Series(found, grades.index).fillna(grades["course_ends"])
