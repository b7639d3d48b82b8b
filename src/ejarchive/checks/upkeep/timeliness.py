"""Daily records against their terms: absent students, marks, homework, topics (АПТ 4.4; БГСХТ 4.2.3.2, 4.2.3.3).

A lesson is judged as one thing: one late cell makes it late. What was still missing when its month closed was
counted as a gap then, and is not counted again as late (see `gaps`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.calendar import Instants, instants
from ejarchive.checks.upkeep.first_seen import CELL_MARKS, CELL_SIGNS, HOMEWORK, TOPICS, bounded
from ejarchive.checks.upkeep.gaps import filled_later, missing_at_month_end
from ejarchive.checks.upkeep.ground import Ground
from ejarchive.checks.upkeep.verdicts import BREACH, Known, rows, timeliness
from ejarchive.regulation import Deadline

Flags = np.ndarray[Any, Any]
_BEYOND = 1 << 52  # more microseconds than any moment of our century has


def daily_records(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge attendance, marks, homework and topics; what was wholly filled after its month is left to `gaps`."""
    later = filled_later(ground)
    yield from late_attendance(ground, later)
    yield from late_marks(ground, later)
    yield from late_homework(ground, later)
    yield from late_topic(ground, later)


def late_homework(ground: Ground, later: Flags) -> Iterator[pd.DataFrame]:
    """Judge when homework was published: not later than 19:00 of the lesson's day (АПТ 4.4)."""
    asked = ground.lessons[ground.lessons["homework"].notna() & ground.lessons["with_homework"]]
    known = bounded(ground, HOMEWORK, asked, Known.stamped(instants(asked["published"])))
    yield from _by_lesson(ground, "homework_late", asked, known, later)


def late_topic(ground: Ground, later: Flags) -> Iterator[pd.DataFrame]:
    """Judge when topics were written: on the lesson's day where filling is daily (БГСХТ 4.2.3.2)."""
    told = ground.lessons[ground.lessons["topic"].notna()]
    known = bounded(ground, TOPICS, told, Known.stamped(instants(told["recorded"])))
    yield from _by_lesson(ground, "topic_late", told, known, later)


def late_attendance(ground: Ground, later: Flags) -> Iterator[pd.DataFrame]:
    """Judge when absent students were marked: not later than 2 days after the lesson (АПТ 4.4).

    A later change among н, п, б is no new absence: its stamp is the first record's (АПТ 4.3).
    """
    deadline = ground.deadline("attendance_late")
    if deadline is not None:
        cells = ground.cells[ground.cells["sign"].to_numpy()]
        due = ground.calendar.due(ground.lessons["date"], deadline)[cells["at"].to_numpy()]
        known = bounded(ground, CELL_SIGNS, cells, Known.stamped(cells["signed_at"].to_numpy()))
        yield _by_cells(ground, "attendance_late", cells["at"].to_numpy(), due, known, later)


def late_marks(ground: Ground, later: Flags) -> Iterator[pd.DataFrame]:
    """Judge when marks were set: not later than 7 days after the lesson, or on the day its task names (АПТ 4.4)."""
    deadline = ground.deadline("marks_late")
    if deadline is not None:
        cells = ground.cells[ground.cells["mark"].to_numpy()]
        due = ground.calendar.due(ground.lessons["date"], deadline)[cells["at"].to_numpy()]
        known = bounded(ground, CELL_MARKS, cells, Known.stamped(cells["marked_at"].to_numpy()))
        yield _by_cells(ground, "marks_late", cells["at"].to_numpy(), _longer(ground, cells, due), known, later)


def _by_lesson(ground: Ground, rule: str, lessons: pd.DataFrame, known: Known, later: Flags) -> Iterator[pd.DataFrame]:
    deadline = ground.deadline(rule)
    if deadline is None:
        return
    due = ground.calendar.due(lessons["date"], deadline)
    counted = ~missing_at_month_end(ground, due, known) & ~later[lessons.index]
    known, due = known.of(counted), due[counted]
    yield rows(ground, rule, lessons[counted], timeliness(ground, due, known), due=due, known=known)


def _by_cells(
    ground: Ground, rule: str, at: np.ndarray[Any, Any], due: Instants, known: Known, later: Flags
) -> pd.DataFrame:
    """Judge the cells (in order of their lessons, `at`), and let the worst of a lesson speak for it.

    Of late cells the one that was due first tells the month, of others the one due last.
    """
    verdict = timeliness(ground, due, known)
    begins = np.flatnonzero(np.diff(at, prepend=-1))
    weight = verdict.astype(np.int64) * _BEYOND + np.where(verdict == BREACH, due, _BEYOND - due)
    least = np.minimum.reduceat(weight, begins) if len(begins) else weight
    telling = np.flatnonzero(weight == np.repeat(least, np.diff(begins, append=len(at))))
    telling = telling[np.diff(at[telling], prepend=-1) > 0]
    telling = telling[~later[at[telling]]]
    lessons = ground.lessons.iloc[at[telling]]
    return rows(ground, rule, lessons, verdict[telling], due=due[telling], known=known.of(telling))


def _longer(ground: Ground, cells: pd.DataFrame, due: Instants) -> Instants:
    """Prolong the terms of marks whose task names a later day (written work, an essay: АПТ 4.4)."""
    tasks = ground.journal.frame("tasks").drop_duplicates("task_id")
    tasks = tasks[tasks["marks_due"].notna() & tasks["task_id"].notna()]
    if tasks.empty:
        return due
    until = dict(
        zip(
            tasks["task_id"],
            ground.calendar.due(tasks["marks_due"], Deadline(days=0, kind="calendar")).tolist(),
            strict=True,
        )
    )
    codes, distinct = pd.factorize(cells["task_ids"])
    latest = [max((until.get(task.strip(), 0) for task in named.split(";")), default=0) for named in distinct]
    return np.maximum(due, np.array([*latest, 0], dtype=np.int64)[codes])
