"""The cell grammar: absence code and marks in one cell, written together (АПТ 4.4: «о5», «н3», «б4»).

cell = [absence | lateness] marks?     marks = mark ("/" mark)*
What a regulation allows is a `CellGrammar`; this module only knows how such a grammar is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellGrammar:
    """Signs a regulation allows in a cell.

    `marks` (with their value in an average, None = not counted), `absences` (code → reason:
    unexcused, excused, illness), `lateness`: the code of a late arrival, which is presence.
    """

    marks: Mapping[str, int | None]
    absences: Mapping[str, str]
    lateness: tuple[str, ...]
    separator: str = "/"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell read: `absence` is one of the grammar's codes or None, `late` is presence."""

    absence: str | None = None
    late: bool = False
    marks: tuple[str, ...] = ()
