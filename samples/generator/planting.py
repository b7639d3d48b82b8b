"""The plan of the garden: which plant stands where (the story is told in samples/README.md)."""

from __future__ import annotations

import datetime as dt

from generator import plants as p
from generator.calendar import at
from generator.lessons import CANCELLED
from generator.marks import QUIET, UNFILLED
from generator.tables import Row, Tables

D = dt.date


def plant_all(tables: Tables) -> list[Row]:
    """Plant everything and return the list."""
    garden = p.Garden(tables)
    _october(garden)
    _november(garden)
    _december(garden)
    _first_term(garden)
    _second_term(garden)
    for course, cancelled in CANCELLED.items():
        lessons = [row for row in garden.by_course[course] if row["status"] == "cancelled"]
        assert len(lessons) == len(cancelled)
    return garden.plants


def _october(garden: p.Garden) -> None:
    # The teacher of materials science is late in October, mends in November, is late again in December.
    p.attendance_late(garden, "c-tm24-op03-1", "2025-10", 2, days=5)
    p.marks_late(garden, "c-tm24-op03-1", "2025-10", 1, days=10)
    p.topic_missing(garden, "c-tm24-op03-1", "2025-10", 2, mended=D(2025, 11, 10))
    # Overdue: the remark of November is mended only in the middle of December.
    p.homework_missing(garden, "c-vt25-ood02-1", "2025-10", 2, mended=D(2025, 12, 15))
    p.homework_late(garden, "c-vt25-ood12-1", "2025-10", 20, 10)
    p.topic_missing(garden, "c-pk25-up01-1", "2025-10", 1, mended=D(2025, 11, 12))


def _november(garden: p.Garden) -> None:
    p.lesson_unfilled(garden, "c-vt25-ood08-1-2", "2025-11", mended=D(2025, 12, 4))
    p.homework_late(garden, "c-vt25-ood12-1", "2025-11", 19, 30)
    p.foreign_author(garden, "c-vt25-ood13-1", "2025-11", "p23")
    p.marks_late(garden, "c-pk25-up01-1", "2025-11", 1, days=9)
    p.marks_late(garden, "c-tm24-up01-1-2", "2025-11", 1, days=10)  # the seven days end in December
    for row in garden.tables["grades"]:  # the master set the term's grades once the marks were complete
        if row["course_id"] == "c-tm24-up01-1-2":
            row["recorded_at"] = at(D(2025, 12, 5), 17, 40)
    p.mark_without_task(garden, "c-vt25-ood03-1", "2025-11", 3)
    p.topic_off_plan(garden, "c-vt25-ood11-1", "2025-11", "Решение задач повышенной трудности")


def _december(garden: p.Garden) -> None:
    p.attendance_late(garden, "c-tm24-op03-1", "2025-12", 1, days=4)
    p.topic_missing(garden, "c-tm24-op03-1", "2025-12", 1)
    p.homework_missing(garden, "c-tm24-op02-1", "2025-12", 1)
    p.topic_missing(garden, "c-pk25-up01-1", "2025-12", 1, mended=D(2026, 1, 13))


def _first_term(garden: p.Garden) -> None:
    p.grade_missing(garden, "c-tm24-op01-1", ["s021"])
    p.grade_missing(garden, "c-vt25-ood02-1", ["s035", "s041", "s047", "s053", "s059"])
    p.grade_missing(garden, "c-pk25-mdk0101-1", ["s027", "s031", "s034"])
    p.grades_late(garden, "c-vt25-ood12-1", at(D(2026, 1, 9), 14, 5))
    p.not_assessed_bare(garden, "c-vt25-ood12-1", "s048")
    garden.note("plan_lag", "2025-12", "c-tm24-op01-1", "не дано 2 ч.", hours=2)


def _second_term(garden: p.Garden) -> None:
    p.topic_missing(garden, "c-tm24-mdk0102-2", "2026-04", 5)
    p.homework_missing(garden, "c-tm24-sg03-2", "2026-03", 5, mended=D(2026, 5, 12))
    p.homework_missing(garden, "c-vt25-ood11-2", "2026-04", 2)
    p.grade_missing(garden, "c-tm24-sg02-2-2", None)
    p.grade_missing(garden, "c-tm24-up01-2-1", ["s001", "s005", "s009", "s013"])
    p.topic_missing(garden, "c-vt25-ood02-2", "2026-04", 5)
    p.topic_missing(garden, "c-pk25-up01-2", "2026-04", 3)
    p.marks_late(garden, "c-pk25-mdk0102-2", "2026-03", 1, days=12)
    for course, numbers in UNFILLED.items():
        p.never_filled(garden, course, numbers)
    for course, numbers in QUIET.items():
        lessons = [garden.by_course[course][number] for number in numbers]
        ids = [row["lesson_id"] for row in lessons]
        month = lessons[-1]["date"].isoformat()[:7]
        garden.note("few_marks", month, course, "семь занятий подряд без оценок", lesson_ids=ids)
    garden.note("plan_lag", "2026-06", "c-vt25-ood07-2", "не дано 8 ч.", hours=8)
