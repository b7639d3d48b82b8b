"""What is taught: disciplines, МДК, practices, their hours, students and programmes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ejarchive.model.column import column, key

COURSE_KINDS = {
    "subject": "учебный предмет",
    "discipline": "дисциплина",
    "mdk": "МДК",
    "module": "профессиональный модуль",
    "training_practice": "учебная практика",
    "work_placement": "производственная практика",
}
CONTROLS = {
    "exam": "экзамен",
    "graded_credit": "дифференцированный зачёт",
    "credit": "зачёт",
    "module_exam": "экзамен по модулю",
    "coursework": "курсовая работа (проект)",
    "other": "другая форма",
    "none": "нет",
}
HOURS_KINDS = {
    "theory": "теоретические занятия",
    "practical": "практические занятия",
    "laboratory": "лабораторные занятия",
    "coursework": "курсовая работа (проект)",
    "consultation": "консультации",
    "self_study": "самостоятельная работа",
    "attestation": "промежуточная аттестация",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Дисциплина, МДК, модуль или практика одной группы в одном периоде."""

    course_id: str = key("Код курса")
    group_id: str = column("Код группы", required=True, references="groups.group_id")
    term_id: str = column("Код периода", required=True, references="terms.term_id")
    code: str | None = column("Индекс", note="например ОП.01, МДК.01.01")
    name: str = column("Наименование", required=True)
    kind: str | None = column("Вид", needed=True, labels=COURSE_KINDS)
    teacher_id: str | None = column("Преподаватель", needed=True, references="staff.person_id")
    subgroup: str | None = column("Подгруппа")
    planned_hours: float | None = column("Часов по плану")
    control: str | None = column("Форма контроля", labels=CONTROLS)
    discipline_id: str | None = column("Код дисциплины", note="одинаков для всех периодов дисциплины")
    module_id: str | None = column("Код модуля")
    plan_order: int | None = column("Порядок в плане")


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseHours:
    """Planned hours of a course by kind of work."""

    course_id: str = key("Код курса", references="courses.course_id")
    kind: str = key("Вид часов", labels=HOURS_KINDS)
    planned: float = column("По плану", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseStudent:
    """A student of a course; no row for a course = the whole group."""

    course_id: str = key("Код курса", references="courses.course_id")
    student_id: str = key("Код обучающегося", references="students.student_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Практика: where, when and by which order."""

    course_id: str = key("Код курса", references="courses.course_id")
    subgroup: str | None = key(
        "Подгруппа или обучающийся", nullable=True, note="подгруппа или код обучающегося; пусто — все"
    )
    starts: dt.date = column("Начало", required=True)
    ends: dt.date = column("Окончание", required=True)
    hours: float | None = column("Часов")
    place: str | None = column("Место")
    order_number: str | None = column("Приказ №")
    order_date: dt.date | None = column("Дата приказа")
    agreement: str | None = column("Договор")
    head_id: str | None = column("Руководитель", references="staff.person_id")
    result_form: str | None = column("Форма отчётности")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """One line of the рабочая программа."""

    course_id: str = key("Код курса", references="courses.course_id")
    position: int = key("№ темы")
    topic: str = column("Тема", required=True)
    hours: float | None = column("Часов")
    kind: str | None = column("Вид занятия")
