"""Сводная ведомость успеваемости: students by disciplines, with the shares of «Сетевой город» stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ejarchive.document import Part
from ejarchive.model.courses import Course
from ejarchive.model.grades import GRADE_KINDS, Grade
from ejarchive.model.people import Student
from ejarchive.model.results import Results, average, count_results
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import rows_of
from ejarchive.reports.context import PackContext
from ejarchive.reports.courses_of_term import Discipline, disciplines, takers, term_courses, year_courses
from ejarchive.reports.names import student_name
from ejarchive.reports.roll import last_day, present, roll
from ejarchive.reports.wide_table import name_size, rows_per_page, shape, spread_evenly
from ejarchive.russian import NBSP, bound

_MOST_COLUMNS = 18
_AVERAGE = 10.0
_ROW = 4.2
_NOTES = 24.0
_PRIMARY = "result"

Grades = Mapping[tuple[str, str], Sequence[Grade]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: a discipline and a kind of grade; only primary ones make a student's average."""

    title: str
    course_ids: frozenset[str]
    students: frozenset[str]  # who takes it
    values: Mapping[str, str]  # student id → grade
    primary: bool


def term_grades(context: PackContext) -> tuple[Part, ...]:
    """The sheet of the period: one part a page, none for a group without students or courses."""
    return _summary(
        context,
        term_courses(context),
        period=context.term.term_id,
        key="grades",
        heading="Сводная ведомость успеваемости",
    )


def year_grades(context: PackContext) -> tuple[Part, ...]:
    """The sheets of the school year and of the final grades, as far as such grades were set."""
    courses = year_courses(context)
    return tuple(
        part
        for period, key, heading in (
            (str(context.academic_year), "year-grades", "Сводная ведомость годовых оценок"),
            ("final", "final-grades", "Сводная ведомость итоговых оценок"),
        )
        if (graded := [each for each in courses if grades_of(context, {each.course_id}, period)])
        for part in _summary(context, graded, period=period, key=key, heading=heading)
    )


def _summary(
    context: PackContext, courses: Sequence[Course], *, period: str, key: str, heading: str
) -> tuple[Part, ...]:
    students = roll(context)
    taking = takers(context, courses)
    columns = [column for each in disciplines(courses) for column in _columns(context, each, taking, period)]
    if not students or not columns:
        return ()
    inside = present(context, last_day(context))
    pages = [
        _page(
            context,
            students,
            inside,
            [columns[i] for i in run],
            heading,
            last=run[-1] + 1 == len(columns),
            every=columns,
        )
        for run in spread_evenly(len(columns), _MOST_COLUMNS)
    ]
    return tuple(
        Part(
            key=key if number == 1 else f"{key}-{number}",
            template="pack/grade_summary.html.j2",
            view=view,
            title=heading if number == 1 else "",
            promises=tuple(student_name(student) for student in students),
            keeps_with_previous=number > 1,
        )
        for number, view in enumerate(pages, start=1)
    )


def grades_of(context: PackContext, course_ids: Iterable[str], period: str) -> list[Grade]:
    """Return the grades of these courses for one period."""
    frame = context.journal.frame("grades")
    chosen = frame[frame["course_id"].isin(set(course_ids)) & (frame["period"] == period)]
    return list(rows_of(TABLES["grades"], chosen))


def _columns(
    context: PackContext, taught: Discipline, taking: Mapping[str, frozenset[str]], period: str
) -> Iterable[Column]:
    """A discipline's result, then its examinations, each in a column of its own."""
    by_kind: dict[str, dict[str, str]] = {}
    for grade in grades_of(context, taught.course_ids, period):
        by_kind.setdefault(grade.kind or _PRIMARY, {})[grade.student_id] = grade.value
    students = frozenset().union(*(taking.get(course_id, frozenset()) for course_id in taught.course_ids))
    kinds = [kind for kind in GRADE_KINDS if kind in by_kind] or [_PRIMARY]
    for number, kind in enumerate(kinds):
        suffix = "" if kind == _PRIMARY else f", {GRADE_KINDS[kind]}"
        yield Column(bound(taught.title + suffix), taught.course_ids, students, by_kind.get(kind, {}), number == 0)


def _page(
    context: PackContext,
    students: Sequence[Student],
    inside: frozenset[str],
    columns: Sequence[Column],
    heading: str,
    *,
    last: bool,
    every: Sequence[Column],
) -> dict[str, object]:
    """One page's view: some of the columns, all of the students."""
    results = [
        count_results((value for who, value in column.values.items() if who in inside), context.regulation.grades)
        for column in columns
    ]
    totals = _totals(results)
    tail = _ROW * len(totals) + _NOTES
    titles = [column.title for column in columns]
    others = _AVERAGE if last else 0.0
    names = [student_name(student) for student in students]
    measures = shape(titles, rows=len(students), others=others, names=names, tail=tail)
    return {
        "foot": context.foot,
        "group": context.group.name,
        "term": context.term_title,
        "heading": heading,
        "shape": measures.view(),
        "total_row": _ROW,
        "average": others,
        "rows": [
            {
                "name": name,
                "size": name_size(name, measures.name),
                "out": student.student_id not in inside,
                "cells": [_cell(column, student.student_id) for column in columns],
                "average": _average(context, every, student.student_id),
            }
            for student, name in zip(students, names, strict=True)
        ],
        "totals": totals,
        "overall": _overall(context, every, inside) if last else "",
        "fits": len(students) <= rows_per_page(measures.head, tail),
    }


def _cell(column: Column, student_id: str) -> str:
    """The grade as written; a dash for a course not taken."""
    return column.values.get(student_id, "" if student_id in column.students else "–")


def _average(context: PackContext, columns: Sequence[Column], student_id: str) -> str:
    marks = [column.values[student_id] for column in columns if column.primary and student_id in column.values]
    return decimal(average(marks, context.regulation.grades.numbers))


def _totals(results: Sequence[Results]) -> list[dict[str, object]]:
    """The lines below the students: counts that occur, then the shares."""
    counts = (
        ("5", "fives", True),
        ("4", "fours", True),
        ("3", "threes", True),
        ("2", "twos", True),
        ("н/а", "not_assessed", True),
        ("ЗЧ", "passed", False),
        ("НЗ", "failed", False),
        ("осв.", "exempt", False),
    )
    lines: list[dict[str, object]] = [
        {"label": f"Оценок «{label}»", "cells": [str(getattr(each, name) or "") for each in results]}
        for label, name, always in counts
        if always or any(getattr(each, name) for each in results)
    ]
    shares = (
        ("Средний балл", "average", 2),
        ("% успеваемости", "success", 1),
        ("% качества", "quality", 1),
        ("СОУ, %", "learning", 1),
    )
    return lines + [
        {"label": label, "cells": [decimal(getattr(each, name), places) for each in results]}
        for label, name, places in shares
    ]


def _overall(context: PackContext, columns: Sequence[Column], inside: frozenset[str]) -> str:
    """«Обучающихся 25: на «5» — 2, на «4» и «5» — 8, с задолженностью — 3.»"""
    scale = context.regulation.grades
    excellent = good = debtors = 0
    for student in inside:
        values = [column.values[student] for column in columns if student in column.values]
        worth = [scale.numbers[value] for value in values if value in scale.numbers]
        debt = any(scale.is_debt(value) for value in values)
        debtors += debt
        excellent += bool(worth) and min(worth) == 5 and not debt
        good += bool(worth) and min(worth) == 4 and not debt
    return (
        f"Обучающихся в группе на конец периода — {len(inside)}: только на «5» — {excellent}, "
        f"на «4» и «5» — {good}, имеют «2», «НЗ» или «н/а» — {debtors}."
    ).replace(" — ", f"{NBSP}— ")


def decimal(value: float | None, places: int = 2) -> str:
    """Return «4,25» with a fixed number of places, so that a column reads down; empty for None."""
    return "" if value is None else f"{value:.{places}f}".replace(".", ",")
