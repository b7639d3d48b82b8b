"""Names of people and of groups as the pages print them."""

from __future__ import annotations

import datetime as dt

from ejarchive.model.groups import Group
from ejarchive.model.journal import Journal
from ejarchive.model.people import Movement, Staff, Student
from ejarchive.reports.measure import plain
from ejarchive.russian import full_name, initials_name


def staff_name(journal: Journal, person_id: str | None) -> str:
    """Return «Фамилия Имя Отчество» of a member of staff; empty when nobody is named or known."""
    person = _person(journal, person_id)
    return plain(full_name(person.last_name, person.first_name, person.middle_name)) if person else ""


def staff_short_name(journal: Journal, person_id: str | None) -> str:
    """Return «Фамилия И.О.» of a member of staff; empty when nobody is named or known."""
    person = _person(journal, person_id)
    return plain(initials_name(person.last_name, person.first_name, person.middle_name)) if person else ""


def signing_name(journal: Journal, person_id: str | None) -> str:
    """Return «И.О. Фамилия», as it stands beside a signature; empty when nobody is named or known."""
    person = _person(journal, person_id)
    if person is None:
        return ""
    letters = "".join(f"{part[0]}." for part in (person.first_name, person.middle_name) if part)
    return plain(f"{letters}\u00a0{person.last_name}")


def student_name(journal: Journal, student: Student, day: dt.date) -> str:
    """Return the full name with the surname that the student bore on that day."""
    last_name = _surname(journal, student, day)
    return plain(full_name(last_name, student.first_name, student.middle_name))


def student_short_name(journal: Journal, student: Student, day: dt.date) -> str:
    """Return «Фамилия И.О.» with the surname that the student bore on that day."""
    return plain(initials_name(_surname(journal, student, day), student.first_name, student.middle_name))


def group_name(journal: Journal, group_id: str | None) -> str:
    """Return the name of a group, or its id when the journal does not hold the group."""
    return next((plain(group.name) for group in journal.rows(Group) if group.group_id == group_id), group_id or "")


def order_text(number: str | None, date: str) -> str:
    """Return «приказ № 118-у от 28.08.2025», as much of it as is known; empty when nothing is."""
    if not number and not date:
        return ""
    return "приказ" + (f" №\u00a0{number}" if number else "") + (f" от\u00a0{date}" if date else "")


def _person(journal: Journal, person_id: str | None) -> Staff | None:
    return next((who for who in journal.rows(Staff) if who.person_id == person_id), None)


def _surname(journal: Journal, student: Student, day: dt.date) -> str:
    later = [
        move
        for move in journal.rows(Movement)
        if move.student_id == student.student_id
        and move.kind == "name_changed"
        and move.former_last_name
        and move.date > day
    ]
    former = min(later, key=lambda move: move.date).former_last_name if later else None
    return former or student.last_name
