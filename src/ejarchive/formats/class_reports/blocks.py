"""The blocks of a report: who, when, and the rows below, whatever stands where."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ejarchive.formats.class_reports.sheets import Sheet
from ejarchive.formats.cleaning import mended
from ejarchive.model.place import Place

_YEAR = re.compile(r"учебный год\s*:\s*(\d{4})", re.IGNORECASE)
_GROUP = re.compile(r"(?:класс|группа)\s*:\s*(.+)", re.IGNORECASE)
_PERIOD = re.compile(r"период\s*:\s*с\s*(\d\d?)\.(\d\d?)\.(\d{2,4})\s*по\s*(\d\d?)\.(\d\d?)\.(\d{2,4})", re.IGNORECASE)
_IS_PERIOD = re.compile(r"период\s*:", re.IGNORECASE)
_YEARS = range(1990, 2100)
_STUDENT = re.compile(r"(?:ученик|ученица|уча?щ\w+|обучающ\w+|студент\w*)\s*:\s*(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """One student's part of a sheet; `first` and `end` are rows from 0, `year` is the one the school year begins in."""

    sheet: Sheet
    year: int = 0
    group: str = ""
    period: tuple[dt.date, dt.date] | None = None
    student: str = ""
    first: int = 0
    end: int = 0

    def text(self, row: int, column: int) -> str:
        """Return a cell as text."""
        return text_of(self.sheet.rows[row][column])

    def place(self, row: int | None = None) -> Place:
        """Return the place of a row, of the block's first row if none is given."""
        return Place(file=self.sheet.file, sheet=self.sheet.name, row=(self.first if row is None else row) + 1)


def blocks_of(sheet: Sheet) -> Iterator[Block]:
    """Yield the blocks; a line that a block does not repeat holds on from the block before."""
    known, open_one = Block(sheet), False
    for number, row in enumerate(sheet.rows):
        line = next((text for value in row if (text := text_of(value))), "")
        told = _told(line)
        if told and open_one:
            yield replace(known, end=number)
            open_one = False
        if told:
            known = replace(known, **told)
        if "student" in told:
            known, open_one = replace(known, first=number), True
    if open_one:
        yield replace(known, end=len(sheet.rows))


def text_of(value: object) -> str:
    """Return a cell as one line of text; a whole number without its point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(mended(str(value)).split())


def _told(line: str) -> dict[str, Any]:
    if found := _YEAR.match(line):
        return {"year": int(found[1]) if int(found[1]) in _YEARS else 0}
    if _IS_PERIOD.match(line):  # one that is not understood is not the period of the block before
        return {"period": _period(line)}
    if found := _STUDENT.match(line):
        return {"student": found[1].strip()}
    if found := _GROUP.match(line):
        return {"group": found[1].strip()}
    return {}


def _period(line: str) -> tuple[dt.date, dt.date] | None:
    if (found := _PERIOD.match(line)) is None:
        return None
    try:
        starts, ends = _day(*found.groups()[:3]), _day(*found.groups()[3:])
    except ValueError:
        return None
    return (starts, ends) if starts <= ends and {starts.year, ends.year} <= {*_YEARS} else None


def _day(day: str, month: str, year: str) -> dt.date:
    return dt.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
