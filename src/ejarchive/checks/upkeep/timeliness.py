"""Daily records against their terms: absent students, marks, homework, topics (АПТ 4.4; БГСХТ 4.2.3.2, 4.2.3.3).

A lesson is judged as one thing: one late cell makes it late. What was still missing when its month closed was
counted as a gap then, and is not counted again as late (see `gaps`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.gaps import filled_later, missing_at_month_end
from ejarchive.checks.upkeep.ground import Ground
from ejarchive.checks.upkeep.verdicts import Known, rows, timeliness
from ejarchive.regulation import Deadline
from ejarchive.upkeep import Verdict

_WORST_FIRST = {Verdict.BREACH: 0, Verdict.NOT_DUE: 1, Verdict.IN_TIME: 2, Verdict.NO_DATA: 3}


def late_homework(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge when homework was published: not later than 19:00 of the lesson's day (АПТ 4.4)."""
    asked = ground.lessons[ground.lessons["homework"].notna() & ground.lessons["with_homework"]]
    yield from _by_lesson(ground, "homework_late", asked, asked["published"])


def late_topic(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge when topics were written: on the lesson's day where filling is daily (БГСХТ 4.2.3.2)."""
    told = ground.lessons[ground.lessons["topic"].notna()]
    yield from _by_lesson(ground, "topic_late", told, told["recorded"])


def late_attendance(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge when absent students were marked: not later than 2 days after the lesson (АПТ 4.4)."""
    deadline = ground.deadline("attendance_late")
    if deadline is not None:
        cells = ground.cells[ground.cells["sign"]]
        dues = ground.calendar.due(ground.lessons["date"], deadline)
        yield _by_cells(ground, "attendance_late", cells, _taken(dues, cells["at"]), cells["signed_at"])


def late_marks(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge when marks were set: not later than 7 days after the lesson, or on the day its task names (АПТ 4.4)."""
    deadline = ground.deadline("marks_late")
    if deadline is not None:
        cells = ground.cells[ground.cells["mark"]]
        dues = ground.calendar.due(ground.lessons["date"], deadline)
        due = _longer(ground, cells, _taken(dues, cells["at"]))
        yield _by_cells(ground, "marks_late", cells, due, cells["marked_at"])


def _by_lesson(ground: Ground, rule: str, lessons: pd.DataFrame, done: pd.Series[Any]) -> Iterator[pd.DataFrame]:
    deadline = ground.deadline(rule)
    if deadline is None:
        return
    due = ground.calendar.due(lessons["date"], deadline)
    known = Known.stamped(done)
    counted = ~missing_at_month_end(ground, due, known) & ~filled_later(ground).loc[lessons.index]
    known = known.of(counted)
    due = due[counted]
    yield rows(ground, rule, lessons[counted], timeliness(ground, due, known), due=due, known=known)


def _by_cells(
    ground: Ground, rule: str, cells: pd.DataFrame, due: pd.Series[Any], done: pd.Series[Any]
) -> pd.DataFrame:
    """Judge the cells, and let the worst of a lesson speak for it: late, not due, in time, unknown.

    Of late cells the one that was due first tells the month, of others the one due last.
    """
    known = Known.stamped(done)
    verdict = timeliness(ground, due, known)
    order = verdict.map(_WORST_FIRST).to_numpy()
    instant = due.astype("int64").to_numpy()
    place = np.lexsort((np.where(order == 0, instant, -instant), order, cells["at"].to_numpy()))
    first = pd.Series(place)[~cells["at"].iloc[place].duplicated().to_numpy()].to_numpy()
    at = cells["at"].iloc[first].to_numpy()
    keep = ~filled_later(ground).to_numpy()[at]
    first, at = first[keep], at[keep]
    lessons = ground.lessons.iloc[at]
    chosen = known.at(first, lessons.index)
    taken = (pd.Series(values.array.take(first), lessons.index) for values in (verdict, due))
    told, term = taken
    return rows(ground, rule, lessons, told, due=term, known=chosen)


def _taken(of_lessons: pd.Series[Any], at: pd.Series[Any]) -> pd.Series[Any]:
    return pd.Series(of_lessons.array.take(at.to_numpy()), at.index)


def _longer(ground: Ground, cells: pd.DataFrame, due: pd.Series[Any]) -> pd.Series[Any]:
    """Prolong the terms of marks whose task names a later day (written work, an essay: АПТ 4.4)."""
    tasks = ground.journal.frame("tasks").drop_duplicates("task_id")
    tasks = tasks[tasks["marks_due"].notna() & tasks["task_id"].notna()].set_index("task_id")
    if tasks.empty:
        return due
    until = ground.calendar.due(tasks["marks_due"], Deadline(days=0, kind="calendar"))
    named = cells["task_ids"].dropna()
    parts = named[named.str.contains(";", regex=False)].str.split(";").explode().str.strip()
    single = named[~named.str.contains(";", regex=False)]
    dates = pd.concat([single, parts]).map(until).dropna()
    latest = dates.groupby(level=0).max().reindex(due.index)
    return due.where(~(latest > due), latest)
