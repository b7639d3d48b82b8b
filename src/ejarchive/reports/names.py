"""Names of people and of groups as the pages print them."""

from __future__ import annotations

from ejarchive.model.groups import Group
from ejarchive.model.journal import Journal
from ejarchive.model.people import Staff, Student
from ejarchive.russian import full_name, initials_name


def staff_name(journal: Journal, person_id: str | None) -> str:
    """Return «Фамилия Имя Отчество» of a member of staff; empty when nobody is named or known."""
    person = next((who for who in journal.rows(Staff) if who.person_id == person_id), None)
    return full_name(person.last_name, person.first_name, person.middle_name) if person else ""


def staff_short_name(journal: Journal, person_id: str | None) -> str:
    """Return «Фамилия И.О.» of a member of staff; empty when nobody is named or known."""
    person = next((who for who in journal.rows(Staff) if who.person_id == person_id), None)
    return initials_name(person.last_name, person.first_name, person.middle_name) if person else ""


def student_name(student: Student) -> str:
    """Return «Фамилия Имя Отчество»."""
    return full_name(student.last_name, student.first_name, student.middle_name)


def student_short_name(student: Student) -> str:
    """Return «Фамилия И.О.»."""
    return initials_name(student.last_name, student.first_name, student.middle_name)


def group_name(journal: Journal, group_id: str | None) -> str:
    """Return the name of a group, or its id when the journal does not hold the group."""
    return next((group.name for group in journal.rows(Group) if group.group_id == group_id), group_id or "")


def order_text(number: str | None, date: str) -> str:
    """Return «приказ № 118-у от 28.08.2025», as much of it as is known; empty when nothing is."""
    if not number and not date:
        return ""
    return "приказ" + (f" №\u00a0{number}" if number else "") + (f" от\u00a0{date}" if date else "")
