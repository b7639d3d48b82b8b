"""The cells themselves: marks for which no task was set, and who wrote them (БГСХТ 4.2.3.3; АПТ 4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.calendar import UNKNOWN, Instants
from ejarchive.checks.upkeep.ground import CLOSING, Ground
from ejarchive.checks.upkeep.verdicts import BREACH, IN_TIME, NO_DATA, Known, day_done, rows


def mark_without_task(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge whether marks name the task they were given for: a lesson as one if all do, else each that does not.

    A source without tasks tells nothing.
    """
    cells, lessons = ground.cells, ground.lessons
    at, mark = cells["at"].to_numpy(), cells["mark"].to_numpy()
    asked = mark & ~lessons["kind"].isin(CLOSING).to_numpy()[at]
    bare = asked & cells["task_ids"].isna().to_numpy()
    untold = ground.journal.frame("tasks").empty
    if untold:
        bare = np.zeros(len(bare), bool)
    else:
        marks = cells[bare]
        things = ground.with_lesson(marks)
        known = Known.stamped(marks["marked_at"].to_numpy())
        matured = day_done(ground, known, things["date"])
        yield rows(ground, "mark_without_task", things, np.full(len(things), BREACH), known=known, matured=matured)
    sound = lessons.iloc[np.setdiff1d(at[asked], at[bare])]
    verdict = np.full(len(sound), NO_DATA if untold else IN_TIME)
    yield rows(ground, "mark_without_task", sound, verdict, matured=sound["date"].to_numpy())


def foreign_author(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge whether the cells of a lesson were written by those who teach the group in that period (АПТ 4.4)."""
    lessons, cells = ground.lessons, ground.cells
    at = cells["at"].to_numpy()
    signed, marked = cells["signed_at"].to_numpy(), cells["marked_at"].to_numpy()
    done = np.where(signed == UNKNOWN, marked, signed)
    author, responsible = (np.asarray(each, dtype=object) for each in (cells["recorded_by"], lessons["responsible_id"]))
    known_author = cells["recorded_by"].notna().to_numpy()
    order = np.where(known_author, IN_TIME, NO_DATA)
    doubtful = np.flatnonzero(known_author & (author != responsible[at]))
    order[doubtful[_foreign(ground, at[doubtful], author[doubtful])]] = BREACH
    first = _worst_of_lesson(at, order, done)
    things = lessons.iloc[at[first]]
    known = Known.stamped(done[first])
    yield rows(
        ground, "foreign_author", things, order[first], known=known, matured=day_done(ground, known, things["date"])
    )


def _foreign(ground: Ground, at: np.ndarray[Any, Any], authors: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Tell which authors teach no course of the lesson's group in its period, not even as a substitute."""
    courses, lessons = ground.courses, ground.lessons
    teaching = set(zip(courses["group_id"], courses["term_id"], courses["teacher_id"], strict=True))
    places = lessons[["group_id", "course_term_id", "teacher_id"]]
    teaching |= set(places[places["teacher_id"].notna()].itertuples(index=False, name=None))
    some = places.iloc[at]
    triples = zip(some["group_id"], some["course_term_id"], authors, strict=True)
    return np.array([triple not in teaching for triple in triples], dtype=bool)


def _worst_of_lesson(at: np.ndarray[Any, Any], order: np.ndarray[Any, Any], done: Instants) -> np.ndarray[Any, Any]:
    """Return of each lesson the position of its worst cell, of several the first written."""
    telling = order == np.repeat(
        np.minimum.reduceat(order, begins := np.flatnonzero(np.diff(at, prepend=-1))),
        np.diff(begins, append=len(at)),
    ) if len(at) else order == 0  # fmt: skip
    places = np.flatnonzero(telling)
    places = places[np.lexsort((done[places], at[places]))]
    return np.asarray(places[np.diff(at[places], prepend=-1) > 0])
