"""How wide our own faces set a text: the advance widths of the vendored fonts.

Why: pages are cut by data before an engine sees them, so that both engines give the same pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from fontTools.ttLib import TTFont

from ejarchive.resources import folder

MM_PER_POINT = 25.4 / 72
Face = Literal["serif", "serif-bold", "serif-italic", "serif-bold-italic", "narrow", "narrow-bold"]

_FILES: dict[Face, str] = {
    "serif": "LiberationSerif-Regular.ttf",
    "serif-bold": "LiberationSerif-Bold.ttf",
    "serif-italic": "LiberationSerif-Italic.ttf",
    "serif-bold-italic": "LiberationSerif-BoldItalic.ttf",
    "narrow": "PTSansNarrow-Regular.ttf",
    "narrow-bold": "PTSansNarrow-Bold.ttf",
}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A named size of the style sheet: face, size in points, distance of base lines in millimetres."""

    face: Face
    size: float
    leading: float

    def width(self, text: str) -> float:
        """Return the width of the text on one line, in millimetres."""
        widths = _advances(self.face)
        return sum(widths.get(char, 1.0) for char in text) * self.size * MM_PER_POINT


@cache
def _advances(face: Face) -> dict[str, float]:
    """Return the advance of every character in ems; a character of another face is taken as a whole em."""
    with TTFont(folder("fonts") / _FILES[face], lazy=True) as font:
        per_em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {chr(code): metrics[glyph][0] / per_em for code, glyph in font.getBestCmap().items()}
