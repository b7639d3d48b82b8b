"""All tables of the journal folder, in the order they are written (DESIGN: the journal folder)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ejarchive.model.column import Table, columns_of
from ejarchive.model.courses import Course, CourseHours, CourseStudent, PlanItem, Practice
from ejarchive.model.grades import Attempt, Grade
from ejarchive.model.groups import Group, GroupEvent, GroupYear, Holiday, Outage, Term
from ejarchive.model.lessons import Entry, Lesson, Task
from ejarchive.model.people import Consent, IndividualPlan, Movement, Staff, Student
from ejarchive.model.records import Correction, Remark, SourceFile

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMED = (
    ("groups", "Группы", Group),
    ("group_years", "Группы по годам", GroupYear),
    ("group_events", "События групп", GroupEvent),
    ("staff", "Сотрудники", Staff),
    ("students", "Обучающиеся", Student),
    ("movements", "Движение контингента", Movement),
    ("individual_plans", "Индивидуальные планы", IndividualPlan),
    ("terms", "Учебные периоды", Term),
    ("holidays", "Каникулы", Holiday),
    ("courses", "Курсы", Course),
    ("course_hours", "Часы по видам", CourseHours),
    ("course_students", "Состав подгрупп", CourseStudent),
    ("practices", "Практики", Practice),
    ("plan", "Рабочая программа", PlanItem),
    ("lessons", "Занятия", Lesson),
    ("tasks", "Задания", Task),
    ("entries", "Записи", Entry),
    ("grades", "Оценки за период", Grade),
    ("attempts", "Ликвидация задолженности", Attempt),
    ("remarks", "Замечания", Remark),
    ("corrections", "Исправления", Correction),
    ("consents", "Согласия", Consent),
    ("outages", "Сбои", Outage),
    ("sources", "Источники", SourceFile),
)

TABLES: Mapping[str, Table] = {
    name: Table(name=name, title=title, row=row, columns=columns_of(row)) for name, title, row in _NAMED
}
TABLE_OF: Mapping[type, str] = {row: name for name, _, row in _NAMED}
