"""How long students have waited for a mark: lessons they attended since the last one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.ground import Ground
from ejarchive.checks.upkeep.pages import Pages

_FAR = np.datetime64("2262-01-01", "s")


def waiting_since(
    ground: Ground, pages: Pages, usual: np.ndarray[Any, Any], takers: pd.DataFrame, limit: int
) -> np.ndarray[Any, Any]:
    """Return for each taker the place in `pages` of the lesson at which the wait reached the limit, −1 if it did not.

    `usual`: the lessons that count for a student. Nobody waits while absent, before coming into the group, or
    while attendance is free by an individual plan.
    """
    reached = np.full(len(takers), -1)
    begins = np.flatnonzero(np.diff(pages.course, prepend=-1))
    ends = np.append(begins[1:], len(pages.places))
    numbers = pd.Index(ground.lessons["course_id"].array.take(pages.places[begins]))
    course = numbers.get_indexer(pd.Index(takers["course_id"]))
    lately = _marked_lately(ground, pages, begins, ends, limit)
    written = _Written(ground, pages)
    students = takers["student_id"].tolist()
    since = _asked_since(ground, takers)
    days = ground.lessons["date"].to_numpy(dtype="datetime64[s]")[pages.places]
    for number, (its_course, student) in enumerate(zip(course.tolist(), students, strict=True)):
        if its_course < 0 or (its_course, student) in lately:
            continue
        begin, end = begins[its_course], ends[its_course]
        marked, away = written.of(student, begin, end)
        places = np.arange(max(begin, marked[-1] + 1 if len(marked) else 0), end)
        places = places[usual[places] & (days[places] >= since[number]) & ~np.isin(places, away)]
        if len(places) >= limit:
            reached[number] = places[limit - 1]
    return reached


def _marked_lately(
    ground: Ground, pages: Pages, begins: np.ndarray[Any, Any], ends: np.ndarray[Any, Any], limit: int
) -> set[tuple[int, str]]:
    """Return who has a mark in the last lessons of a course, as many as the limit: they cannot have waited so long."""
    number = np.searchsorted(begins, np.arange(len(pages.places)), side="right") - 1
    course_of = np.full(len(ground.lessons), -1)  # of the last lessons only
    last = np.arange(len(pages.places)) >= ends[number] - limit
    course_of[pages.places[last]] = number[last]
    cells = ground.cells
    course = np.where(cells["mark"].to_numpy(), course_of[cells["at"].to_numpy()], -1)
    some = np.flatnonzero(course >= 0)
    return set(zip(course[some].tolist(), cells["student_id"].array.take(some).tolist(), strict=True))


class _Written:
    """The cells of the lessons that count, by the places of these."""

    def __init__(self, ground: Ground, pages: Pages) -> None:
        cells = ground.cells
        place_of = np.full(len(ground.lessons), -1)
        place_of[pages.places] = np.arange(len(pages.places))
        place = place_of[cells["at"].to_numpy()]
        telling = np.flatnonzero((place >= 0) & (cells["mark"].to_numpy() | cells["absent"].to_numpy()))
        self._places = place[telling]  # in order, as the cells are
        self._students = np.asarray(cells["student_id"].array.take(telling), dtype=object)
        self._marks = cells["mark"].to_numpy()[telling]

    def of(self, student: str, begin: int, end: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Return at which of some places the student has a mark, and at which he was away."""
        first, last = np.searchsorted(self._places, [begin, end])
        own = self._students[first:last] == student
        places, marks = self._places[first:last][own], self._marks[first:last][own]
        return places[marks], places[~marks]


def _asked_since(ground: Ground, takers: pd.DataFrame) -> np.ndarray[Any, Any]:
    """Return the first day on which each taker's attendance is asked for (АПТ 4.2: free attendance by a plan)."""
    since = takers["since"].to_numpy(dtype="datetime64[s]")
    since = np.where(np.isnat(since), np.datetime64(0, "s"), since)
    plans = ground.journal.frame("individual_plans")
    plans = plans[plans["free_attendance"].eq(other=True).fillna(value=False) & plans["starts"].le(ground.today)]
    if plans.empty:
        return since
    ends = plans["ends"].to_numpy(dtype="datetime64[s]") + np.timedelta64(1, "D")
    until = pd.Series(np.where(np.isnat(ends), _FAR, ends)).groupby(plans["student_id"].to_numpy()).max()
    free = until.reindex(pd.Index(takers["student_id"])).to_numpy(dtype="datetime64[s]")
    return np.where(np.isnat(free), since, np.maximum(since, free))
