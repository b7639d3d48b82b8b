"""Who is ill, excused or absent on which day: one truth for all lessons of that day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from generator.calendar import TERMS, days
from generator.tables import Row

D = dt.date
TRUANT, LONG_ILL = "s018", "s006"
LONG_ILLNESS = (D(2025, 11, 10), D(2025, 12, 13))


@dataclass(frozen=True)
class Spell:
    """A stretch of days a student is away: code `б` or `п`; refined = first written «н», then mended."""

    code: str
    starts: D
    ends: D
    refined: bool = False


def spells_of(student: str, seed: int) -> list[Spell]:
    """Return the illnesses and excused days of a student over the year."""
    rng = Random(f"{seed}/spells/{student}")
    spells: list[Spell] = []
    for number, (starts, ends) in TERMS.items():
        if student == LONG_ILL and number == 1:
            spells.append(Spell("б", *LONG_ILLNESS))
            continue
        room = (ends - starts).days - 25
        if rng.random() < 0.62:
            first = starts + dt.timedelta(days=10 + rng.randrange(room))
            length = rng.choice((1, 2, 3, 4, 5, 7, 9))
            spells.append(Spell("б", first, first + dt.timedelta(days=length), refined=length <= 3))
        if rng.random() < 0.45:
            first = starts + dt.timedelta(days=10 + rng.randrange(room))
            spells.append(Spell("п", first, first + dt.timedelta(days=rng.choice((0, 0, 1)))))
    return spells


def absence_days(students: list[Row], seed: int) -> dict[tuple[str, D], Spell]:
    """Return (student, day) → the spell that keeps him away."""
    away: dict[tuple[str, D], Spell] = {}
    for student in students:
        for spell in spells_of(student["student_id"], seed):
            for day in days(spell.starts, spell.ends):
                away.setdefault((student["student_id"], day), spell)
    return away


def lesson_code(student: str, lesson: Row, away: dict[tuple[str, D], Spell], rng: Random) -> tuple[str, Spell | None]:
    """Return the absence or lateness code of a student in a lesson, and the spell behind it."""
    chance = rng.random()
    spell = away.get((student, lesson["date"]))
    if spell:
        return spell.code, spell
    if chance < (0.11 if student == TRUANT else 0.012):
        return "н", None
    late = 0.03 if lesson["slot"] == 1 else 0.006
    if chance > 1 - (late * 3 if student == TRUANT else late):
        return "о", None
    return "", None
