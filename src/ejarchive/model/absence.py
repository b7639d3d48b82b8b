"""Missed hours, after АПТ 4.4 and 4.6: the same figures in a pack, a statement and the analytics.

Only held lessons count, only those within the student's time in the group, consultations never. «н3»,
«б4», «п5» are a mark and an absence; «о» is presence: no hours, one late arrival. Total = н + п + б.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ejarchive.model.cell import Cell

MIXED = "mixed"
"""The reason of a full day missed for different reasons («разные»)."""
NOT_COUNTED_KINDS = frozenset({"consultation"})


@dataclass(frozen=True, slots=True)
class Attended:
    """One counted lesson of one student: its day, hours, and what the cell says (None = empty, present)."""

    day: dt.date
    hours: float | None
    cell: Cell | None = None
    absent_hours: float | None = None

    @property
    def absence(self) -> str | None:
        """The absence code, or None for presence."""
        return self.cell.absence if self.cell else None


@dataclass(frozen=True, slots=True)
class Absences:
    """Totals of one student: `hours` and `lessons` by absence code, late arrivals, full days by code.

    `unknown_hours`: missed lessons whose hours nobody wrote; they are not in `hours`.
    """

    hours: Mapping[str, float] = field(default_factory=dict)
    lessons: Mapping[str, int] = field(default_factory=dict)
    late: int = 0
    full_days: Mapping[str, int] = field(default_factory=dict)
    unknown_hours: int = 0

    @property
    def total_hours(self) -> float:
        """Missed hours for all reasons."""
        return sum(self.hours.values())

    @property
    def total_lessons(self) -> int:
        """Missed lessons for all reasons."""
        return sum(self.lessons.values())


def lesson_counts(status: str | None, kind: str | None) -> bool:
    """Tell whether absence from such a lesson counts: held (or no status), and no consultation."""
    return status in {None, "held"} and kind not in NOT_COUNTED_KINDS


def missed_hours(cell: Cell, lesson_hours: float | None, absent_hours: float | None = None) -> float | None:
    """Return the hours a cell adds to the missed ones; None when it is an absence of unknown length."""
    if cell.absence is None:
        return 0.0
    return absent_hours if absent_hours is not None else lesson_hours


def count_absences(lessons: Iterable[Attended]) -> Absences:
    """Add up one student's counted lessons (all of them, so that full days can be told)."""
    hours: dict[str, float] = defaultdict(float)
    missed: dict[str, int] = defaultdict(int)
    days: dict[dt.date, list[str | None]] = defaultdict(list)
    late = unknown = 0
    for lesson in lessons:
        days[lesson.day].append(lesson.absence)
        if lesson.cell is None:
            continue
        late += lesson.cell.late
        if lesson.absence is not None:
            missed[lesson.absence] += 1
            length = missed_hours(lesson.cell, lesson.hours, lesson.absent_hours)
            hours[lesson.absence] += length or 0.0
            unknown += length is None
    full: dict[str, int] = defaultdict(int)
    for reasons in days.values():
        reason = full_day(reasons)
        if reason is not None:
            full[reason] += 1
    return Absences(dict(hours), dict(missed), late, dict(full), unknown)


def full_day(absences: Iterable[str | None]) -> str | None:
    """Return the code of a day all of whose lessons were missed, `MIXED` for several codes, else None."""
    codes = set(absences)
    if not codes or None in codes:
        return None
    return codes.pop() if len(codes) == 1 else MIXED
