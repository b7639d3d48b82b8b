"""Missed hours: the figures of the printed summary, for the whole group and for each student."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ejarchive.reports.absence_summary import term_absences
from ejarchive.reports.browsing.book import Book
from ejarchive.reports.browsing.pieces import Block, Cell, column, link, table
from ejarchive.reports.roll import roll
from ejarchive.russian import counted

_ABOUT = (
    "Пропуски указаны в академических часах по дате занятия, причина: {}. Опоздание — присутствие на занятии: "
    "опоздания посчитаны отдельно, в пропуски не входят. Консультации не учитываются."
)


@dataclass(frozen=True, slots=True)
class AbsenceFigures:
    """The printed summary: `spans` across, for each of them the sum and the hours by code; rows by student."""

    spans: tuple[str, ...]
    codes: tuple[str, ...]
    rows: Mapping[str, Mapping[str, Any]]
    sums: tuple[Mapping[str, Any], ...]
    note: str

    def of_student(self, student_id: str) -> Block | None:
        """Return the hours of one student, a line for each month; None for whoever was not in the group."""
        if student_id not in self.rows:
            return None
        row = self.rows[student_id]
        *months, total = zip((*self.spans, "Итого"), row["groups"], strict=True)
        columns = [column("Месяц"), column("Всего", "number"), *(column(code, "number") for code in self.codes)]
        late = f"Опозданий: {row['late'] or 0}."
        lines: list[list[Cell]] = [[title, *hours] for title, hours in months]
        return table("Пропуски, часов", columns, lines, sums=[[total[0], *total[1]]], notes=(late, self.note))


def absence_figures(book: Book) -> AbsenceFigures | None:
    """Read the figures of the printed summary; None for a group without students."""
    views = [part.view for part in term_absences(book.context)]
    if not views:
        return None
    rows = [row for view in views for row in view["rows"]]
    first = views[0]
    unknown = first["unknown"]
    note = _ABOUT.format(", ".join(first["legend"]))
    if unknown:
        note += f" Продолжительность {counted(unknown, 'занятие')} не указана: их часы не посчитаны."
    return AbsenceFigures(
        spans=tuple(first["spans"]),
        codes=tuple(first["codes"]),
        rows={student.student_id: row for student, row in zip(roll(book.context), rows, strict=True)},
        sums=tuple(row for view in views for row in view["sums"]),
        note=note,
    )


def absences_view(book: Book, figures: AbsenceFigures) -> dict[str, Any]:
    """Return the page of the whole group."""
    across = [*figures.spans, "Итого"]
    columns = [column("№", "number"), column("Фамилия, имя, отчество")]
    columns += [
        column(title, kind)
        for _ in across
        for title, kind in (("всего", "turned"), *((code, "mark") for code in figures.codes))
    ]
    columns.append(column("опозданий", "turned"))
    rows: list[list[Cell]] = [
        [str(number), link(book.names[student], book.student_pages[student]), *_figures(row)]
        for number, (student, row) in enumerate(figures.rows.items(), 1)
    ]
    block = table(
        "Пропуски занятий по месяцам, академических часов",
        columns,
        rows,
        head=1,
        groups=[("", 2), *((title, len(figures.codes) + 1) for title in across), ("", 1)],
        sums=[["", "Итого по группе", *_figures(row)] for row in figures.sums],
        notes=(figures.note,),
        marks=True,
    )
    return {"under": book.context.heading, "facts": [], "blocks": [block]}


def _figures(row: Mapping[str, Any]) -> list[Cell]:
    return [*(hours for group in row["groups"] for hours in group), row["late"]]
