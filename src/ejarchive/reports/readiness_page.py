"""Лист готовности: what is still empty before the director signs, whose it is and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ejarchive.document import Document, Geometry, Layout, Part
from ejarchive.model.courses import Course
from ejarchive.model.people import Student
from ejarchive.readiness import Gap, Readiness
from ejarchive.reports.context import PackContext, as_of
from ejarchive.reports.form import form
from ejarchive.reports.measure import plain
from ejarchive.reports.names import staff_name, student_short_name
from ejarchive.reports.pack_naming import pack_stem
from ejarchive.russian import bound, capitalised, name_key


def readiness_page(context: PackContext, readiness: Readiness) -> Document:
    """Return the document: for the curator's desk, no part of the file, so without numbers."""
    groups = _by_person(context, readiness.gaps)
    view = form(context, signed=False) | {
        "group": context.group.name,
        "term": context.term_title,
        "as_of": as_of(context.moment),
        "groups": groups,
    }
    part = Part(
        key="readiness",
        template="pack/readiness.html.j2",
        view=view,
        geometry=Geometry(left=20),
        page_numbers=False,
        promises=tuple(row["what"] for group in groups for row in group["rows"]),
    )
    return Document(
        kind="readiness",
        stem=pack_stem(context, "readiness"),
        title=f"Готовность журнала группы {context.group.name} к подписи. {context.term_title}",
        parts=(part,),
        moment=context.moment,
        author=context.settings.college.name,
        layout=Layout(two_sided=False, sheet_numbers=None),
        group_id=context.group.group_id,
        term_id=context.term.term_id,
    )


def _by_person(context: PackContext, gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """The gaps of each person together, people in alphabetical order, nobody's gaps last."""
    people: dict[str, list[Gap]] = {}
    for gap in gaps:
        people.setdefault(gap.responsible_id or "", []).append(gap)
    named = [(staff_name(context.journal, person), found) for person, found in people.items()]
    return [
        {"person": name or "Ответственный не указан", "rows": [_row(context, gap) for gap in found]}
        for name, found in sorted(named, key=lambda pair: (not pair[0], name_key(pair[0], "")))
    ]


def gap_text(context: PackContext, gap: Gap) -> str:
    """Return «ОУП.09 Физика: нет темы: 3 занятия (05.09, 12.09, 19.09)», for the signature sheet."""
    return f"{_course(context, gap)}: {gap}"


def _row(context: PackContext, gap: Gap) -> dict[str, Any]:
    return {
        "course": _course(context, gap),
        "what": bound(capitalised(str(gap))),
        "students": ", ".join(_students(context, gap)),
        "remedy": bound(capitalised(gap.remedy)),
    }


def _course(context: PackContext, gap: Gap) -> str:
    course = next((row for row in context.journal.rows(Course) if row.course_id == gap.course_id), None)
    if course is None:
        return "По группе в целом"
    subgroup = f" (подгруппа\u00a0{plain(course.subgroup)})" if course.subgroup else ""
    return bound(plain(f"{course.code or ''} {course.name}")) + subgroup


def _students(context: PackContext, gap: Gap) -> list[str]:
    day = context.moment.date()
    found = [row for row in context.journal.rows(Student) if row.student_id in gap.student_ids]
    found.sort(key=lambda row: name_key(row.last_name, row.first_name, row.middle_name))
    return [student_short_name(context.journal, row, day) for row in found]
