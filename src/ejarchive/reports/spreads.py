"""Which lessons share a spread: as many as both its pages hold, the spreads as even as they can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ejarchive.reports.course_head import PAGE_HEIGHT, PAGE_WIDTH
from ejarchive.reports.cutting import even_cuts
from ejarchive.reports.left_page import GAP_COLUMN, GRADE_COLUMN, NAMES, NUMBER
from ejarchive.reports.right_page import RightPage

_BESIDE = 4  # a block of so many lessons at most stands beside the last lessons, a longer one on its own spreads


@dataclass(frozen=True, slots=True)
class Spread:
    """Indexes of the lessons and of the block on a spread; `grades` and `foot` tell where those stand."""

    lessons: range
    block: range = range(0)
    grades: bool = False
    foot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What the pages of a course must hold, in millimetres.

    `needs`, `block_needs`: least widths of the dates; `grades`: number of grade columns; `above`: head of
    the page and a signature at its bottom; `foot`: what stands below the last right page.
    """

    right: RightPage
    needs: tuple[float, ...]
    block_needs: tuple[float, ...]
    grades: int
    above: float
    foot: float

    def dates_width(self, spread: Spread) -> float:
        """Return what the dates of the lessons may take on the left page."""
        width = PAGE_WIDTH - NUMBER - NAMES - (self.grades * GRADE_COLUMN if spread.grades else 0.0)
        if spread.lessons and spread.block:
            width -= sum(self.block_needs[index] for index in spread.block) + GAP_COLUMN
        return round(width, 2)

    def date_needs(self, spread: Spread) -> tuple[float, ...]:
        """Return the least widths of the dates; the block's where it stands in the place of lessons."""
        if spread.lessons:
            return self.needs[spread.lessons.start : spread.lessons.stop]
        return self.block_needs[spread.block.start : spread.block.stop]

    def hold(self, spread: Spread) -> bool:
        """Tell whether both pages hold the spread."""
        height = self.above + self.right.height(spread.lessons, spread.block) + (self.foot if spread.foot else 0.0)
        return height <= PAGE_HEIGHT and sum(self.date_needs(spread)) <= self.dates_width(spread)


def cut_spreads(measures: Measures) -> list[Spread]:
    """Cut a course; one that has grades but no lessons is a single spread."""
    lessons, block = len(measures.needs), len(measures.block_needs)
    beside = range(block) if lessons and block <= _BESIDE else range(0)
    apart = block - len(beside)

    def of_lessons(start: int, end: int) -> Spread:
        last = end == lessons
        return Spread(range(start, end), beside if last else range(0), grades=last, foot=last and not apart)

    def of_block(start: int, end: int) -> Spread:
        last = end == block
        return Spread(range(0), range(start, end), grades=last and not lessons, foot=last)

    found = [of_lessons(run.start, run.stop) for run in _cut(measures, lessons, of_lessons)]
    if apart:
        found += [of_block(run.start, run.stop) for run in _cut(measures, block, of_block)]
    return found or [Spread(range(0), grades=True, foot=True)]


def _cut(measures: Measures, count: int, spread: Callable[[int, int], Spread]) -> list[range]:
    return even_cuts(count, lambda start, end: measures.hold(spread(start, end)))
