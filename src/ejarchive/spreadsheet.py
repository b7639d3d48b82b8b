"""What `reports` make for a spreadsheet and `render` writes: sheets of typed columns, text never a formula.

A text that looks like a formula stays a text; a formula is one only where the report says `Formula`.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

_TITLE = re.compile(r"[^\[\]:*?/\\']{1,31}")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
OLDEST = (1980, 1, 1, 0, 0, 0)
"""The time of every entry of what we write, the first one that a zip knows."""
_PLACEHOLDER = re.compile(r"\{(?:([^{}!]+)!)?(\w+)(:column)?\}")


class Format(StrEnum):
    """How the values of a column are shown; `TEXT` keeps `01.10` an index and `4/3` a mark."""

    TEXT = "@"
    WHOLE = "#,##0"
    NUMBER = "#,##0.00"
    GENERAL = "General"  # as many decimals as there are
    PERCENT = "0.0%"  # the value is a share: 0.92
    DATE = "DD.MM.YYYY"
    MOMENT = "DD.MM.YYYY HH:MM"
    DURATION = "[h]:mm"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in English names and commas.

    `{key}` is this row's cell of a column, `{key:column}` all its rows, `{Sheet!key:column}` those of another sheet.
    """

    text: str


Value = str | int | float | dt.date | dt.datetime | Formula | None
"""A cell; a date-time is shown as it is, so give it in the college's time zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; `key` is what rows and formulas call it. `width` is in characters.

    `choices` are offered as a list while a person types (`strict`: nothing else is taken); `locked` cells are greyed
    and, on a protected sheet, closed to the hand.
    """

    key: str
    title: str
    width: float = 14
    format: Format = Format.TEXT
    wrap: bool = False
    locked: bool = False
    hidden: bool = False
    choices: tuple[str, ...] = ()
    strict: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colouring:
    """A colour that depends on the value of `column`: `when` compares it with `value`, a number or a text.

    `whole_row` colours the row instead of the cell. An empty cell is never coloured.
    """

    column: str
    when: Literal["below", "above", "equals"]
    value: float | str
    colour: Literal["bad", "warn", "good"]
    whole_row: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One question and its answer: a frozen heading, rows to sort and filter, a row of totals below them.

    `rows` and `totals` give values by column key, absent = empty. `notes` stand above the heading. `room`: so many
    empty rows below the last are prepared for the hand (formats, lists to choose from). `frozen`: columns that stay
    in sight. `protected`: locked cells cannot be changed until the protection is lifted (there is no password).
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Mapping[str, Value]] = ()
    totals: Mapping[str, Value] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    colours: tuple[Colouring, ...] = ()
    room: int = 0
    frozen: int = 0
    filtered: bool = True
    protected: bool = False
    hidden: bool = False
    landscape: bool = True

    def __post_init__(self) -> None:
        """Refuse what a spreadsheet program would repair or drop without a word."""
        keys = [column.key for column in self.columns]
        known = set(keys)
        named = {colouring.column for colouring in self.colours} | set(self.totals)
        named = named.union(*(set(row) for row in self.rows))
        named |= {key for sheet, key, _ in self.references() if not sheet}
        if not _TITLE.fullmatch(self.title):
            raise ValueError(f"no title of a sheet: {self.title!r}")
        if len(known) != len(keys) or named - known:
            raise ValueError(f"{self.title}: columns twice or unknown: {sorted(named - known)}")
        as_text = {column.key for column in self.columns if column.format is Format.TEXT}
        rows = [*self.rows, self.totals]
        if any(isinstance(value, Formula) and key in as_text for row in rows for key, value in row.items()):
            raise ValueError(f"{self.title}: a formula in a column of texts would become one when it is edited")

    @property
    def first_row(self) -> int:
        """The row of the first values, below notes and heading."""
        return len(self.notes) + 2

    @property
    def last_row(self) -> int:
        """The last row for values, the empty ones included."""
        return self.first_row + max(1, len(self.rows) + self.room) - 1

    def references(self) -> set[tuple[str, str, bool]]:
        """Return what its formulas speak of: (title of another sheet or "", column key, whole column?)."""
        cells = [*self.totals.values(), *(value for row in self.rows for value in row.values())]
        texts = {value.text for value in cells if isinstance(value, Formula)}
        return {(at[1] or "", at[2], bool(at[3])) for text in texts for at in _PLACEHOLDER.finditer(text)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreadsheet:
    """A workbook: it becomes one xlsx. `stem` is the ASCII file name without ending; `moment` dates its properties."""

    kind: str
    stem: str
    title: str
    sheets: tuple[Sheet, ...]
    moment: dt.datetime
    author: str = ""
    group_id: str | None = None
    term_id: str | None = None

    def __post_init__(self) -> None:
        """Refuse two sheets that a spreadsheet program would call the same."""
        titles = [sheet.title.casefold() for sheet in self.sheets]
        if not titles or len(set(titles)) != len(titles):
            raise ValueError(f"{self.stem}: no sheet, or one title twice")
        known = {(sheet.title, column.key, True) for sheet in self.sheets for column in sheet.columns}
        asked = {place for sheet in self.sheets for place in sheet.references() if place[0]}
        if asked - known:
            raise ValueError(f"{self.stem}: formulas ask for what is not there: {sorted(asked - known)}")


def filled(text: str, where: Callable[[str, str, bool], str]) -> str:
    """Put references in the place of the placeholders: (sheet or "", key, whole column?) → `C7`, `C$5:C$31`."""
    return _PLACEHOLDER.sub(lambda at: where(at[1] or "", at[2], bool(at[3])), text)


def restamped(xlsx: bytes, moment: dt.datetime) -> bytes:
    """Return the workbook with fixed times and sorted entries: programs stamp the time of the run."""
    steady = io.BytesIO()
    stamp = rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(io.BytesIO(xlsx)) as old, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            info = zipfile.ZipInfo(name, OLDEST)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(info, _MODIFIED.sub(stamp, old.read(name)) if name == "docProps/core.xml" else old.read(name))
    return steady.getvalue()
