"""Tables of a PDF page from what is drawn: lines found in the picture, glyphs by their own boxes.

Why from the picture: it knows nothing of how the page was made, and is the same for every engine.
"""

import ctypes
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

POINT = 25.4 / 72
PIXELS = 10  # a millimetre
DARK = 110
_LEAST_DOWN, _LEAST_ACROSS = 9, 6  # millimetres: a line is longer than any stroke of a letter
_HAIR = 0.3
_BOX = 3.5  # no box is smaller, so a line of letters is not taken for a line of borders
_CROSSING = 0.12  # a glyph may touch a line by so much


@dataclass(frozen=True)
class Glyph:
    """A character and its box in millimetres, from the top left of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self):
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass
class Table:
    """Edges of the boxes, and the letters in each of them."""

    xs: list[float]
    ys: list[float]
    boxes: dict[tuple[int, int], list[Glyph]] = field(default_factory=dict)
    crossing: list[Glyph] = field(default_factory=list)  # letters that run over a line
    tall: set[float] = field(default_factory=set)  # edges whose line goes up to the top of the table

    @property
    def rows(self):
        return range(len(self.ys) - 1)

    @property
    def columns(self):
        return range(len(self.xs) - 1)

    def text(self, row, column):
        """What stands in a box, without white space."""
        return "".join(glyph.text for glyph in self.boxes.get((row, column), ()))

    def box_over(self, row, column):
        """What stands in a box that spans columns, over this one: between edges that go up to the top."""
        first, last = column, column
        while first and self.xs[first] not in self.tall:
            first -= 1
        while last + 2 < len(self.xs) and self.xs[last + 1] not in self.tall:
            last += 1
        return "".join(self.text(row, each) for each in range(first, last + 1))

    def line(self, row):
        """What stands in a row, boxes joined."""
        return "".join(self.text(row, column) for column in self.columns)


class Page:
    """A page of a PDF: its letters and its ruled tables, from the top down."""

    def __init__(self, page):
        self._page = page
        self.width, self.height = (size * POINT for size in page.get_size())

    @cached_property
    def glyphs(self):
        textpage = self._page.get_textpage()
        box = [ctypes.c_double() for _ in range(4)]
        found = []
        for index in range(pdfium.FPDFText_CountChars(textpage)):
            character = chr(pdfium.FPDFText_GetUnicode(textpage, index))
            pdfium.FPDFText_GetCharBox(textpage, index, *map(ctypes.byref, box))
            left, right, bottom, top = (value.value * POINT for value in box)
            if (not character.isspace() and character.isprintable()) or character in "\x02\ufffe":
                text = "-" if character in "\x02\ufffe" else character
                found.append(Glyph(text, left, self.height - top, right, self.height - bottom))
        return found

    @cached_property
    def text(self):
        return "".join(glyph.text for glyph in self.glyphs)

    @cached_property
    def tables(self):
        picture = self._page.render(scale=PIXELS * POINT, grayscale=True).to_numpy()
        dark = picture.reshape(picture.shape[:2]) < DARK
        down = _lines(dark.T, _LEAST_DOWN)
        across = _lines(dark, _LEAST_ACROSS)
        return [self._table(group, across) for group in _standing_together(down)]

    def _table(self, down, across):
        top, bottom = min(first for _, first, _ in down), max(last for _, _, last in down)
        left, right = min(x for x, _, _ in down), max(x for x, _, _ in down)
        xs = _distinct(x for x, _, _ in down)
        ys = _distinct(
            y for y, first, last in across if top - 1 <= y <= bottom + 1 and first <= right - 5 and last >= left + 5
        )
        table = Table(xs, ys)
        table.tall = {x for x in xs if any(abs(x - place) < 0.5 and first < top + 1 for place, first, _ in down)}
        for glyph in self.glyphs:
            x, y = glyph.middle
            if left < x < right and ys[0] < y < ys[-1]:
                row, column = bisect_right(ys, y) - 1, bisect_right(xs, x) - 1
                table.boxes.setdefault((row, column), []).append(glyph)
                if glyph.left < xs[column] - _CROSSING or glyph.right > xs[column + 1] + _CROSSING:
                    table.crossing.append(glyph)
        return table


def pages_of(pdf):
    """The pages of a PDF (bytes or path)."""
    return [Page(page) for page in pypdfium2.PdfDocument(pdf)]


def _lines(dark, least):
    """Straight dark runs along the second axis: (place, first, last) in millimetres, neighbours joined."""
    found = []
    for place in np.flatnonzero(dark.sum(axis=1) >= least * PIXELS):
        steps = np.flatnonzero(np.diff(np.concatenate(([0], dark[place].astype(np.int8), [0]))))
        for first, last, joints in _joined(zip(steps[::2], steps[1::2], strict=True)):
            if last - first >= max(least, joints * _BOX) * PIXELS:
                found.append((place / PIXELS, first / PIXELS, last / PIXELS))
    return found


def _joined(runs):
    """Runs with those joined that a hair parts (the borders of neighbouring boxes), and how many joints each has."""
    joined = []
    for first, last in runs:
        if joined and first - joined[-1][1] <= _HAIR * PIXELS:
            joined[-1] = (joined[-1][0], last, joined[-1][2] + 1)
        else:
            joined.append((first, last, 0))
    return joined


def _standing_together(down):
    """Group upright lines whose heights overlap: the tables of the page, from the top down."""
    groups = []
    for line in sorted(down, key=lambda each: each[1]):
        for group in groups:
            if line[1] < max(last for _, _, last in group) - 0.5:
                group.append(line)
                break
        else:
            groups.append([line])
    return [group for group in groups if len(_distinct(x for x, _, _ in group)) > 1]


def _distinct(places):
    """Places in order, those of one line taken as one."""
    runs = []
    for place in sorted(places):
        if runs and place - runs[-1][-1] < 0.5:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [sum(run) / len(run) for run in runs]


def squeezed(text):
    """A text without white space and invisible marks."""
    return "".join(text.replace("\u2060", "").replace("\u00ad", "").split())
