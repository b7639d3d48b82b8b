"""The journal pages: lessons, the tasks set in them, the cells."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ejarchive.model.column import column, key

LESSON_STATUSES = {"held": "проведено", "cancelled": "отменено", "planned": "запланировано"}
LESSON_KINDS = {
    "lecture": "лекция",
    "lesson": "урок",
    "practical": "практическое занятие",
    "laboratory": "лабораторное занятие",
    "seminar": "семинар",
    "coursework": "курсовая работа (проект)",
    "control": "контрольная работа",
    "consultation": "консультация",
    "exam": "экзамен",
    "credit": "зачёт",
    "practice": "практика",
}
TASK_KINDS = {
    "answer": "ответ",
    "written": "письменная работа",
    "control": "контрольная работа",
    "laboratory": "лабораторная работа",
    "practical": "практическая работа",
    "essay": "реферат",
    "project": "проект",
    "homework": "домашнее задание",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Учебное занятие; `hours` are academic hours of 45 minutes; status absent = held."""

    lesson_id: str = key("Код занятия")
    course_id: str = column("Код курса", required=True, references="courses.course_id")
    date: dt.date = column("Дата", required=True)
    slot: int | None = column("№ пары")
    hours: float | None = column("Часов", needed=True)
    kind: str | None = column("Вид занятия", labels=LESSON_KINDS, closed=False)
    topic: str | None = column("Тема")
    homework: str | None = column("Домашнее задание")
    status: str | None = column("Состояние", labels=LESSON_STATUSES)
    moved_from: dt.date | None = column("Перенесено с")
    teacher_id: str | None = column("Замещает", references="staff.person_id")
    plan_position: int | None = column("№ темы по программе")
    recorded_at: dt.datetime | None = column("Внесено")
    homework_published_at: dt.datetime | None = column("Задание опубликовано")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Задание, за которое ставится оценка (БГСХТ 4.2.3.3)."""

    task_id: str = key("Код задания")
    lesson_id: str = column("Код занятия", required=True, references="lessons.lesson_id")
    kind: str | None = column("Вид задания", labels=TASK_KINDS, closed=False)
    title: str | None = column("Задание")
    marks_due: dt.date | None = column("Оценки до")
    published_at: dt.datetime | None = column("Опубликовано")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Запись в клетке: absence code and marks together, as written (АПТ 4.4)."""

    lesson_id: str = key("Код занятия", references="lessons.lesson_id")
    student_id: str = key("Код обучающегося", references="students.student_id")
    text: str = column("Запись", required=True, note="5, 4/3, н, п, б, о, о5, н3, б4, ЗЧ, НЗ")
    absent_hours: float | None = column("Пропущено часов")
    task_ids: tuple[str, ...] | None = column("Коды заданий", references="tasks.task_id")
    mark_recorded_at: dt.datetime | None = column("Оценка внесена")
    absence_recorded_at: dt.datetime | None = column("Отсутствие внесено")
    recorded_by: str | None = column("Кто внёс", references="staff.person_id")
