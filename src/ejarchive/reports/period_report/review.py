"""What the справка of a period is made from, and which periods it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ejarchive.group_file import Files
from ejarchive.model.courses import Course
from ejarchive.model.groups import Group, Term
from ejarchive.model.journal import Journal
from ejarchive.readiness import Readiness
from ejarchive.remark_life import TrackedRemark
from ejarchive.reports.context import term_of, term_title
from ejarchive.reports.indicators.figures import Indicators
from ejarchive.reports.indicators.spans import month_of
from ejarchive.reports.measure import plain
from ejarchive.reports.names import group_name
from ejarchive.reports.upkeep_report.review import Review
from ejarchive.russian import bound


@dataclass(frozen=True, kw_only=True)
class PeriodReview:
    """One deputy's period. `review`: its verdicts, figures and remarks, `Span.TERM` being the period.

    `before`: the figures of the period before, None where no group had one; `readiness`: group → what its journal
    still lacks before it is signed; `files`: what the ledger knows of each group's pack on paper.
    """

    review: Review
    term_id: str
    before: Indicators | None
    readiness: Mapping[str, Readiness]
    files: Files

    @property
    def title(self) -> str:
        """Return «1 семестр 2025/2026 учебного года»."""
        return bound(plain(term_title(next(iter(self.terms.values())))))

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """Group → its dates of the period."""
        return terms_of(self.review.journal, self.term_id)

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """The courses of the period that this deputy reviews, by group and in its plan's order."""
        regulation, deputy = self.review.regulation, f"deputy_{self.review.deputy}"
        own = (
            course
            for course in self.review.journal.rows(Course)
            if course.term_id == self.term_id
            and course.group_id in self.terms
            and regulation.reviewer(course.kind) == deputy
        )
        return tuple(sorted(own, key=lambda course: group_name(self.review.journal, course.group_id)))

    @property
    def remarks(self) -> tuple[TrackedRemark, ...]:
        """The remarks about the period's courses, whenever made, and those about no course of its months."""
        courses = {course.course_id for course in self.courses}
        months = {month for term in self.terms.values() for month in _months(term)}
        return tuple(
            remark
            for remark in self.review.own_remarks
            if remark.course_id in courses or (remark.course_id is None and remark.month in months)
        )


def terms_of(journal: Journal, term_id: str) -> Mapping[str, Term]:
    """Return group → its dates of the period, for the groups that have a course in it."""
    taught = {course.group_id for course in journal.rows(Course) if course.term_id == term_id}
    found = {}
    for group in journal.rows(Group):
        if group.group_id in taught:
            try:
                found[group.group_id] = term_of(journal, group.group_id, term_id)
            except KeyError:  # a period of other groups alone
                continue
    return found


def terms_before(journal: Journal, terms: Mapping[str, Term]) -> Mapping[str, Term]:
    """Return group → the period that ended last before its own began, in which it was taught something."""
    found: dict[str, Term] = {}
    for course in journal.rows(Course):
        own = terms.get(course.group_id)
        if own is None:
            continue
        term = term_of(journal, course.group_id, course.term_id)
        if term.ends < own.starts and (course.group_id not in found or term.ends > found[course.group_id].ends):
            found[course.group_id] = term
    return found


def course_title(course: Course) -> str:
    """Return «ОП.03 Материаловедение (подгруппа 1)»."""
    subgroup = f" (подгруппа\u00a0{plain(course.subgroup)})" if course.subgroup else ""
    return bound(plain(f"{course.code or ''} {course.name}")) + subgroup


def _months(term: Term) -> Iterator[str]:
    month = month_of(term.starts)
    while month <= month_of(term.ends):
        yield str(month)
        month = month.following
