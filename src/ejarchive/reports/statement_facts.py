"""The facts of a statement: what one child was taught, got and missed in a period. No word of them is printed here.

A lesson is the child's when it was held by the moment, in the group the child was in that day, and the course is
the child's (its subgroup, or the whole group's). Absences are counted as in the pack (`model.absence`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from ejarchive.model.absence import Absences, Attended, count_absences, lesson_counts
from ejarchive.model.cell import Cell, parse_cell
from ejarchive.model.courses import Course
from ejarchive.model.grades import Attempt, Grade
from ejarchive.model.groups import Group
from ejarchive.model.lessons import Entry, Lesson
from ejarchive.model.membership import Stay
from ejarchive.reports.context import academic_year, group_in
from ejarchive.reports.course_order import ordered_courses
from ejarchive.reports.courses_of_term import Discipline, disciplines
from ejarchive.reports.measure import plain
from ejarchive.reports.statement_period import Period
from ejarchive.reports.statement_source import StatementSource

FINAL = "final"


@dataclass(frozen=True, slots=True)
class LessonFact:
    """One lesson of the child: `text` is the cell as written, `cell` what it says (None: empty or not understood)."""

    lesson: Lesson
    text: str
    cell: Cell | None
    absent_hours: float | None

    @property
    def counts(self) -> bool:
        """Tell whether absence from it counts: a consultation's does not."""
        return lesson_counts(self.lesson.status, self.lesson.kind)


@dataclass(frozen=True, slots=True)
class Taught:
    """Lessons, all together or of one discipline, and what follows from them."""

    lessons: tuple[LessonFact, ...]

    @property
    def hours(self) -> float:
        """Hours held; lessons whose hours nobody wrote add none, see `unknown_hours`."""
        return sum(each.lesson.hours or 0.0 for each in self.lessons)

    @property
    def unknown_hours(self) -> int:
        """Number of lessons without hours."""
        return sum(each.lesson.hours is None for each in self.lessons)

    @property
    def marks(self) -> tuple[str, ...]:
        """The cells that hold a mark, as written, in order of time."""
        return tuple(each.text for each in self.lessons if each.cell is not None and each.cell.marks)

    @property
    def absences(self) -> Absences:
        """Missed lessons and hours by code, and late arrivals."""
        return count_absences(
            Attended(each.lesson.date, each.lesson.hours, each.cell, each.absent_hours)
            for each in self.lessons
            if each.counts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplineFacts:
    """One discipline: its lessons, the grades that fall into the period, and what was done about debts."""

    discipline: Discipline
    taught: Taught
    grades: tuple[Grade, ...]
    attempts: tuple[Attempt, ...]

    @property
    def title(self) -> str:
        """Return «ОП.01 Инженерная графика»."""
        return plain(self.discipline.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """The child in one group: the group as it was then, the days in it within the period, the disciplines."""

    group: Group
    stays: tuple[Stay, ...]
    starts: dt.date
    ends: dt.date
    disciplines: tuple[DisciplineFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFacts:
    """All facts of one statement; `groups` in order of time, none when the child was in no group then."""

    student_id: str
    period: Period
    groups: tuple[GroupFacts, ...]

    @property
    def disciplines(self) -> tuple[DisciplineFacts, ...]:
        """The disciplines of all groups."""
        return tuple(chain.from_iterable(group.disciplines for group in self.groups))

    @property
    def total(self) -> Taught:
        """All lessons, in order of time."""
        lessons = chain.from_iterable(each.taught.lessons for each in self.disciplines)
        return Taught(tuple(sorted(lessons, key=_time)))


def statement_facts(source: StatementSource, student_id: str, period: Period) -> StatementFacts:
    """Gather the facts; `KeyError` for a student the journal does not know."""
    entries = {entry.lesson_id: entry for entry in source.rows(Entry, "student_id", student_id)}
    grades = source.rows(Grade, "student_id", student_id)
    attempts = [row for row in source.rows(Attempt, "student_id", student_id) if row.date <= source.moment.date()]
    groups: dict[str, list[Stay]] = {}
    for stay in source.membership.stays(student_id):
        starts, ends = period.days(source.journal, stay.group_id)
        if stay.overlaps(starts, ends):
            groups.setdefault(stay.group_id, []).append(stay)
    return StatementFacts(
        student_id=student_id,
        period=period,
        groups=tuple(
            _group(source, student_id, period, group_id, stays, entries, grades, attempts)
            for group_id, stays in groups.items()
        ),
    )


def _group(
    source: StatementSource,
    student_id: str,
    period: Period,
    group_id: str,
    stays: Sequence[Stay],
    entries: Mapping[str, Entry],
    grades: Sequence[Grade],
    attempts: Sequence[Attempt],
) -> GroupFacts:
    starts, ends = period.days(source.journal, group_id)
    courses = ordered_courses(each for each in source.courses.get(group_id, ()) if period.takes(each.term_id))
    found = []
    for discipline in disciplines(courses):
        lessons = [
            fact
            for course in discipline.courses
            for fact in _lessons(source, student_id, course, entries)
            if starts <= fact.lesson.date <= ends and any(stay.covers(fact.lesson.date) for stay in stays)
        ]
        ids = discipline.course_ids
        given = [each for each in grades if each.course_id in ids and _falls_in(source, period, discipline, each)]
        periods = {each.period for each in given}
        later = [each for each in attempts if each.course_id in ids and each.period in periods]
        if lessons or given:
            found.append(
                DisciplineFacts(
                    discipline=discipline,
                    taught=Taught(tuple(sorted(lessons, key=_time))),
                    grades=tuple(given),
                    attempts=tuple(sorted(later, key=lambda each: (each.date, each.number))),
                )
            )
    return GroupFacts(
        group=group_in(source.journal, group_id, period.academic_year),
        stays=tuple(stays),
        starts=starts,
        ends=ends,
        disciplines=tuple(found),
    )


def _lessons(
    source: StatementSource, student_id: str, course: Course, entries: Mapping[str, Entry]
) -> Iterator[LessonFact]:
    """Yield the course's lessons that are the child's; a lesson with the child's cell is, whatever a list says."""
    listed = source.listed.get(course.course_id)
    takes = listed is None or student_id in listed
    for lesson in source.held(course.course_id):
        entry = entries.get(lesson.lesson_id)
        if entry is None:
            if takes:
                yield LessonFact(lesson, "", None, None)
            continue
        cell = parse_cell(entry.text, source.regulation.cells)
        yield LessonFact(lesson, plain(entry.text), cell if isinstance(cell, Cell) else None, entry.absent_hours)


def _falls_in(source: StatementSource, period: Period, discipline: Discipline, grade: Grade) -> bool:
    """Tell whether a grade is of this period: set for its term, or for a term or year that ended within it."""
    course = next(each for each in discipline.courses if each.course_id == grade.course_id)
    if period.term_id is not None:
        return grade.period in {period.term_id, str(period.academic_year), FINAL}
    return period.starts <= _last_day(source, course, grade.period) <= period.ends


def _last_day(source: StatementSource, course: Course, period: str) -> dt.date:
    """Return the day on which the period of a grade ended; a day that never comes for one nobody knows."""
    term_id = course.term_id if period == FINAL else period
    terms = source.terms(course.group_id)
    if term_id in terms:
        return terms[term_id].ends
    of_year = [term.ends for term in terms.values() if str(academic_year(term)) == period]
    return max(of_year, default=dt.date.max)


def _time(fact: LessonFact) -> tuple[dt.date, int, str]:
    return (fact.lesson.date, fact.lesson.slot or 0, fact.lesson.lesson_id)
