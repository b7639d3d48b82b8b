"""A journal made ready for many statements: what belongs to a student or a course is found without a search.

Why: a college has half a million cells, and a thousand statements must not look through them a thousand times.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ejarchive.model.courses import Course, CourseStudent
from ejarchive.model.groups import Term
from ejarchive.model.journal import Journal
from ejarchive.model.lessons import Lesson
from ejarchive.model.membership import Membership
from ejarchive.model.people import Movement, Student
from ejarchive.model.schema import TABLE_OF, TABLES
from ejarchive.model.tables import rows_of
from ejarchive.naming import unique_slugs
from ejarchive.regulation import Regulation
from ejarchive.settings import Settings

if TYPE_CHECKING:
    import numpy as np

Row = TypeVar("Row")
Places = Mapping[str, "np.ndarray[Any, Any]"]
"""Value of a column → places of its rows in the frame."""
_ADULT = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSource:
    """A college at a moment; `moment` is in the college's time zone.

    `courses`: group → its courses; `listed`: course → who takes it, where it has a list of its own;
    `slugs`: student → what file names call him.
    """

    journal: Journal
    settings: Settings
    regulation: Regulation
    moment: dt.datetime
    membership: Membership
    students: Mapping[str, Student]
    courses: Mapping[str, tuple[Course, ...]]
    listed: Mapping[str, frozenset[str]]
    slugs: Mapping[str, str]
    _places: dict[tuple[str, str], Places] = field(default_factory=dict, repr=False, compare=False)
    _lessons: dict[str, tuple[Lesson, ...]] = field(default_factory=dict, repr=False, compare=False)
    _terms: dict[str, Mapping[str, Term]] = field(default_factory=dict, repr=False, compare=False)

    def rows(self, kind: type[Row], column: str, value: str) -> tuple[Row, ...]:
        """Return the rows whose column has this value, in the source's order."""
        table = TABLE_OF[kind]
        frame = self.journal.frame(table)
        if (table, column) not in self._places:
            self._places[table, column] = cast("Places", frame.groupby(column, sort=False, observed=True).indices)
        found = self._places[table, column].get(value)
        return cast("tuple[Row, ...]", () if found is None else rows_of(TABLES[table], frame.iloc[found]))

    def held(self, course_id: str) -> tuple[Lesson, ...]:
        """Return the lessons of a course held by the moment, in order of time."""
        if course_id not in self._lessons:
            today = self.moment.date()
            held = [
                each
                for each in self.rows(Lesson, "course_id", course_id)
                if each.status in {None, "held"} and each.date <= today
            ]
            held.sort(key=lambda lesson: (lesson.date, lesson.slot or 0, lesson.lesson_id))
            self._lessons[course_id] = tuple(held)
        return self._lessons[course_id]

    def terms(self, group_id: str) -> Mapping[str, Term]:
        """Return the terms of a group by id: its own exceptions before the common ones."""
        if group_id not in self._terms:
            rows = [term for term in self.journal.rows(Term) if term.group_id in {None, group_id}]
            rows.sort(key=lambda term: term.group_id is not None)
            self._terms[group_id] = {term.term_id: term for term in rows}
        return self._terms[group_id]

    def is_adult(self, student_id: str, day: dt.date) -> bool | None:
        """Tell whether the student has turned 18 by that day; None where the birthday is not known."""
        born = self.students[student_id].birth_date
        if born is None:
            return None
        return (day.year - born.year) - ((day.month, day.day) < (born.month, born.day)) >= _ADULT


def statement_source(
    journal: Journal, settings: Settings, regulation: Regulation, moment: dt.datetime
) -> StatementSource:
    """Make a journal ready; once for all its statements."""
    courses: dict[str, list[Course]] = {}
    for course in journal.rows(Course):
        courses.setdefault(course.group_id, []).append(course)
    listed: dict[str, set[str]] = {}
    for row in journal.rows(CourseStudent):
        listed.setdefault(row.course_id, set()).add(row.student_id)
    students = {student.student_id: student for student in journal.rows(Student)}
    return StatementSource(
        journal=journal,
        settings=settings,
        regulation=regulation,
        moment=moment.astimezone(settings.college.zone),
        membership=Membership.of(journal.rows(Student), journal.rows(Movement)),
        students=students,
        courses={group: tuple(rows) for group, rows in courses.items()},
        listed={course: frozenset(who) for course, who in listed.items()},
        slugs=unique_slugs({student: student for student in students}),
    )
