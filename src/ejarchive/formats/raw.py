"""A table as a file has it: headings as written and rows of text, before anything is understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ejarchive.finding import Finding

if TYPE_CHECKING:
    import pandas as pd

    from ejarchive.model.column import Table
    from ejarchive.model.place import Place


@dataclass(frozen=True, slots=True)
class RawTable:
    """`frame` has one column of text per heading, numbered from 0; its index counts rows, heading = 1."""

    table: Table
    headings: tuple[str, ...]
    frame: pd.DataFrame
    place: Place

    def finding(self, code: str, row: int | None = None, column: str | None = None, **facts: object) -> Finding:
        """Make a finding at a row and a column of this table."""
        place = type(self.place)(file=self.place.file, sheet=self.place.sheet, row=row, column=column)
        return Finding(code, place, {"table": self.table.title, **facts})


def without_blank_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out rows without any text; the others keep their numbers."""
    blank = frame.iloc[:, 0] == "" if len(frame.columns) else None
    if blank is None or not blank.any():
        return frame
    suspects = frame[blank]
    return frame.drop(index=suspects.index[(suspects == "").all(axis="columns")])
