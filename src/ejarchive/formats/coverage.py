"""What is missing is said: which fields of each document a journal as read can fill, and which stay empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ejarchive.finding import Finding
from ejarchive.model.journal import Journal
from ejarchive.model.schema import TABLES

CODE = "F234"
_DOCUMENTS: Mapping[str, Sequence[str]] = {
    "Страница журнала": (
        "groups.name", "groups.programme_name", "groups.year_of_study", "students.last_name", "courses.name",
        "courses.teacher_id", "lessons.date", "lessons.hours", "lessons.topic", "lessons.homework", "entries.text",
    ),
    "Сводная ведомость оценок": (
        "students.last_name", "courses.name", "courses.control", "courses.teacher_id", "grades.value",
    ),
    "Пропуски": ("students.last_name", "lessons.date", "lessons.hours", "entries.text"),
    "Ведомость родителям": ("students.last_name", "courses.name", "lessons.date", "entries.text", "grades.value"),
    "Выполнение программы": (
        "courses.planned_hours", "course_hours.planned", "plan.topic", "lessons.plan_position", "lessons.hours",
    ),
    "Движение контингента": ("movements.kind", "movements.date", "movements.order_number"),
    "Практика": ("practices.starts", "practices.place", "practices.order_number", "practices.head_id"),
    "Исправления и замечания": ("corrections.field", "remarks.text"),
    "Аналитика: своевременность": (
        "lessons.recorded_at", "lessons.homework_published_at", "entries.mark_recorded_at",
        "entries.absence_recorded_at",
    ),
    "Аналитика: успеваемость": ("courses.teacher_id", "courses.control", "grades.value"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coverage:
    """One document: how many of its fields the journal can fill, and the titles of those it cannot."""

    document: str
    given: int
    total: int
    lacking: tuple[str, ...]

    @property
    def finding(self) -> Finding:
        """The same as a finding, for `--json`."""
        lacking = f"; нет данных: {', '.join(self.lacking)}" if self.lacking else ""
        facts = {"document": self.document, "given": self.given, "total": self.total, "lacking": lacking}
        return Finding(CODE, facts=facts)


def coverage_of(journal: Journal) -> tuple[Coverage, ...]:
    """Return the coverage of every document."""
    return tuple(_coverage(journal, document, fields) for document, fields in _DOCUMENTS.items())


def table_of(coverages: Sequence[Coverage]) -> tuple[str, ...]:
    """Return the coverage as lines of text in columns."""
    width = max(len(one.document) for one in coverages)
    return tuple(
        f"{one.document:<{width}}  {one.given:>2} из {one.total:>2}"
        + (f"  нет данных: {', '.join(one.lacking)}" if one.lacking else "")
        for one in coverages
    )


def _coverage(journal: Journal, document: str, fields: Sequence[str]) -> Coverage:
    lacking = []
    for name in fields:
        table, _, column = name.partition(".")
        if not journal.has(table, column) or journal.frame(table)[column].isna().all():
            title = TABLES[table].column(column).title.lower()
            lacking.append(f"{title} ({TABLES[table].title.lower()})")
    return Coverage(document, len(fields) - len(lacking), len(fields), tuple(lacking))
