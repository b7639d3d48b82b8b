"""The journal as it stood at a moment: what is stamped later is left out and counted (БГСХТ 1.2).

Why here: the cut is a rule about the journal itself, needed before any document, and it only uses the
frames it is given. Two instants are compared as UTC; a date without time is compared with the moment's own
day, so hand the moment over in the college's time zone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

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
_CORRECTED = (
    ("entries", "text", ("lesson_id", "student_id")),
    ("lessons", "topic", ("lesson_id",)),
    ("lessons", "homework", ("lesson_id",)),
)
"""Table, column (the correction's `field`) and the key by which a correction finds its cell."""

_BEYOND = dt.datetime(2101, 1, 1, tzinfo=dt.UTC)  # a stamp of another century is a mistake, not a moment


@dataclass(frozen=True, slots=True)
class Cut:
    """A journal as of a moment; `left_out`: table → number of records that came later, none with 0."""

    journal: Journal
    left_out: Mapping[str, int]


def default_moment(journal: Journal) -> dt.datetime | None:
    """Return the moment the data speak of: when they were retrieved, else the newest time stamp, else None."""
    return _newest(journal, (("sources", "retrieved_at"),)) or _newest(journal, STAMPS)


def as_of(journal: Journal, moment: dt.datetime, grammar: CellGrammar) -> Cut:
    """Leave out what was recorded after the moment, and take later corrections back.

    Of a cell whose code and mark were recorded apart («н5») the earlier half stays. Of a lesson written
    down later only its day stays when that had come, nothing when it had not; what was already down for a day
    to come is planned. A remark resolved later is open.
    """
    then = _corrections_taken_back(journal, moment)
    late = {table: journal.moments(table, column) > moment for table, column in _ROWS}
    day = dt.datetime.combine(moment.date(), dt.time())  # as the frames have days
    for table in ("attempts", "remarks"):
        late[table] = then.frame(table)["date"] > day
    left_out = {table: int(rows.sum()) for table, rows in late.items()}
    frames = {table: then.frame(table)[~rows] for table, rows in late.items()}
    frames["remarks"] = _remarks(frames["remarks"], day)
    frames["entries"], left_out["entries"] = _entries(then, moment, grammar)
    frames["lessons"], left_out["lessons"] = _lessons(then, moment, day, frames["entries"])
    given = {table: frame for table, frame in frames.items() if table in journal.frames}
    told = {table: number for table, number in left_out.items() if number}
    return Cut(replace(journal, frames={**journal.frames, **given}, _cache={}), told)


def _corrections_taken_back(journal: Journal, moment: dt.datetime) -> Journal:
    """Put what stood `before` into cells and topics that were corrected after the moment."""
    corrections = journal.frame("corrections").assign(moment=journal.moments("corrections", "at"))
    later = corrections[corrections["moment"] > moment].sort_values("moment", kind="stable")
    frames = dict(journal.frames)
    for table, field, key in _CORRECTED:
        first = later[later["field"].eq(field)].drop_duplicates(list(key)).set_index(list(key))["before"]
        frame = journal.frame(table)
        if first.empty or frame.empty:
            continue
        keys = frame.set_index(list(key)).index
        known = keys.isin(first.index)
        frame = frame.copy()
        frame.loc[known, field] = first.reindex(keys[known]).array
        frames[table] = frame[frame[field].notna()] if field == "text" else frame
    return replace(journal, frames=frames, _cache={})


def _entries(journal: Journal, moment: dt.datetime, grammar: CellGrammar) -> tuple[pd.DataFrame, int]:
    frame = journal.frame("entries")
    mark_late = journal.moments("entries", "mark_recorded_at") > moment
    absence_late = journal.moments("entries", "absence_recorded_at") > moment
    touched = mark_late | absence_late
    if not touched.any():
        return frame, 0
    frame = frame.copy()
    frame.loc[touched, "text"] = [
        _half(text, grammar, mark=not late_mark, absence=not late_absence)
        for text, late_mark, late_absence in zip(
            frame.loc[touched, "text"], mark_late[touched], absence_late[touched], strict=True
        )
    ]
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


def _lessons(
    journal: Journal, moment: dt.datetime, day: dt.datetime, entries: pd.DataFrame
) -> tuple[pd.DataFrame, int]:
    frame = journal.frame("lessons").copy()
    late = journal.moments("lessons", "recorded_at") > moment
    homework_late = journal.moments("lessons", "homework_published_at") > moment
    to_come = (frame["date"] > day) & ~frame["lesson_id"].isin(entries["lesson_id"])
    frame.loc[late, ["topic", "plan_position", "recorded_at"]] = None
    empty = homework_late | (late & frame["homework_published_at"].isna())
    frame.loc[empty, ["homework", "homework_published_at"]] = None
    frame.loc[to_come & frame["status"].ne("cancelled"), "status"] = "planned"
    return frame[~(late & to_come)], int((late | homework_late).sum())


def _remarks(frame: pd.DataFrame, day: dt.datetime) -> pd.DataFrame:
    resolved_later = frame["resolved_at"] > day
    if not resolved_later.any():
        return frame
    frame = frame.copy()
    frame.loc[resolved_later, ["resolved_at", "resolution"]] = None
    frame.loc[resolved_later, "state"] = "issued"
    return frame


def _newest(journal: Journal, columns: tuple[tuple[str, str], ...]) -> dt.datetime | None:
    newest = []
    for table, column in columns:
        moments = journal.moments(table, column)
        moments = moments.where(moments < _BEYOND)
        if moments.notna().any():
            newest.append(dt.datetime.fromisoformat(journal.frame(table)[column].iloc[moments.argmax()]))
    return max(newest, default=None)
