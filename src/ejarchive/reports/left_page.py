"""A left page: students × lesson dates under their months, cells exactly as written, then the grades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ejarchive.model.lessons import Lesson
from ejarchive.regulation import Regulation
from ejarchive.reports import styles
from ejarchive.reports.course_record import CourseRecord, GradeColumn
from ejarchive.reports.measure import SAFETY, fits, line_count
from ejarchive.reports.ruling import Ruling, edges
from ejarchive.russian import month_name

NUMBER, NAMES = 6.0, 52.0
MONTHS, DAYS = 5.0, 5.4
LEAST_COLUMN, MOST_COLUMN, GRADE_COLUMN, BLOCK_COLUMN, GAP_COLUMN = 5.3, 8.0, 9.6, 9.0, 1.6
MOST_ROW, LEAST_ROW = 7.4, 5.8  # 39 students under an ordinary head, 33 under the longest one
_PADDING = 1.0  # of the names, left and right
_SHORT_MONTHS = ("янв.", "февр.", "март", "апр.", "май", "июнь", "июль", "авг.", "сент.", "окт.", "нояб.", "дек.")
_BLOCK_WORDS = {"consultation": "конс.", "exam": "экз."}
_NAME_STYLES = (
    ("name", styles.NAME, 1),
    ("name-tight", styles.NAME_TIGHT, 1),
    ("name-long", styles.NAME_LONG, 2),
    ("name-narrow", styles.NAME_NARROW, 2),
    ("name-least", styles.NAME_LEAST, 3),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands on a left page beside the names, from left to right."""

    lessons: tuple[Lesson, ...]
    grades: tuple[GradeColumn, ...] = ()
    block: tuple[Lesson, ...] = ()


def needed(record: CourseRecord, regulation: Regulation, lesson: Lesson) -> float:
    """Return the least width of a lesson's column: its widest cell, with a drawn space on both sides."""
    texts = (record.cells.get((lesson.lesson_id, student), "") for student in record.names)
    widest = max((_cell_width(regulation, text) for text in set(texts) if text), default=0.0)
    least = BLOCK_COLUMN if lesson in record.block else LEAST_COLUMN
    return max(least, round(widest + 2 * styles.CELL.width(" ") + 0.2, 2))


def split_cell(regulation: Regulation, text: str) -> tuple[str, str]:
    """Split «б4» into the code, which is set apart by its face, and the marks; «н/а» is no code."""
    if text in regulation.grades.values:
        return "", text
    code = next((code for code in regulation.cells.codes if text.startswith(code)), "")
    return code, text[len(code) :]


def name_style(name: str, height: float = MOST_ROW) -> str:
    """Return the largest named size in which the name fits its cell."""
    width = NAMES - 2 * _PADDING
    for style, text_style, lines in _NAME_STYLES:
        if lines * text_style.leading > height:
            continue
        if lines == 1 and fits(f"{name} ", width, text_style):
            return style
        if lines > 1 and line_count(name, width, text_style) <= lines:
            return style
    return _NAME_STYLES[-1][0]


def left_page(
    record: CourseRecord,
    regulation: Regulation,
    columns: Columns,
    widths: Sequence[float],
    students: Sequence[tuple[int, str]],
    row_height: float,
) -> dict[str, object]:
    """Return the table of one left page; `students` are numbers and ids, `widths` those of all columns."""
    lessons = (*columns.lessons, *columns.block)
    gap = [GAP_COLUMN] if columns.block and (columns.grades or columns.lessons) else []
    split = len(widths) - len(columns.block)
    all_widths = [NUMBER, NAMES, *widths[:split], *gap, *widths[split:]]
    ruling = Ruling(edges(all_widths), edges([MONTHS, DAYS, *[row_height] * len(students)]))
    rows = []
    for index, (number, student) in enumerate(students):
        texts = [record.cells.get((lesson.lesson_id, student), "") for lesson in lessons]
        grades = [_grade(record, column, student) for column in columns.grades]
        rows.append({
            "student": student,
            "number": number,
            "name": record.names[student],
            "style": name_style(record.names[student], row_height),
            "cells": [_cell(regulation, text) for text in texts[: len(columns.lessons)]],
            "grades": grades,
            "block": [_cell(regulation, text) for text in texts[len(columns.lessons) :]],
        })  # fmt: skip
        places = _places(columns, gap=bool(gap))
        for lesson, place in zip(lessons, places, strict=True):
            if (lesson.lesson_id, student) in record.void:
                ruling.hatch(index + 2, place)
        for step, value in enumerate(grades):
            if not value and student in record.void_grades:
                ruling.hatch(index + 2, 2 + len(columns.lessons) + step)
    months = _months(columns.lessons, widths)
    _rule(ruling, columns, months, gap=bool(gap))
    return {
        "ruling": ruling.view(),
        "xs": list(ruling.xs),
        "ys": list(ruling.ys),
        "widths": [round(width, 2) for width in all_widths],
        "months": months,
        "days": [{"lesson": lesson.lesson_id, "text": f"{lesson.date:%d}"} for lesson in columns.lessons],
        "grades": [
            {"period": column.key[0], "kind": column.key[1], "title": column.title} for column in columns.grades
        ],
        "block": [
            {"lesson": each.lesson_id, "title": _BLOCK_WORDS.get(each.kind or "", ""), "text": f"{each.date:%d.%m}"}
            for each in columns.block
        ],
        "gap": bool(gap),
        "row_height": row_height,
        "rows": rows,
        "hatched": ruling.hatched,
    }  # fmt: skip


def _places(columns: Columns, *, gap: bool) -> list[int]:
    """Return the column of the table in which each lesson, then each one of the block, stands."""
    first = 2 + len(columns.lessons) + len(columns.grades) + gap
    return [*range(2, 2 + len(columns.lessons)), *range(first, first + len(columns.block))]


def _cell_width(regulation: Regulation, text: str) -> float:
    code, marks = split_cell(regulation, text)
    return (styles.CODE.width(code) + styles.CELL.width(marks)) * SAFETY


def _cell(regulation: Regulation, text: str) -> dict[str, str] | None:
    if not text:
        return None
    code, marks = split_cell(regulation, text)
    return {"code": code, "mark": marks}


def _grade(record: CourseRecord, column: GradeColumn, student: str) -> str:
    grade = record.grades.get((column.key, student))
    return grade.value if grade else ""


def _months(lessons: Sequence[Lesson], widths: Sequence[float]) -> list[dict[str, object]]:
    """Return months with the number of their columns, their names as long as those columns allow."""
    months = []
    start = 0
    for month, run in groupby(lessons, key=lambda lesson: (lesson.date.year, lesson.date.month)):
        span = len(list(run))
        width = sum(widths[start : start + span]) - 0.6
        names = (month_name(month[1]), _SHORT_MONTHS[month[1] - 1], f"{month[1]:02d}")
        label = next((name for name in names if fits(name, width, styles.HEADING)), names[-1])
        months.append({"label": label, "span": span})
        start += span
    return months


def _rule(ruling: Ruling, columns: Columns, months: Sequence[dict[str, object]], *, gap: bool) -> None:
    """Draw the lines: whole columns, month cells over their days, nothing through the gap."""
    lessons, grades = len(columns.lessons), len(columns.grades)
    main = 2 + lessons + grades
    last_row = len(ruling.ys) - 1
    whole = [0, 1, 2, *range(2 + lessons, main + 1)]
    ruling.columns(whole)
    inner = 2
    for month in months:
        inner += int(str(month["span"]))
        if inner not in whole:
            ruling.columns([inner])
    starts = {2 + sum(int(str(month["span"])) for month in months[:count]) for count in range(len(months) + 1)}
    ruling.columns([edge for edge in range(3, 2 + lessons) if edge not in starts], first=1)
    if lessons:
        ruling.rows([1], first=2, last=2 + lessons)
    ruling.rows([0, *range(2, last_row + 1)], last=main)
    if columns.block:
        first = main + gap
        ruling.columns(range(first if gap else first + 1, first + len(columns.block) + 1))
        ruling.rows([0, *range(1, last_row + 1)], first=first, last=first + len(columns.block))


def column_widths(needs: Sequence[float], available: float) -> float:
    """Return the width that ordinary columns may have when those that need more take what they need."""
    steps = range(int(MOST_COLUMN * 100), int(LEAST_COLUMN * 100), -5)
    widths = (step / 100 for step in steps)
    return next((width for width in widths if sum(max(need, width) for need in needs) <= available), LEAST_COLUMN)
