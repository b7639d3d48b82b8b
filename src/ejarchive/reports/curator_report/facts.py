"""What a curator has to know of each student: absences, reasons nobody gave, debts, silence, a falling average."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ejarchive.model.absence import missed_hours
from ejarchive.model.courses import Course
from ejarchive.model.grades import Attempt, Grade
from ejarchive.model.groups import Group, Term
from ejarchive.model.people import Student
from ejarchive.model.results import average
from ejarchive.reports.context import academic_year, group_in
from ejarchive.reports.measure import plain
from ejarchive.reports.roll import order_of
from ejarchive.reports.statement_facts import LessonFact, StatementFacts, statement_facts
from ejarchive.reports.statement_options import StatementOptions
from ejarchive.reports.statement_period import Period, period_of
from ejarchive.reports.statement_source import StatementSource

FALL = 0.5
"""A fall of the average by so much is told …"""
LEAST_MARKS = 3
"""… when both averages stand on so many marks: one bad day is no fall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days looked at (`starts`–`ends`), within the period that began on `since`; `title` stands after «за»."""

    starts: dt.date
    ends: dt.date
    since: dt.date
    term: Term
    title: str

    @property
    def whole_term(self) -> bool:
        """Tell whether nothing of the period lies before the days looked at."""
        return self.starts <= self.since


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """A debt nobody has made up: «2», «НЗ», «н/а», with its term and form where they were set (АПТ 4.4)."""

    title: str
    period: str
    value: str
    until: dt.date | None
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A discipline in which the student came to so many lessons in a row and got no mark."""

    title: str
    lessons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unexplained:
    """A lesson missed for no reason that anybody confirmed; `hours` None: nobody wrote how long it was."""

    title: str
    day: dt.date
    text: str
    hours: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilFacts:
    """One student: `now` over the days looked at, `so_far` from the first day of the period to their end."""

    student: Student
    now: StatementFacts
    so_far: StatementFacts
    worth: Mapping[str, int | None]
    starts: dt.date
    unexplained: tuple[Unexplained, ...]
    debts: tuple[Debt, ...]
    silences: tuple[Silence, ...]

    def average(self, discipline: str | None = None) -> float | None:
        """Return the average of the marks of the days looked at, of all disciplines or of one."""
        return average(_marks(_lessons(self.now, discipline)), self.worth)

    def average_before(self, discipline: str | None = None) -> float | None:
        """Return the average of the period's earlier marks."""
        return average(_marks(self._before(discipline)), self.worth)

    @property
    def falling(self) -> bool:
        """Tell whether the average fell by `FALL` or more."""
        now, before = self.average(), self.average_before()
        enough = min(self._counted(self.now.total.lessons), self._counted(self._before())) >= LEAST_MARKS
        return enough and now is not None and before is not None and round(before - now, 6) >= FALL

    @property
    def unexplained_hours(self) -> float:
        """Hours of the lessons missed without a confirmed reason."""
        return sum(each.hours or 0.0 for each in self.unexplained)

    def _before(self, discipline: str | None = None) -> list[LessonFact]:
        return [each for each in _lessons(self.so_far, discipline) if each.lesson.date < self.starts]

    def _counted(self, lessons: Iterable[LessonFact]) -> int:
        return sum(self.worth.get(mark) is not None for mark in _marks(lessons))


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReport:
    """The group as it was then, the days looked at, and its students in the order of the list."""

    group: Group
    span: Span
    pupils: tuple[PupilFacts, ...]


def group_report(source: StatementSource, group_id: str, span: Span) -> GroupReport:
    """Gather the facts of everybody who was in the group on the last of the days; `KeyError` for no such group."""
    students = sorted((source.students[one] for one in members(source, group_id, span)), key=order_of)
    return GroupReport(
        group=group_in(source.journal, group_id, academic_year(span.term)),
        span=span,
        pupils=tuple(_pupil(source, student, group_id, span) for student in students),
    )


def members(source: StatementSource, group_id: str, span: Span) -> frozenset[str]:
    """Return who was in the group on the last of the days."""
    return frozenset(source.membership.members(group_id, span.ends, span.ends))


def unexplained_hours(source: StatementSource, group_id: str, span: Span) -> float:
    """Return the hours missed without a confirmed reason since the period began, as the overview sums them up."""
    period = _period(source, group_id, span.since, span.ends)
    facts = (statement_facts(source, student, period) for student in members(source, group_id, span))
    return sum(each.hours or 0.0 for one in facts for each in _unexplained(source, one))


def _pupil(source: StatementSource, student: Student, group_id: str, span: Span) -> PupilFacts:
    now = statement_facts(source, student.student_id, _period(source, group_id, span.starts, span.ends))
    so_far = statement_facts(source, student.student_id, _period(source, group_id, span.since, span.ends))
    return PupilFacts(
        student=student,
        now=now,
        so_far=so_far,
        worth=source.regulation.cells.marks,
        starts=span.starts,
        unexplained=tuple(_unexplained(source, so_far)),
        debts=tuple(_debts(source, student.student_id)),
        silences=tuple(_silences(so_far, source.settings.analytics.student_lessons_without_mark)),
    )


def _period(source: StatementSource, group_id: str, first: dt.date, last: dt.date) -> Period:
    return period_of(source.journal, group_id, StatementOptions(starts=first, ends=last))


def _marks(lessons: Iterable[LessonFact]) -> Iterator[str]:
    return (mark for each in lessons if each.cell is not None for mark in each.cell.marks)


def _lessons(facts: StatementFacts, discipline: str | None) -> Iterator[LessonFact]:
    return (lesson for each in facts.disciplines if discipline in {None, each.title} for lesson in each.taught.lessons)


def _unexplained(source: StatementSource, facts: StatementFacts) -> list[Unexplained]:
    """Return the lessons missed with «н», of the whole period so far: a reason may still be brought (АПТ 4.3)."""
    absences = source.regulation.cells.absences
    found = [
        Unexplained(
            title=discipline.title,
            day=each.lesson.date,
            text=each.text,
            hours=missed_hours(each.cell, each.lesson.hours, each.absent_hours),
        )
        for discipline in facts.disciplines
        for each in discipline.taught.lessons
        if each.counts and each.cell is not None and absences.get(each.cell.absence or "") == "unexcused"
    ]
    return sorted(found, key=lambda each: (each.day, each.title))


def _debts(source: StatementSource, student_id: str) -> Iterator[Debt]:
    """Yield what the student owes at the moment of the data, whichever period it comes from."""
    scale, day = source.regulation.grades, source.moment.date()
    attempts = [row for row in source.rows(Attempt, "student_id", student_id) if row.date <= day]
    courses = {course.course_id: course for courses in source.courses.values() for course in courses}
    for grade in source.rows(Grade, "student_id", student_id):
        course = courses.get(grade.course_id)
        if course is None or not scale.is_debt(grade.value):
            continue
        later = [row for row in attempts if (row.course_id, row.period) == (grade.course_id, grade.period)]
        if any(not scale.is_debt(row.value) for row in later):
            continue
        yield Debt(
            title=_title(course),
            period=grade.period,
            value=plain(grade.value),
            until=grade.make_up_until,
            form=plain(grade.make_up_form),
        )


def _title(course: Course) -> str:
    return plain(f"{course.code or ''} {course.name}")


def _silences(facts: StatementFacts, least: int) -> Iterator[Silence]:
    """Yield the disciplines whose last lessons, `least` or more that the student came to, brought no mark."""
    for discipline in facts.disciplines:
        lessons = _attended_since_mark(discipline.taught.lessons)
        if least and lessons >= least:
            yield Silence(title=discipline.title, lessons=lessons)


def _attended_since_mark(lessons: Sequence[LessonFact]) -> int:
    count = 0
    for each in reversed(lessons):
        if each.cell is not None and each.cell.marks:
            break
        count += each.counts and (each.cell is None or each.cell.absence is None)
    return count
