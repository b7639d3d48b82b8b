"""Wide sheets of students by many narrow columns: turned headings, cut into pages by the data.

All measures in millimetres. A page has `WIDTH` × `HEIGHT` for the table and its notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ejarchive.reports.measure import fits, line_count
from ejarchive.typeface import TextStyle

WIDTH, HEIGHT = 170.0, 243.0
_NUMBER = 6.0
_HEAD = TextStyle("narrow", 8, 2.9)
_NAME = TextStyle("narrow", 9.5, 3.4)
_LESS_NAME = TextStyle("narrow", 8.5, 3.2)
_SMALL_NAME = TextStyle("narrow", 7.5, 2.4)
_HEADS = range(34, 89, 3)


@dataclass(frozen=True, slots=True)
class Heading:
    """A turned heading: its text and how many lines it takes, so that it can be centred."""

    text: str
    lines: int


@dataclass(frozen=True, slots=True)
class Shape:
    """Measures of one page of a wide table."""

    name: float
    column: float
    head: float
    row: float
    headings: tuple[Heading, ...]

    def view(self) -> dict[str, object]:
        """Return the measures as JSON values."""
        return {
            "number": _NUMBER,
            "name": self.name,
            "column": self.column,
            "head": self.head,
            "row": self.row,
            "headings": [
                {"text": each.text, "left": round(max((self.column - each.lines * _HEAD.leading) / 2, 0), 2)}
                for each in self.headings
            ],
        }


def shape(titles: Sequence[str], *, rows: int, others: float, tail: float) -> Shape:
    """Find measures for a page with these turned titles and `rows` lines of students.

    `others`: width of the columns that are not turned (averages); `tail`: height of what follows the rows.
    """
    name = min(56.0, max(38.0, WIDTH - _NUMBER - others - 7.2 * len(titles)))
    column = round(min((WIDTH - _NUMBER - others - name) / max(len(titles), 1), 12.0), 2)
    widened = WIDTH - _NUMBER - others - column * len(titles)
    allowed = max(int((column - 0.8) // _HEAD.leading), 1)
    head = next(
        (high for high in _HEADS if all(line_count(title, high - 3, _HEAD) <= allowed for title in titles)), _HEADS[-1]
    )
    headings = tuple(Heading(title, min(line_count(title, head - 3, _HEAD), allowed)) for title in titles)
    row = min(6.0, max(4.2, (HEIGHT - head - tail) / max(rows, 1)))
    return Shape(round(min(widened, 70.0), 2), column, head, round(row - 0.005, 2), headings)


def rows_per_page(head: float, tail: float) -> int:
    """Return how many lines of students fit a page at the least row height."""
    return max(int((HEIGHT - head - tail) // 4.2), 1)


def name_size(name: str, width: float) -> str:
    """Return the class of a name: one line, or two tight lines when it is too long for its column."""
    room = width - 2.4
    if fits(name, room, _NAME):
        return "name"
    if fits(name, room, _LESS_NAME):
        return "less"
    return "small" if line_count(name, room, _SMALL_NAME) <= 2 else "tiny"
