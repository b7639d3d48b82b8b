"""The journal: every table as a typed, read-only frame, and row objects where a row is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ejarchive.model.place import Place
from ejarchive.model.schema import TABLE_OF, TABLES
from ejarchive.model.tables import empty_frame, moments, rows_of

if TYPE_CHECKING:
    import pandas as pd

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, eq=False)
class Journal:
    """All tables of a college (or of one group).

    `frames`: table → frame with every column of the table, typed as `tables.DTYPES`; its index is the
    row number in the source (heading = 1). `present`: table → columns the source really gave; what is
    absent there is null in the frame and is never written. `places`: table → file and sheet; `headings`:
    table → column → its heading there, where that is another than the column's name.
    """

    frames: Mapping[str, pd.DataFrame]
    present: Mapping[str, frozenset[str]]
    places: Mapping[str, Place] = field(default_factory=dict)
    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _cache: dict[str, Any] = field(default_factory=dict, repr=False)

    def frame(self, table: str) -> pd.DataFrame:
        """Return the typed frame of a table; an absent table is an empty frame. Do not change it."""
        frame = self.frames.get(table)
        return empty_frame(TABLES[table]) if frame is None else frame

    def rows(self, kind: type[Row]) -> tuple[Row, ...]:
        """Return the rows of a table as objects, in the source's order: `journal.rows(Student)`."""
        name = TABLE_OF[kind]
        if name not in self._cache:
            self._cache[name] = rows_of(TABLES[name], self.frame(name))
        return cast("tuple[Row, ...]", self._cache[name])

    def has(self, table: str, column: str | None = None) -> bool:
        """Tell whether the source gave this table, or this column of it."""
        given = self.present.get(table)
        return given is not None and (column is None or column in given)

    def moments(self, table: str, column: str) -> pd.Series[Any]:
        """Return a date-time column as UTC time stamps (NaT where empty). Do not change it."""
        name = f"{table}.{column}"
        if name not in self._cache:
            self._cache[name] = moments(self.frame(table)[column])
        return cast("pd.Series[Any]", self._cache[name])

    def place(self, table: str, row: int | None = None, column: str | None = None) -> Place:
        """Return where a row (by its index label) or a cell of it stands in the user's files."""
        base = self.places.get(table, Place(file=table))
        heading = self.headings.get(table, {}).get(column, column) if column else None
        return Place(file=base.file, sheet=base.sheet, row=row, column=heading)
