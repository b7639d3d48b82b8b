"""The cell grammar: absence code and marks in one cell, written together (АПТ 4.4: «о5», «н3», «б4»).

cell = [absence | lateness] marks?     marks = mark ("/" mark)*
What a regulation allows is a `CellGrammar`; this module only knows how such a grammar is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class CellGrammar:
    """Signs a regulation allows in a cell.

    `marks` (with their value in an average, None = not counted), `absences` (code → reason:
    unexcused, excused, illness), `lateness`: the code of a late arrival, which is presence.
    `aliases`: other systems' spellings of a whole sign («нп», «зач.») → ours, to propose as a repair.
    """

    marks: Mapping[str, int | None]
    absences: Mapping[str, str]
    lateness: tuple[str, ...]
    separator: str = "/"
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        """Absence and lateness codes, the longest first, so that no code hides a longer one."""
        return tuple(sorted((*self.absences, *self.lateness), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell read: `absence` is one of the grammar's codes or None, `late` is presence.

    `text` is the cell as written: that is what is printed.
    """

    absence: str | None = None
    late: bool = False
    marks: tuple[str, ...] = ()
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that the grammar does not allow, and what may have been meant.

    `spelling`: the signs are recognisable (Latin letter, case, space), `repairs` says what they may be;
    `scale`: it is shaped like a mark, but no such mark exists; `unknown`: neither.
    """

    text: str
    reason: Literal["spelling", "scale", "unknown"]
    repairs: tuple[str, ...] = ()

    @property
    def repair(self) -> str | None:
        """The one thing it can mean, or None: two possible readings are never decided here."""
        return self.repairs[0] if len(self.repairs) == 1 else None


# What people type, or other systems export, for each of our signs: look-alikes, the other keyboard, a dash.
_LOOKS = {
    "н": "нНhHnN",
    "п": "пПnNpP",
    "б": "бБbB6",
    "о": "оОoO0",
    "З": "Зз3zZ",
    "Ч": "Чч",
    "Н": "НнhHnN",
    "а": "аАaA",
    "с": "сСcC",
    "в": "вВB",
    "3": "3Зз",
    "-": "-‐‑‒–—−_",
    "+": "+＋",
    "/": "/\\|",
}
_GAPS = " \t\n\r\xa0\u202f/\\|.,;:\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_MARK_SHAPE = re.compile(r"[0-9]{1,3}[-+]?(?:[/ ,;][0-9]{1,3}[-+]?)*")
_LONGEST = 24


def parse_cell(text: str, grammar: CellGrammar) -> Cell | CellFault:
    """Read a cell strictly; what is not exactly in the grammar is a fault that carries its repairs."""
    cell = _strict(text, grammar)
    if cell is not None:
        return cell
    lone_digit = len(text.strip()) == 1 and text.strip().isdecimal()  # a mark of another scale: codes are letters
    meant = () if lone_digit else _repairs(text, grammar)
    if meant:
        return CellFault(text, "spelling", meant)
    return CellFault(text, "scale" if _MARK_SHAPE.fullmatch(text.strip()) else "unknown")


def format_cell(cell: Cell, grammar: CellGrammar) -> str:
    """Write a cell in the grammar's own spelling: the inverse of `parse_cell`."""
    code = cell.absence or (grammar.lateness[0] if cell.late else "")
    return code + grammar.separator.join(cell.marks)


def read_cells(texts: Iterable[str], grammar: CellGrammar) -> dict[str, Cell | CellFault]:
    """Read every different text once: a college has 470,000 cells and some dozens of different ones."""
    return {text: parse_cell(text, grammar) for text in set(texts)}


def _strict(text: str, grammar: CellGrammar) -> Cell | None:
    for code in ("", *grammar.codes):
        if not text.startswith(code) or not text:
            continue
        rest = text[len(code) :]
        marks = tuple(rest.split(grammar.separator)) if rest else ()
        if all(mark in grammar.marks for mark in marks):
            absence = code if code in grammar.absences else None
            return Cell(absence, code in grammar.lateness, marks, text)
    return None


def repairs(text: str, signs: Iterable[str], aliases: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the signs that a text, tolerantly read as a whole, may stand for; an alias settles it."""
    plain = _plain(text)
    alias = (aliases or {}).get(plain.casefold().rstrip("."))
    if alias is not None:
        return (alias,)
    return tuple(sign for sign in signs if any(rest == "" for rest in _after(plain, sign)))


def _repairs(text: str, grammar: CellGrammar) -> tuple[str, ...]:
    """All cells of the grammar that the text may stand for, in the grammar's spelling."""
    whole = repairs(text, (), grammar.aliases)
    if whole or len(text) > _LONGEST:
        return whole
    found = {
        code + grammar.separator.join(marks)
        for code in ("", *grammar.codes)
        for rest in _after(_plain(text), code)
        for marks in _marks(rest, grammar)
    }
    return tuple(sorted(found - {""}))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _marks(text: str, grammar: CellGrammar) -> Iterator[tuple[str, ...]]:
    """Every way to read the whole text as marks, with or without gaps between them."""
    if not text:
        yield ()
        return
    for mark in grammar.marks:
        for rest in _after(text, mark):
            for others in _marks(rest, grammar):
                yield (mark, *others)


def _after(text: str, sign: str) -> Iterator[str]:
    """Yield what follows a sign, tolerantly spelled, at the start of the text; nothing if it is not there."""
    rest = text.lstrip(_GAPS) if sign else text
    for char in sign:
        rest = rest.lstrip() if char in "-+" else rest
        if not rest or rest[0] not in _LOOKS.get(char, char):
            return
        rest = rest[1:]
    yield rest.lstrip(_GAPS)
