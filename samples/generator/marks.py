"""The cells: marks where tasks were set, absence codes where somebody was away.

Why the gap rule: a student who is present gets a mark at least every fourth lesson, so that «too few
marks» is found only where it was planted.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from generator.attendance import Spell, lesson_code
from generator.calendar import at, begins, outside_outage
from generator.curriculum import Unit
from generator.lessons import SHORT, days_later, same_day
from generator.movement import EXEMPT, attends_freely, is_member
from generator.tables import Row

D = dt.date
WEAK = {("op02", "s012"): 2.0, ("op02", "s018"): 3.0, ("ood07", "s048"): 2.3, ("ood12", "s064"): 2.4}
# course → numbers of its lessons, from 0: planted lessons without marks, and lessons nobody filled in.
QUIET = {"c-vt25-ood10-2": range(6, 13)}
UNFILLED = {"c-vt25-ood08-2-1": range(9, 12)}
_DELAY = {"practical": (0, 3), "laboratory": (1, 4), "control": (2, 8), "essay": (3, 9), "project": (0, 2)}
_SHARE = {"control": 1.0, "essay": 1.0, "practical": 0.72, "laboratory": 0.9, "project": 0.3, "homework": 0.2}


@dataclass
class Page:
    """What is being written for one course: its cells, the absence corrections, each student's marks."""

    unit: Unit
    entries: list[Row] = field(default_factory=list)
    corrections: list[Row] = field(default_factory=list)
    marks: dict[str, list[str]] = field(default_factory=dict)
    since: dict[str, int] = field(default_factory=dict)


def ability(student: str, seed: int) -> float:
    """How well a student learns, on the scale of marks."""
    return min(4.9, max(3.25, Random(f"{seed}/ability/{student}").gauss(4.05, 0.45)))


def _mark(unit: Unit, student: str, level: float, rng: Random) -> str:
    if unit.style == "pass":
        return "НЗ" if rng.random() < 0.04 else "ЗЧ"
    value = min(5, max(2, round(rng.gauss(WEAK.get((unit.key, student), level), 0.62))))
    if value == 5 and rng.random() < 0.07:
        return "5-" if rng.random() < 0.7 else "5+"
    return str(value)


def _chosen(page: Page, task: Row, present: list[str], rng: Random) -> set[str]:
    """Choose who gets a mark for a task: everybody, a share, or those who waited longest."""
    patience = 2 if page.unit.pairs == 1 else 3
    if task["kind"] == "answer":
        order = sorted(present, key=lambda s: (-page.since.get(s, 0), rng.random()))
        return set(order[: max(3, len(present) // (patience + 1))]) | {
            s for s in present if page.since.get(s, 0) >= patience
        }
    share = 0.93 if page.unit.style == "practice" else _SHARE[task["kind"]]
    if page.unit.style == "pass" and "норматив" not in task["title"] and task["kind"] == "practical":
        share = 0.4
    waiting = set() if task["kind"] == "homework" else {s for s in present if page.since.get(s, 0) >= patience}
    return {s for s in present if rng.random() < share} | waiting


def fill_page(
    unit: Unit, lessons: list[tuple[Row, list[Row]]], students: list[Row], away: dict[tuple[str, D], Spell], seed: int
) -> Page:
    """Write all cells of a course; `students` are those who may take it."""
    page = Page(unit)
    rng = Random(f"{seed}/marks/{unit.course_id}")
    levels = {row["student_id"]: ability(row["student_id"], seed) for row in students}
    last = max((lesson["date"] for lesson, _ in lessons if lesson.get("kind") not in SHORT), default=D.min)
    for number, (lesson, tasks) in enumerate(lessons):
        if lesson["status"] != "held" or lesson["kind"] == "consultation":
            continue
        if number in UNFILLED.get(unit.course_id, ()):
            continue
        codes = {
            row["student_id"]: lesson_code(row["student_id"], lesson, away, rng)
            for row in students
            if is_member(row, unit.group, lesson["date"])
            and not (
                attends_freely(row["student_id"], lesson["date"])
                and lesson["kind"] not in {"control", "exam", "practice"}
            )
        }
        quiet = number in QUIET.get(unit.course_id, ())
        _fill_lesson(page, lesson, [] if quiet else tasks, codes, levels, last, rng)
    return page


def _fill_lesson(
    page: Page,
    lesson: Row,
    tasks: list[Row],
    codes: dict[str, tuple[str, Spell | None]],
    levels: dict[str, float],
    last: D,
    rng: Random,
) -> None:
    present = [s for s, (code, _) in codes.items() if code in {"", "о"}]
    marks: dict[str, list[tuple[str, str]]] = {}
    for task in tasks:
        able = [s for s in present if page.unit.style != "pass" or (codes[s][0] == "" and s != EXEMPT)]
        chosen = _chosen(page, task, able, rng)
        if task["kind"] in {"control", "essay", "practical"} and page.unit.style not in {"pass", "practice"}:
            # Work that may be marked in absence (АПТ 4.4): «н3», «б4».
            chosen |= {
                s
                for s, (code, _) in codes.items()
                if s not in present and rng.random() < (0.6 if code == "п" else 0.12)
            }
        for student in sorted(chosen):
            marks.setdefault(student, []).append((_mark(page.unit, student, levels[student], rng), task["task_id"]))
    opened = begins(lesson["date"], lesson["slot"])
    noted = outside_outage(opened + dt.timedelta(minutes=rng.randint(4, 16)))
    main = tasks[0]["kind"] if tasks else "answer"
    if main in _DELAY and page.unit.style not in {"pass", "practice"} and lesson["kind"] != "credit":
        graded = days_later(lesson, rng, *_DELAY[main], last)
    else:
        graded = same_day(lesson, rng, 5, 60)
    for student, (code, spell) in codes.items():
        given = marks.get(student, [])
        if given:
            page.since[student] = 0
            page.marks.setdefault(student, []).extend(mark for mark, _ in given)
        elif code in {"", "о"}:
            page.since[student] = page.since.get(student, 0) + 1
        if not given and not code:
            continue
        row: Row = {
            "lesson_id": lesson["lesson_id"], "student_id": student, "text": code + "/".join(m for m, _ in given),
            "recorded_by": lesson.get("teacher_id") or page.unit.teacher,
        }  # fmt: skip
        if given:
            row["task_ids"] = ";".join(task for _, task in given)
            row["mark_recorded_at"] = graded
        if code:
            row["absence_recorded_at"] = noted
            if code in {"н", "п"} and lesson["hours"] == 2 and rng.random() < 0.07:
                row["absent_hours"] = 1
        page.entries.append(row)
        if spell and spell.refined:
            page.corrections.append(_refined(page.unit, lesson, row, spell))


def _refined(unit: Unit, lesson: Row, entry: Row, spell: Spell) -> Row:
    back = spell.ends + dt.timedelta(days=1)
    back += dt.timedelta(days=max(0, 7 - back.weekday()) if back.weekday() > 4 else 0)
    return {
        "at": max(outside_outage(at(back, 16, 10)), entry.get("mark_recorded_at") or at(back, 9)),
        "author_id": entry["recorded_by"], "course_id": unit.course_id, "lesson_id": lesson["lesson_id"],
        "student_id": entry["student_id"], "field": "text", "before": "н" + entry["text"][1:], "after": entry["text"],
        "reason": "Причина отсутствия подтверждена документом", "kind": "absence_reason",
    }  # fmt: skip
