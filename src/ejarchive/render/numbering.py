"""The numbering layer: what is laid over finished pages once their places are known.

Page number in the middle of the upper margin from the second page (ГОСТ Р 7.0.97: не менее 10 мм от края),
sheet number in the upper right corner of a face, printed or an empty box for the pencil, its code in the lower one,
and the watermark of what is not yet a document. Pages on a back are moved to the right place of the mirrored
sewing margin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ejarchive.document import Geometry, Layout
from ejarchive.render.imposition import PlacedPage
from ejarchive.render.layer_font import LayerFont, layer_font
from ejarchive.render.sheet_codes import CHARACTERS, SheetMark, drawn

POINTS = 72 / 25.4  # a millimetre

_SIZE = 10.5  # points
_BASELINE = 13.5  # millimetres from the upper edge
_BOX = (16, 9)  # millimetres
_BOX_TOP = 6

FONT, MARK = "/EjNumber", "/EjMark"  # names in the resources of a page


@dataclass(frozen=True, slots=True)
class Layer:
    """What is put before and after the content of one page; empty where nothing is."""

    before: bytes
    after: bytes
    moved: float  # points to the right


class Numbering:
    """Draws the layer of each page of one document."""

    def __init__(self, layout: Layout, watermark: str, *, codes: bool = False) -> None:
        self._layout = layout
        self._watermark = watermark
        characters = {*"0123456789", *watermark.replace(" ", ""), *(CHARACTERS if codes else "")}
        self.font: LayerFont = layer_font("".join(sorted(characters)))

    def layer(self, page: PlacedPage, code: SheetMark | None = None) -> Layer:
        """Return the layer of a page, with the code that it carries."""
        moved = self._moved(page)
        laid = self._numbers(page) + self._mark(page.geometry)
        if code:
            laid += drawn(code, page.geometry, self.font, FONT, qr=self._layout.qr)
        if not moved and not laid:
            return Layer(b"", b"", 0)
        shift = b" 1 0 0 1 %s 0 cm" % _number(moved) if moved else b""
        return Layer(b"q" + shift, b"Q\n" + laid, moved)

    def _moved(self, page: PlacedPage) -> float:
        if page.face or self._layout.sheet_numbers is None:
            return 0
        return (page.geometry.right - page.geometry.left) * POINTS

    def _numbers(self, page: PlacedPage) -> bytes:
        if self._layout.sheet_numbers is None:
            return b""
        geometry = page.geometry
        left, right = (geometry.left, geometry.right) if page.face else (geometry.right, geometry.left)
        drawn = b""
        if page.page is not None and page.page >= 2 and page.part is not None and page.part.page_numbers:
            middle = (left + geometry.width - right) / 2
            drawn += self._text(str(page.page), middle * POINTS, geometry, part_before=0.5)
        if page.sheet is not None and page.face:
            edge = (geometry.width - right) * POINTS
            if self._layout.sheet_numbers == "blank":
                drawn += _box(edge, geometry)
            else:
                drawn += self._text(str(page.sheet), edge, geometry, part_before=1)
        return drawn

    def _text(self, text: str, x: float, geometry: Geometry, *, part_before: float) -> bytes:
        """Draw text so that the given part of its width lies before x."""
        x -= self.font.width(text, _SIZE) * part_before
        y = (geometry.height - _BASELINE) * POINTS
        return b"BT %s %s Tf 0 g %s %s Td %s Tj ET\n" % (
            FONT.encode(),
            _number(_SIZE),
            _number(x),
            _number(y),
            self.font.shown(text),
        )

    def _mark(self, geometry: Geometry) -> bytes:
        """Draw the watermark along the diagonal, under a blend that lets every letter below be read.

        Pale enough for a page full of figures; a copier that loses the tint keeps the outline.
        """
        text = self._watermark.replace(" ", "")
        if not text:
            return b""
        width, height = geometry.width * POINTS, geometry.height * POINTS
        size = 0.7 * math.hypot(width, height) / self.font.width(text, 1)
        size = min(size, 0.3 * min(width, height))
        along = self.font.width(text, size) / 2
        angle = math.atan2(height, width)
        cosine, sine = math.cos(angle), math.sin(angle)
        down = size / 3  # from the baseline to the middle of capital letters
        x = width / 2 - along * cosine + down * sine
        y = height / 2 - along * sine - down * cosine
        matrix = b" ".join(_number(value) for value in (cosine, sine, -sine, cosine, x, y))
        return b"q %s gs 0.94 g 0.85 G 0.6 w BT %s %s Tf 2 Tr %s Tm %s Tj ET Q\n" % (
            MARK.encode(),
            FONT.encode(),
            _number(size),
            matrix,
            self.font.shown(text),
        )


def _box(edge: float, geometry: Geometry) -> bytes:
    wide, high = (side * POINTS for side in _BOX)
    y = (geometry.height - _BOX_TOP) * POINTS - high
    return b"q 0.5 w 0 G %s %s %s %s re S Q\n" % tuple(map(_number, (edge - wide, y, wide, high)))


def _number(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode() or b"0"
