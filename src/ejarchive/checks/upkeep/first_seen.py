"""When a thing was first seen in earlier looks at the journal: that bounds the time of what has no stamp.

Absent from a look taken after its term was over: late. There in a look taken before: in time. Else nobody can tell.
A look tells of a lesson only if it has that lesson, of a grade only if it has that course.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.ground import Ground, read_texts
from ejarchive.checks.upkeep.verdicts import ALWAYS, NEVER, Known
from ejarchive.model.journal import Journal

Keys = pd.Index
"""Names of things: a lesson, a lesson with a student, a course with student and period."""


@dataclass(frozen=True, slots=True, eq=False)
class Sort:
    """A sort of thing: how the rows judged are named, which of these names a look has, and what it can tell of."""

    names: Callable[[Ground, pd.DataFrame], Keys[Any]]
    there: Callable[[Ground, Journal], Keys[Any]]
    holders: Callable[[Ground, pd.DataFrame], pd.Series[Any]]
    told: Callable[[Journal], pd.Series[Any]]


def bounded(ground: Ground, sort: Sort, things: pd.DataFrame, known: Known) -> Known:
    """Bound the time of things by the looks there are; without any, or with all stamps known, nothing changes."""
    if not ground.snapshots or not len(things):
        return known
    after, by = np.full(len(things), NEVER), np.full(len(things), ALWAYS)
    names, holders = sort.names(ground, things), sort.holders(ground, things)
    for journal, moment in ground.snapshots:  # in order of time
        look = pd.Timestamp(moment).value // 1_000
        there = names.isin(sort.there(ground, journal))
        speaks = holders.isin(sort.told(journal)).to_numpy()
        unseen = by == ALWAYS
        by = np.where(unseen & there, look, by)
        after = np.where(unseen & ~there & speaks, look, after)
    return known.bounded(after, by)


def _lessons(_ground: Ground, things: pd.DataFrame) -> Keys[Any]:
    names: Keys[Any] = pd.Index(things["lesson_id"])
    return names


def _cell_lessons(ground: Ground, cells: pd.DataFrame) -> pd.Series[Any]:
    return pd.Series(ground.lessons["lesson_id"].array.take(cells["at"].to_numpy()))


def _cells(ground: Ground, cells: pd.DataFrame) -> Keys[Any]:
    return pd.MultiIndex.from_arrays([_cell_lessons(ground, cells), cells["student_id"]])


def _written(column: str) -> Callable[[Ground, Journal], Keys[Any]]:
    def there(_ground: Ground, journal: Journal) -> Keys[Any]:
        lessons = journal.frame("lessons")
        names: Keys[Any] = pd.Index(lessons.loc[lessons[column].notna(), "lesson_id"])
        return names

    return there


def _entered(which: int) -> Callable[[Ground, Journal], Keys[Any]]:
    def there(ground: Ground, journal: Journal) -> Keys[Any]:
        entries = journal.frame("entries")
        found = read_texts(ground.inspection, entries["text"])[which]
        return pd.MultiIndex.from_frame(entries.loc[found, ["lesson_id", "student_id"]])

    return there


def _graded(_ground: Ground, journal: Journal) -> Keys[Any]:
    return pd.MultiIndex.from_frame(journal.frame("grades")[["course_id", "student_id", "period"]])


def _lessons_with(table: str, column: str) -> Callable[[Journal], pd.Series[Any]]:
    """Of lessons a look can tell only what its source gave: a column that is not there was not seen empty."""

    def told(journal: Journal) -> pd.Series[Any]:
        lessons = journal.frame("lessons")["lesson_id"]
        return lessons if journal.has(table, column) else lessons[:0]

    return told


def _filled(_ground: Ground, journal: Journal) -> Keys[Any]:
    lessons, entries = journal.frame("lessons"), journal.frame("entries")
    written = lessons.loc[lessons["topic"].notna() | lessons["homework"].notna(), "lesson_id"]
    names: Keys[Any] = pd.Index(written).union(pd.Index(entries["lesson_id"].dropna().unique()), sort=False)
    return names


def _whole_lessons(journal: Journal) -> pd.Series[Any]:
    lessons = journal.frame("lessons")["lesson_id"]
    return lessons if journal.has("lessons", "topic") and journal.has("entries", "text") else lessons[:0]


def _courses(journal: Journal) -> pd.Series[Any]:
    courses = journal.frame("courses")["course_id"]
    return courses if journal.has("grades") else courses[:0]


TOPICS = Sort(_lessons, _written("topic"), lambda _, things: things["lesson_id"], _lessons_with("lessons", "topic"))
HOMEWORK = Sort(
    _lessons, _written("homework"), lambda _, things: things["lesson_id"], _lessons_with("lessons", "homework")
)
FILLED = Sort(_lessons, _filled, lambda _, things: things["lesson_id"], _whole_lessons)
CELL_MARKS = Sort(_cells, _entered(0), _cell_lessons, _lessons_with("entries", "text"))
CELL_SIGNS = Sort(_cells, _entered(1), _cell_lessons, _lessons_with("entries", "text"))
GRADES = Sort(
    lambda _, things: pd.MultiIndex.from_frame(things[["course_id", "student_id", "period"]]),
    _graded,
    lambda _, things: things["course_id"],
    _courses,
)
