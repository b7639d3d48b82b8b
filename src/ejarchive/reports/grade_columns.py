"""What a summary of grades says: columns of grades, their counts and shares, and the group as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ejarchive.model.courses import Course
from ejarchive.model.grades import GRADE_KINDS, Grade
from ejarchive.model.results import GradeScale, Results, average
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import rows_of
from ejarchive.reports.context import PackContext
from ejarchive.reports.courses_of_term import Discipline, disciplines, takers
from ejarchive.reports.measure import plain
from ejarchive.russian import NBSP, bound

_RESULT = "result"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: a discipline and a kind of grade; only primary ones make a student's average.

    `takers`: ids of the students who take it; `values`: student id → grade as written.
    """

    title: str
    takers: frozenset[str]
    values: Mapping[str, str]
    primary: bool

    def cell(self, student_id: str, inside: frozenset[str]) -> str:
        """Return the grade; a dash where none is due: a course not taken, a student who left; else nothing."""
        return self.values.get(student_id, "" if student_id in self.takers & inside else "–")


def grade_columns(context: PackContext, courses: Sequence[Course], period: str) -> tuple[Column, ...]:
    """Return a column for every discipline's result and one for each of its examinations."""
    taking = takers(context, courses)
    return tuple(column for each in disciplines(courses) for column in _columns(context, each, taking, period))


def grades_of(context: PackContext, course_ids: Iterable[str], period: str) -> list[Grade]:
    """Return the grades of these courses for one period."""
    frame = context.journal.frame("grades")
    chosen = frame[frame["course_id"].isin(set(course_ids)) & (frame["period"] == period)]
    return list(rows_of(TABLES["grades"], chosen))


def student_average(columns: Iterable[Column], student_id: str, scale: GradeScale) -> str:
    """Return a student's средний балл over the primary columns, empty without grades."""
    grades = [column.values[student_id] for column in columns if column.primary and student_id in column.values]
    return decimal(average(grades, scale.numbers))


def total_lines(results: Sequence[Results]) -> list[dict[str, object]]:
    """Return the lines below the students: counts of grades, then the shares."""
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


def group_line(columns: Sequence[Column], inside: frozenset[str], scale: GradeScale) -> str:
    """Return «Обучающихся в группе — 25: только на «5» — 2, на «4» и «5» — 8, с задолженностью — 3.»"""
    excellent = good = debtors = 0
    for student in inside:
        values = [column.values[student] for column in columns if student in column.values]
        worth = [scale.numbers[value] for value in values if value in scale.numbers]
        debt = any(scale.is_debt(value) for value in values)
        debtors += debt
        excellent += bool(worth) and min(worth) == 5 and not debt
        good += bool(worth) and min(worth) == 4 and not debt
    return (
        f"Обучающихся в группе на конец периода — {len(inside)}; учатся только на «5» — {excellent}, "
        f"на «4» и «5» — {good}, имеют «2», «НЗ» или «н/а» — {debtors}."
    ).replace(" — ", f"{NBSP}— ")


def decimal(value: float | None, places: int = 2) -> str:
    """Return «4,25» with a fixed number of places, halves rounded up as people do; empty for None."""
    if value is None:
        return ""
    step = Decimal(1).scaleb(-places)
    return str(Decimal(repr(value)).quantize(step, ROUND_HALF_UP)).replace(".", ",")


def _columns(
    context: PackContext, taught: Discipline, taking: Mapping[str, frozenset[str]], period: str
) -> Iterable[Column]:
    """A discipline's result, then its examinations, each in a column of its own."""
    by_kind: dict[str, dict[str, str]] = {}
    for grade in grades_of(context, taught.course_ids, period):
        by_kind.setdefault(grade.kind or _RESULT, {})[grade.student_id] = plain(grade.value)
    students = frozenset().union(*(taking[course_id] for course_id in taught.course_ids))
    known = [kind for kind in GRADE_KINDS if kind in by_kind]
    kinds = [*known, *sorted(by_kind.keys() - set(known))] or [_RESULT]
    for kind in kinds:
        word = GRADE_KINDS.get(kind, plain(kind))
        suffix = "" if kind == _RESULT or taught.name.lower().endswith(word) else f", {word}"
        yield Column(bound(taught.title + suffix), students, by_kind.get(kind, {}), kind == kinds[0])
