"""The table of a statement, one discipline a row, and its enlarged form, one discipline a card."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ejarchive.reports.measure import line_count
from ejarchive.reports.statement_blocks import WIDTH, Block, TableHead
from ejarchive.reports.statement_facts import DisciplineFacts, StatementFacts, Taught
from ejarchive.reports.statement_grades import GradeColumn, grade_columns
from ejarchive.reports.statement_signs import CodedStyle, codes_pattern, pieces_of
from ejarchive.reports.statement_source import StatementSource
from ejarchive.reports.statement_styles import ORDINARY
from ejarchive.reports.statement_words import (
    NO_DATA,
    REASON_HEADS,
    REASON_WORDS,
    cells_known,
    codes_of,
    group_text,
    hours_known,
    lessons_and_hours,
    lessons_known,
)
from ejarchive.russian import bound
from ejarchive.typeface import TextStyle

TABLE = "disciplines"
_HELD, _GRADE, _ONLY_GRADE, _MISSED, _REASON, _LATE = 17.0, 7.8, 12.0, 13.8, 13.2, 7.6
_LEAST_NAME, _LEAST_MARKS = 26.0, 20.0
_ACROSS, _DOWN = 2.2, 1.2  # padding of a cell, and its lines
_RAGGED = 1.5  # what the end of a line of marks leaves empty
_HEAD, _HEADING = 18.1, 5.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One discipline, or all of them together, in words and figures as they are printed.

    `reasons`: missed lessons (hours) by code, «0» where none, empty where nobody knows; `missed` is their sum.
    """

    title: str
    held: str
    marks: str
    grades: tuple[str, ...]
    missed: str
    reasons: tuple[str, ...]
    late: str

    def view(self, coded: str) -> dict[str, Any]:
        """Return the line as JSON values; `coded` finds the codes among the marks."""
        return {
            "title": self.title,
            "held": self.held,
            "marks": pieces_of(self.marks, coded),
            "grades": list(self.grades),
            "missed": self.missed,
            "reasons": list(self.reasons),
            "late": self.late,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """All lines of a statement; `groups`: the heading above the disciplines of a group, and the lines below it.

    `coded` finds the codes among marks.
    """

    columns: tuple[GradeColumn, ...]
    reasons: tuple[str, ...]
    heads: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    total: Line
    coded: str


def lines_of(source: StatementSource, facts: StatementFacts) -> Lines:
    """Put the facts into lines; with one group no heading is needed."""
    columns = grade_columns(source, facts)
    codes = codes_of(source)
    absences = source.regulation.cells.absences
    several = len(facts.groups) > 1

    def line(row: DisciplineFacts) -> Line:
        return _line(source, bound(row.title), row.taught, " ".join(row.taught.marks), columns, row)

    return Lines(
        columns=columns,
        reasons=tuple(REASON_WORDS[absences[code]] for code in codes),
        heads=tuple(REASON_HEADS[absences[code]] for code in codes),
        groups=tuple(
            (f"Группа {group_text(group)}" if several else "", tuple(map(line, group.disciplines)))
            for group in facts.groups
        ),
        total=_line(source, "Всего", facts.total, "", columns, None),
        coded=codes_pattern(source.regulation.cells),
    )


def _line(
    source: StatementSource,
    title: str,
    taught: Taught,
    marks: str,
    columns: Sequence[GradeColumn],
    row: DisciplineFacts | None,
) -> Line:
    absences = taught.absences
    timed = hours_known(taught)

    told = cells_known(source)

    def missed(lessons: int, hours: float) -> str:
        return lessons_and_hours(lessons, hours if timed and lessons else None)

    if row and not taught.lessons and lessons_known(source):  # graded without lessons: a work placement, an exam
        empty = ("",) * len(codes_of(source))
        grades = tuple(column.value(row) for column in columns)
        return Line(title=title, held="", marks="", grades=grades, missed="", reasons=empty, late="")
    held = lessons_and_hours(len(taught.lessons), taught.hours if timed and taught.lessons else None)
    return Line(
        title=title,
        held=held if lessons_known(source) else NO_DATA,
        marks=marks if told or row is None else NO_DATA,
        grades=tuple(column.value(row) if row else "" for column in columns),
        missed=missed(absences.total_lessons, absences.total_hours) if told else NO_DATA,
        reasons=tuple(
            missed(absences.lessons.get(code, 0), absences.hours.get(code, 0.0)) if told else ""
            for code in codes_of(source)
        ),
        late=str(absences.late) if told else "",
    )


def table_blocks(lines: Lines) -> tuple[list[Block], TableHead]:
    """Return the rows of the ordinary table and its head; names and marks share the room so that rows are low."""
    grade = _ONLY_GRADE if len(lines.columns) == 1 else _GRADE  # «Оценка» must fit above it
    fixed = _HELD + grade * len(lines.columns) + _MISSED + _REASON * len(lines.reasons) + _LATE
    every = [*(line for _, group in lines.groups for line in group), lines.total]
    style = CodedStyle.of(ORDINARY.cell, lines.coded)
    name, marks = _shares(every, style, max(WIDTH - fixed, _LEAST_NAME + _LEAST_MARKS))
    rows: list[Block] = []
    for heading, group in lines.groups:
        if heading:
            rows.append(Block(kind="heading", height=_HEADING, view={"text": heading}, table=TABLE, keep=True))
        rows += [Block(kind="row", height=_row(line, name, marks, style), view=line.view(lines.coded), table=TABLE)
                 for line in group]  # fmt: skip
    height = _row(lines.total, name, marks, ORDINARY.total)
    rows.append(Block(kind="total", height=height, view=lines.total.view(lines.coded), table=TABLE))
    head = {
        "name": "disciplines",
        "widths": {"title": name, "held": _HELD, "marks": marks, "grade": grade, "missed": _MISSED,
                   "reason": _REASON, "late": _LATE},
        "grades": [column.title for column in lines.columns],
        "reasons": list(lines.heads),
    }  # fmt: skip
    return rows, TableHead(_HEAD, head)


def _shares(lines: Sequence[Line], style: TextStyle, room: float) -> tuple[float, float]:
    """Return the widths of names and marks that make the table lowest; of equals the most even ones."""
    least = [_figures(line, style) for line in lines]
    lengths = [style.width(line.marks) for line in lines]  # measured once: marks break nearly where they must

    def cost(name: float) -> tuple[int, float]:
        line = room - name - _ACROSS - _RAGGED
        marks = (math.ceil(length / line) for length in lengths)
        names = (_lines(each.title, name, style) for each in lines)
        return sum(map(max, names, marks, least)), abs(name - room / 2)

    widths = (_LEAST_NAME + step for step in range(int(room - _LEAST_NAME - _LEAST_MARKS) + 1))
    name = min(widths, key=cost)
    return name, round(room - name, 2)


@lru_cache(maxsize=4096)  # classmates share the names of their disciplines
def _lines(text: str, width: float, style: TextStyle) -> int:
    return line_count(text, width - _ACROSS, style)


def _row(line: Line, name: float, marks: float, style: TextStyle) -> float:
    lines = max(_lines(line.title, name, style), _lines(line.marks, marks, style), _figures(line, style))
    return lines * style.leading + _DOWN


def _figures(line: Line, style: TextStyle) -> int:
    """Return the lines that the narrow columns need, whose widths are fixed."""
    return max(
        *(_lines(value, _GRADE, style) for value in line.grades),
        *(_lines(value, _REASON, style) for value in line.reasons),
        _lines(line.held, _HELD, style),
        _lines(line.missed, _MISSED, style),
        _lines(line.late, _LATE, style),
    )


def spoken(lines: Lines, line: Line) -> Iterator[tuple[str, str]]:
    """Yield what a card says of a line: label and value, what was missed for no reason left out."""
    if not line.held:
        yield from _spoken_grades(lines, line)
        return
    yield "Проведено занятий (часов)", line.held
    if line is not lines.total:
        yield "Отметки", line.marks or "нет"
    yield from _spoken_grades(lines, line)
    yield "Пропущено занятий (часов)", line.missed
    for words, value in zip(lines.reasons, line.reasons, strict=True):
        if value not in {"0", ""}:
            yield f"из них {words}", value
    yield "Опозданий", line.late or NO_DATA


def _spoken_grades(lines: Lines, line: Line) -> Iterator[tuple[str, str]]:
    for column, value in zip(lines.columns, line.grades, strict=True):
        if value:
            yield f"Оценка ({column.title})", value
