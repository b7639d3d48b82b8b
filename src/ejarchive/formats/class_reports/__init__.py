"""Whole-class reports in xlsx: «Отчет об успеваемости и посещаемости» and «Табель успеваемости» of every student.

Their blocks, one a student, are laid out anew each time: nothing is read by its row or column number.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ejarchive.errors import UnreadableError
from ejarchive.finding import Finding
from ejarchive.formats.class_reports.blocks import blocks_of
from ejarchive.formats.class_reports.making import Making
from ejarchive.formats.class_reports.sheets import looks_like_reports, open_sheets
from ejarchive.model.journal import Journal

NOT_READ = "F213"
"""The finding that says: a value is not of its column's type."""


def recognises(path: Path) -> bool:
    """Tell whether a file is a workbook that begins as one of the two reports does."""
    return path.is_file() and looks_like_reports(path)


def read(path: Path, zone: dt.tzinfo | None = None) -> tuple[Journal, list[Finding]]:  # noqa: ARG001 - no times here
    """Read all blocks of all sheets; `UnreadableError` when the file is broken, a danger, or has no block."""
    making = Making()
    for sheet in open_sheets(path):
        for block in blocks_of(sheet):
            making.add(block)
    if not making.students:
        raise UnreadableError(
            f"В отчёте {path.name} нет ни одного обучающегося.",
            "Сформируйте отчёт «весь класс» ещё раз и сохраните его целиком в Excel.",
        )
    journal, unread = making.rows.journal(path.name, NOT_READ)
    return journal, [*making.findings(path.name), *unread]
