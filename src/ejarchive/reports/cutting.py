"""Cutting a row of things into pages: as few as possible, and then as even as possible."""

from __future__ import annotations

from collections.abc import Callable

Fits = Callable[[int, int], bool]
"""Tells whether the things from the first index up to (not with) the second fit on one page."""


def even_cuts(count: int, fits: Fits) -> list[range]:
    """Cut `count` things into the fewest runs that fit, their lengths as equal as they can be.

    Of equally even cuts the earlier runs are the longer ones. A single thing is a run even when it does
    not fit: nothing is ever lost. No things are no runs.
    """
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # (runs, sum of squares, start of the last run) up to here
    for end in range(1, count + 1):
        found: tuple[int, int, int] | None = None
        for start in range(end - 1, -1, -1):
            if start < end - 1 and not fits(start, end):
                break
            runs, squares, _ = best[start]
            candidate = (runs + 1, squares + (end - start) ** 2, start)
            if found is None or candidate[:2] < found[:2]:
                found = candidate
        best.append(found or (0, 0, 0))
    cuts: list[range] = []
    end = count
    while end:
        start = best[end][2]
        cuts.append(range(start, end))
        end = start
    return cuts[::-1]


def even_runs(count: int, most: int) -> list[range]:
    """Cut `count` things into the fewest runs of at most `most`, the earlier ones longer by one."""
    return even_cuts(count, lambda start, end: end - start <= most)
