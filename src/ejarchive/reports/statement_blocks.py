"""Blocks of measured height put on sheets one after another, so that both engines break at the same places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ejarchive.reports.measure import line_count
from ejarchive.reports.statement_signs import Pieces
from ejarchive.typeface import TextStyle

WIDTH = 180.0
"""Between the margins of an upright sheet, in millimetres."""
ROOM = 271.4
"""What a sheet holds above its foot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece that is never broken: its macro in the template, its height in millimetres, what it shows.

    Rows of one `table` stand under its head, which is repeated on each sheet. `keep`: not parted from the next.
    """

    kind: str
    height: float
    view: Mapping[str, Any] = field(default_factory=dict)
    table: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class TableHead:
    """What stands above the rows of a table."""

    height: float
    view: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Blocks of one sheet, and how much of it they take."""

    blocks: tuple[Block, ...]
    used: float


def text_block(text: str | Pieces, style: TextStyle, name: str, *, after: float = 0.0, keep: bool = False) -> Block:
    """Return a paragraph set in the named style."""
    pieces = [text] if isinstance(text, str) else text
    height = line_count("".join(pieces), WIDTH, style) * style.leading + after
    return Block(kind="text", height=height, view={"pieces": pieces, "style": name, "after": after}, keep=keep)


def sheets_of(blocks: Iterable[Block], heads: Mapping[str, TableHead], room: float = ROOM) -> list[Sheet]:
    """Fill sheets; a block higher than a sheet stands on one of its own."""
    sheets: list[Sheet] = []
    page: list[Block] = []
    used = 0.0
    for unit in _units(blocks):
        need = _height(page, unit, heads)
        if page and used + need > room:
            sheets.append(Sheet(tuple(page), used))
            page, used = [], 0.0
            need = _height(page, unit, heads)
        page += unit
        used += need
    return [*sheets, Sheet(tuple(page), used)] if page else sheets


def items_of(sheet: Sheet, heads: Mapping[str, TableHead]) -> list[dict[str, Any]]:
    """Return what a template walks through: blocks, and runs of rows as one table."""
    items: list[dict[str, Any]] = []
    before = ""
    for block in sheet.blocks:
        if block.table and block.table == before:
            items[-1]["rows"].append({"kind": block.kind, **block.view})
        elif block.table:
            items.append({"kind": "table", **heads[block.table].view, "rows": [{"kind": block.kind, **block.view}]})
        else:
            items.append({"kind": block.kind, **block.view})
        before = block.table
    return items


def _units(blocks: Iterable[Block]) -> Iterable[list[Block]]:
    unit: list[Block] = []
    for block in blocks:
        unit.append(block)
        if not block.keep:
            yield unit
            unit = []
    if unit:
        yield unit


def _height(page: Sequence[Block], unit: Sequence[Block], heads: Mapping[str, TableHead]) -> float:
    """Return what a unit adds to a sheet, heads of tables that begin with it included."""
    height, before = 0.0, page[-1].table if page else ""
    for block in unit:
        if block.table and block.table != before:
            height += heads[block.table].height
        height += block.height
        before = block.table
    return height
