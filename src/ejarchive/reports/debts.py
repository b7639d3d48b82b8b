"""Лист ликвидации академической задолженности: the signed grade stays, what came of it stands here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ejarchive.document import Part
from ejarchive.model.courses import Course
from ejarchive.model.grades import GRADE_KINDS, Attempt, Grade
from ejarchive.model.people import Student
from ejarchive.reports.context import PackContext, term_of, term_title
from ejarchive.reports.courses_of_term import plan_order
from ejarchive.reports.form import form
from ejarchive.reports.measure import plain
from ejarchive.reports.names import student_name
from ejarchive.reports.roll import order_of
from ejarchive.reports.season import season
from ejarchive.russian import bound, short_date

_COLUMNS = 3  # two retakes and the commission, as a debt may be made up (273-ФЗ, art. 58)


def debts_page(context: PackContext) -> Part | None:
    """The part, or None when nobody owes anything."""
    rows = [_row(context, *each) for each in _debts(context)]
    if not rows:
        return None
    view = form(context, group=context.group.name, term=context.term_title, rows=rows, attempts=_COLUMNS)
    return Part(
        key="debts",
        template="pack/debts.html.j2",
        view=view,
        title="Лист ликвидации академической задолженности",
        promises=tuple(row["name"] for row in rows),
    )


def _debts(context: PackContext) -> Iterable[tuple[Student, Course, Grade | None, Sequence[Attempt]]]:
    """Debts of this period's courses, and older ones that were made up in this pack's season."""
    journal, scale = context.journal, context.regulation.grades
    courses = {row.course_id: row for row in journal.rows(Course) if row.group_id == context.group.group_id}
    students = {row.student_id: row for row in journal.rows(Student)}
    first, last = season(context)
    attempts: dict[tuple[str, str, str], list[Attempt]] = {}
    for attempt in journal.rows(Attempt):
        if attempt.course_id in courses and attempt.date <= context.moment.date():
            attempts.setdefault((attempt.course_id, attempt.student_id, attempt.period), []).append(attempt)
    grades = {
        (grade.course_id, grade.student_id, grade.period): grade
        for grade in journal.rows(Grade)
        if grade.course_id in courses and scale.is_debt(grade.value)
    }
    found = []
    for key in grades.keys() | attempts.keys():
        course_id, student_id, _ = key
        made = sorted(attempts.get(key, ()), key=lambda attempt: attempt.number)
        now = courses[course_id].term_id == context.term.term_id
        if student_id in students and (now or any(first <= attempt.date <= last for attempt in made)):
            found.append((students[student_id], courses[course_id], grades.get(key), made))
    return sorted(found, key=lambda row: (order_of(row[0]), plan_order(row[1])))


def _row(
    context: PackContext, student: Student, course: Course, grade: Grade | None, attempts: Sequence[Attempt]
) -> dict[str, Any]:
    kind = grade.kind if grade else None
    what = f", {GRADE_KINDS.get(kind, plain(kind))}" if kind not in {None, "result"} else ""
    period = grade.period if grade else attempts[0].period
    return {
        "name": student_name(context.journal, student, context.moment.date()),
        "course": bound(plain(f"{course.code or ''} {course.name}") + what),
        "period": _period(context, period),
        "grade": plain(grade.value) if grade else "",
        "terms": _terms(grade),
        "attempts": _attempts(attempts),
    }


def _period(context: PackContext, period: str) -> str:
    """Name the period of a debt that is not the one of the pack."""
    if period == context.term.term_id:
        return ""
    if period == "final":
        return "итоговая"
    if period == str(context.academic_year):
        return "годовая"
    try:
        return bound(term_title(term_of(context.journal, context.group.group_id, period)))
    except KeyError:
        return period


def _terms(grade: Grade | None) -> str:
    if grade is None:
        return ""
    until = f"до {short_date(grade.make_up_until)}" if grade.make_up_until else ""
    return bound(", ".join(filter(None, (until, plain(grade.make_up_form)))))


def _attempts(attempts: Sequence[Attempt]) -> list[dict[str, str]]:
    """Two retakes and the commission, each in its own column; empty ones are for the pen."""
    cells = [{"date": "", "value": "", "document": ""} for _ in range(_COLUMNS)]
    retakes = [attempt for attempt in attempts if attempt.kind != "commission"]
    commissions = [attempt for attempt in attempts if attempt.kind == "commission"]
    placed = [*zip(range(_COLUMNS - 1), retakes, strict=False), *((_COLUMNS - 1, each) for each in commissions[-1:])]
    for place, attempt in placed:
        cells[place] = {
            "date": short_date(attempt.date),
            "value": plain(attempt.value),
            "document": f"№\u00a0{plain(attempt.document_number)}" if attempt.document_number else "",
        }
    return cells
