"""Groups through their years, and the calendar they live by."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ejarchive.model.column import column, key

GROUP_EVENT_KINDS = {
    "renamed": "переименована",
    "merged_into": "влита в другую группу",
    "split_from": "выделена из другой группы",
    "disbanded": "расформирована",
    "graduated": "выпущена",
}
TERM_KINDS = {"semester": "семестр", "trimester": "триместр", "quarter": "четверть", "module": "модуль"}
STUDY_FORMS = {"full_time": "очная", "part_time": "заочная", "evening": "очно-заочная"}
PROGRAMME_KINDS = {"speciality": "специальность", "profession": "профессия"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Учебная группа."""

    group_id: str = key("Код группы")
    name: str = column("Группа", required=True)
    programme_code: str | None = column("Код программы", note="например 35.02.16")
    programme_name: str | None = column("Наименование программы", needed=True)
    programme_kind: str | None = column("Вид программы", labels=PROGRAMME_KINDS)
    year_of_study: int | None = column("Курс", needed=True)
    study_form: str | None = column("Форма обучения", labels=STUDY_FORMS, closed=False)
    curator_id: str | None = column("Классный руководитель", references="staff.person_id")
    department: str | None = column("Отделение")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupYear:
    """The group in one school year; what is absent here is as in `groups`."""

    group_id: str = key("Код группы", references="groups.group_id")
    academic_year: int = key("Учебный год", note="год начала: 2025")
    name: str | None = column("Группа")
    year_of_study: int | None = column("Курс")
    curator_id: str | None = column("Классный руководитель", references="staff.person_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEvent:
    """A group renamed, merged, split, disbanded or graduated, with its order."""

    group_id: str = key("Код группы", references="groups.group_id")
    date: dt.date = key("Дата")
    kind: str = column("Событие", required=True, labels=GROUP_EVENT_KINDS)
    other_group_id: str | None = column("Другая группа", references="groups.group_id")
    order_number: str | None = column("Приказ №")
    order_date: dt.date | None = column("Дата приказа")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Учебный период; `2025-1` is the first semester of the year that begins in 2025."""

    term_id: str = key("Код периода", note="2025-1 — первый семестр 2025/2026 учебного года")
    starts: dt.date = column("Начало", required=True)
    ends: dt.date = column("Окончание", required=True)
    kind: str | None = column("Вид периода", labels=TERM_KINDS)
    title: str | None = column("Название")
    group_id: str | None = key(
        "Только для группы", references="groups.group_id", nullable=True, note="пусто — для всех групп"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """Каникулы или нерабочий день."""

    starts: dt.date = key("Начало")
    ends: dt.date = column("Окончание", required=True)
    name: str | None = column("Название")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """Сбой системы (АПТ 4.1): excuses late entries."""

    starts_at: dt.datetime = key("Начало")
    ends_at: dt.datetime = column("Окончание", required=True)
    note: str | None = column("Примечание")
