"""Two journals side by side: every table as text, the codes of the first written as those of the second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from ejarchive.checks.comparison.matching import NATURAL, Pairs, match_rows
from ejarchive.model.column import Column, Table
from ejarchive.model.journal import Journal
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import text_of

_STRANGE = "\x00"
"""Put after a code of the first journal that means something else in the second."""
_LEFT_OUT = {"sources"}  # when and from what the journals were read is told of them as wholes
_FIRST = ("staff", "groups")  # referred to by tables that stand before them
DEFAULTS: Mapping[tuple[str, str], str] = {("lessons", "status"): "held", ("grades", "kind"): "result"}


@dataclass(frozen=True, slots=True)
class Aligned:
    """One table of both journals as text (null = "") and which rows are the same.

    `columns`: those that both sources gave. The frames keep the index of the journals' frames.
    """

    table: Table
    before: pd.DataFrame
    after: pd.DataFrame
    pairs: Pairs
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """All tables aligned, by name; `codes`: table → code of the first journal → code of the second."""

    before: Journal
    after: Journal
    tables: dict[str, Aligned] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)


def align(before: Journal, after: Journal) -> Sides:
    """Match every table, referred ones first."""
    sides = Sides(before, after)
    for name in dict.fromkeys((*_FIRST, *TABLES)):
        if name not in _LEFT_OUT:
            sides.tables[name] = _aligned(TABLES[name], sides)
    return sides


def own_code(code: str) -> str:
    """Return a code as its journal has it."""
    return code.removesuffix(_STRANGE)


def _aligned(table: Table, sides: Sides) -> Aligned:
    first, second = _texts(table, sides.before), _texts(table, sides.after)
    for column in table.columns:
        if column.references is not None and column.references[0] != table.name:
            first[column.name] = _translated(first[column.name], column, sides.codes.get(column.references[0], {}))
    if table.name == "practices":  # whose subgroup may be a student
        first["subgroup"] = _translated(first["subgroup"], table.column("subgroup"), sides.codes["students"])
    pairs = match_rows(table, first, second)
    if table.name in NATURAL:
        code = table.key[0]
        sides.codes[table.name] = codes = _codes(first[code], second[code], pairs)
        for column in table.columns:
            if column.name == code or column.references == (table.name, code):
                first[column.name] = _translated(first[column.name], column, codes)
    given = tuple(
        column.name
        for column in table.columns
        if sides.before.has(table.name, column.name) and sides.after.has(table.name, column.name)
    )
    return Aligned(table, first, second, pairs, given)


def _texts(table: Table, journal: Journal) -> pd.DataFrame:
    text = text_of(table, journal.frame(table.name)).astype("object")
    text = text.where(text.notna(), "")
    for (name, blank), default in DEFAULTS.items():
        if name == table.name:
            text[blank] = text[blank].replace("", default)
    for column in table.columns:
        if column.type == "list":
            text[column.name] = text[column.name].map(_sorted_list)
    return text


def _sorted_list(text: str) -> str:
    return text if ";" not in text else ";".join(sorted(part.strip() for part in text.split(";")))


def _codes(before: pd.Series[str], after: pd.Series[str], pairs: Pairs) -> dict[str, str]:
    """Return only the codes that have another sense or none in the second journal."""
    known, theirs = set(before.iloc[pairs.before]), set(after)
    alone = set(before.iloc[pairs.only_before]) - known  # of a code given twice one row may have its twin
    codes = {code: code + _STRANGE for code in alone & theirs}
    same = zip(before.iloc[pairs.before], after.iloc[pairs.after], strict=True)
    return codes | {one: other for one, other in same if one != other}


def _translated(text: pd.Series[str], column: Column, codes: Mapping[str, str]) -> pd.Series[str]:
    if not codes or text.empty:
        return text
    if column.type == "list":
        return text.map(lambda cell: _sorted_list(";".join(codes.get(code, code) for code in cell.split(";"))))
    return text.map(lambda code: codes.get(code, code))
