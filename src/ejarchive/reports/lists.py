"""Lists of wrapping text cut into pages by measure, so that both engines break them at the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from ejarchive.reports.cutting import even_cuts
from ejarchive.reports.measure import line_count
from ejarchive.typeface import TextStyle

PAGE = 261.0
"""What a page holds between its margins, in millimetres, less a little for an engine's rounding."""
HEADING = 15.0
"""Heading and subheading, which stand on every page of a list."""
_ACROSS, _DOWN = 2.4, 1.9  # padding of a cell and its lines

Row = TypeVar("Row")
Cell = tuple[Sequence[str], float, TextStyle]
"""The paragraphs of a cell, the width of its column, the style they are set in."""


def row_height(cells: Iterable[Cell], least: float = 0.0) -> float:
    """Return the height of a row as an upper bound that holds in both engines."""
    heights = (
        sum(line_count(text, width - _ACROSS, style) for text in paragraphs) * style.leading
        for paragraphs, width, style in cells
    )
    return max(least, max(heights, default=0.0) + _DOWN)


def page_runs(heights: Sequence[float], *, head: float, tail: float = 0.0) -> list[range]:
    """Cut rows into pages, few and even; `head`: the column headings, `tail`: what follows the last row."""

    def fits(first: int, end: int) -> bool:
        room = PAGE - HEADING - head - (tail if end == len(heights) else 0.0)
        return sum(heights[first:end]) <= room

    return even_cuts(len(heights), fits)


def paged(rows: Sequence[Row], runs: Iterable[range]) -> list[list[Row]]:
    """Return the rows page by page."""
    return [[rows[place] for place in run] for run in runs]
