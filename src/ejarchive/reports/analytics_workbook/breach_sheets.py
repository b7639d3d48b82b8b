"""The sheets behind the remarks: every lateness and every gap of the month, row by row, with its place in the journal.

No student is named: where several cells of one lesson are late, they are one row with their number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ejarchive.model.lessons import Lesson
from ejarchive.reports.analytics_workbook.labels import Labels
from ejarchive.reports.upkeep_report.review import Review
from ejarchive.spreadsheet import Colouring, Column, Format, Formula, Sheet, Value
from ejarchive.upkeep import Nature, Verdict

if TYPE_CHECKING:
    import pandas as pd

_LATE = ("attendance_late", "marks_late", "homework_late", "topic_late", "grades_late")
_GAPS = ("lesson_unfilled", "topic_missing", "homework_missing", "topic_off_plan")
_EVIDENCE = {"stamp": "время записи", "snapshot": "сравнение выгрузок"}
_PLACE = ["rule", "responsible_id", "group_id", "course_id", "lesson_id", "period"]
_WHO = (
    Column(key="teacher", title="Преподаватель", width=26, wrap=True),
    Column(key="group", title="Группа", width=10),
    Column(key="course", title="Дисциплина, МДК, практика", width=34, wrap=True),
)


def late_sheet(review: Review, labels: Labels) -> Sheet:
    """Return «Поздние записи»: what was due, when it was done, and by how much it came late."""
    columns = (
        Column(key="rule", title="Что", width=34, wrap=True),
        *_WHO,
        Column(key="day", title="Занятие", width=12, format=Format.DATE),
        Column(key="count", title="Записей", width=10, format=Format.WHOLE),
        Column(key="due", title="Срок", width=17, format=Format.MOMENT),
        Column(key="done", title="Внесено", width=17, format=Format.MOMENT),
        Column(key="late", title="Опоздание, ч:мин", width=13, format=Format.DURATION),
        Column(key="evidence", title="Доказано", width=20),
        Column(key="lesson", title="Код занятия", width=14),
    )
    rows = [_late_row(review, labels, row) for row in _breaches(review, _LATE)]
    return Sheet(
        title="Поздние записи",
        notes=(f"Внесено позже срока, {review.month.title}",),
        columns=columns,
        rows=rows,
        frozen=2,
        totals={"rule": "Всего", "count": Formula("SUM({count:column})")},
        colours=(Colouring(column="late", when="above", value=7, colour="bad"),),
    )


def gaps_sheet(review: Review, labels: Labels) -> Sheet:
    """Return «Темы и задания»: lessons that are not filled, and what to do about each."""
    lessons = {lesson.lesson_id: lesson for lesson in review.journal.rows(Lesson)}
    columns = (
        Column(key="rule", title="Чего нет", width=30, wrap=True),
        *_WHO,
        Column(key="day", title="Занятие", width=12, format=Format.DATE),
        Column(key="topic", title="Тема в журнале", width=40, wrap=True),
        Column(key="remedy", title="Что сделать", width=44, wrap=True),
        Column(key="lesson", title="Код занятия", width=14),
    )
    rows = []
    for row in _breaches(review, _GAPS):
        lesson = lessons.get(str(row["lesson_id"]))
        rows.append(_place(review, labels, row) | {
            "topic": lesson.topic if lesson else None,
            "remedy": review.upkeep.rules[row["rule"]].remedy,
        })  # fmt: skip
    return Sheet(title="Темы и задания", notes=(f"Не заполнено или не по программе, {review.month.title}",),
                 columns=columns, rows=rows, frozen=2)  # fmt: skip


def other_sheet(review: Review, labels: Labels) -> Sheet:
    """Return «Прочее»: every other rule that was not kept."""
    others = [rule for rule in review.upkeep.rules if rule not in (*_LATE, *_GAPS)]
    columns = (
        Column(key="rule", title="Что", width=34, wrap=True),
        *_WHO,
        Column(key="day", title="Занятие", width=12, format=Format.DATE),
        Column(key="period", title="Период", width=12),
        Column(key="count", title="Случаев", width=10, format=Format.WHOLE),
        Column(key="hours", title="Часов", width=10, format=Format.GENERAL),
        Column(key="sort", title="Устранимо", width=12),
        Column(key="remedy", title="Что сделать", width=44, wrap=True),
        Column(key="lesson", title="Код занятия", width=14),
    )
    rows = []
    for row in _breaches(review, others):
        rule = review.upkeep.rules[row["rule"]]
        rows.append(_place(review, labels, row) | {
            "period": _text(row["period"]),
            "count": int(row["count"]),
            "hours": float(row["amount"]) if "{hours}" in rule.one else None,
            "sort": "да" if rule.nature is Nature.REMEDIABLE else "нет",
            "remedy": rule.remedy,
        })  # fmt: skip
    notes = (f"Прочие нарушения, {review.month.title}",)
    return Sheet(title="Прочее", notes=notes, columns=columns, rows=rows, frozen=2)


def _breaches(review: Review, rules: list[str] | tuple[str, ...]) -> list[Mapping[str, Any]]:
    """Return the breaches that matured in the month, those of one lesson under one rule as one row."""
    judged = review.upkeep.judged
    if judged.empty:
        return []
    chosen = judged["rule"].isin(rules) & judged["deputy"].eq(review.deputy)
    chosen &= judged["verdict"].eq(Verdict.BREACH.value)
    found: pd.DataFrame = judged[chosen]
    days = found["matured"].dt.date  # of the breaches alone: there are few, and half a million verdicts
    found = found[(days >= review.month.first) & (days <= review.month.last)]
    if found.empty:
        return []
    grouped = found.groupby(_PLACE, dropna=False, sort=False, as_index=False).agg(
        count=("rule", "size"), due_at=("due_at", "min"), done_at=("done_at", "max"),
        evidence=("evidence", "first"), amount=("amount", "sum"),
    )  # fmt: skip
    order = {rule: place for place, rule in enumerate(review.upkeep.rules)}
    rows: list[dict[Any, Any]] = grouped.to_dict("records")
    return sorted(rows, key=lambda row: (order[row["rule"]], *(_text(row[name]) or "" for name in _PLACE[1:])))


def _late_row(review: Review, labels: Labels, row: Mapping[str, Any]) -> dict[str, Value]:
    due, done = _moment(review, row["due_at"]), _moment(review, row["done_at"])
    return _place(review, labels, row) | {
        "count": int(row["count"]),
        "due": due,
        "done": done,
        "late": Formula("{done}-{due}") if due and done else None,
        "evidence": _EVIDENCE.get(str(row["evidence"])),
    }


def _place(review: Review, labels: Labels, row: Mapping[str, Any]) -> dict[str, Value]:
    lesson_id = _text(row["lesson_id"])
    return {
        "rule": review.upkeep.rules[row["rule"]].title,
        "teacher": labels.plain_people.get(_text(row["responsible_id"]) or "", "не указан"),
        "group": labels.plain_groups.get(_text(row["group_id"]) or "", _text(row["group_id"])),
        "course": labels.plain_courses.get(_text(row["course_id"]) or "", _text(row["course_id"])),
        "day": labels.days.get(lesson_id or ""),
        "lesson": lesson_id,
    }


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _moment(review: Review, value: Any) -> dt.datetime | None:  # noqa: ANN401 - a time stamp or NaT
    """Return a UTC time stamp in the college's time zone."""
    if value is None or value != value:  # noqa: PLR0124 - NaT is what differs from itself
        return None
    moment: dt.datetime = value.to_pydatetime()
    return moment.astimezone(review.settings.college.zone)
