"""How a row type declares its columns: the types of `model` are the schema of the journal folder.

Why: one declaration drives reading, writing, the Table Schema, the workbook's headings and drop-down
lists and the reference in the docs, so that they cannot drift apart.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

ColumnType = Literal["string", "integer", "number", "boolean", "date", "datetime", "list"]

_TYPES: dict[Any, ColumnType] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    dt.date: "date",
    dt.datetime: "datetime",
    tuple[str, ...]: "list",  # `;`-joined in a cell
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    `required` binds every journal folder (keys, names, dates); `needed` binds a semester pack only.
    `labels` are the known values, each with the Russian words a person reads and types for it; where
    `closed` is false any other text is as good. `references` names the table (and its key column) that
    a filled value must be found in.
    """

    name: str
    type: ColumnType
    title: str
    key: bool = False
    required: bool = False
    needed: bool = False
    references: tuple[str, str] | None = None
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    closed: bool = True
    note: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """The known values."""
        return tuple(self.labels)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the journal folder: its name, Russian title, row type and columns."""

    name: str
    title: str
    row: type
    columns: tuple[Column, ...]
    note: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that identify a row."""
        return tuple(column.name for column in self.columns if column.key)

    def column(self, name: str) -> Column:
        """Return the column of that name; `KeyError` when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def column(
    title: str,
    *,
    required: bool = False,
    needed: bool = False,
    references: str | None = None,
    labels: Mapping[str, str] | None = None,
    closed: bool = True,
    note: str = "",
) -> Any:  # noqa: ANN401 - stands in for the field's own type, as `dataclasses.field` does
    """Declare a column of a row type; a column that is not required may be absent (`None`)."""
    facts = {
        "title": title,
        "required": required,
        "needed": needed or required,
        "references": _reference(references),
        "labels": labels or {},
        "closed": closed,
        "note": note,
    }
    return field(metadata=facts) if required else field(default=None, metadata=facts)


def key(
    title: str,
    *,
    references: str | None = None,
    labels: Mapping[str, str] | None = None,
    nullable: bool = False,
    note: str = "",
) -> Any:  # noqa: ANN401 - see `column`
    """Declare a column that is part of the table's key; a nullable one may be empty in some rows."""
    facts = {
        "title": title,
        "key": True,
        "required": not nullable,
        "needed": not nullable,
        "references": _reference(references),
        "labels": labels or {},
        "note": note,
    }
    return field(default=None, metadata=facts) if nullable else field(metadata=facts)


def columns_of(row: type) -> tuple[Column, ...]:
    """Return the columns that the dataclass `row` declares, in order."""
    hints = _hints(row)
    return tuple(Column(name=f.name, type=_TYPES[_bare(hints[f.name])], **f.metadata) for f in dataclasses.fields(row))


@cache
def _hints(row: type) -> dict[str, Any]:
    return typing.get_type_hints(row)


def _reference(text: str | None) -> tuple[str, str] | None:
    """Split `students.student_id` into table and column."""
    if text is None:
        return None
    table, _, name = text.partition(".")
    return table, name


def _bare(hint: Any) -> Any:  # noqa: ANN401 - a type expression
    """Drop `| None` from a type."""
    if isinstance(hint, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not type(None))
    return hint
