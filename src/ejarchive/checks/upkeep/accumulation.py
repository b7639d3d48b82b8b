"""Накопляемость: courses held without marks, and students without one for long (АПТ 2.3).

No act sets these numbers: they are `[analytics]` of the settings. A lesson counts once the term for its marks is
over; what closes a course (exam, credit, consultation) and what nobody filled in does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.ground import CLOSING, Ground
from ejarchive.checks.upkeep.verdicts import presence, rows
from ejarchive.regulation import Deadline
from ejarchive.upkeep import Verdict


@dataclass(frozen=True, eq=False)
class Pages:
    """The lessons that count: positions in `ground.lessons`, each with its course's number, in order of time.

    `marked`: somebody has a mark there; `due`: when its marks had to be there.
    """

    places: np.ndarray[Any, Any]
    course: np.ndarray[Any, Any]
    marked: np.ndarray[Any, Any]
    due: pd.Series[Any]


def few_marks(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge courses: so many lessons in a row without any mark, or at its end students with fewer than asked.

    A row of lessons is known by its first one and is counted when the term for marks of the last needed one is over.
    """
    limit = ground.settings.lessons_without_marks
    if limit > 0:
        pages = counted_lessons(ground)
        begins, lengths = runs_without_marks(pages)
        long = lengths >= limit
        first, told = begins[long], begins[long] + limit - 1
        things = ground.lessons.iloc[pages.places[first]]
        things = things.assign(responsible_id=things["course_teacher_id"])
        due = pd.Series(pages.due.array.take(told), things.index)
        verdict = pd.Series(Verdict.BREACH.value, things.index, dtype="str")
        yield rows(ground, "few_marks", things, verdict, due=due)
        yield _sound_courses(ground, set(things["course_id"]))
    if ground.settings.min_marks > 0:
        yield from _students_with_few(ground)


def long_without_mark(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge students of a course: so many lessons attended in a row, up to now, without a mark of theirs.

    Lessons in which nobody got a mark for as long as `few_marks` asks are the course's matter, not the student's.
    """
    limit = ground.settings.student_lessons_without_mark
    if limit <= 0:
        return
    pages = counted_lessons(ground)
    takers = _not_exempt(ground, ground.takers)
    usual = np.ones(len(pages.places), bool)
    if ground.settings.lessons_without_marks > 0:
        for begin, length in zip(*runs_without_marks(pages), strict=True):
            usual[begin : begin + length] &= length < ground.settings.lessons_without_marks
    waits = _Waiting(ground, pages, usual)
    told = [waits.lesson_of(row, limit) for row in takers.to_dict("records")]
    breach = np.array([place is not None for place in told], dtype=bool)
    end = ground.calendar.due(takers["ends"], Deadline(days=0, kind="calendar"))
    dues = pages.due.array.take([0 if place is None else place for place in told]) if len(pages.places) else end.array
    due = end.where(~breach, pd.Series(dues, takers.index))
    verdict = presence(ground, due, pd.Series(~breach, takers.index))
    yield rows(ground, "long_without_mark", takers, verdict, due=due)


def counted_lessons(ground: Ground) -> Pages:
    """Return the lessons that count."""
    lessons = ground.lessons
    deadline = ground.deadline("few_marks")
    due = ground.calendar.due(lessons["date"], deadline or Deadline(days=0, kind="calendar"))
    counts = lessons["filled"] & ~lessons["kind"].isin(CLOSING) & (due < ground.moment)
    marked = np.zeros(len(lessons), bool)
    marked[ground.cells["at"].to_numpy()[ground.cells["mark"].to_numpy()]] = True
    at = np.flatnonzero(counts.to_numpy())
    course = pd.factorize(lessons["course_id"])[0]
    return Pages(at, course[at], marked[at], due.iloc[at])


def runs_without_marks(pages: Pages) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return where rows of lessons of one course without marks begin, and how long they are."""
    bare = ~pages.marked
    breaks = np.flatnonzero(np.diff(pages.course) != 0) + 1
    opens = bare & np.concatenate(([True], pages.marked[:-1]))[: len(bare)]
    opens[breaks] |= bare[breaks]
    begins = np.flatnonzero(opens)
    number = np.cumsum(opens) - 1
    lengths = np.bincount(number[bare], minlength=len(begins)) if len(begins) else np.array([], dtype=int)
    return begins, lengths


def _sound_courses(ground: Ground, broken: set[str]) -> pd.DataFrame:
    courses = ground.courses
    courses = courses[courses["daily"] & courses["ends"].notna() & courses["starts"].le(ground.today)]
    courses = courses[~courses["course_id"].isin(broken)]
    due = ground.calendar.due(courses["ends"], Deadline(days=0, kind="calendar"))
    things = courses.assign(responsible_id=courses["teacher_id"])
    return rows(ground, "few_marks", things, presence(ground, due, due.notna()), due=due)


def _students_with_few(ground: Ground) -> Iterator[pd.DataFrame]:
    takers = _not_exempt(ground, ground.takers)
    cells = ground.with_lesson(ground.cells[ground.cells["mark"]])
    count = cells.groupby(["course_id", "student_id"], observed=True).size()
    found = count.reindex(pd.MultiIndex.from_frame(takers[["course_id", "student_id"]])).fillna(0).to_numpy()
    due = ground.calendar.due(takers["ends"], Deadline(days=0, kind="calendar"))
    enough = pd.Series(found >= ground.settings.min_marks, takers.index)
    yield rows(ground, "few_marks", takers, presence(ground, due, enough), due=due)


def _not_exempt(ground: Ground, takers: pd.DataFrame) -> pd.DataFrame:
    """Leave out who is exempt from the discipline («осв.» in any of its periods), and placements."""
    grades = ground.journal.frame("grades")
    grades = grades[grades["value"].isin(ground.regulation.grades.exempt)]
    discipline = ground.courses["discipline_id"].fillna(ground.courses["course_id"])
    exempt = set(zip(grades["course_id"].map(discipline), grades["student_id"], strict=True))
    places = zip(takers["course_id"].map(discipline), takers["student_id"], strict=True)
    free = np.array([place in exempt for place in places], dtype=bool)
    owing: pd.DataFrame = takers[takers["daily"].to_numpy(dtype=bool) & ~free]
    return owing.reset_index(drop=True)


class _Waiting:
    """Which of the lessons that count a student attended since the last mark."""

    def __init__(self, ground: Ground, pages: Pages, usual: np.ndarray[Any, Any]) -> None:
        lessons, cells = ground.lessons, ground.cells
        place_of = np.full(len(lessons), -1)
        place_of[pages.places] = np.arange(len(pages.places))
        self._usual = usual
        self._days = lessons["date"].iloc[pages.places].to_numpy()
        self._pages: dict[str, np.ndarray[Any, Any]] = {
            str(course): np.asarray(places)
            for course, places in pd.Series(np.arange(len(pages.places)))
            .groupby(lessons["course_id"].iloc[pages.places].to_numpy(), sort=False)
            .indices.items()
        }
        at = place_of[cells["at"].to_numpy()]
        course = lessons["course_id"].array.take(cells["at"].to_numpy())
        frame = pd.DataFrame({"course": course, "student": cells["student_id"].array, "place": at})
        known = at >= 0
        last = frame[known & cells["mark"].to_numpy()].groupby(["course", "student"], observed=True)["place"].max()
        self._last = last.to_dict()
        away = frame[known & cells["absent"].to_numpy() & ~cells["mark"].to_numpy()]
        self._away = away.groupby(["course", "student"], observed=True)["place"].agg(set).to_dict()
        self._free = _free_until(ground)

    def lesson_of(self, taker: dict[Any, Any], limit: int) -> int | None:
        """Return the place of the lesson at which the wait reached the limit, or None."""
        pages = self._pages.get(taker["course_id"])
        if pages is None or len(pages) < limit:
            return None
        key = (taker["course_id"], taker["student_id"])
        waited = pages[pages > self._last.get(key, -1)]
        if len(waited) < limit:
            return None
        since = max((day for day in (taker["since"], self._free.get(key[1])) if not pd.isna(day)), default=None)
        if since is not None:
            waited = waited[self._days[waited] >= since.to_datetime64()]
        away = self._away.get(key, set())
        waited = np.array([place for place in waited if self._usual[place] and place not in away], dtype=int)
        return int(waited[limit - 1]) if len(waited) >= limit else None


def _free_until(ground: Ground) -> dict[str, pd.Timestamp]:
    """Return student → the day from which attendance is asked for again (АПТ 4.2: free attendance by a plan)."""
    plans = ground.journal.frame("individual_plans")
    plans = plans[plans["free_attendance"].eq(other=True) & plans["starts"].le(ground.today)]
    ends = plans["ends"].fillna(pd.Timestamp("2261-12-31")) + pd.Timedelta(days=1)
    return {str(student): day for student, day in ends.groupby(plans["student_id"], observed=True).max().items()}
