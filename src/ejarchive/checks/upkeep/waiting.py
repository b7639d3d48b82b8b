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
    lessons = ground.lessons
    reached = np.full(len(takers), -1)
    if not len(pages.places) or takers.empty:
        return reached
    numbers = pd.Index(lessons["course_id"].array.take(pages.places)).unique()
    course = numbers.get_indexer(pd.Index(takers["course_id"]))
    shown, students = pd.factorize(takers["student_id"])
    factor, last, away = _cells_of(ground, pages, students)
    begins = np.flatnonzero(np.diff(pages.course, prepend=-1))
    ends = np.append(begins[1:], len(pages.places))
    days = lessons["date"].to_numpy(dtype="datetime64[s]")[pages.places]
    since = _asked_since(ground, takers)
    latest = _of_pair(last, course, shown, factor)
    for number in np.flatnonzero((course >= 0) & (ends[course] - np.maximum(latest + 1, begins[course]) >= limit)):
        places = np.arange(max(latest[number] + 1, begins[course[number]]), ends[course[number]])
        places = places[usual[places] & (days[places] >= since[number])]
        there = [place for place in places.tolist() if place * factor + shown[number] not in away]
        if len(there) >= limit:
            reached[number] = there[limit - 1]
    return reached


def _cells_of(ground: Ground, pages: Pages, students: pd.Index[Any]) -> tuple[int, dict[int, int], set[int]]:
    """Return a factor for naming pairs by a number, the last place with a mark of each pair of course and student.

    And the pairs of place and student who was away.
    """
    cells = ground.cells
    place_of = np.full(len(ground.lessons), -1)
    place_of[pages.places] = np.arange(len(pages.places))
    place = place_of[cells["at"].to_numpy()]
    student = students.get_indexer(pd.Index(cells["student_id"]))
    factor = len(students) + 1
    known, mark = (place >= 0) & (student >= 0), cells["mark"].to_numpy()
    marked = np.flatnonzero(known & mark)  # in order of places: the last one written wins
    course = np.searchsorted(np.flatnonzero(np.diff(pages.course, prepend=-1)), place[marked], side="right") - 1
    last = dict(zip((course * factor + student[marked]).tolist(), place[marked].tolist(), strict=True))
    absent = known & ~mark & cells["absent"].to_numpy()
    return factor, last, set((place[absent] * factor + student[absent]).tolist())


def _of_pair(
    last: dict[int, int], course: np.ndarray[Any, Any], student: np.ndarray[Any, Any], factor: int
) -> np.ndarray[Any, Any]:
    return np.array([last.get(pair, -1) for pair in (course * factor + student).tolist()], dtype=np.int64)


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
