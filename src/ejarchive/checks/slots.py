"""The timetable: nobody is in two places in one slot (пара)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from ejarchive.checks.inspection import Inspection, each
from ejarchive.finding import Finding


class _Held(NamedTuple):
    """A lesson in its slot; `students`: those of its course, None = the whole group or subgroup."""

    row: object
    lesson: str
    group: str
    day: pd.Timestamp
    slot: int
    teacher: str
    subgroup: str | None
    students: frozenset[str] | None


def two_lessons_in_slot(inspection: Inspection) -> Iterator[Finding]:
    """Find two lessons of one group and subgroup at a time (error), or of a group and its subgroup."""
    for lessons in _crowded(inspection, "course_group_id"):
        for number, later in enumerate(lessons):
            for earlier in lessons[:number]:
                yield from _clash(inspection, earlier, later)


def _clash(inspection: Inspection, earlier: _Held, later: _Held) -> Iterator[Finding]:
    facts = {"group": later.group, "day": later.day, "slot": later.slot}
    if earlier.students is not None and later.students is not None:
        if not earlier.students & later.students:
            return
        same = True
    else:
        alike = earlier.students == later.students or earlier.subgroup is not None
        same = earlier.subgroup == later.subgroup and alike
    if same:
        subgroup = f" (подгруппа {later.subgroup})" if later.subgroup else ""
        yield inspection.finding("J306", "lessons", later.row, "slot", **facts, subgroup=subgroup, other=earlier.lesson)
    elif earlier.subgroup is None or later.subgroup is None:
        whole, part = (earlier, later) if earlier.subgroup is None else (later, earlier)
        yield inspection.finding(
            "J307", "lessons", part.row, "slot", **facts, subgroup=part.subgroup or "по списку", other=whole.lesson
        )


def teacher_in_two_places(inspection: Inspection) -> Iterator[Finding]:
    """Find a teacher with two lessons at a time: the substitute counts, not the absent one."""
    for lessons in _crowded(inspection, "teacher"):
        for number, later in enumerate(lessons[1:], start=1):
            facts = {"day": later.day, "slot": later.slot, "other": lessons[number - 1].lesson}
            yield inspection.finding("J308", "lessons", later.row, "slot", teacher=later.teacher, **facts)


def _crowded(inspection: Inspection, whose: str) -> Iterator[list[_Held]]:
    """Yield the lessons, two or more, that one group or teacher has in one slot of one day."""
    frame = inspection.lessons
    frame = frame[frame["on"] & frame["slot"].notna() & frame["date"].notna()]
    frame = frame.assign(teacher=frame["teacher_id"].fillna(frame["course_teacher_id"]))
    keys = [whose, "date", "slot"]
    frame = frame[frame[whose].notna() & frame.duplicated(keys, keep=False)]
    together: dict[tuple[Any, ...], list[_Held]] = {}
    columns = ("lesson_id", "course_group_id", "date", "slot", "teacher", "course_subgroup", "course_id")
    for key, values in zip(each(frame, *keys), each(frame, *columns), strict=True):
        row, lesson, group, day, slot, teacher, subgroup, course = values
        named = subgroup if isinstance(subgroup, str) else None
        held = _Held(row, lesson, group, day, slot, teacher, named, inspection.composition.get(course))
        together.setdefault(key[1:], []).append(held)
    yield from together.values()


RULES = (two_lessons_in_slot, teacher_in_two_places)
