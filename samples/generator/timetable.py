"""The weekly timetable and the days it falls on.

Why: no group or subgroup, and no teacher, may stand in two places; subgroups of one discipline meet in
the same pair with different teachers, as colleges do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from random import Random

from generator.calendar import SLOTS, WEEKDAYS, days, is_holiday
from generator.curriculum import TEACHING, Unit

Cell = tuple[int, int]  # weekday, pair
Place = tuple[dt.date, int]  # day, pair
PRACTICE_SLOTS = (1, 2, 3)


def weekly_grid(
    plan: list[Unit], number: int, cancelled: Mapping[str, Sequence[int]], rng: Random
) -> dict[str, list[Cell]]:
    """Return the weekly cells of each discipline of a term, `group/key` → cells; there is room for all topics."""
    for _ in range(500):
        grid = _try_grid([unit for unit in plan if unit.number == number and unit.pairs and not unit.days], rng)
        if grid is None:
            continue
        term = [unit for unit in plan if unit.number == number]
        spare = {unit.course_id: len(cancelled.get(unit.course_id, ())) for unit in term}
        if all(_needs(unit) + spare[unit.course_id] <= len(places(unit, grid)) for unit in term) and not _clashes(
            term, grid, spare
        ):
            return grid
    raise RuntimeError(f"no timetable found for term {number}")


def _needs(unit: Unit) -> int:
    """Return how many lessons of the weekly timetable the programme takes."""
    return sum(item.lessons for item in unit.items if item.kind not in {"consultation", "exam"}) - unit.lag


def _clashes(term: list[Unit], grid: dict[str, list[Cell]], spare: dict[str, int]) -> bool:
    """Whether an examiner has a lesson elsewhere during a consultation or an examination."""
    sessions = {
        (unit.teacher, day, pair)
        for unit in term
        for number, (day, slot) in enumerate(unit.session)
        for pair in (range(slot, slot + 3) if number else (slot,))
    }
    return any(
        (unit.teacher, *place) in sessions
        for unit in term
        for place in places(unit, grid)[: _needs(unit) + spare[unit.course_id]]
    )


def _try_grid(plan: list[Unit], rng: Random) -> dict[str, list[Cell]] | None:
    groups: dict[str, set[Cell]] = {}
    teachers: dict[str, set[Cell]] = {}
    grid: dict[str, list[Cell]] = {}
    for unit in plan:  # a fixed practice day comes first
        if unit.weekday is not None:
            morning = [(unit.weekday, slot) for slot in PRACTICE_SLOTS]
            groups.setdefault(unit.group, set()).update([*morning, (unit.weekday, 4)])
            teachers.setdefault(unit.teacher, set()).update(morning)
            grid[f"{unit.group}/{unit.key}"] = morning[:1]
    disciplines: dict[str, list[Unit]] = {}
    for unit in plan:
        if unit.weekday is None:
            disciplines.setdefault(f"{unit.group}/{unit.key}", []).append(unit)
    names = list(disciplines)
    rng.shuffle(names)
    names.sort(key=lambda name: (-len(disciplines[name]), -disciplines[name][0].pairs))
    for name in names:
        subgroups = disciplines[name]
        busy = groups.setdefault(subgroups[0].group, set())
        taken = [teachers.setdefault(unit.teacher, set()) for unit in subgroups]
        cells: list[Cell] = []
        for _ in range(subgroups[0].pairs):
            used = {day for day, _ in cells}
            free = [
                (day, slot)
                for day in WEEKDAYS
                for slot in SLOTS
                if (day, slot) not in busy and not any((day, slot) in times for times in taken) and day not in used
            ]
            if not free:
                return None
            # No window in a day: the lowest pair of the emptiest day.
            cells.append(min(free, key=lambda c: (c[1], sum(d == c[0] for d, _ in busy), rng.random())))
            for times in (busy, *taken):
                times.add(cells[-1])
        grid[name] = sorted(cells)
    return grid


def places(unit: Unit, grid: dict[str, list[Cell]]) -> list[Place]:
    """Return every day and pair on which the course may have a lesson this term, in order."""
    if unit.days:
        return [(day, 1) for day in days(*unit.days) if day.weekday() < 6 and not is_holiday(day)][: len(unit.items)]
    if not unit.pairs:
        return []
    cells = grid[f"{unit.group}/{unit.key}"]
    return [
        (day, slot)
        for starts, ends in TEACHING[unit.group, unit.number]
        for day in days(starts, ends)
        if not is_holiday(day)
        for weekday, slot in cells
        if weekday == day.weekday()
    ]
