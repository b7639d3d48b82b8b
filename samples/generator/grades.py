"""Grades for terms, the year and for good, computed from the marks; retakes of what failed.

Rules: a term result is the average of all marks, halves up (5+ and 5- count as 5); fewer than two marks (one in a short course) make
«н/а»; the year is the average of its terms; the final one of the year (or only term) and the examination.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from generator.calendar import TERM_IDS, TERMS, at
from generator.curriculum import PLACEMENT, Unit
from generator.lessons import SHORT
from generator.marks import Page
from generator.movement import EXEMPT, TRANSFERRED_IN, is_member
from generator.tables import Row, Tables

D = dt.date
NOT_ATTESTED = {("c-tm24-op03-1", "s006"), ("c-vt25-ood12-1", "s048")}
FAILED_EXAM = {("c-tm24-op03-1", "s018")}
BASIS = {
    ("c-tm24-sg01-1", TRANSFERRED_IN): "перезачтено",
    ("c-tm24-oup09-1", TRANSFERRED_IN): "переаттестация",
}
TWICE = {("c-tm24-op02-1", "s012"), ("c-tm24-op03-1", "s018")}  # a retake and then the commission
DEBTS = {"2", "НЗ", "н/а"}
_SHEETED = {"exam", "graded_credit", "credit", "module_exam"}


@dataclass
class Book:
    """The grades as they are being set; `results`: (group, discipline, subgroup, student) → grade by term."""

    tables: Tables
    seed: int
    results: dict[tuple[str, str, str], dict[int, str]] = field(default_factory=dict)
    sheet: int = 0


def average(marks: list[str]) -> float | None:
    """Return the mean of the marks that count, or None."""
    numbers = [int(mark[0]) for mark in marks if mark[0] in "2345"]
    return sum(numbers) / len(numbers) if numbers else None


def half_up(value: float) -> int:
    """Round to the nearest whole grade, halves up."""
    return int(value + 0.5)


def _result(unit: Unit, student: str, marks: list[str]) -> str:
    if unit.style == "pass":
        if student == EXEMPT:
            return "осв."
        passed = marks.count("ЗЧ")
        if len(marks) < 2:
            return "н/а"
        return "ЗЧ" if passed >= len(marks) - passed else "НЗ"
    mean = average(marks)
    enough = 2 if len(unit.items) > 6 else 1
    if mean is None or len(marks) < enough or (unit.course_id, student) in NOT_ATTESTED:
        return "н/а"
    return str(max(2, half_up(mean)))


def _joined(*values: str | None) -> str | None:
    """Combine grades: numbers are averaged, a debt stays a debt, a pass a pass."""
    known = [value for value in values if value and value != "осв."]
    for debt in ("н/а", "НЗ"):
        if known and known[-1] == debt:
            return debt
    numbers = [int(value) for value in known if value.isdigit()]
    if numbers:
        return "2" if known[-1] == "2" else str(half_up(sum(numbers) / len(numbers)))
    return next((value for value in reversed(values) if value), None)


def add_grades(book: Book, unit: Unit, page: Page, lessons: list[Row], students: list[Row]) -> None:
    """Set all grades of one course."""
    rng = Random(f"{book.seed}/grades/{unit.course_id}")
    ordinary = [row["date"] for row in lessons if row.get("kind") not in SHORT]
    closing = max(ordinary, default=PLACEMENT[1] - dt.timedelta(days=1))
    exam_day = max((row["date"] for row in lessons if row.get("kind") == "exam"), default=closing)
    if unit.control in _SHEETED:
        book.sheet += 1
    through = min(TERMS[unit.number][1], D(2026, 6, 14) if unit.group == "pk25" else D.max)
    for student in students:
        sid = student["student_id"]
        if is_member(student, unit.group, through):
            _add_student(book, unit, sid, page.marks.get(sid, []), (closing, exam_day), rng)


def _add_student(book: Book, unit: Unit, student: str, marks: list[str], days: tuple[D, D], rng: Random) -> None:
    closing, exam_day = days
    term = TERM_IDS[unit.number]
    signed = at(closing, 17, 40 + rng.randrange(18))
    examined = at(exam_day, 17, 40 + rng.randrange(18))
    mean = average(marks)
    if unit.kind == "work_placement":
        result = rng.choice(("5", "5", "4", "4", "3"))
    elif unit.kind == "module":
        _grade(book, unit, student, term, "module_exam", rng.choice(("5", "4", "4", "3")), examined)
        return
    else:
        result = _result(unit, student, marks)
    more: Row = {}
    if unit.group == "tm24" and mean is not None:
        more["exported_average"] = round(mean, 2)
    if result == "осв.":  # written when the exemption is granted: until then the journal would show a forgotten student
        signed = at(TERMS[unit.number][0] + dt.timedelta(days=7), 15, 10)
    _grade(book, unit, student, term, "result", result, signed, **more)
    terms = book.results.setdefault((unit.discipline_id, unit.subgroup, student), {})
    terms[unit.number] = result
    year = _joined(*(terms.get(number) for number in (1, 2)))
    ends = unit.control in {"exam", "graded_credit"} and unit.kind != "work_placement"
    if unit.key == "mdk0101" and unit.group == "tm24" and unit.number == 2:
        _grade(book, unit, student, term, "coursework", str(max(3, min(5, half_up(rng.gauss(mean or 3.6, 0.6))))),
               at(D(2026, 4, 14), 17, 30))  # fmt: skip
    last = result
    if unit.control == "exam":
        last = result if result in DEBTS else str(max(3, min(5, half_up(rng.gauss(mean or 4, 0.45)))))
        if (unit.course_id, student) in FAILED_EXAM:
            last = "2"
        _grade(book, unit, student, term, "exam", last, examined)
    if unit.number == 2 and len(terms) == 2 and year:
        _grade(book, unit, student, "2025", "result", year, examined)
    if ends:
        final = result if unit.control == "graded_credit" else _joined(year, last)
        _grade(book, unit, student, "final", "result", final or result, examined)
    if unit.number == 1:
        for kind, value in (("result", result), ("exam", last)):
            if value in DEBTS and (kind == "result" or result not in DEBTS):
                _add_attempts(book, unit, student, rng)


def _grade(
    book: Book, unit: Unit, student: str, period: str, kind: str, value: str, when: dt.datetime, **more: object
) -> None:
    row: Row = {
        "course_id": unit.course_id, "student_id": student, "period": period, "kind": kind, "value": value,
        "recorded_at": when, "recorded_by": unit.teacher, **more,
    }  # fmt: skip
    if unit.control in _SHEETED and kind in {"result", "exam", "module_exam"} and period not in {"2025", "final"}:
        row["sheet_number"] = str(book.sheet)
    if value == "н/а":
        row["make_up_until"] = D(2026, 2, 15) if unit.number == 1 else D(2026, 9, 30)
        row["make_up_form"] = "письменная контрольная работа и собеседование"
    if (basis := BASIS.get((unit.course_id, student))) and kind == "result":
        row["basis"] = basis
    book.tables["grades"].append(row)


def _add_attempts(book: Book, unit: Unit, student: str, rng: Random) -> None:
    first = D(2026, 1, 19) + dt.timedelta(days=rng.randrange(12))
    first += dt.timedelta(days=max(0, 7 - first.weekday()) if first.weekday() > 4 else 0)
    passed = "ЗЧ" if unit.style == "pass" else "3"
    twice = (unit.course_id, student) in TWICE
    rows = [(first, "2" if twice else passed, "retake")]
    if twice:
        rows.append((D(2026, 2, 10), passed, "commission"))
    for number, (day, grade, kind) in enumerate(rows, start=1):
        book.tables["attempts"].append({
            "course_id": unit.course_id, "student_id": student, "period": TERM_IDS[unit.number], "number": number,
            "date": day, "value": grade, "kind": kind,
            "document_number": f"{len(book.tables['attempts']) + 1}-Л",
        })  # fmt: skip
