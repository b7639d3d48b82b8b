"""Remarks of the deputies and corrections, told from what was planted."""

from __future__ import annotations

import datetime as dt

from generator.calendar import at
from generator.tables import Row, Tables

D = dt.date
# month → the day on which the deputies issued its remarks.
_REVIEWS = {"2025-10": D(2025, 11, 5), "2025-11": D(2025, 12, 3), "2025-12": D(2026, 1, 12), "2026-01": D(2026, 2, 4),
            "2026-03": D(2026, 4, 3), "2026-04": D(2026, 5, 6), "2026-05": D(2026, 6, 3)}  # fmt: skip
_SEVERAL = {
    "topic_missing": "Не записаны темы занятий: {days}.",
    "lesson_unfilled": "Занятия по расписанию не заполнены: {days}.",
}
_TEXTS = {
    "attendance_late": "Отсутствующие отмечены позднее двух дней после занятия: {days}.",
    "marks_late": "Оценки за занятие выставлены позднее семи дней: {days}.",
    "topic_missing": "Не записана тема занятия: {days}.",
    "homework_missing": "Не указано домашнее задание: {days}.",
    "homework_late": "Домашнее задание опубликовано после 19:00: {days}.",
    "lesson_unfilled": "Занятие по расписанию не заполнено: {days}.",
    "foreign_author": "Записи сделаны работником, который не ведёт занятий в группе: {days}.",
    "mark_without_task": "Оценки выставлены без назначенного задания: {days}.",
    "topic_off_plan": "Тема занятия не соответствует рабочей программе: {days}.",
    "grade_missing": "Не выставлены оценки за семестр.",
    "grades_late": "Оценки за семестр выставлены позднее четырёх дней после его окончания.",
    "not_assessed_bare": "Для «н/а» не указаны срок и форма ликвидации задолженности.",
    "few_marks": "Мало оценок: семь занятий подряд без оценок.",
}
# rule and course (and month, where it happened twice) → state, explanation, resolved, resolution; others are proposed.
_FATES: dict[str, tuple[str, str, D | None, str]] = {
    "2025-10 attendance_late c-tm24-op03-1": (
        "confirmed", "Отмечал по бумажному списку, внёс позже.", D(2025, 11, 7), "Объяснение принято"),
    "2025-10 marks_late c-tm24-op03-1": (
        "confirmed", "Проверял работы дольше обычного.", D(2025, 11, 7), "Объяснение принято"),
    "2025-10 topic_missing c-tm24-op03-1": ("confirmed", "", D(2025, 11, 10), "Темы записаны"),
    "2025-10 homework_missing c-vt25-ood02-1": (
        "confirmed", "Была на больничном.", D(2025, 12, 16), "Задания указаны с опозданием"),
    "2025-10 homework_late c-vt25-ood12-1": (
        "confirmed", "Задание выдано на занятии устно.", D(2025, 11, 6), "Объяснение принято"),
    "2025-10 topic_missing c-pk25-up01-1": ("confirmed", "", D(2025, 11, 12), "Тема записана"),
    "2025-11 lesson_unfilled c-vt25-ood08-1-2": ("confirmed", "", D(2025, 12, 4), "Занятие заполнено"),
    "2025-11 homework_late c-vt25-ood12-1": (
        "confirmed", "Не работал интернет в кабинете.", D(2025, 12, 5), "Объяснение принято"),
    "2025-11 foreign_author c-vt25-ood13-1": ("acquainted", "Коллега помогала внести записи.", None, ""),
    "2025-11 marks_late c-pk25-up01-1": (
        "confirmed", "Оценки были в бумажном журнале цеха.", D(2025, 12, 5), "Объяснение принято"),
    "2025-11 mark_without_task c-vt25-ood03-1": (
        "returned", "Оценки за устный ответ.", None, "Задание к оценкам не указано"),
    "2025-11 topic_off_plan c-vt25-ood11-1": ("dropped", "", D(2025, 12, 5), "Тема согласована с методистом"),
    "2025-12 marks_late c-tm24-up01-1-2": (
        "confirmed", "Ждал сдачи дневников практики.", D(2026, 1, 14), "Объяснение принято"),
    "2025-12 attendance_late c-tm24-op03-1": (
        "confirmed", "Объяснение прежнее.", D(2026, 1, 15), "Объяснение принято, сделано предупреждение"),
    "2025-12 topic_missing c-tm24-op03-1": ("acquainted", "", None, ""),
    "2025-12 homework_missing c-tm24-op02-1": ("issued", "", None, ""),
    "2025-12 topic_missing c-pk25-up01-1": ("confirmed", "", D(2026, 1, 13), "Тема записана"),
    "2026-01 grade_missing c-tm24-op01-1": ("issued", "", None, ""),
    "2026-01 grades_late c-vt25-ood12-1": (
        "acquainted", "Ждала возвращения обучающихся с каникул.", None, ""),
    "2026-04 topic_missing c-tm24-mdk0102-2": ("issued", "", None, ""),
    "2026-03 homework_missing c-tm24-sg03-2": ("presumed_eliminated", "", D(2026, 5, 12), ""),
}  # fmt: skip
_REPEATS = {  # the same teacher, the same rule, a later month
    "2025-11 homework_late c-vt25-ood12-1": "2025-10 homework_late c-vt25-ood12-1",
    "2025-12 attendance_late c-tm24-op03-1": "2025-10 attendance_late c-tm24-op03-1",
    "2025-12 topic_missing c-tm24-op03-1": "2025-10 topic_missing c-tm24-op03-1",
    "2025-12 topic_missing c-pk25-up01-1": "2025-10 topic_missing c-pk25-up01-1",
}
_WEEK = dt.timedelta(days=7)


def add_records(tables: Tables, planted: list[Row]) -> None:
    """Fill remarks and the corrections of marks, topics and grades."""
    _add_remarks(tables, planted)
    _add_corrections(tables, planted)
    tables["corrections"].sort(key=lambda row: (row["at"], row.get("lesson_id") or "", row.get("student_id") or ""))
    for number, row in enumerate(tables["corrections"], start=1):
        row["correction_id"] = f"k{number:04}"
    identify = {row.pop("_key"): row["correction_id"] for row in tables["corrections"] if "_key" in row}
    for plant in planted:
        if plant["id"] in identify:
            plant["correction_ids"] = [identify[plant["id"]]]


def _add_remarks(tables: Tables, planted: list[Row]) -> None:
    dates = {row["lesson_id"]: row["date"] for row in tables["lessons"]}
    numbers: dict[str, str] = {}
    reviewed = [plant for plant in planted if plant["rule"] in _TEXTS and plant["month"] in _REVIEWS]
    for plant in sorted(reviewed, key=lambda plant: _REVIEWS[plant["month"]]):
        lessons = plant.get("lesson_ids", [])
        text = (_SEVERAL if len(lessons) > 1 else _TEXTS).get(plant["rule"], _TEXTS[plant["rule"]])
        day = _REVIEWS[plant["month"]]
        story = f"{plant['month']} {plant['rule']} {plant['course_id']}"
        state, explanation, resolved, resolution = _FATES.get(story, ("proposed", "", None, ""))
        numbers[story] = f"r{len(numbers) + 1:03}"
        row: Row = {
            "remark_id": numbers[story], "date": day,
            "author_id": "p03" if plant["deputy"] == "practical" else "p02",
            "responsible_id": plant["responsible_id"], "group_id": plant["group_id"], "course_id": plant["course_id"],
            "lesson_id": lessons[0] if lessons else None, "code": plant["rule"],
            "text": text.format(days=", ".join(f"{dates[lesson]:%d.%m.%Y}" for lesson in lessons)),
            "due": day + _WEEK, "state": state, "explanation": explanation or None, "resolved_at": resolved,
            "resolution": resolution or None,
        }  # fmt: skip
        if state != "proposed":
            row["issued_at"] = day
        if story in _REPEATS:
            row["repeats"] = numbers[_REPEATS[story]]
        plant["remark_id"] = row["remark_id"]
        tables["remarks"].append(row)


# course, month, days after the mark, hour, what was written before by what stands there now; rule if planted.
_MARKS = (
    ("c-tm24-oup09-1", "2025-09", 2, ""), ("c-tm24-mdk0101-1", "2025-10", 1, ""), ("c-vt25-ood07-1", "2025-10", 3, ""),
    ("c-pk25-op01-1", "2025-11", 2, ""), ("c-tm24-sg01-1", "2025-12", 1, ""), ("c-vt25-ood07-1", "2025-11", 24, "correction_late"),
    ("c-pk25-ood03-1", "2025-12", 32, "correction_after_period"), ("c-tm24-op01-2", "2026-02", 2, ""),
    ("c-vt25-ood01-2", "2026-03", 4, ""), ("c-tm24-mdk0101-2", "2026-03", 30, "correction_late"),
)  # fmt: skip
_WRONG = {"5": "4", "4": "3", "3": "2", "2": "3"}


def _add_corrections(tables: Tables, planted: list[Row]) -> None:
    lessons = {row["lesson_id"]: row for row in tables["lessons"]}
    courses = {row["course_id"]: row for row in tables["courses"]}
    taken = {(row["lesson_id"], row["student_id"]) for row in tables["corrections"]}
    taken |= {(lesson, cell["student_id"]) for plant in planted for lesson in plant.get("lesson_ids", ())
              for cell in tables["entries"] if cell["lesson_id"] == lesson}  # fmt: skip
    for course, month, days, rule in _MARKS:
        cell = next(
            row for row in tables["entries"]
            if lessons[row["lesson_id"]]["course_id"] == course and row["text"] in _WRONG
            and lessons[row["lesson_id"]]["date"].isoformat().startswith(month)
            and (row["lesson_id"], row["student_id"]) not in taken
        )  # fmt: skip
        taken.add((cell["lesson_id"], cell["student_id"]))
        when = cell["mark_recorded_at"] + dt.timedelta(days=days)
        row: Row = {
            "at": when.replace(hour=15, minute=20) if days > 7 else when, "author_id": cell["recorded_by"],
            "course_id": course, "lesson_id": cell["lesson_id"], "student_id": cell["student_id"], "field": "text",
            "before": _WRONG[cell["text"]], "after": cell["text"], "kind": "correction",
            "reason": "Ошибка при внесении" if days < 8 else "Заявление обучающегося, разрешение заместителя директора",
        }  # fmt: skip
        if rule:
            row["_key"] = f"P{len(planted) + 1:02}"
            planted.append({
                "id": row["_key"], "rule": rule, "month": row["at"].date().isoformat()[:7], "deputy": "academic",
                "responsible_id": courses[course]["teacher_id"], "group_id": courses[course]["group_id"],
                "course_id": course, "lesson_ids": [cell["lesson_id"]], "student_ids": [cell["student_id"]],
                "note": f"исправление через {days} дн. после выставления оценки",
            })  # fmt: skip
        tables["corrections"].append(row)
    _correct_words(tables)


def _correct_words(tables: Tables) -> None:
    """A topic and a homework were mistyped, a term grade was set by mistake and mended the next day."""
    topic = next(row for row in tables["lessons"] if row["course_id"] == "c-tm24-oup09-1" and row["kind"] == "control")
    homework = next(row for row in tables["lessons"] if row["course_id"] == "c-vt25-ood01-1" and row.get("homework"))
    for lesson, field, before, author in (
        (topic, "topic", topic["topic"].replace("Контрольная", "Контролная"), "p05"),
        (homework, "homework", "§ 2", "p19"),
    ):
        tables["corrections"].append({
            "at": at(lesson["date"] + dt.timedelta(days=1), 8, 20), "author_id": author, "kind": "correction",
            "course_id": lesson["course_id"], "lesson_id": lesson["lesson_id"], "field": field, "before": before,
            "after": lesson[field], "reason": "Опечатка",
        })  # fmt: skip
    grade = next(
        row for row in tables["grades"]
        if row["course_id"] == "c-pk25-ood07-1" and row["value"] == "4" and row["kind"] == "result"
    )  # fmt: skip
    tables["corrections"].append({
        "at": grade["recorded_at"] + dt.timedelta(hours=16), "author_id": grade["recorded_by"], "kind": "correction",
        "course_id": grade["course_id"], "student_id": grade["student_id"], "field": "value", "before": "3",
        "after": "4", "reason": "Ошибка при внесении",
    })  # fmt: skip
