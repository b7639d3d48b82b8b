"""Which findings concern some students' own sheets: another student's bad cell makes theirs no less truthful."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ejarchive.finding import Finding
from ejarchive.model.journal import Journal
from ejarchive.model.schema import TABLES


def concerning(journal: Journal, student_ids: Collection[str], findings: Iterable[Finding]) -> list[Finding]:
    """Leave out what stands in rows of other students; a code nobody bears may be a misspelt one and stays."""
    others = frozenset(journal.frame("students")["student_id"].dropna()) - frozenset(student_ids)
    rows = {
        (place.file, place.sheet, row)
        for table, place in journal.places.items()
        if any(column.name == "student_id" for column in TABLES[table].columns)
        for row, student in journal.frame(table)["student_id"].items()
        if student in others
    }
    return [each for each in findings if (each.place.file, each.place.sheet, each.place.row) not in rows]
