"""The journal as it stood at a moment: what is stamped later is left out and counted (БГСХТ 1.2).

Why here: the cut is a rule about the journal itself, needed before any document, and it only uses the
frames it is given. Two instants are compared as UTC; a date without time is compared with the moment's own
day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ejarchive.model.cell import Cell, CellGrammar, format_cell, parse_cell
from ejarchive.model.journal import Journal

if TYPE_CHECKING:
    import pandas as pd

STAMPS = (
    ("lessons", "recorded_at"),
    ("lessons", "homework_published_at"),
    ("tasks", "published_at"),
    ("entries", "mark_recorded_at"),
    ("entries", "absence_recorded_at"),
    ("grades", "recorded_at"),
    ("corrections", "at"),
)
"""Columns that say when something was written down."""
_ROWS = (("tasks", "published_at"), ("grades", "recorded_at"), ("corrections", "at"))
_DAYS = (("attempts", "date"), ("remarks", "date"))


@dataclass(frozen=True, slots=True)
class Cut:
    """A journal as of a moment; `left_out`: table → number of records that came later, none with 0."""

    journal: Journal
    left_out: Mapping[str, int]


def default_moment(journal: Journal) -> dt.datetime | None:
    """Return the moment the data speak of: when they were retrieved, else the newest time stamp, else None."""
    return _newest(journal, (("sources", "retrieved_at"),)) or _newest(journal, STAMPS)


def as_of(journal: Journal, moment: dt.datetime, grammar: CellGrammar) -> Cut:
    """Leave out what was recorded after the moment.

    Of a cell whose code and mark were recorded apart («н5») the earlier half stays. A lesson written down
    later goes, unless entries of it were made in time: then its topic and homework go.
    """
    frames: dict[str, pd.DataFrame] = {}
    for table, column in _ROWS:
        frames[table] = journal.frame(table)[~(journal.moments(table, column) > moment)]
    for table, column in _DAYS:
        frames[table] = journal.frame(table)[~(journal.frame(table)[column].dt.date > moment.date())]
    entries, entries_late = _entries(journal, moment, grammar)
    lessons, lessons_late = _lessons(journal, moment, entries)
    late = {"lessons": lessons_late, "entries": entries_late} | {
        table: len(journal.frame(table)) - len(frame) for table, frame in frames.items()
    }
    frames |= {"lessons": lessons, "entries": entries[entries["lesson_id"].isin(lessons["lesson_id"])]}
    left_out = {table: number for table, number in late.items() if number}
    if not left_out:
        return Cut(journal, {})
    given = {table: frame for table, frame in frames.items() if table in journal.frames}
    return Cut(replace(journal, frames={**journal.frames, **given}, _cache={}), left_out)


def _entries(journal: Journal, moment: dt.datetime, grammar: CellGrammar) -> tuple[pd.DataFrame, int]:
    frame = journal.frame("entries")
    mark_late = journal.moments("entries", "mark_recorded_at") > moment
    absence_late = journal.moments("entries", "absence_recorded_at") > moment
    touched = mark_late | absence_late
    if not touched.any():
        return frame, 0
    frame = frame.copy()
    halves = [
        _half(text, grammar, mark=not late_mark, absence=not late_absence)
        for text, late_mark, late_absence in zip(
            frame.loc[touched, "text"], mark_late[touched], absence_late[touched], strict=True
        )
    ]
    frame.loc[touched, "text"] = halves
    frame.loc[mark_late, ["mark_recorded_at", "task_ids"]] = None
    frame.loc[absence_late, ["absence_recorded_at", "absent_hours"]] = None
    return frame[frame["text"] != ""], int(touched.sum())


def _half(text: str, grammar: CellGrammar, *, mark: bool, absence: bool) -> str:
    """Return what of a cell had been written by then; a cell that is not understood goes whole."""
    cell = parse_cell(text, grammar)
    if not isinstance(cell, Cell):
        return ""
    code = replace(cell, marks=()) if absence else Cell()
    return format_cell(replace(code, marks=cell.marks if mark else ()), grammar)


def _lessons(journal: Journal, moment: dt.datetime, entries: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    frame = journal.frame("lessons")
    late: pd.Series[Any] = journal.moments("lessons", "recorded_at") > moment
    homework_late = journal.moments("lessons", "homework_published_at") > moment
    if not (late | homework_late).any():
        return frame, 0
    used = frame["lesson_id"].isin(entries["lesson_id"])
    frame = frame.copy()
    frame.loc[late, ["topic", "plan_position", "recorded_at"]] = None
    frame.loc[late | homework_late, ["homework", "homework_published_at"]] = None
    return frame[~late | used], int((late | homework_late).sum())


def _newest(journal: Journal, columns: tuple[tuple[str, str], ...]) -> dt.datetime | None:
    newest = []
    for table, column in columns:
        moments = journal.moments(table, column)
        if moments.notna().any():
            newest.append(dt.datetime.fromisoformat(journal.frame(table)[column].iloc[moments.argmax()]))
    return max(newest, default=None)
