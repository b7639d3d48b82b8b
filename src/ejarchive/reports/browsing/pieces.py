"""What the pages are made of, as plain values: tables, cells that lead somewhere, lines of facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ejarchive.russian import NBSP, short_date

Cell = str | list[str] | dict[str, Any]
"""A text, several lines, or a text with more to it: `link` and `void`."""
Column = dict[str, Any]
Block = dict[str, Any]
"""A table, or a heading or note in its place."""


def link(text: str, to: str) -> Cell:
    """Return a cell that leads to another page of the set."""
    return {"text": text, "to": to}


def void(text: str) -> Cell:
    """Return a cell of a time the student was not there."""
    return {"text": text, "void": True}


def column(title: str, kind: str = "", to: str = "") -> Column:
    """Return a column; `kind` is `number`, `mark`, `long` (a text of any length), `date`, `turned` or nothing."""
    return {"title": title, "kind": kind, "to": to}


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    head: int = 0,
    groups: Sequence[tuple[str, int]] = (),
    sums: Iterable[Sequence[Cell]] = (),
    anchors: Sequence[str] = (),
    notes: Sequence[str] = (),
    to: str = "",
    marks: bool = False,
) -> Block:
    """Return a table; the column number `head` names each row.

    `groups`: title and width of the headings above the columns; `anchors`: a name for each row; `to`: where the
    caption leads; `marks`: a wide table of narrow columns.
    """
    return {
        "caption": caption,
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "head": head,
        "groups": [list(group) for group in groups],
        "sums": [list(row) for row in sums],
        "anchors": list(anchors),
        "notes": list(notes),
        "to": to,
        "marks": marks,
    }


def facts(lines: Iterable[tuple[str, Cell]]) -> list[list[Cell]]:
    """Return label and value of the lines that have a value."""
    return [[label, value] for label, value in lines if value]


def day(date: dt.date | None) -> str:
    """Return «05.09.2025», or nothing."""
    return short_date(date) if date else ""


def clock(moment: dt.datetime | None, zone: dt.tzinfo | None) -> str:
    """Return «05.09.2025 10:50» in the college's time, or nothing."""
    return f"{moment.astimezone(zone):%d.%m.%Y}{NBSP}{moment.astimezone(zone):%H:%M}" if moment else ""


def joined(parts: Iterable[str], between: str = ", ") -> str:
    """Join what is not empty."""
    return between.join(part for part in parts if part)


def word(labels: Mapping[str, str], value: str | None) -> str:
    """Return the Russian word of a known value, and any other as it is."""
    return labels.get(value, value) if value else ""
