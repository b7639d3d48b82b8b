"""The lessons of a course and the tasks set in them, with the time stamps of a careful teacher."""

from __future__ import annotations

import datetime as dt
from random import Random

from generator.calendar import at, begins, ends, outside_outage
from generator.curriculum import Unit
from generator.tables import Row, Tables
from generator.timetable import Place

D = dt.date
# course → number of the place in its timetable, from 0: the lesson was cancelled and its topic moved on.
CANCELLED = {
    "c-tm24-mdk0101-1": (17,), "c-tm24-op02-1": (9,), "c-vt25-ood07-1": (12, 33), "c-vt25-ood13-2": (5,),
    "c-pk25-ood03-1": (14,), "c-tm24-mdk0101-2": (8, 21), "c-pk25-op02-2": (6,), "c-vt25-ood02-2": (10,),
}  # fmt: skip
# course → place → the Saturday to which the lesson was moved (held in the first pair).
MOVED = {
    "c-tm24-sg01-1": {6: D(2025, 9, 27)}, "c-tm24-op01-1": {11: D(2025, 10, 18)},
    "c-vt25-ood03-1": {8: D(2025, 10, 4)}, "c-pk25-op01-1": {20: D(2025, 11, 15)},
    "c-tm24-sg03-2": {7: D(2026, 2, 14)}, "c-vt25-ood12-2": {9: D(2026, 3, 28)},
}  # fmt: skip
# course → places, and who may take the lesson instead of its teacher: the first who is free does.
SUBSTITUTED: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "c-tm24-op02-1": ((5, 6), ("p11", "p13")), "c-tm24-mdk0101-1": ((30, 31), ("p14", "p11")),
    "c-tm24-oup09-1": ((13,), ("p18", "p23")), "c-vt25-ood02-1": ((10, 11), ("p17", "p06")),
    "c-vt25-ood12-1": ((9,), ("p05", "p09")), "c-pk25-ood07-1": ((19,), ("p05", "p20")),
    "c-tm24-mdk0102-2": ((15,), ("p13", "p11")), "c-vt25-ood07-2": ((22, 23), ("p05", "p20")),
}  # fmt: skip
SHORT = ("exam", "consultation")  # kinds of the session, outside the weekly timetable

_TASKS = {
    "control": ("control", "{topic}"), "credit": ("control", "Дифференцированный зачёт"),
    "practical": ("practical", "Практическая работа"), "laboratory": ("laboratory", "Отчёт по лабораторной работе"),
    "practice": ("practical", "Выполнение задания практики"), "coursework": ("project", "Этап курсовой работы"),
    "lesson": ("answer", "Ответ на занятии"),
}  # fmt: skip


def lessons_of(unit: Unit, places: list[Place], rng: Random) -> list[Row]:
    """Return the lessons of a course; ids are given later, in the order of days."""
    sequence = [
        (position, item)
        for position, item in enumerate(unit.items, start=1)
        if item.kind not in SHORT
        for _ in range(item.lessons)
    ]
    if unit.lag:
        sequence = sequence[: -unit.lag]
    rows: list[Row] = []
    waiting = iter(sequence)
    for index, (day, slot) in enumerate(places):
        row: Row = {"course_id": unit.course_id, "date": day, "slot": slot, "hours": 2}
        if index in CANCELLED.get(unit.course_id, ()):
            rows.append({**row, "status": "cancelled"})
            continue
        position, item = next(waiting, (0, None))
        if item is None:
            break
        if moved := MOVED.get(unit.course_id, {}).get(index):
            row.update(date=moved, slot=1, moved_from=day)
        row.update(hours=item.each, kind=item.kind, topic=item.topic, plan_position=position, status="held")
        if item.homework and item.kind != "credit":
            words = item.homework[index % len(item.homework)]
            row["homework"] = words.format(n=position, a=11 + 3 * index, b=14 + 3 * index, c=1 + index % 4)
        rows.append(row)
    if next(waiting, None) is not None:
        raise ValueError(f"{unit.course_id}: more topics than days")
    for (day, slot), (position, item) in zip(
        unit.session, [(n, i) for n, i in enumerate(unit.items, start=1) if i.kind in SHORT], strict=True
    ):
        rows.append({
            "course_id": unit.course_id, "date": day, "slot": slot, "hours": item.each, "kind": item.kind,
            "topic": item.topic, "plan_position": position, "status": "held",
        })  # fmt: skip
    for row in rows:
        _stamp(row, rng)
    return rows


def _stamp(row: Row, rng: Random) -> None:
    if row["status"] != "held":
        return
    over = ends(row["date"], row["slot"], row["hours"])
    row["recorded_at"] = outside_outage(over + dt.timedelta(minutes=rng.randint(-10, 25)))
    if row.get("homework"):
        row["homework_published_at"] = outside_outage(over + dt.timedelta(minutes=rng.randint(-8, 110)))


def pairs_of(row: Row) -> list[tuple[D, int]]:
    """Return the day and every pair that a lesson takes."""
    return [(row["date"], pair) for pair in range(row["slot"], row["slot"] + row["hours"] // 2)]


def add_substitutes(lessons: dict[str, list[Row]], plan: list[Unit]) -> None:
    """Let colleagues who are free take some lessons."""
    busy = {(unit.teacher, *place) for unit in plan for row in lessons[unit.course_id] for place in pairs_of(row)}
    for course, (numbers, candidates) in SUBSTITUTED.items():
        for number in numbers:
            row = lessons[course][number]
            free = [who for who in candidates if not any((who, *place) in busy for place in pairs_of(row))]
            if row["status"] == "held" and free:
                row["teacher_id"] = free[0]
                busy |= {(free[0], *place) for place in pairs_of(row)}


def tasks_of(unit: Unit, lesson: Row, rng: Random) -> list[Row]:
    """Return the tasks for which marks are given in a lesson."""
    if lesson["status"] != "held" or lesson["kind"] in SHORT:
        return []
    kind, title = _TASKS[lesson["kind"]]
    if lesson["kind"] == "practical" and unit.style == "answers" and "Работа" not in lesson["topic"]:
        kind, title = "answer", "Ответ, выполнение упражнений"
    if unit.style == "pass":
        kind, title = "practical", "Сдача норматива" if "норматив" in lesson["topic"] else "Выполнение упражнений"
        if lesson["kind"] == "credit":
            kind, title = "control", "Зачёт"
    if "Сочинение" in lesson["topic"]:
        kind = "essay"
    published = outside_outage(begins(lesson["date"], lesson["slot"]) + dt.timedelta(minutes=rng.randint(2, 20)))
    first: Row = {"kind": kind, "title": title.format(topic=lesson["topic"]), "published_at": published}
    if kind in {"control", "essay"} and lesson["kind"] != "credit":
        first["marks_due"] = lesson["date"] + dt.timedelta(days=10)
    rows = [first]
    if lesson["kind"] == "lesson" and unit.style == "answers" and rng.random() < 0.14:
        rows.append({"kind": "homework", "title": "Проверка домашнего задания", "published_at": published})
    return rows


def number_lessons(tables: Tables, found: list[tuple[Row, list[Row]]]) -> None:
    """Give ids to lessons and their tasks in the order of days, and put them into the tables."""
    found.sort(key=lambda pair: (pair[0]["date"], pair[0]["slot"], pair[0]["course_id"]))
    task = 0
    for number, (lesson, tasks) in enumerate(found, start=1):
        lesson["lesson_id"] = f"l{number:05}"
        tables["lessons"].append(lesson)
        for row in tasks:
            task += 1
            row.update(task_id=f"t{task:05}", lesson_id=lesson["lesson_id"])
            tables["tasks"].append(row)


def same_day(lesson: Row, rng: Random, low: int, high: int) -> dt.datetime:
    """Return a moment `low`–`high` minutes after the lesson."""
    over = ends(lesson["date"], lesson["slot"], lesson["hours"])
    return outside_outage(over + dt.timedelta(minutes=rng.randint(low, high)))


def days_later(lesson: Row, rng: Random, low: int, high: int, last: D) -> dt.datetime:
    """Return an afternoon `low`–`high` days after the lesson, but not after the day `last`."""
    day = min(lesson["date"] + dt.timedelta(days=rng.randint(low, high)), last)
    if day <= lesson["date"]:
        return same_day(lesson, rng, 10, 70)
    return outside_outage(at(day, rng.randint(15, 16), rng.randint(25, 59)))
