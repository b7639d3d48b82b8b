"""Who may be given a statement: of an adult student a parent is told nothing without a basis (АПТ 2.2, 4.6; 152-ФЗ)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

import pandas as pd

from ejarchive.checks.inspection import each
from ejarchive.finding import Finding, catalogue
from ejarchive.model.journal import Journal
from ejarchive.regulation import Regulation

_ADULT = 18


def representative_without_basis(
    journal: Journal, regulation: Regulation, student_ids: Collection[str], day: dt.date
) -> Iterator[Finding]:
    """Find students of whom a representative is told only on a basis: adults, and those whose age is not known."""
    for row, student_id, born in _students(journal, student_ids):
        if born is None:
            yield _finding(journal, regulation, "P105", row, student_id)
        elif _age(born, day) >= _ADULT:
            yield _finding(journal, regulation, "P104", row, student_id)


def informed_of_unknown_age(
    journal: Journal, regulation: Regulation, student_ids: Collection[str]
) -> Iterator[Finding]:
    """Find students whose periodic report goes to the parents for want of a birth date."""
    for row, student_id, born in _students(journal, student_ids):
        if born is None:
            yield _finding(journal, regulation, "P106", row, student_id)


def _students(journal: Journal, student_ids: Collection[str]) -> Iterator[tuple[object, str, dt.date | None]]:
    frame = journal.frame("students")
    for row, student_id, born in each(frame[frame["student_id"].isin(student_ids)], "student_id", "birth_date"):
        yield row, str(student_id), None if pd.isna(born) else pd.Timestamp(born).date()


def _age(born: dt.date, day: dt.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _finding(journal: Journal, regulation: Regulation, code: str, row: object, student_id: str) -> Finding:
    place = journal.place("students", int(str(row)), "birth_date")
    return Finding(code, place, {"student": student_id}, regulation.clause(*catalogue()[code].clauses))
