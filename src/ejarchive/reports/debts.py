"""Лист ликвидации академической задолженности: the signed grade stays, what came of it stands here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ejarchive.document import Part
from ejarchive.model.courses import Course
from ejarchive.model.grades import GRADE_KINDS, Attempt, Grade
from ejarchive.model.people import Student
from ejarchive.reports.context import PackContext, term_of, term_title
from ejarchive.reports.course_order import planned
from ejarchive.reports.form import form, signature_height
from ejarchive.reports.lists import Cell, page_runs, paged, row_height
from ejarchive.reports.measure import plain
from ejarchive.reports.names import student_name
from ejarchive.reports.roll import order_of
from ejarchive.reports.season import season
from ejarchive.reports.styles import SMALL, TOPIC
from ejarchive.russian import bound, short_date

_WIDTHS = {"name": 34.0, "course": 33.0, "grade": 13.0, "terms": 29.0, "attempt": 18.0}
_HEAD, _TAIL, _LEAST = 13.0, 8.0, 11.0
_COLUMNS = 3  # two retakes and the commission, as a debt may be made up (273-ФЗ, art. 58)


def debts_page(context: PackContext) -> Part | None:
    """The part, or None when nobody owes anything."""
    rows = [_row(context, debt) for debt in _debts(context)]
    if not rows:
        return None
    heights = [_height(row) for row in rows]
    runs = page_runs(heights, head=_HEAD, tail=_TAIL + signature_height(context))
    view = form(
        context,
        under=context.heading,
        widths=_WIDTHS,
        pages=paged([{"number": number, **row} for number, row in enumerate(rows, start=1)], runs),
    )
    return Part(
        key="debts",
        template="pack/debts.html.j2",
        view=view,
        title="Лист ликвидации академической задолженности",
        pages=len(runs),
        promises=tuple(row["name"] for row in rows),
    )


@dataclass(frozen=True, slots=True)
class _Debt:
    """What one student owes in one course: the grades that are debts, and what was done about them."""

    student: Student
    course: Course
    grades: tuple[Grade, ...]
    attempts: tuple[Attempt, ...]


def _debts(context: PackContext) -> Iterable[_Debt]:
    """Debts of this period's courses, and older ones that were made up in this pack's season."""
    journal, scale = context.journal, context.regulation.grades
    courses = {row.course_id: row for row in journal.rows(Course) if row.group_id == context.group.group_id}
    students = {row.student_id: row for row in journal.rows(Student)}
    first, last = season(context)
    attempts: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in journal.rows(Attempt):
        if attempt.course_id in courses and attempt.date <= context.moment.date():
            attempts.setdefault((attempt.course_id, attempt.student_id), []).append(attempt)
    grades: dict[tuple[str, str], list[Grade]] = {}
    for grade in journal.rows(Grade):
        if grade.course_id in courses and scale.is_debt(grade.value):
            grades.setdefault((grade.course_id, grade.student_id), []).append(grade)
    found = []
    for key in grades.keys() | attempts.keys():
        course, student = courses[key[0]], students.get(key[1])
        made = sorted(attempts.get(key, ()), key=lambda attempt: (attempt.date, attempt.number))
        now = course.term_id == context.term.term_id
        if student and (now or any(first <= attempt.date <= last for attempt in made)):
            owed = sorted(grades.get(key, ()), key=lambda grade: _grade_order(course, grade))
            found.append(_Debt(student, course, tuple(owed), tuple(made)))
    return sorted(found, key=lambda debt: (order_of(debt.student), planned(debt.course)))


def _grade_order(course: Course, grade: Grade) -> tuple[int, int]:
    """The result of the period first, then its examinations, then year and final."""
    kinds = list(GRADE_KINDS)
    kind = grade.kind or "result"
    return (grade.period != course.term_id, kinds.index(kind) if kind in kinds else len(kinds))


def _row(context: PackContext, debt: _Debt) -> dict[str, Any]:
    first = debt.grades[0] if debt.grades else None
    return {
        "name": student_name(context.journal, debt.student, context.moment.date()),
        "course": bound(plain(f"{debt.course.code or ''} {debt.course.name}") + _kind(debt.course, first)),
        "period": "" if debt.course.term_id == context.term.term_id else _period(context, debt.course.term_id),
        "grade": plain(first.value) if first else "",
        "terms": next(filter(None, (_terms(grade) for grade in debt.grades)), ""),
        "attempts": _attempts(debt.attempts),
    }


def _height(row: dict[str, Any]) -> float:
    course = [row["course"], row["period"]] if row["period"] else [row["course"]]
    cells: list[Cell] = [
        ([row["name"]], _WIDTHS["name"], TOPIC),
        (course, _WIDTHS["course"], TOPIC),
        ([row["terms"]], _WIDTHS["terms"], TOPIC),
    ]
    for attempt in row["attempts"]:
        result = f"«{attempt['value']}», {attempt['document']}"
        cells.append(([attempt["date"], result], _WIDTHS["attempt"], SMALL))
    return row_height(cells, least=_LEAST)


def _kind(course: Course, grade: Grade | None) -> str:
    """Say which grade is owed when it is not the result of the period itself."""
    if grade is None:
        return ""
    if grade.period != course.term_id:
        return ", итоговая оценка" if grade.period == "final" else ", годовая оценка"
    kind = grade.kind or "result"
    return "" if kind == "result" else f", {GRADE_KINDS.get(kind, plain(kind))}"


def _period(context: PackContext, period: str) -> str:
    """Return «1 семестр 2025/2026 учебного года»."""
    try:
        return bound(term_title(term_of(context.journal, context.group.group_id, period)))
    except KeyError:
        return period


def _terms(grade: Grade) -> str:
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
