"""What is missing: lessons of the timetable with nothing in them, topics, homework (БГСХТ 4.2.3.2; АПТ 4.2, 4.4).

A gap is counted in the month in which its term was over. What is filled after that month closed was missing then:
it has gone, but it is not called late besides, for one fact is counted once. A lesson with nothing in it at all is
one gap, not four.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ejarchive.checks.upkeep.ground import Ground
from ejarchive.checks.upkeep.verdicts import Known, presence, rows


def unfilled_lesson(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge whether anything is written in the lessons of the timetable (БГСХТ 2.1)."""
    lessons = ground.lessons
    due = _due(ground, "lesson_unfilled", lessons)
    known = Known.stamped(ground.first_trace)
    yield rows(ground, "lesson_unfilled", lessons, presence(ground, due, lessons["filled"]), due=due, known=known)


def missing_topic(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge whether the lessons that are filled have a topic."""
    lessons = ground.lessons[ground.lessons["filled"]]
    due = _due(ground, "topic_missing", lessons)
    known = Known.stamped(lessons["recorded"].where(lessons["topic"].notna()))
    yield rows(ground, "topic_missing", lessons, presence(ground, due, lessons["topic"].notna()), due=due, known=known)


def missing_homework(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge whether the lessons that ask for homework have it: of teachers, not of masters (БГСХТ 4.2.4.2)."""
    lessons = ground.lessons[ground.lessons["filled"] & ground.lessons["with_homework"]]
    due = _due(ground, "homework_missing", lessons)
    there = lessons["homework"].notna()
    known = Known.stamped(lessons["published"].where(there))
    yield rows(ground, "homework_missing", lessons, presence(ground, due, there), due=due, known=known)


def missing_at_month_end(ground: Ground, due: pd.Series[Any], known: Known) -> pd.Series[bool]:
    """Tell what was not there yet when the month in which its term was over closed."""
    return known.after >= ground.calendar.month_end(due)


def filled_later(ground: Ground) -> pd.Series[bool]:
    """Tell the lessons in which nothing at all was written when their month closed: a gap that was filled."""
    due = _due(ground, "lesson_unfilled", ground.lessons)
    return ground.first_trace > ground.calendar.month_end(due)


def _due(ground: Ground, rule: str, lessons: pd.DataFrame) -> pd.Series[Any]:
    deadline = ground.deadline(rule)
    if deadline is None:
        raise ValueError(f"{rule}: a gap needs a term")
    return ground.calendar.due(lessons["date"], deadline)
