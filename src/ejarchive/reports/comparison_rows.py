"""The lines of an act of comparison: ids become names, values become words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from ejarchive.difference import Change, Difference, Record
from ejarchive.model.column import Column
from ejarchive.model.courses import Course
from ejarchive.model.journal import Journal
from ejarchive.model.people import Student
from ejarchive.model.schema import TABLES
from ejarchive.reports.measure import plain
from ejarchive.reports.names import group_name, staff_name, staff_short_name, student_short_name
from ejarchive.russian import bound, capitalised, short_date

_NOUNS: Mapping[str, str] = {
    "entries": "запись в клетке", "lessons": "занятие", "tasks": "задание", "grades": "оценка за период",
    "attempts": "пересдача", "remarks": "замечание", "corrections": "запись в исправлениях", "courses": "курс",
    "course_hours": "часы по видам", "course_students": "состав подгруппы", "practices": "практика",
    "plan": "тема рабочей программы", "students": "обучающийся", "movements": "приказ о движении",
    "individual_plans": "индивидуальный план", "groups": "группа", "group_years": "группа по годам",
    "group_events": "событие группы", "staff": "сотрудник", "terms": "учебный период", "holidays": "каникулы",
    "outages": "сбой", "consents": "согласие",
}  # fmt: skip
_VERBS: Mapping[Change, str] = {Change.ADDED: "Добавлено", Change.REMOVED: "Удалено", Change.MOVED: "Перенесено"}
_RECORDS: Mapping[Record, str] = {Record.MISSING: "нет", Record.WITHDRAWN: "удалена", Record.NOT_ASKED: "—"}
_KEY_WORDS: Mapping[tuple[str, str], str] = {
    ("plan", "position"): "тема №\u00a0",
    ("attempts", "number"): "попытка\u00a0",
    ("practices", "subgroup"): "подгруппа\u00a0",
}
_ON_A_PAGE = {"entries", "lessons", "tasks"}
_OF_STUDENT = {"grades", "attempts", "consents"}  # of which a student may have several


class ActRows:
    """What ids stand for, in the second journal first and then in the first."""

    def __init__(self, before: Journal, after: Journal, zone: dt.tzinfo) -> None:
        self._before, self._after, self._zone = before, after, zone
        self._courses = {row.course_id: row for journal in (before, after) for row in journal.rows(Course)}
        self._students = {
            row.student_id: (row, journal) for journal in (before, after) for row in journal.rows(Student)
        }

    def course(self, course_id: str | None) -> Course | None:
        """Return the course of that id."""
        return self._courses.get(course_id or "")

    def teacher(self, person_id: str | None) -> str:
        """Return «Фамилия Имя Отчество»."""
        return staff_name(self._after, person_id) or staff_name(self._before, person_id)

    def grouped(self, differences: Sequence[Difference]) -> list[dict[str, Any]]:
        """Return the lines of each course and teacher together, in the order the differences have."""
        number = 0
        groups = []
        for (compared, group_id, course_id, teacher_id), found in groupby(differences, key=_group):
            lines = []
            for each in found:
                number += 1
                lines.append(self._line(number, each))
            title = self._title(group_id, course_id, teacher_id) if compared else "Есть только с одной стороны"
            groups.append({"title": title, "rows": lines})
        return groups

    def _title(self, group_id: str | None, course_id: str | None, teacher_id: str | None) -> str:
        """Return «21-ТМ. ОП.03 Техническая механика. Фамилия Имя Отчество»."""
        course = self.course(course_id)
        group = group_name(self._after, group_id) or group_name(self._before, group_id)
        name = plain(f"{course.code or ''} {course.name}") if course else ""
        subgroup = f" (подгруппа {plain(course.subgroup)})" if course and course.subgroup else ""
        words = [group, f"{name}{subgroup}", self.teacher(teacher_id) if course else ""]
        return bound(". ".join(word for word in words if word) or "Вне групп")

    def _line(self, number: int, each: Difference) -> dict[str, Any]:
        before, after = (self._value(each, value) for value in each.values)
        if not each.key:
            before, after = (f"строк: {value}" for value in (before, after))
        return {
            "number": number,
            "where": bound(self._where(each)),
            "what": bound(_what(each)),
            "before": before or "—",
            "after": after or "—",
            "made": self._made(each),
            "record": self._record(each),
            "unexplained": each.unexplained,
        }

    def _value(self, each: Difference, value: str) -> str:
        """Return a value in words; of a member of staff or a group the name."""
        column = TABLES[each.table].column(each.column) if each.column and each.key else None
        if column is not None and column.references == ("staff", "person_id"):
            value = staff_short_name(self._after, value) or staff_short_name(self._before, value) or value
        if column is not None and column.references == ("groups", "group_id"):
            value = group_name(self._after, value) or value
        return bound(plain(value))

    def _where(self, each: Difference) -> str:
        """Return the day and whose it is: «12.09.2025, пара 2, Фамилия И.О.»."""
        day = short_date(each.date) if each.date else ""
        slot = f"пара\u00a0{each.slot}" if each.slot and each.table in _ON_A_PAGE else ""
        own = self._key(each) if each.table in _OF_STUDENT else ""
        words = [day, slot, self._student(each), own]
        return ", ".join(filter(None, words)) or self._key(each) or "—"

    def _key(self, each: Difference) -> str:
        """Return what else the row is known by, where it stands on no day and is about no student."""
        columns = [column for column in TABLES[each.table].columns if column.key]
        told = {each.course_id, each.group_id, each.student_id}
        parts = zip(columns, each.key, strict=False)
        return ", ".join(
            _KEY_WORDS.get((each.table, column.name), "") + _key_part(column, part)
            for column, part in parts
            if part and part not in told
        )

    def _student(self, each: Difference) -> str:
        student, journal = self._students.get(each.student_id or "", (None, self._after))
        if student is None or not student.last_name:
            return each.student_id or ""
        return student_short_name(journal, student, each.date or dt.date.max)

    def _made(self, each: Difference) -> str:
        who = staff_short_name(self._after, each.recorded_by) or staff_short_name(self._before, each.recorded_by)
        when = each.recorded_at.astimezone(self._zone) if each.recorded_at else None
        return ", ".join(filter(None, (who, f"{when:%d.%m.%Y %H:%M}" if when else ""))) or "не указано"

    def _record(self, each: Difference) -> str:
        if each.record is Record.MADE:
            reason = bound(plain(each.reason))
            return f"№\u00a0{each.correction_id}{f': {reason}' if reason else ''}"
        return _RECORDS[each.record]


def _key_part(column: Column, part: str) -> str:
    return short_date(dt.date.fromisoformat(part)) if column.type == "date" else column.labels.get(part, part)


def _group(each: Difference) -> tuple[bool, str | None, str | None, str | None]:
    return bool(each.key), each.group_id, each.course_id, each.teacher_id if each.course_id else None


def _what(each: Difference) -> str:
    """Return «Оценка за период: ведомость №», «Добавлено: занятие; вместе с этим: записи — 20»."""
    if not each.key:
        what = f"столбец «{each.title}»" if each.column else "вся таблица"
        return f"Таблица «{TABLES[each.table].title}»: {what}"
    noun = _NOUNS[each.table]
    if each.change in _VERBS:
        company = f"; вместе с этим: {each.company}" if each.along else ""
        return f"{_VERBS[each.change]}: {noun}{company}"
    own = {"entries": "text", "grades": "value"}.get(each.table)
    return capitalised(noun) if each.column == own else f"{capitalised(noun)}: {each.title.lower()}"
