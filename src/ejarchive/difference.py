"""One difference between two journals, in people's terms (изменение, расхождение): whose, where, what, by whom.

Why on this floor: `checks` finds differences, `reports` prints them, and neither knows the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ejarchive.model.place import Place
from ejarchive.model.schema import TABLES
from ejarchive.russian import short_date


class Change(StrEnum):
    """What happened to a row on the way from the first journal to the second."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # a lesson alone: another day, slot or course


class Record(StrEnum):
    """What the table of corrections says of a difference."""

    NOT_ASKED = "not_asked"  # such a thing has no corrections: orders, programmes, the calendar
    MISSING = "missing"
    WITHDRAWN = "withdrawn"  # the correction and what it had corrected are both gone
    MADE = "made"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One change of one row, or of one field of it; ids are those of the second journal where it has them.

    `before` and `after` are as files have them, empty = nothing there. `teacher_id`: who taught, or whose course
    it is; `recorded_by`, `recorded_at`: who wrote the new value and when, as far as the journal tells, else by
    the correction. `along`: table → number of rows that came or went with this one and are not told apart.
    """

    code: str
    change: Change
    table: str
    key: tuple[str, ...]
    column: str | None = None
    before: str = ""
    after: str = ""
    group_id: str | None = None
    course_id: str | None = None
    lesson_id: str | None = None
    student_id: str | None = None
    teacher_id: str | None = None
    date: dt.date | None = None
    slot: str = ""
    recorded_by: str | None = None
    recorded_at: dt.datetime | None = None
    record: Record = Record.NOT_ASKED
    correction_id: str | None = None
    reason: str = ""
    along: Mapping[str, int] = field(default_factory=dict)
    place: Place = Place()

    @property
    def unexplained(self) -> bool:
        """Tell whether a correction was due and there is none."""
        return self.record in {Record.MISSING, Record.WITHDRAWN}

    @property
    def title(self) -> str:
        """What a person calls the column that changed."""
        return TABLES[self.table].column(self.column).title if self.column else ""

    @property
    def values(self) -> tuple[str, str]:
        """What was and what is, in words: labels for values of a list, days as Russians write them."""
        if self.change is Change.MOVED:
            return _place(self.before), _place(self.after)
        return self._value(self.before), self._value(self.after)

    @property
    def company(self) -> str:
        """What came or went with this row: «записи — 20, задания — 1»."""
        return ", ".join(f"{TABLES[name].title.lower()} — {count}" for name, count in self.along.items())

    def _value(self, value: str) -> str:
        column = TABLES[self.table].column(self.column) if self.column and self.key else None
        if column is None or not value:
            return value
        if column.type == "date":
            return short_date(dt.date.fromisoformat(value))
        if column.type == "datetime":
            return f"{dt.datetime.fromisoformat(value):%d.%m.%Y %H:%M}"
        if column.type == "boolean":
            return {"true": "да", "false": "нет"}.get(value, value)
        if column.type == "number":
            return value.replace(".", ",")
        return ";".join(column.labels.get(part, part) for part in value.split(";")) if column.labels else value


def _place(value: str) -> str:
    """Return «12.09.2025, пара 2» of a lesson's place."""
    day, slot, _ = value.split("|")
    words = [short_date(dt.date.fromisoformat(day)) if day else "без даты", f"пара {slot}" if slot else ""]
    return ", ".join(filter(None, words))
