"""The lessons of a course in which marks are to be expected, and the rows of them without any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.calendar import Instants
from ejarchive.checks.upkeep.ground import CLOSING, Ground
from ejarchive.regulation import Deadline

_THAT_DAY = Deadline(days=0, kind="calendar")


@dataclass(frozen=True, eq=False)
class Pages:
    """The lessons that count: their positions in `ground.lessons`, each with its course's number, in order of time.

    `marked`: somebody has a mark there; `due`: when its marks had to be there.
    """

    places: np.ndarray[Any, Any]
    course: np.ndarray[Any, Any]
    marked: np.ndarray[Any, Any]
    due: Instants


def counted_lessons(ground: Ground) -> Pages:
    """Return the lessons that count."""
    lessons = ground.lessons
    deadline = ground.deadline("few_marks")
    due = ground.calendar.due(lessons["date"], deadline or _THAT_DAY)
    counts = (lessons["filled"] & ~lessons["kind"].isin(CLOSING)).to_numpy() & (due < ground.now)
    marked = np.zeros(len(lessons), bool)
    marked[ground.cells["at"].to_numpy()[ground.cells["mark"].to_numpy()]] = True
    places = np.flatnonzero(counts)
    course = pd.factorize(lessons["course_id"])[0]
    return Pages(places, course[places], marked[places], due[places])


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
