"""Hours of a course by kind: planned, given, and the difference (БГСХТ 2.7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ejarchive.model.courses import HOURS_KINDS, Course, CourseHours, Practice
from ejarchive.model.journal import Journal
from ejarchive.model.lessons import Lesson

_HOURS_OF_LESSON = {
    "lecture": "theory",
    "lesson": "theory",
    "seminar": "theory",
    "control": "theory",
    "practical": "practical",
    "practice": "practical",
    "laboratory": "laboratory",
    "coursework": "coursework",
    "consultation": "consultation",
    "exam": "attestation",
    "credit": "attestation",
}
OTHER = "other"
"""Hours of lessons whose kind is not known to us, and plans of an unknown kind."""


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Hours of one kind: `planned` is None where the plan says nothing, `given` is None for self-study."""

    kind: str
    planned: float | None
    given: float | None

    @property
    def difference(self) -> float | None:
        """Given less planned: negative when hours are short."""
        if self.planned is None or self.given is None:
            return None
        return self.given - self.planned


@dataclass(frozen=True, slots=True)
class CourseHoursTable:
    """Lines by kind in the order of the plan, and their sum without self-study, which nobody gives."""

    lines: tuple[HoursLine, ...]
    total: HoursLine


def hours_kind(lesson_kind: str | None) -> str:
    """Return the kind of hours a lesson of this kind spends."""
    return _HOURS_OF_LESSON.get(lesson_kind or "", OTHER)


def course_hours(journal: Journal, course: Course, held: Iterable[Lesson]) -> CourseHoursTable:
    """Set the plan of a course against its held lessons (consultations and examinations with them)."""
    planned: dict[str, float] = {}
    for row in journal.rows(CourseHours):
        if row.course_id == course.course_id:
            kind = row.kind if row.kind in HOURS_KINDS else OTHER
            planned[kind] = planned.get(kind, 0.0) + row.planned
    given: dict[str, float] = {}
    for lesson in held:
        kind = hours_kind(lesson.kind)
        given[kind] = given.get(kind, 0.0) + (lesson.hours or 0.0)
    by_kind = bool(planned)
    lines = tuple(
        HoursLine(
            kind,
            planned.get(kind, 0.0) if by_kind else None,
            None if kind == "self_study" else given.get(kind, 0.0),
        )
        for kind in (*HOURS_KINDS, OTHER)
        if kind in planned or kind in given
    )
    sum_planned = sum(hours for kind, hours in planned.items() if kind != "self_study") if by_kind else None
    total = sum_planned if by_kind else course.planned_hours
    return CourseHoursTable(lines, HoursLine("total", total, sum(given.values())))


def fulfilled_hours(journal: Journal, course: Course, held: Iterable[Lesson], day: dt.date) -> CourseHoursTable:
    """The hours of a course up to a day; a placement without lessons gives those of its practice when that is over."""
    lessons = tuple(held)
    table = course_hours(journal, course, lessons)
    if course.kind != "work_placement" or lessons:
        return table
    practices = [row for row in journal.rows(Practice) if row.course_id == course.course_id]
    given = max((row.hours or 0.0 for row in practices if row.ends <= day), default=0.0)
    lines = [replace(line, given=given if place == 0 else line.given) for place, line in enumerate(table.lines)]
    return CourseHoursTable(tuple(lines), replace(table.total, given=given))
