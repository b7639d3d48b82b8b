"""What our own faces can draw, and how wide they set it: the vendored fonts as data.

Why: pages are cut by data before an engine sees them, so that both engines give the same pages; and a
character that no face of ours can draw is told before anything is printed.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from functools import cache
from typing import Literal

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

_COMMON = frozenset(
    string.digits + string.ascii_letters + string.punctuation + " \t\n\r\u00a0"
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ№«»–—§…"
)
"""In every face of ours (a test looks); an ordinary journal needs no font to be opened for it."""
# Drawn by nothing, so no face needs them: joiners, direction marks, byte order mark.
_INVISIBLE = frozenset(map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]))


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
    from fontTools.ttLib import TTFont  # late: 0.1 s

    with TTFont(folder("fonts") / _FILES[face], lazy=True) as font:
        per_em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {chr(code): metrics[glyph][0] / per_em for code, glyph in font.getBestCmap().items()}


def missing_characters(text: str) -> tuple[str, ...]:
    """Return the characters that no face of ours can draw, sorted."""
    return tuple(sorted(character for character in set(text) - _COMMON if character not in _drawable()))


@cache
def _drawable() -> frozenset[str]:
    return frozenset(_INVISIBLE.union(*(_advances(face) for face in _FILES)))
