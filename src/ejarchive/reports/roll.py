"""Who stands in the lists of a pack: everybody who was in the group on any day of the period."""

from __future__ import annotations

import datetime as dt

from ejarchive.model.people import Student
from ejarchive.reports.context import PackContext
from ejarchive.reports.names import student_name
from ejarchive.russian import name_key


def roll(context: PackContext) -> tuple[Student, ...]:
    """Return the students in Russian alphabetical order; their numbers are the same on every sheet."""
    term = context.term
    ids = set(context.membership.members(context.group.group_id, term.starts, term.ends))
    students = [student for student in context.journal.rows(Student) if student.student_id in ids]
    return tuple(sorted(students, key=order_of))


def roll_names(context: PackContext) -> dict[str, str]:
    """Return student id → full name as it is at the moment of the data, in the order of the list."""
    day = context.moment.date()
    return {student.student_id: student_name(context.journal, student, day) for student in roll(context)}


def present(context: PackContext, day: dt.date) -> frozenset[str]:
    """Return the ids of those who are in the group on that day (academic leave is absence from the list)."""
    return frozenset(context.membership.members(context.group.group_id, day, day))


def last_day(context: PackContext) -> dt.date:
    """Return the day results are counted on: the last of the period, or the moment of the data before it."""
    return max(context.term.starts, min(context.term.ends, context.moment.date()))


def order_of(student: Student) -> tuple[object, ...]:
    """Sort key: Russian alphabetical order, twins by their ids."""
    return (name_key(student.last_name, student.first_name, student.middle_name), student.student_id)
