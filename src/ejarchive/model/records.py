"""What is said about the journal: remarks, corrections, and where the data come from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ejarchive.model.column import column, key

REMARK_STATES = {
    "proposed": "предложено",
    "issued": "вручено",
    "acquainted": "ознакомлен",
    "presumed_eliminated": "предположительно устранено",
    "confirmed": "устранение подтверждено",
    "returned": "возвращено",
    "dropped": "снято",
}
CORRECTION_KINDS = {"correction": "исправление", "absence_reason": "причина отсутствия"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Замечание по ведению журнала (БГСХТ 4.2.3.3, 4.2.4.3)."""

    remark_id: str = key("Код замечания")
    date: dt.date = column("Дата", required=True)
    author_id: str = column("Кто сделал", required=True, references="staff.person_id")
    responsible_id: str | None = column("Ответственный", references="staff.person_id")
    group_id: str | None = column("Код группы", references="groups.group_id")
    course_id: str | None = column("Код курса", references="courses.course_id")
    lesson_id: str | None = column("Код занятия", references="lessons.lesson_id")
    code: str | None = column("Код правила")
    text: str = column("Содержание", required=True)
    due: dt.date | None = column("Устранить до")
    state: str | None = column("Состояние", labels=REMARK_STATES)
    issued_at: dt.date | None = column("Вручено")
    explanation: str | None = column("Объяснение")
    resolved_at: dt.date | None = column("Устранено")
    resolution: str | None = column("Как устранено")
    repeats: str | None = column("Повторяет замечание", references="remarks.remark_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Исправление в данных учёта (АПТ 4.2)."""

    correction_id: str = key("Код исправления")
    at: dt.datetime = column("Когда", required=True)
    author_id: str | None = column("Кто", references="staff.person_id")
    course_id: str | None = column("Код курса", references="courses.course_id")
    lesson_id: str | None = column("Код занятия", references="lessons.lesson_id")
    student_id: str | None = column("Код обучающегося", references="students.student_id")
    field: str = column("Что исправлено", required=True)
    before: str | None = column("Было")
    after: str | None = column("Стало")
    reason: str | None = column("Основание")
    kind: str | None = column("Вид", labels=CORRECTION_KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file the journal was read from; `retrieved_at` is the moment the data speak of."""

    name: str = key("Файл")
    kind: str = column("Вид источника", required=True)
    sha256: str | None = column("SHA-256")
    retrieved_at: dt.datetime = column("Данные на", required=True)
