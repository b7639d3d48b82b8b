"""Who was in which group, and when: the stays that follow from the movement of students (БГСХТ 4.2.1.2).

The date of a movement is the first day of the new state, for every kind: on the day of enrolment one is
in, on the day of expulsion, leave or transfer one is out of the group one left (273-ФЗ art. 61 part 4:
rights and duties end from the date of expulsion). Academic leave is no membership. Marks stay in the
sheets of the group where they were set, so one student may have stays in several groups.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ejarchive.model.people import Movement, Student

_OPENS = {"enrolled", "reinstated", "returned", "transferred_in"}
_CLOSES = {"expelled", "graduated", "leave", "transferred_out"}
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stay:
    """Пребывание: a student in a group, from the first to the last day inside (None = not known, open)."""

    student_id: str
    group_id: str
    starts: dt.date | None = None
    ends: dt.date | None = None
    began: Movement | None = None
    ended: Movement | None = None

    def covers(self, day: dt.date) -> bool:
        """Tell whether that day is inside."""
        return self.overlaps(day, day)

    def overlaps(self, starts: dt.date, ends: dt.date) -> bool:
        """Tell whether any day of the period, both ends included, is inside."""
        return (self.starts is None or self.starts <= ends) and (self.ends is None or starts <= self.ends)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A movement that does not follow from the one before it.

    `already_in`, `already_out`, `other_group` (it leaves a group the student was not in), `no_group`
    (nothing says which group it leads to), `final_group` (the last group is not `students.group_id`).
    """

    movement: Movement
    reason: Literal["already_in", "already_out", "other_group", "no_group", "final_group"]


@dataclass(frozen=True, slots=True)
class Membership:
    """The stays of all students, and the movements that contradict one another."""

    by_student: Mapping[str, tuple[Stay, ...]]
    by_group: Mapping[str, tuple[Stay, ...]]
    contradictions: tuple[Contradiction, ...] = ()

    @classmethod
    def of(cls, students: Iterable[Student], movements: Iterable[Movement]) -> Membership:
        """Work out the stays; a student without movements has always been in `students.group_id`."""
        moves: dict[str, list[Movement]] = defaultdict(list)
        for movement in movements:
            if None not in (movement.date, movement.kind):  # a spoilt row: the checks tell it
                moves[movement.student_id].append(movement)
        paths = [_Path(student, moves.get(student.student_id, ())) for student in students]
        by_group: dict[str, list[Stay]] = defaultdict(list)
        for path in paths:
            for stay in path.stays:
                by_group[stay.group_id].append(stay)
        return cls(
            {path.student.student_id: tuple(path.stays) for path in paths},
            {group: tuple(stays) for group, stays in by_group.items()},
            tuple(fault for path in paths for fault in path.contradictions),
        )

    def stays(self, student_id: str) -> tuple[Stay, ...]:
        """Return a student's stays in order of time; empty for an unknown student."""
        return self.by_student.get(student_id, ())

    def members(self, group_id: str, starts: dt.date, ends: dt.date) -> tuple[str, ...]:
        """Return who was in the group on any day of the period, each once, in the journal's order."""
        inside = (stay for stay in self.by_group.get(group_id, ()) if stay.overlaps(starts, ends))
        return tuple(dict.fromkeys(stay.student_id for stay in inside))

    def is_member(self, student_id: str, group_id: str, day: dt.date) -> bool:
        """Tell whether the student was in that group on that day (leave = no)."""
        return any(stay.group_id == group_id and stay.covers(day) for stay in self.stays(student_id))


class _Path:
    """One student's way through the groups, walked movement by movement."""

    def __init__(self, student: Student, movements: Sequence[Movement]) -> None:
        self.student = student
        self.stays: list[Stay] = []
        self.contradictions: list[Contradiction] = []
        steps = _steps(movements)
        self._group = _first_group(student, steps)
        self._last = self._group or student.group_id
        self._since: dt.date | None = None
        self._began: Movement | None = None
        for leaving, coming in steps:
            self._walk(leaving, coming)
        if self._group is not None:
            self._close(None, None)
        if steps and self._last != student.group_id:
            self._object(steps[-1][-1] or steps[-1][0], "final_group")

    def _walk(self, leaving: Movement | None, coming: Movement | None) -> None:
        """Take one step: out of a group, into a group, or from one to another on the same day."""
        movement = coming or leaving
        if movement is None:
            return
        origin, target = _ends_of(leaving, coming)
        if target is None and leaving is None:
            self._object(movement, "no_group")
            target = self._last
        if leaving is not None and self._group is None:
            self._object(movement, "already_out")
        elif origin is not None and self._group is not None and origin != self._group:
            self._object(movement, "other_group")
        elif leaving is None and self._group is not None:
            self._object(movement, "already_in")
            if target == self._group:
                return
        if self._group is not None:
            self._close(movement.date - _DAY, leaving or coming)
        if target is not None:
            self._group = self._last = target
            self._since, self._began = movement.date, coming or leaving

    def _close(self, last_day: dt.date | None, ended: Movement | None) -> None:
        """Write the stay down; one that ends before it began (in and out on a day) leaves no trace."""
        if self._group is not None and not (self._since and last_day and last_day < self._since):
            self.stays.append(Stay(self.student.student_id, self._group, self._since, last_day, self._began, ended))
        self._group = self._since = self._began = None

    def _object(
        self,
        movement: Movement | None,
        reason: Literal["already_in", "already_out", "other_group", "no_group", "final_group"],
    ) -> None:
        if movement is not None:
            self.contradictions.append(Contradiction(movement, reason))


_Step = tuple[Movement | None, Movement | None]


def _steps(movements: Sequence[Movement]) -> list[_Step]:
    """Order the movements that change a group; out and in of one day are one step of two orders' lines."""
    steps: list[_Step] = []
    for movement in sorted(movements, key=lambda each: each.date):
        step = _step(movement)
        if step is None:
            continue
        before = steps[-1] if steps else (None, None)
        if _pair(before, step):
            steps[-1] = (before[0] or step[0], before[1] or step[1])
        else:
            steps.append(step)
    return steps


def _step(movement: Movement) -> _Step | None:
    """Say whether a movement leaves, comes or does both; None when the group stays the same."""
    between = movement.from_group_id is not None and movement.to_group_id is not None
    if movement.kind in {"promoted", "programme_changed", "transferred_in", "transferred_out"} and between:
        return (movement, movement) if movement.from_group_id != movement.to_group_id else None
    if movement.kind in _OPENS:
        return None, movement
    if movement.kind in _CLOSES:
        return movement, None
    return None


def _pair(before: _Step, step: _Step) -> bool:
    """Tell whether two lines of one day describe one transfer (`out` and `in`, in either order)."""
    first, second = before[1] or before[0], step[1] or step[0]
    if first is None or second is None or first.date != second.date:
        return False
    return {first.kind, second.kind} == {"transferred_out", "transferred_in"}


def _ends_of(leaving: Movement | None, coming: Movement | None) -> tuple[str | None, str | None]:
    """Return the group that is left and the group that is entered, as far as the movements name them."""
    origin = target = None
    if leaving is not None:
        origin = leaving.from_group_id or (leaving.group_id if leaving is not coming else None)
        target = leaving.to_group_id if leaving.kind == "transferred_out" else None
    if coming is not None:
        origin = origin or coming.from_group_id
        target = coming.to_group_id or target or coming.group_id
    return origin, target


def _first_group(student: Student, steps: Sequence[_Step]) -> str | None:
    """Return the group before the first movement: None when the first one brings the student in."""
    if not steps:
        return student.group_id
    leaving, coming = steps[0]
    if leaving is None:
        return None
    return _ends_of(leaving, coming)[0] or student.group_id
