"""People of the college and their movement: students, staff, orders, individual plans, consents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ejarchive.model.column import column, key

ROLES = {
    "teacher": "преподаватель",
    "master": "мастер производственного обучения",
    "curator": "классный руководитель",
    "deputy_academic": "заместитель директора по УМР",
    "deputy_practical": "заместитель директора по УПР",
    "director": "директор",
    "acting_director": "и.о. директора",
    "administrator": "администратор журнала",
}
MOVEMENT_KINDS = {
    "enrolled": "зачислен",
    "transferred_in": "принят переводом",
    "transferred_out": "выбыл переводом",
    "promoted": "переведён на следующий курс",
    "leave": "академический отпуск",
    "returned": "вышел из академического отпуска",
    "reinstated": "восстановлен",
    "name_changed": "смена фамилии",
    "programme_changed": "смена программы",
    "expelled": "отчислен",
    "graduated": "выпущен",
}
DIARY = {"uses": "пользуется", "refused": "отказ"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Сотрудник: преподаватель, мастер, классный руководитель, администрация."""

    person_id: str = key("Код сотрудника")
    last_name: str = column("Фамилия", required=True)
    first_name: str = column("Имя", required=True)
    middle_name: str | None = column("Отчество")
    roles: tuple[str, ...] | None = column("Роли", needed=True, labels=ROLES, note="несколько — через «;»")
    position: str | None = column("Должность")


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """Обучающийся; `group_id` is the group of today, earlier ones follow from the movements."""

    student_id: str = key("Код обучающегося")
    group_id: str = column("Код группы", required=True, references="groups.group_id")
    last_name: str = column("Фамилия", required=True)
    first_name: str = column("Имя", required=True)
    middle_name: str | None = column("Отчество")
    birth_date: dt.date | None = column("Дата рождения")
    diary: str | None = column("Электронный дневник", labels=DIARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Движение контингента: one line of an order (БГСХТ 4.2.1.2)."""

    movement_id: str = key("Код записи")
    student_id: str = column("Код обучающегося", required=True, references="students.student_id")
    date: dt.date = column("Дата", required=True)
    kind: str = column("Вид движения", required=True, labels=MOVEMENT_KINDS)
    order_number: str | None = column("Приказ №")
    order_date: dt.date | None = column("Дата приказа")
    group_id: str | None = column("Код группы", references="groups.group_id")
    from_group_id: str | None = column("Из группы", references="groups.group_id")
    to_group_id: str | None = column("В группу", references="groups.group_id")
    former_last_name: str | None = column("Прежняя фамилия")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndividualPlan:
    """Индивидуальный учебный план; its reason is never kept (АПТ 1.7, 4.2)."""

    student_id: str = key("Код обучающегося", references="students.student_id")
    starts: dt.date = key("Действует с")
    ends: dt.date | None = column("Действует по")
    order_number: str | None = column("Приказ №")
    order_date: dt.date | None = column("Дата приказа")
    free_attendance: bool | None = column("Свободное посещение")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Согласие или отказ (АПТ 4.1)."""

    student_id: str = key("Код обучающегося", references="students.student_id")
    kind: str = key("Вид согласия")
    given: bool = column("Дано", required=True)
    date: dt.date | None = column("Дата")
