"""The whole college, from the seed to the tables."""

from __future__ import annotations

from random import Random

from generator.attendance import absence_days
from generator.calendar import TERMS
from generator.college import add_college
from generator.curriculum import Unit, add_curriculum, units
from generator.grades import Book, add_grades
from generator.lessons import CANCELLED, add_substitutes, lessons_of, number_lessons, tasks_of
from generator.marks import fill_page
from generator.movement import add_movement, ever_member
from generator.planting import plant_all
from generator.records import add_records
from generator.tables import Row, Tables, empty_tables
from generator.timetable import places, weekly_grid

SEED = 2025


def build_college(seed: int = SEED) -> tuple[Tables, list[Row]]:
    """Return all tables of the sample college and the list of what was planted in them."""
    tables = empty_tables()
    add_college(tables)
    add_movement(tables)
    plan = units()
    add_curriculum(tables, plan)
    lessons, tasks = _add_lessons(tables, plan, seed)
    away = absence_days(tables["students"], seed)
    book = Book(tables, seed)
    for unit in plan:
        students = _takers(tables, unit)
        page = fill_page(
            unit, [(row, tasks[row["lesson_id"]]) for row in lessons[unit.course_id]], students, away, seed
        )
        tables["entries"] += page.entries
        tables["corrections"] += page.corrections
        add_grades(book, unit, page, lessons[unit.course_id], students)
    tables["entries"].sort(key=lambda row: (row["lesson_id"], row["student_id"]))
    planted = plant_all(tables)
    add_records(tables, planted)
    return tables, planted


def _add_lessons(tables: Tables, plan: list[Unit], seed: int) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    grids = {number: weekly_grid(plan, number, CANCELLED, Random(f"{seed}/timetable/{number}")) for number in (1, 2)}
    found: list[tuple[Row, list[Row]]] = []
    by_course: dict[str, list[Row]] = {}
    for unit in plan:
        rng = Random(f"{seed}/lessons/{unit.course_id}")
        rows = lessons_of(unit, places(unit, grids[unit.number]), rng)
        found += [(row, tasks_of(unit, row, rng)) for row in rows]
        by_course[unit.course_id] = sorted(rows, key=lambda row: (row["date"], row["slot"]))
    add_substitutes(by_course, plan)
    number_lessons(tables, found)
    return by_course, {row["lesson_id"]: tasks for row, tasks in found}


def _takers(tables: Tables, unit: Unit) -> list[Row]:
    """Return who may take a course; a subgroup is half of the group, listed in `course_students`."""
    starts, ends = TERMS[unit.number]
    members = [row for row in tables["students"] if ever_member(row, unit.group, starts, ends)]
    if not unit.subgroup:
        return members
    alphabet = sorted(members, key=lambda row: row["student_id"])
    half = [row for n, row in enumerate(alphabet) if n % 2 == int(unit.subgroup) - 1]
    if unit.kind != "training_practice":  # languages divide by twos, mechanics by the register's halves
        half = [row for n, row in enumerate(alphabet) if (n % 4 < 2) == (unit.subgroup == "1")]
    tables["course_students"] += [{"course_id": unit.course_id, "student_id": row["student_id"]} for row in half]
    return half
