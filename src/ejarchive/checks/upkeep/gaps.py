"""What is missing: lessons of the timetable with nothing in them, topics, homework (БГСХТ 4.2.3.2; АПТ 4.2, 4.4).

A gap is counted in the month in which its term was over. What is filled after that month closed was missing then:
it has gone, but it is not called late besides, for one fact is counted once. A lesson with nothing in it at all is
one gap, not four.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.calendar import UNKNOWN, Instants, instants
from ejarchive.checks.upkeep.first_seen import FILLED, bounded
from ejarchive.checks.upkeep.ground import Ground
from ejarchive.checks.upkeep.verdicts import Known, presence, rows


def unfilled_lesson(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge whether anything is written in the lessons of the timetable (БГСХТ 2.1)."""
    lessons = ground.lessons
    due = ground.gap_due("lesson_unfilled", lessons)
    known = bounded(ground, FILLED, lessons, Known.stamped(ground.first_trace))
    there = lessons["filled"].to_numpy()
    told = ground.journal.has("lessons", "topic") and ground.journal.has("entries", "text")
    yield rows(ground, "lesson_unfilled", lessons, presence(ground, due, there, told=told), due=due, known=known)


def missing_topic(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge whether the lessons that are filled have a topic."""
    lessons = ground.lessons[ground.lessons["filled"]]
    yield _missing(ground, "topic_missing", lessons, "topic", "recorded")


def missing_homework(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge whether the lessons that ask for homework have it: of teachers, not of masters (БГСХТ 4.2.4.2)."""
    lessons = ground.lessons[ground.lessons["filled"] & ground.lessons["with_homework"]]
    yield _missing(ground, "homework_missing", lessons, "homework", "published")


def missing_at_month_end(ground: Ground, due: Instants, known: Known) -> np.ndarray[Any, Any]:
    """Tell what was not there yet when the month in which its term was over closed."""
    return np.asarray((known.after != UNKNOWN) & (known.after >= ground.calendar.month_end(due)))


def filled_later(ground: Ground) -> np.ndarray[Any, Any]:
    """Tell the lessons in which nothing at all was written when their month closed: a gap that was filled."""
    known = bounded(ground, FILLED, ground.lessons, Known.stamped(ground.first_trace))
    return missing_at_month_end(ground, ground.gap_due("lesson_unfilled", ground.lessons), known)


def _missing(ground: Ground, rule: str, lessons: pd.DataFrame, column: str, stamp: str) -> pd.DataFrame:
    due = ground.gap_due(rule, lessons)
    there = lessons[column].notna()
    known = Known.stamped(instants(lessons[stamp].where(there)))
    told = ground.journal.has("lessons", column)
    return rows(ground, rule, lessons, presence(ground, due, there.to_numpy(), told=told), due=due, known=known)
