"""The annex of a statement: every lesson of the child, with topic and homework where the reader is granted them.

БГСХТ 3.2–3.3 shows topics and homework to the student and not to the parent, АПТ 4.6 to both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ejarchive.model.cell import CellGrammar
from ejarchive.regulation import Reader as Granted
from ejarchive.reports.measure import line_count, plain
from ejarchive.reports.statement_blocks import WIDTH, Block, TableHead
from ejarchive.reports.statement_facts import StatementFacts
from ejarchive.reports.statement_signs import CodedStyle, Pieces, codes_pattern, pieces_of
from ejarchive.reports.statement_styles import ORDINARY
from ejarchive.russian import bound, number_text, short_date

TABLE = "annex"
TITLE = "Приложение. Занятия за период"
_ACROSS, _DOWN, _HEAD = 2.2, 1.2, 6.0
_NARROW = {"date": 18.5, "hours": 11.0, "mark": 17.0}
_TITLES = {
    "date": "Дата",
    "discipline": "Дисциплина",
    "hours": "Часов",
    "mark": "Отметка",
    "topic": "Тема занятия",
    "homework": "Задано",
}
_SHARES = {"discipline": 0.32, "topic": 0.42, "homework": 0.26}


@dataclass(frozen=True, slots=True)
class Annex:
    """The columns that are shown, in order with their titles, and the rows as printed; `coded` finds the codes."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[dict[str, str], ...]
    coded: str

    def pieces(self, key: str, text: str) -> Pieces:
        """Return a text of that column in pieces: only a mark has codes."""
        return pieces_of(text, self.coded if key == "mark" else "")


def annex_of(facts: StatementFacts, granted: Granted, cells: CellGrammar) -> Annex:
    """Return the lessons in order of time."""
    titles = {course.course_id: bound(row.title) for row in facts.disciplines for course in row.discipline.courses}
    hidden = {key for key, shown in (("topic", granted.topics), ("homework", granted.homework)) if not shown}
    columns = tuple((key, title) for key, title in _TITLES.items() if key not in hidden)
    rows = []
    for fact in facts.total.lessons:
        lesson = fact.lesson
        texts = {
            "date": short_date(lesson.date),
            "discipline": titles[lesson.course_id],
            "hours": number_text(lesson.hours) if lesson.hours is not None else "",
            "mark": fact.text,
            "topic": bound(plain(lesson.topic)),
            "homework": bound(plain(lesson.homework)),
        }
        rows.append({key: texts[key] for key, _ in columns})
    return Annex(columns, tuple(rows), codes_pattern(cells))


def annex_blocks(annex: Annex) -> tuple[list[Block], TableHead]:
    """Return a row for each lesson, as high as its longest text, and the head of the table."""
    widths = _widths([key for key, _ in annex.columns])
    style = CodedStyle.of(ORDINARY.annex, annex.coded)
    rows = []
    for row in annex.rows:
        lines = max(line_count(text, widths[key] - _ACROSS, style) for key, text in row.items())
        cells = [{"pieces": annex.pieces(key, row[key]), "name": key} for key, _ in annex.columns]
        rows.append(Block(kind="lesson", height=lines * style.leading + _DOWN, view={"cells": cells}, table=TABLE))
    head: dict[str, Any] = {
        "name": TABLE,
        "columns": [{"title": title, "width": widths[key]} for key, title in annex.columns],
    }
    return rows, TableHead(_HEAD, head)


def _widths(keys: Sequence[str]) -> dict[str, float]:
    room = WIDTH - sum(_NARROW.values())
    whole = sum(_SHARES[key] for key in keys if key in _SHARES)
    return {key: _NARROW.get(key) or round(room * _SHARES[key] / whole, 2) for key in keys}


def annex_paragraphs(annex: Annex) -> list[tuple[str, list[Pieces]]]:
    """Return each lesson as a line to begin with and lines below it, for the enlarged print."""
    return [
        (
            " · ".join(filter(None, (row["date"], row["discipline"]))),
            [
                line
                for line in (
                    pieces_of(_hours_and_mark(row), annex.coded),
                    [f"Тема: {row['topic']}" if row.get("topic") else ""],
                    [f"Задано: {row['homework']}" if row.get("homework") else ""],
                )
                if line != [""]
            ],
        )
        for row in annex.rows
    ]


def _hours_and_mark(row: dict[str, str]) -> str:
    hours = f"часов: {row['hours']}" if row["hours"] else ""
    mark = f"отметка: {row['mark']}" if row["mark"] else ""
    return " · ".join(filter(None, (hours, mark)))
