"""The ruled lines of a table as one drawing, laid behind its cells.

Why: collapsed borders lose edges in one engine and cost time in the other; a drawing is exact in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

LINE = 0.2
"""Width of a line in millimetres."""
_INSET = 0.15  # how far outer lines stay inside the table, for the engine that clips a drawing to whole pixels
_HATCH_STEP = 1.75


class Ruling:
    """Collects lines of a table of `width` × `height` millimetres; `view()` is what the template draws."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Take the edges of the columns and of the rows, the outer ones included."""
        self.xs, self.ys = tuple(xs), tuple(ys)
        self._lines: list[str] = []
        self._hatching: list[str] = []

    def rows(self, edges: Iterable[int], first: int = 0, last: int = -1) -> None:
        """Rule across at these row edges, from one column edge to another."""
        for edge in edges:
            self._lines.append(f"M{_n(self.xs[first])} {_n(self._y(edge))}H{_n(_end(self.xs, last))}")

    def columns(self, edges: Iterable[int], first: int = 0, last: int = -1) -> None:
        """Rule down at these column edges, from one row edge to another."""
        for edge in edges:
            self._lines.append(f"M{_n(self._x(edge))} {_n(self.ys[first])}V{_n(_end(self.ys, last))}")

    def hatch(self, row: int, column: int) -> None:
        """Strike a void cell with slanted lines: distinct from an empty one, and a copier keeps them."""
        left, right = self.xs[column], self.xs[column + 1]
        top, bottom = self.ys[row], self.ys[row + 1]
        count = max(1, round((right - left) / _HATCH_STEP))
        edges = [left + (right - left) * step / count for step in range(count + 1)]
        for start, end in pairwise(edges):
            self._hatching.append(f"M{_n(start)} {_n(bottom)}L{_n(end)} {_n(top)}")

    @property
    def hatched(self) -> bool:
        """Tell whether any cell is void."""
        return bool(self._hatching)

    def view(self) -> dict[str, object]:
        """Return size and path data."""
        return {
            "width": round(self.xs[-1], 2),
            "height": round(self.ys[-1], 2),
            "lines": "".join(self._lines),
            "hatching": "".join(self._hatching),
        }

    def _x(self, edge: int) -> float:
        return _inside(self.xs, edge)

    def _y(self, edge: int) -> float:
        return _inside(self.ys, edge)


def edges(sizes: Iterable[float], start: float = 0.0) -> tuple[float, ...]:
    """Return the edges of boxes that stand side by side."""
    found = [start]
    for size in sizes:
        found.append(round(found[-1] + size, 3))
    return tuple(found)


def _inside(places: Sequence[float], edge: int) -> float:
    place = places[edge]
    if edge in {0, -len(places)}:
        return place + LINE / 2
    return place - LINE / 2 - _INSET if edge in {-1, len(places) - 1} else place


def _end(places: Sequence[float], edge: int) -> float:
    """Return where a line ends: an outer edge is as far inside as the line that runs along it."""
    return places[edge] - _INSET if edge in {-1, len(places) - 1} else places[edge]


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
