"""How many lines a text takes in a column, as an upper bound that holds in both engines.

We break where both engines do, at spaces and after a hyphen between letters, and nowhere else, and hold
each word a little wider than it is, so that neither engine ever needs more lines than we promised.
"""

from __future__ import annotations

import math
import re
import unicodedata

from ejarchive.typeface import TextStyle

SAFETY = 1.004
"""Kerning may make a text wider as well as narrower: by so much a word …"""
SLACK = 0.2
"""… and by so many millimetres a line."""
_SPACES = re.compile(r"[\s\u200b\u2028\u2029]+")
_BREAKABLE = re.compile(r"( +)|(?<=[^\W\d_]-)(?=[^\W\d_])")
_BREAKS_INSIDE = re.compile(r"(?<=[-/–—])")


def plain(text: str | None) -> str:
    """Return a text as one line can hold it: composed, without controls, each run of spaces one space.

    No-break spaces stay. Soft hyphens and zero-width marks go: engines treat them differently.
    """
    if not text:
        return ""
    kept = (
        " " if _SPACES.fullmatch(char) and char not in "\u00a0\u202f" else char
        for char in unicodedata.normalize("NFC", text)
        if unicodedata.category(char) not in {"Cf", "Cs", "Cn"}
        and (char.isspace() or unicodedata.category(char) != "Cc")
    )
    return re.sub(" +", " ", "".join(kept)).strip(" ")


def line_count(text: str, width: float, style: TextStyle) -> int:
    """Return the most lines a plain text takes in a column of `width` millimetres; an empty text takes one."""
    lines, used, gap = 1, 0.0, 0.0
    width -= SLACK
    for word in _BREAKABLE.split(text):
        if not word or word.isspace():
            gap = style.width(" ") * SAFETY if word else gap
            continue
        length = style.width(word) * SAFETY
        if used and used + gap + length <= width:
            used += gap + length
        else:
            lines += 1 if used else 0
            if length > width:
                lines += _broken(word, width, style) - 1
            used = min(length, width)
        gap = 0.0
    return lines


def _broken(word: str, width: float, style: TextStyle) -> int:
    """Return the most lines of a word that is wider than its column: it may break anywhere, or at its joints."""
    pieces = (style.width(piece) * SAFETY * 1.1 / width for piece in _BREAKS_INSIDE.split(word))
    return sum(max(math.ceil(piece), 1) for piece in pieces)


def fits(text: str, width: float, style: TextStyle) -> bool:
    """Tell whether a text stays on one line of `width` millimetres."""
    return style.width(text) * SAFETY + SLACK <= width
