"""What stands in the cells: marks for the lessons held (АПТ 2.3), attendance in person-hours (АПТ 4.4, 4.6)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from ejarchive.model.absence import NOT_COUNTED_KINDS
from ejarchive.model.cell import Cell, read_cells
from ejarchive.model.courses import CourseStudent
from ejarchive.model.membership import Membership, Stay
from ejarchive.reports.indicators.facts import facts
from ejarchive.reports.indicators.filling import NOT_DAILY
from ejarchive.reports.indicators.taught import Taught


def cell_facts(base: Taught, membership: Membership) -> Iterator[pd.DataFrame]:
    """Yield facts by lesson: marks, their points, person-hours planned and attended."""
    entries = base.journal.frame("entries")[["lesson_id", "student_id", "text", "absent_hours"]]
    filled = entries["lesson_id"].value_counts()
    yield facts("entries", base.lessons, numerator=base.lessons["lesson_id"].map(filled).fillna(0.0))
    lessons = base.lessons[~base.lessons["kind"].isin(NOT_COUNTED_KINDS)]
    entries = entries[entries["lesson_id"].isin(lessons["lesson_id"])]
    if not base.journal.has("entries"):
        for key in ("marks_per_lesson", "lessons_with_marks", "current_average", "attendance"):
            yield facts(key, lessons, no_data=1.0)
        return
    cells = {
        text: cell
        for text, cell in read_cells(entries["text"].dropna().unique(), base.regulation.cells).items()
        if isinstance(cell, Cell)
    }
    yield from _marks(base, lessons, entries, cells)
    yield _attendance(base, lessons, entries, cells, membership)


def _marks(
    base: Taught, lessons: pd.DataFrame, entries: pd.DataFrame, cells: Mapping[str, Cell]
) -> Iterator[pd.DataFrame]:
    worth = base.regulation.cells.marks
    points = {text: [worth[mark] for mark in cell.marks] for text, cell in cells.items()}
    sums = pd.DataFrame(
        {
            "marks": {text: len(found) for text, found in points.items()},
            "counted": {text: sum(value is not None for value in found) for text, found in points.items()},
            "points": {text: sum(value or 0 for value in found) for text, found in points.items()},
        },
        dtype="float64",
    )
    of_lesson = entries[["lesson_id"]].join(sums.reindex(entries["text"]).set_axis(entries.index)).fillna(0.0)
    of_lesson = of_lesson.groupby("lesson_id").sum().reindex(lessons["lesson_id"]).fillna(0.0).set_axis(lessons.index)
    daily = ~lessons["course_kind"].isin(NOT_DAILY)
    rows, found = lessons[daily], of_lesson[daily]
    yield facts("marks_per_lesson", rows, numerator=found["marks"], denominator=1.0)
    yield facts("lessons_with_marks", rows, numerator=found["marks"] > 0, denominator=1.0)
    yield facts("current_average", lessons, numerator=of_lesson["points"], denominator=of_lesson["counted"])


def _attendance(
    base: Taught,
    lessons: pd.DataFrame,
    entries: pd.DataFrame,
    cells: Mapping[str, Cell],
    membership: Membership,
) -> pd.DataFrame:
    present = _present(base, lessons, membership)
    absent = entries[entries["text"].map({text: cell.absence is not None for text, cell in cells.items()}).eq(True)]
    pairs = zip(absent["lesson_id"].tolist(), absent["student_id"].tolist(), strict=True)
    absent = absent[np.fromiter((student in present[lesson] for lesson, student in pairs), bool, len(absent))]
    hours = absent["lesson_id"].map(dict(zip(lessons["lesson_id"], lessons["hours"], strict=True)))
    length = absent["absent_hours"].fillna(hours)  # as `missed_hours` has it for one cell
    missed = length.fillna(0.0).groupby(absent["lesson_id"]).sum()
    unknown = length.isna().groupby(absent["lesson_id"]).sum()
    ids = lessons["lesson_id"]
    planned = lessons["hours"] * ids.map({lesson: len(who) for lesson, who in present.items()})
    attended = planned - ids.map(missed).fillna(0.0)
    return facts(
        "attendance",
        lessons,
        numerator=attended.fillna(0.0),
        denominator=planned.fillna(0.0),
        no_data=ids.map(unknown).fillna(0.0),
    )


def _present(base: Taught, lessons: pd.DataFrame, membership: Membership) -> Mapping[str, frozenset[str]]:
    """Return lesson → who was to be there: in the group on that day, and on the list of the course if it has one."""
    listed: dict[str, set[str]] = {}
    for row in base.journal.rows(CourseStudent):
        listed.setdefault(row.course_id, set()).add(row.student_id)
    spells: dict[tuple[str, int], frozenset[str]] = {}
    turns = {group_id: _turns(stays) for group_id, stays in membership.by_group.items()}
    found = {}
    days = lessons["day"].dt.date.tolist()
    places = (lessons[name].tolist() for name in ("lesson_id", "course_id", "group_id"))
    for lesson_id, course_id, group_id, day in zip(*places, days, strict=True):
        spell = group_id, bisect_right(turns.get(group_id, ()), day)
        if spell not in spells:
            spells[spell] = frozenset(membership.members(group_id, day, day))
        inside = spells[spell]
        found[lesson_id] = inside & listed[course_id] if course_id in listed else inside
    return found


def _turns(stays: Iterable[Stay]) -> list[dt.date]:
    """Return the days from which on a group has other members than before."""
    days = {stay.starts for stay in stays if stay.starts}
    return sorted(days | {stay.ends + dt.timedelta(days=1) for stay in stays if stay.ends})
