"""Who stands in the lists of a pack: everybody who was in the group on any day of the period."""

from __future__ import annotations

import datetime as dt

from ejarchive.model.groups import Term
from ejarchive.model.people import Student
from ejarchive.reports.context import PackContext, term_of
from ejarchive.reports.names import student_name
from ejarchive.russian import name_key


def roll(context: PackContext) -> tuple[Student, ...]:
    """Return the students in Russian alphabetical order; their numbers are the same on every sheet."""
    term = context.term
    ids = set(context.membership.members(context.group.group_id, term.starts, term.ends))
    students = [student for student in context.journal.rows(Student) if student.student_id in ids]
    return tuple(sorted(students, key=_order))


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


def season(context: PackContext) -> tuple[dt.date, dt.date]:
    """Return the days whose records belong to this pack: from the day after the period before to the next one.

    Why: a retake in the holidays or a remark made after the last lesson must stand in some pack.
    """
    journal, group_id = context.journal, context.group.group_id
    ids = {term.term_id for term in journal.rows(Term) if term.group_id in {None, group_id}}
    terms = [term_of(journal, group_id, term_id) for term_id in ids]
    before = [term.ends for term in terms if term.ends < context.term.starts]
    after = [term.starts for term in terms if term.starts > context.term.ends]
    day = dt.timedelta(days=1)
    first = max(before) + day if before else context.term.starts - 31 * day
    last = min(after) - day if after else dt.date.max
    return first, min(last, context.moment.date())


def _order(student: Student) -> tuple[object, ...]:
    return (name_key(student.last_name, student.first_name, student.middle_name), student.student_id)
