"""The cells of the journal: every one is read by the grammar of the regulation (АПТ 3.6, 4.4)."""

from __future__ import annotations

from collections.abc import Iterator

from ejarchive.checks.inspection import Inspection, each
from ejarchive.finding import Finding
from ejarchive.model.cell import CellFault

_CODES = {"spelling": "J202", "scale": "J203", "unknown": "J201"}


def misread_cell(inspection: Inspection) -> Iterator[Finding]:
    """Find a cell that the grammar does not allow; a recognisable one comes with its repair."""
    faults = {text: cell for text, cell in inspection.cells.items() if isinstance(cell, CellFault)}
    frame = inspection.journal.frame("entries")
    cells = inspection.regulation.cells
    known = {"J203": ", ".join(cells.marks), "J201": ", ".join([*cells.marks, *cells.absences, *cells.lateness])}
    for row, text in frame.loc[frame["text"].isin(list(faults)), "text"].items():
        code = _CODES[faults[text].reason]
        facts = {"value": text, "repair": meant(faults[text].repairs), "known": known.get(code, "")}
        yield inspection.finding(code, "entries", row, "text", **facts)


def hours_beyond_lesson(inspection: Inspection) -> Iterator[Finding]:
    """Find more hours missed than the lesson had."""
    frame = inspection.entries
    beyond = frame[frame["absent_hours"] > frame["hours"]]
    for row, absent, hours, lesson in each(beyond, "absent_hours", "hours", "lesson_id"):
        yield inspection.finding("J312", "entries", row, "absent_hours", absent=absent, hours=hours, lesson=lesson)


def hours_without_absence(inspection: Inspection) -> Iterator[Finding]:
    """Find hours missed in a cell that says the student was there (a late arrival is presence)."""
    present = [text for text, cell in inspection.good_cells() if cell.absence is None]
    frame = inspection.journal.frame("entries")
    for row, absent, text in each(
        frame[(frame["absent_hours"] > 0) & frame["text"].isin(present)], "absent_hours", "text"
    ):
        yield inspection.finding("J313", "entries", row, "absent_hours", absent=absent, value=text)


def meant(repairs: tuple[str, ...]) -> str:
    """Say what may have been meant: «о5», or «НЗ» или «н3» where only a person can tell."""
    return " или ".join(f"«{repair}»" for repair in repairs)


RULES = (misread_cell, hours_beyond_lesson, hours_without_absence)
