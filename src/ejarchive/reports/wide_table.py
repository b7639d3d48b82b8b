"""Wide sheets of students by narrow columns: turned headings, measured so that a page holds what it can.

All measures in millimetres. A page has `WIDTH` × `HEIGHT` for the table and its notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ejarchive.reports.measure import fits, line_count
from ejarchive.typeface import TextStyle

WIDTH, HEIGHT = 170.0, 243.0
LEAST_ROW, MOST_ROW = 4.2, 6.0
_NUMBER = 6.0
_NAMES, _LEAST_NAME = (56.0, 50.0, 44.0), 38.0
_COLUMNS = (6.4, 9.0)
_HEADS = range(37, 92, 3)
_HEAD = TextStyle("narrow", 8, 2.9)
_AROUND = 0.8
_NAME = TextStyle("narrow", 9.5, 3.4)
_LESS_NAME = TextStyle("narrow", 8.5, 3.2)
_SMALL_NAME = TextStyle("narrow", 7.5, 2.4)


@dataclass(frozen=True, slots=True)
class Heading:
    """A turned heading: its text, how many lines it takes, and the width of its column."""

    text: str
    lines: int
    width: float


@dataclass(frozen=True, slots=True)
class Shape:
    """Measures of the pages of a wide table."""

    name: float
    head: float
    headings: tuple[Heading, ...]

    @property
    def width(self) -> float:
        """Width of number, name and turned columns together."""
        return _NUMBER + self.name + sum(each.width for each in self.headings)

    def rows_per_page(self, tail: float) -> int:
        """Return how many lines of students fit above a tail of that height."""
        return max(int((HEIGHT - self.head - tail) // LEAST_ROW), 1)

    def row(self, rows: int, tail: float) -> float:
        """Return the height of a line of students when a page has so many."""
        room = (HEIGHT - self.head - tail) / max(rows, 1)
        return round(min(MOST_ROW, max(LEAST_ROW, room)) - 0.005, 2)

    def view(self) -> dict[str, object]:
        """Return the measures as JSON values."""
        return {
            "number": _NUMBER,
            "name": self.name,
            "head": self.head,
            "width": round(self.width, 2),
            "headings": [
                {
                    "text": each.text,
                    "width": each.width,
                    "left": round(max((each.width - each.lines * _HEAD.leading) / 2, 0), 2),
                }
                for each in self.headings
            ],
        }


def columns_that_fit(titles: Sequence[str], others: float) -> int:
    """Return how many of these columns, from the first on, stand beside the names on one page."""
    room = WIDTH - _NUMBER - _LEAST_NAME - others
    count, used = 0, 0.0
    for title in titles:
        used += _heading(title, _HEADS[-1]).width
        if used > room:
            break
        count += 1
    return max(count, 1)


def shape(titles: Sequence[str], *, others: float, rows: int, tail: float) -> Shape:
    """Find measures for columns with these turned titles: ample room for names, if then the rows still fit a page.

    `others`: width of the columns that are not turned (averages); `tail`: height of what follows the rows.
    """
    room = WIDTH - _NUMBER - others
    most = HEIGHT - tail - rows * LEAST_ROW
    heads = [(name, head) for name in _NAMES for head in _HEADS if head <= most]
    heads += [(_LEAST_NAME, head) for head in _HEADS]
    for least, head in heads:
        headings = [_heading(title, head) for title in titles]
        used = sum(each.width for each in headings)
        if used + least <= room:
            break
    name = min(_NAMES[0], room - used)
    spare = min((room - used - name) / len(headings), _COLUMNS[1] - _COLUMNS[0]) if headings else 0.0
    widened = tuple(Heading(each.text, each.lines, round(each.width + spare, 2)) for each in headings)
    return Shape(round(name, 2), head, widened)


def name_size(name: str, width: float) -> str:
    """Return the class of a name: one line, or two tight lines when it is too long for its column."""
    room = width - 2.4
    if fits(name, room, _NAME):
        return "name"
    if fits(name, room, _LESS_NAME):
        return "less"
    return "small" if line_count(name, room, _SMALL_NAME) <= 2 else "tiny"


def _heading(title: str, head: float) -> Heading:
    lines = line_count(title, head - 3, _HEAD)
    return Heading(title, lines, round(max(_COLUMNS[0], lines * _HEAD.leading + _AROUND), 2))
