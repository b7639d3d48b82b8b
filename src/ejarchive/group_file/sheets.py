"""Numbers of sheets in a file: plain ones, and those with a letter that were put in later (литерные: 12а, 12б)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LETTERS = (
    "абвгдежиклмнпрстуфхцчшщэюя"  # without those that are taken for a digit or for one another: ё, з, й, о, ъ, ы, ь
)
_NUMBER = re.compile(rf"(\d+)([{LETTERS}]?)")


@dataclass(frozen=True, slots=True, order=True)
class SheetNumber:
    """Номер листа; 12 stands before 12а, and that before 12б and 13."""

    number: int
    letter: str = ""

    @classmethod
    def read(cls, text: str) -> SheetNumber:
        """Read «12» or «12а»; `ValueError` for anything else."""
        found = _NUMBER.fullmatch(text)
        if found is None:
            raise ValueError(text)
        return cls(int(found[1]), found[2])

    def __str__(self) -> str:
        return f"{self.number}{self.letter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Sheets of one semester in one volume of the group's file: one PDF.

    `volume` counts the volumes of the whole file from 1; `literal` are sheets that were put in between the plain
    ones. `closed`: a certification sheet ends the volume, nothing can be stitched to it. `file` is the name of the
    PDF, `sha256` its digest, `pages` all its pages, those without a sheet number too.
    """

    volume: int
    first_sheet: int
    last_sheet: int
    pages: int
    sha256: str
    file: str
    closed: bool = False
    literal: tuple[SheetNumber, ...] = ()

    @property
    def sheets(self) -> int:
        """How many sheets there are, those with letters too."""
        return self.last_sheet - self.first_sheet + 1 + len(self.literal)

    @property
    def numbers(self) -> tuple[SheetNumber, ...]:
        """Every sheet in the order in which it lies in the file."""
        plain = (SheetNumber(number) for number in range(self.first_sheet, self.last_sheet + 1))
        return tuple(sorted((*plain, *self.literal)))

    @property
    def range(self) -> str:
        """«1–57», with the literal ones named: «1–57 и 12а, 12б»."""
        ends = sorted({self.first_sheet, self.last_sheet})
        plain = "–".join(map(str, ends))
        return f"{plain} и {', '.join(map(str, self.literal))}" if self.literal else plain


def next_letters(number: int, taken: Iterable[SheetNumber], wanted: int) -> tuple[SheetNumber, ...]:
    """Return the next free literal numbers after a sheet: 12а, 12б, …; `ValueError` when the alphabet is used up."""
    used = [each.letter for each in taken if each.number == number]
    begin = max((LETTERS.index(letter) + 1 for letter in used if letter), default=0)
    if begin + wanted > len(LETTERS):
        raise ValueError(number)
    return tuple(SheetNumber(number, letter) for letter in LETTERS[begin : begin + wanted])
