"""What the columns of a block mean, found by the words above them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from ejarchive.formats.class_reports.blocks import Block
from ejarchive.formats.headings import plain

SUBJECT = ("предмет", "дисциплина", "учебный предмет")
_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_FIRST_MONTH = 8  # August and later belong to the year the school year begins in
_TERM = re.compile(r"(\d|i{1,3}|iv)\s*[-–]?\s*(?:й|я|ая|ый)?\s*(четверть|триместр|семестр|полугодие|модуль)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_KINDS = {"четверть": "quarter", "триместр": "trimester", "семестр": "semester", "полугодие": "semester",
          "модуль": "module"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `role` is day, average, weighted or grade; a grade's `period` is told by `term` or `whole`."""

    position: int
    role: str
    day: dt.date | None = None
    term: tuple[str, int] | None = None  # kind, number in the year
    whole: str = ""  # year, exam, state_exam, final


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a block, where its subjects stand, and day columns that are no date (`odd`)."""

    subject: int
    columns: tuple[Column, ...]
    body: int
    odd: tuple[str, ...] = ()

    @property
    def has_days(self) -> bool:
        """Tell whether this is the report with lessons."""
        return any(column.role == "day" for column in self.columns)


def layout_of(block: Block) -> Layout | None:
    """Find the heading of a block; None when it has no table."""
    rows = range(block.first, block.end)
    width = len(block.sheet.rows[block.first])
    head = next(
        ((r, c) for r in rows for c in range(width) if plain(block.text(r, c)) in SUBJECT),
        None,
    )
    if head is None:
        return None
    top, subject = head
    body = next((r for r in range(top + 1, block.end) if block.text(r, subject)), block.end)
    above = [[plain(block.text(r, c)) for c in range(width)] for r in range(top, body)]
    columns: list[Column] = []
    odd: list[str] = []
    month, term = "", None
    for position in range(subject + 1, width):
        words = [row[position] for row in above if row[position]]
        heading = words[0] if words else ""
        if heading in _MONTHS:
            month = heading
        elif found := next((found for word in words if (found := _TERM.search(word))), None):
            term, month = (_KINDS[found[2]], _ROMAN.get(found[1]) or int(found[1])), ""
        elif words and not words[-1].isdecimal() and (_whole(heading) or _role(heading)):
            month, term = "", None if above[0][position] else term
        last = words[-1] if words else ""
        if month and last.isdecimal():
            day = _day(block, month, int(last)) if len(last) <= 2 else None
            if day is None:
                odd.append(f"{last[:9]} {month}")
            else:
                columns.append(Column(position, "day", day=day))
        elif role := _role(last):
            columns.append(Column(position, role, term=term, whole="" if term else _whole(last)))
    return Layout(subject, tuple(columns), body, tuple(odd))


def _role(words: str) -> str:
    if words.startswith(("средневзв", "ср. взв", "ср.взв")):
        return "weighted"
    if words.startswith(("средн", "ср. балл", "ср.балл")):
        return "average"
    return "grade" if words.startswith("итог") or "оценка" in words else ""


def _whole(words: str) -> str:
    if words.startswith("год"):
        return "year"
    if words.startswith("гос"):
        return "state_exam"
    if words.startswith("экз"):
        return "exam"
    return "" if "за период" in words else "final" if words.startswith("итог") else ""


def _day(block: Block, month: str, day: int) -> dt.date | None:
    """Give a day its year: the one that puts it in the report's period, else by the school year."""
    number = _MONTHS.index(month) + 1
    usual = block.year if number >= _FIRST_MONTH else block.year + 1
    days = []
    for year in (usual, block.year, block.year + 1):
        try:
            days.append(dt.date(year, number, day))
        except ValueError:
            continue
    starts, ends = block.period or (dt.date.max, dt.date.min)
    return next((one for one in days if starts <= one <= ends), days[0] if days and days[0].year == usual else None)
