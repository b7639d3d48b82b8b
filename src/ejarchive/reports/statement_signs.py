"""The letters of a cell set apart from its marks: in one face «б5» reads as «65».

As in the pack they are bold italic, `.code` of `templates/statement/sizes.css`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ejarchive.model.cell import CellGrammar
from ejarchive.typeface import TextStyle

Pieces = list[str]
"""A text in pieces: every second one is a code."""


def codes_pattern(grammar: CellGrammar) -> str:
    """Return the expression that finds the codes among whole cells: «б» of «4 б5», nothing of «н/а»."""
    codes = "|".join(map(re.escape, grammar.codes))
    mark = "|".join(map(re.escape, sorted(grammar.marks, key=len, reverse=True)))
    marks = f"(?:{mark})(?:{re.escape(grammar.separator)}(?:{mark}))*"
    return rf"(?<![^\s«])(?:{codes})(?=(?:{marks})?(?:[\s»]|$))"


def pieces_of(text: str, pattern: str = "") -> Pieces:
    """Cut a text; without a pattern it holds no codes."""
    return re.split(f"({pattern})", text) if pattern else [text]


@dataclass(frozen=True, slots=True)
class CodedStyle(TextStyle):
    """A size of text in which the codes that a pattern finds are set bold italic."""

    pattern: str

    @classmethod
    def of(cls, style: TextStyle, pattern: str) -> CodedStyle:
        """Return the style with codes set apart."""
        return cls(style.face, style.size, style.leading, pattern)

    def width(self, text: str) -> float:
        """Return the width of the text on one line, in millimetres."""
        pieces = pieces_of(text, self.pattern)
        codes = TextStyle("serif-bold-italic", self.size, self.leading)
        # Not `super()`: a dataclass with slots is another class than the one that it was written in.
        return TextStyle.width(self, "".join(pieces[::2])) + codes.width("".join(pieces[1::2]))
