"""The columns of the summary sheets: one discipline each, however many subgroups it was taught in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ejarchive.model.courses import Course, CourseStudent
from ejarchive.model.groups import Term
from ejarchive.reports.context import PackContext, academic_year, term_of
from ejarchive.reports.course_order import ordered_courses
from ejarchive.reports.roll import roll


@dataclass(frozen=True, slots=True)
class Discipline:
    """A discipline of the plan with its courses: one, or one a subgroup (or, over a year, one a period)."""

    code: str
    name: str
    courses: tuple[Course, ...]

    @property
    def title(self) -> str:
        """Return «ОП.01 Инженерная графика»."""
        return f"{self.code} {self.name}".strip()

    @property
    def course_ids(self) -> frozenset[str]:
        """Ids of its courses."""
        return frozenset(course.course_id for course in self.courses)


def disciplines(courses: Iterable[Course]) -> tuple[Discipline, ...]:
    """Join courses of the same index, name and kind, in the order in which they first come."""
    found: dict[tuple[str, str, str], list[Course]] = {}
    for course in courses:
        found.setdefault((course.code or "", course.name, course.kind or ""), []).append(course)
    return tuple(Discipline(code, name, tuple(rows)) for (code, name, _), rows in found.items())


def term_courses(context: PackContext) -> tuple[Course, ...]:
    """Return the group's courses of the period, in the order of the plan."""
    return _courses(context, {context.term.term_id})


def year_courses(context: PackContext) -> tuple[Course, ...]:
    """Return the group's courses of the whole school year up to the period of the pack, in the order of the plan."""
    return _courses(context, set(year_terms(context)))


def takers(context: PackContext, courses: Iterable[Course]) -> Mapping[str, frozenset[str]]:
    """Return course id → who takes it; without a list of its own a course is the whole group's."""
    listed: dict[str, set[str]] = {}
    for row in context.journal.rows(CourseStudent):
        listed.setdefault(row.course_id, set()).add(row.student_id)
    everybody = frozenset(student.student_id for student in roll(context))
    return {each.course_id: frozenset(listed.get(each.course_id, everybody)) for each in courses}


def _courses(context: PackContext, terms: set[str]) -> tuple[Course, ...]:
    group_id = context.group.group_id
    rows = [row for row in context.journal.rows(Course) if row.group_id == group_id and row.term_id in terms]
    return ordered_courses(rows)


def year_terms(context: PackContext) -> tuple[str, ...]:
    """Return the ids of the periods of this school year up to the one of the pack, in order of time."""
    ids = {row.term_id for row in context.journal.rows(Term) if row.group_id in {None, context.group.group_id}}
    terms = [term_of(context.journal, context.group.group_id, term_id) for term_id in ids]
    so_far = [
        term for term in terms if academic_year(term) == context.academic_year and term.starts <= context.term.starts
    ]
    return tuple(term.term_id for term in sorted(so_far, key=lambda term: (term.starts, term.term_id)))
