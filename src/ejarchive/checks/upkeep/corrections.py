"""Corrections: of a mark in the calendar week in which a student may dispute it, none after the period (АПТ 4.5, 4.2).

A later change among н, п, б is the absence's reason made known (АПТ 4.3), whatever it is called: no correction.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.calendar import UNKNOWN, Instants, instants
from ejarchive.checks.upkeep.ground import Ground
from ejarchive.checks.upkeep.verdicts import BREACH, IN_TIME, NO_DATA, Codes, Known, rows
from ejarchive.model.cell import Cell, parse_cell

_GRADE, _CELL = "value", "text"
_PLACE = ["course_id", "lesson_id", "student_id"]


def late_correction(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge corrections: of marks and grades by the week after they were set, of anything by the end of the period.

    What is corrected after the period, and not within that week, breaks `correction_after_period` and not the other.
    """
    frame = _corrections(ground)
    if frame.empty:
        return
    deadline = ground.deadline("correction_late")
    moment, disputable = instants(frame["moment"]), frame["disputable"].to_numpy()
    days = pd.Series(ground.calendar.day(frame["set_at"].to_numpy()))
    due = np.full(len(frame), UNKNOWN) if deadline is None else ground.calendar.due(days, deadline)
    within = np.where(due == UNKNOWN, NO_DATA, np.where(moment <= due, IN_TIME, BREACH))
    of_period = ~frame["field"].eq(_GRADE).to_numpy()  # grades are set and corrected after the period
    ends = frame["ends"].to_numpy(dtype="datetime64[s]")
    after = of_period & (ground.calendar.day(moment) > ends) & ~(disputable & (within == IN_TIME))
    if deadline is not None:
        yield _rows(ground, "correction_late", frame, disputable & ~after, within, due)
    closed = of_period & ~np.isnat(ends) & frame["of_lesson"].to_numpy()
    yield _rows(ground, "correction_after_period", frame, closed, np.where(after, BREACH, IN_TIME), None)


def _rows(
    ground: Ground, rule: str, frame: pd.DataFrame, asked: np.ndarray[Any, Any], verdict: Codes, due: Instants | None
) -> pd.DataFrame:
    """Let one correction speak for a cell that was corrected several times: the worst, of several the first."""
    moment = instants(frame["moment"])
    order = np.lexsort((moment, verdict))
    order = order[asked[order]]
    order = order[~frame[[*_PLACE, "period"]].iloc[order].duplicated().to_numpy()]
    return rows(
        ground,
        rule,
        frame.iloc[order],
        verdict[order],
        due=None if due is None else due[order],
        known=Known.stamped(moment[order]),
        matured=ground.calendar.day(moment[order]),
    )


def _corrections(ground: Ground) -> pd.DataFrame:
    """Corrections of daily records and grades: whose they are, when what they correct was set, its period."""
    journal, lessons = ground.journal, ground.lessons
    frame = journal.frame("corrections")
    frame = frame.assign(moment=journal.moments("corrections", "at"))[frame["at"].notna()]
    at = pd.Index(lessons["lesson_id"]).get_indexer(pd.Index(frame["lesson_id"]))
    course = frame["course_id"].fillna(pd.Series(lessons["course_id"].array.take(at, allow_fill=True), frame.index))
    frame = frame.assign(
        course_id=course,
        responsible_id=pd.Series(lessons["responsible_id"].array.take(at, allow_fill=True), frame.index),
        of_lesson=at >= 0,
    )
    courses = ground.courses.reindex(course)
    frame = frame.assign(
        group_id=courses["group_id"].array,
        ends=courses["ends"].array,
        deputy=courses["deputy"].array,
        responsible_id=frame["responsible_id"].fillna(pd.Series(courses["teacher_id"].array, frame.index)),
        daily=courses["daily"].eq(other=True).to_numpy(),
        period=pd.Series(courses["term_id"].array, frame.index).where(frame["field"].eq(_GRADE)),
    )
    frame = frame[frame["group_id"].notna() & (frame["daily"] | frame["field"].eq(_GRADE))]
    disputable, reason = _kinds_of_change(ground, frame)
    frame = frame.assign(disputable=disputable)[~reason]
    return frame.assign(set_at=_set_at(ground, frame)).reset_index(drop=True)


def _kinds_of_change(ground: Ground, frame: pd.DataFrame) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Tell which corrections change a mark or a grade that stood there, and which only an absence's reason."""
    disputable, reason = np.zeros(len(frame), bool), np.zeros(len(frame), bool)
    columns = (frame["field"], frame["before"], frame["after"])
    for number, (field, before, after) in enumerate(zip(*columns, strict=True)):
        if field == _GRADE:
            disputable[number] = isinstance(before, str)
        elif field == _CELL:
            was, is_now = _cell(ground, before), _cell(ground, after)
            disputable[number] = bool(was.marks) and was.marks != is_now.marks
            reason[number] = was.marks == is_now.marks and None not in (was.absence, is_now.absence)
    return disputable, reason


def _cell(ground: Ground, text: object) -> Cell:
    """Read a cell; an empty one and one that cannot be read say nothing."""
    cell = parse_cell(text, ground.regulation.cells) if isinstance(text, str) else Cell()
    return cell if isinstance(cell, Cell) else Cell()


def _set_at(ground: Ground, frame: pd.DataFrame) -> Instants:
    """Return when the mark or grade was set that was corrected; null where no stamp tells it."""
    cells = ground.cells
    cells = cells[cells["at"].isin(np.flatnonzero(ground.lessons["lesson_id"].isin(frame["lesson_id"])))]
    cells = cells.assign(lesson_id=ground.lessons["lesson_id"].array.take(cells["at"].to_numpy()))
    marks = cells.drop_duplicates(["lesson_id", "student_id"]).set_index(["lesson_id", "student_id"])["marked_at"]
    places = pd.MultiIndex.from_frame(frame[["lesson_id", "student_id"]])
    of_cell = np.append(marks.to_numpy(), UNKNOWN)[marks.index.get_indexer(places)]
    grades = ground.journal.frame("grades").assign(at=instants(ground.journal.moments("grades", "recorded_at")))
    key = ["course_id", "student_id", "period"]
    plain = grades["kind"].isna() | grades["kind"].eq("result")
    set_at = grades[plain].drop_duplicates(key).set_index(key)["at"]
    of_grade = np.append(set_at.to_numpy(), UNKNOWN)[set_at.index.get_indexer(pd.MultiIndex.from_frame(frame[key]))]
    return np.where(frame["field"].eq(_GRADE), of_grade, of_cell)
