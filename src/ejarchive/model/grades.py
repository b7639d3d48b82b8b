"""Grades for a period, and later attempts that never overwrite them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ejarchive.model.column import column, key

GRADE_KINDS = {
    "result": "итог периода",
    "exam": "экзамен",
    "state_exam": "государственный экзамен",
    "module_exam": "экзамен по модулю",
    "coursework": "курсовая работа (проект)",
}
ATTEMPT_KINDS = {"retake": "пересдача", "commission": "комиссия"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Оценка за период: `period` is a term_id, a school year (`2025`) or `final`."""

    course_id: str = key("Код курса", references="courses.course_id")
    student_id: str = key("Код обучающегося", references="students.student_id")
    period: str = key("Период", note="код периода, учебный год (2025) или final")
    kind: str | None = key("Вид оценки", labels=GRADE_KINDS, nullable=True, note="пусто — итог периода")
    value: str = column("Оценка", required=True, note="5, 4, 3, 2, ЗЧ, НЗ, н/а, осв.")
    exported_average: float | None = column("Средний балл системы")
    exported_weighted_average: float | None = column("Средневзвешенный балл системы")
    recorded_at: dt.datetime | None = column("Внесено")
    recorded_by: str | None = column("Кто внёс", references="staff.person_id")
    sheet_number: str | None = column("Ведомость №")
    make_up_until: dt.date | None = column("Ликвидировать до")
    make_up_form: str | None = column("Форма ликвидации")
    basis: str | None = column("Основание")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Ликвидация академической задолженности: a later result; the signed grade stays."""

    course_id: str = key("Код курса", references="courses.course_id")
    student_id: str = key("Код обучающегося", references="students.student_id")
    period: str = key("Период")
    number: int = key("Попытка №")
    date: dt.date = column("Дата", required=True)
    value: str = column("Оценка", required=True)
    kind: str | None = column("Вид", labels=ATTEMPT_KINDS)
    document_number: str | None = column("Документ №")
