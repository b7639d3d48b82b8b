"""Сводная ведомость успеваемости: students by disciplines, cut into pages by the data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ejarchive.document import Part
from ejarchive.model.courses import Course
from ejarchive.model.results import count_results
from ejarchive.reports.context import PackContext
from ejarchive.reports.courses_of_term import Discipline, disciplines, term_courses, year_courses
from ejarchive.reports.cutting import even_cuts, even_runs
from ejarchive.reports.form import form, signature_height
from ejarchive.reports.grade_columns import (
    Column,
    grade_columns,
    grades_of,
    group_line,
    student_average,
    total_lines,
)
from ejarchive.reports.roll import last_day, present, roll_names
from ejarchive.reports.wide_table import columns_that_fit, name_size, shape

_AVERAGE = 11.0
_TOTAL = 3.7
_NOTES = 20.0


def term_grades(context: PackContext) -> tuple[Part, ...]:
    """The sheet of the period: one part a page, none for a group without students or courses."""
    heading = "Сводная ведомость успеваемости"
    return _summary(context, term_courses(context), period=context.term.term_id, key="grades", heading=heading)


def year_grades(context: PackContext) -> tuple[Part, ...]:
    """The sheets of the school year and of the final grades, as far as such grades were set."""
    courses = year_courses(context)
    sheets = (
        (str(context.academic_year), "year-grades", "Сводная ведомость годовых оценок"),
        ("final", "final-grades", "Сводная ведомость итоговых оценок"),
    )
    return tuple(
        part
        for period, key, heading in sheets
        for part in _summary(
            context,
            [each for taught in disciplines(courses) if _graded(context, taught, period) for each in taught.courses],
            period=period,
            key=key,
            heading=heading,
        )
    )


def _graded(context: PackContext, taught: Discipline, period: str) -> bool:
    return bool(grades_of(context, taught.course_ids, period))


def _summary(
    context: PackContext, courses: Sequence[Course], *, period: str, key: str, heading: str
) -> tuple[Part, ...]:
    """The parts of one sheet: runs of columns, and for each of them runs of students."""
    columns = grade_columns(context, courses, period)
    names = roll_names(context)
    if not names or not columns:
        return ()
    pages = []
    for run in _column_runs(columns):
        last = run[-1] + 1 == len(columns)
        pages += _pages(context, names, [columns[i] for i in run], columns if last else ())
    of_year = period != context.term.term_id
    return tuple(
        Part(
            key=key if number == 1 else f"{key}-{number}",
            template="pack/grade_summary.html.j2",
            view=form(context)
            | {
                "heading": heading if number == 1 else f"{heading} (продолжение)",
                "under": f"Группа {context.group.name} · "
                + (f"{context.year_title} учебный год" if of_year else context.term_title),
                **page,
            },
            title=heading if number == 1 else "",
            pages=1,
            promises=tuple(row["name"] for row in page["rows"]),
            keeps_with_previous=number > 1,
        )
        for number, page in enumerate(pages, start=1)
    )


def _column_runs(columns: Sequence[Column]) -> list[range]:
    """Cut the columns into pages, as few and as even as their headings allow."""
    titles = [column.title for column in columns]

    def fit(first: int, end: int) -> bool:
        return columns_that_fit(titles[first:end], _AVERAGE) == end - first

    return even_cuts(len(columns), fit)


def _pages(
    context: PackContext, names: dict[str, str], columns: Sequence[Column], every: Sequence[Column]
) -> list[dict[str, Any]]:
    """Pages of the same columns; `every`: all columns of the sheet, on its last page, for the averages."""
    scale = context.regulation.grades
    inside = present(context, last_day(context))
    results = [
        count_results((value for who, value in column.values.items() if who in inside), scale) for column in columns
    ]
    totals = total_lines(results)
    tail = _TOTAL * len(totals) + _NOTES + signature_height(context)
    titles = [column.title for column in columns]
    others = _AVERAGE if every else 0.0
    measures = shape(titles, others=others, rows=len(names), tail=tail)
    students = list(names)
    runs = even_runs(len(students), measures.rows_per_page(tail))
    return [
        {
            "shape": {**measures.view(), "row": measures.row(len(run), tail)},
            "total_row": _TOTAL,
            "average": others,
            "rows": [
                {
                    "number": place + 1,
                    "name": names[student],
                    "size": name_size(names[student], measures.name),
                    "out": student not in inside,
                    "cells": [column.cell(student, inside) for column in columns],
                    "average": student_average(every, student, scale),
                }
                for place in run
                for student in (students[place],)
            ],
            "totals": totals if run is runs[-1] else [],
            "overall": group_line(every, inside, scale) if every and run is runs[-1] else "",
        }
        for run in runs
    ]
