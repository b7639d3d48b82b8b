"""Programme fulfilment of the period and the year so far, by kind of hours; room for the cause of a lag (БГСХТ 2.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ejarchive.model.courses import HOURS_KINDS, Course
from ejarchive.model.lessons import Lesson
from ejarchive.reports.context import academic_year, term_of
from ejarchive.reports.course_hours import OTHER, CourseHoursTable, fulfilled_hours
from ejarchive.reports.names import group_name, staff_short_name
from ejarchive.reports.period_report.review import PeriodReview, course_title
from ejarchive.russian import number_text

_WORDS = {**HOURS_KINDS, OTHER: "прочие занятия"}


def kind_rows(review: PeriodReview) -> list[dict[str, Any]]:
    """Return a row for each kind of hours, and their sum: plan and given over the period, then over the year so far."""
    period = _by_kind(_tables(review, review.courses).values())
    year = _by_kind(_tables(review, _year_courses(review)).values())
    kinds = [kind for kind in (*HOURS_KINDS, OTHER) if kind in year and kind != "self_study"]
    rows = [{"title": _WORDS[kind], "cells": _cells(period.get(kind)) + _cells(year.get(kind))} for kind in kinds]
    total = {"title": "Всего", "cells": _cells(_summed(period)) + _cells(_summed(year))}
    return [*rows, total] if rows else []


def lag_rows(review: PeriodReview) -> list[dict[str, Any]]:
    """Return the courses behind their plan, with the kinds that lack hours; cause and compensation are for the pen."""
    journal, rows = review.review.journal, []
    tables = _tables(review, review.courses)
    for course in review.courses:
        table = tables[course.course_id]
        lag = -(table.total.difference or 0.0)
        if lag <= 0:
            continue
        short = [
            f"{_WORDS[line.kind]} {number_text(-line.difference)}\u00a0ч."
            for line in table.lines
            if line.difference is not None and line.difference < 0
        ]
        rows.append(
            {
                "group": group_name(journal, course.group_id),
                "title": course_title(course),
                "teacher": staff_short_name(journal, course.teacher_id) or "не указан",
                "planned": number_text(table.total.planned or 0.0),
                "given": number_text(table.total.given or 0.0),
                "lag": number_text(lag),
                "kinds": ", ".join(short),
            }
        )
    return rows


def _year_courses(review: PeriodReview) -> list[Course]:
    """The deputy's courses of the same school year, up to the end of the period."""
    journal, regulation = review.review.journal, review.review.regulation
    found = []
    for course in journal.rows(Course):
        own = review.terms.get(course.group_id)
        if own is None or regulation.reviewer(course.kind) != f"deputy_{review.review.deputy}":
            continue
        term = term_of(journal, course.group_id, course.term_id)
        if academic_year(term) == academic_year(own) and term.starts <= own.starts:
            found.append(course)
    return found


def _tables(review: PeriodReview, courses: Iterable[Course]) -> Mapping[str, CourseHoursTable]:
    journal, day = review.review.journal, review.review.day
    known = {course.course_id: course for course in courses}
    held: dict[str, list[Lesson]] = {course_id: [] for course_id in known}
    for lesson in journal.rows(Lesson):
        if lesson.course_id in held and lesson.status in {None, "held"} and lesson.date <= day:
            held[lesson.course_id].append(lesson)
    return {course_id: fulfilled_hours(journal, course, held[course_id], day) for course_id, course in known.items()}


_Hours = tuple[float | None, float]
"""Hours planned (None: not known) and given."""


def _by_kind(tables: Iterable[CourseHoursTable]) -> dict[str, _Hours]:
    sums: dict[str, _Hours] = {}
    for table in tables:
        for line in table.lines:
            planned, given = sums.get(line.kind, (0.0, 0.0))
            known = None if planned is None or line.planned is None else planned + line.planned
            sums[line.kind] = known, given + (line.given or 0.0)
    return sums


def _summed(by_kind: Mapping[str, _Hours]) -> _Hours | None:
    lines = [hours for kind, hours in by_kind.items() if kind != "self_study"]
    if not lines:
        return None
    planned = [hours for hours, _ in lines if hours is not None]
    return sum(planned) if len(planned) == len(lines) else None, sum(given for _, given in lines)


def _cells(hours: _Hours | None) -> list[str]:
    """Plan, given, lag; a plan nobody gave is «нет данных»."""
    if hours is None:
        return ["–", "–", "–"]
    planned, given = hours
    if planned is None:
        return ["нет данных", number_text(given), "–"]
    lag = planned - given
    return [number_text(planned), number_text(given), number_text(lag) if lag > 0 else "–"]
