"""How many lines a text takes in a column, as an upper bound that holds in both engines.

The engines break at spaces and, some of them, after hyphens and slashes; we break at spaces only and
hold each word a little wider than it is, so that neither engine ever needs more lines than we promised.
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
_BREAKABLE = re.compile(r"[ \t\n\r\f]+")


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
    """Return the most lines a text takes in a column of `width` millimetres; an empty text takes one."""
    lines, used = 1, 0.0
    width -= SLACK
    space = style.width(" ") * SAFETY
    for word in _BREAKABLE.split(text):
        length = style.width(word) * SAFETY
        if used and used + space + length <= width:
            used += space + length
            continue
        lines += 1 if used else 0
        if length > width:  # broken inside, at hyphens where there are any
            pieces = [math.ceil(style.width(piece) * SAFETY * 1.1 / width) for piece in re.split("(?<=[-/–—])", word)]
            lines += sum(max(piece, 1) for piece in pieces) - 1
            length = width
        used = length
    return lines


def fits(text: str, width: float, style: TextStyle) -> bool:
    """Tell whether a text stays on one line of `width` millimetres."""
    return style.width(text) * SAFETY + SLACK <= width
