"""What every rule looks at: the journal, the rules of the college, the moment, and the joins made once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from ejarchive.finding import Finding, catalogue
from ejarchive.model.cell import Cell, CellFault, read_cells
from ejarchive.model.journal import Journal
from ejarchive.model.membership import Membership
from ejarchive.model.people import Movement, Student
from ejarchive.model.schema import TABLES
from ejarchive.regulation import Regulation
from ejarchive.settings import Settings

_COURSE = ("group_id", "term_id", "subgroup", "kind", "control", "teacher_id")


@dataclass(frozen=True)
class Inspection:
    """One look at one journal; the cached frames are shared by all rules and changed by none."""

    journal: Journal
    regulation: Regulation
    settings: Settings
    moment: dt.datetime | None = None

    def finding(self, code: str, table: str, row: object = None, column: str | None = None, **facts: object) -> Finding:
        """Make a finding at a row (index label) and column of a table, with the college's clause."""
        place = self.journal.place(table, None if row is None else int(str(row)), column)
        titles: dict[str, object] = {"table": TABLES[table].title}
        if column is not None:
            titles["column"] = TABLES[table].column(column).title
        return Finding(code, place, titles | facts, self.regulation.clause(*catalogue()[code].clauses))

    @cached_property
    def day(self) -> dt.date | None:
        """The day of the moment where the college is."""
        return None if self.moment is None else self.moment.astimezone(self.settings.college.zone).date()

    @cached_property
    def membership(self) -> Membership:
        """Who was where and when."""
        return Membership.of(self.journal.rows(Student), self.journal.rows(Movement))

    @cached_property
    def stays(self) -> pd.DataFrame:
        """The stays as a frame: student_id, group_id, starts, ends (NaT = open)."""
        stays = [
            (stay.student_id, stay.group_id, stay.starts, stay.ends)
            for stays in self.membership.by_student.values()
            for stay in stays
        ]
        frame = pd.DataFrame(stays, columns=["student_id", "group_id", "starts", "ends"])
        types = {"student_id": "str", "group_id": "str", "starts": "datetime64[s]", "ends": "datetime64[s]"}
        return frame.astype(types)

    @cached_property
    def terms(self) -> Mapping[tuple[str, str | None], tuple[pd.Timestamp, pd.Timestamp]]:
        """(term, group or None) → its first and last day."""
        frame = self.journal.frame("terms")
        return {
            (term, group if isinstance(group, str) else None): (starts, ends)
            for _, term, group, starts, ends in each(frame, "term_id", "group_id", "starts", "ends")
        }

    def term_of(self, term_id: str, group_id: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        """Return the days of a term for a group: its own exception, else the general one."""
        return self.terms.get((term_id, group_id)) or self.terms.get((term_id, None))

    @cached_property
    def courses(self) -> pd.DataFrame:
        """Courses by their code (the first of duplicates), with the `starts` and `ends` of their term."""
        frame = self.journal.frame("courses").drop_duplicates("course_id").set_index("course_id", drop=False)
        frame = frame[frame["course_id"].notna()]
        days = [
            self.term_of(term, group) or (pd.NaT, pd.NaT)
            for term, group in zip(frame["term_id"], frame["group_id"], strict=True)
        ]
        ends = pd.DataFrame(days, columns=["starts", "ends"], index=frame.index, dtype="datetime64[s]")
        return frame.assign(starts=ends["starts"], ends=ends["ends"])

    @cached_property
    def composition(self) -> Mapping[str, frozenset[str]]:
        """Course → its students, for courses that are not for the whole group."""
        frame = self.journal.frame("course_students")
        return {str(course): frozenset(group) for course, group in frame.groupby("course_id")["student_id"]}

    def with_course(self, table: str) -> pd.DataFrame:
        """Rows of a table whose course exists, with the course's columns as `course_…` and its term's days."""
        columns = self.courses[[*_COURSE, "starts", "ends"]].add_prefix("course_")
        return _joined(self.journal.frame(table), "course_id", columns)

    @cached_property
    def lessons(self) -> pd.DataFrame:
        """Lessons whose course exists, with its columns; `on` tells whether a lesson was not cancelled."""
        frame = self.with_course("lessons")
        return frame.assign(on=frame["status"].ne("cancelled").fillna(value=True))

    @cached_property
    def entries(self) -> pd.DataFrame:
        """Entries whose lesson and course exist, with `date`, `hours`, `status`, the course's columns."""
        lessons = self.lessons.drop_duplicates("lesson_id").set_index("lesson_id")
        columns = ["course_id", "date", "hours", "status", "course_group_id"]
        return _joined(self.journal.frame("entries"), "lesson_id", lessons[columns])

    @cached_property
    def cells(self) -> Mapping[str, Cell | CellFault]:
        """Every different text of a cell, read."""
        return read_cells(self.journal.frame("entries")["text"].dropna().unique(), self.regulation.cells)

    def good_cells(self) -> Iterator[tuple[str, Cell]]:
        """Yield the texts that are cells of the grammar."""
        return ((text, cell) for text, cell in self.cells.items() if isinstance(cell, Cell))


def each(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Yield row label and values of a few rows to be told about."""
    return zip(frame.index, *(frame[column] for column in columns), strict=True)


def _joined(frame: pd.DataFrame, key: str, columns: pd.DataFrame) -> pd.DataFrame:
    """Put the columns of a keyed frame beside the rows that name a known key; the others are left out."""
    positions = columns.index.get_indexer(pd.Index(frame[key]))
    known = positions >= 0
    return frame[known].assign(**dict(_taken(columns, positions[known])))


def _taken(columns: pd.DataFrame, positions: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - a numpy array
    for name in columns.columns:
        yield str(name), columns[name].array.take(positions)
