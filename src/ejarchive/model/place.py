"""A place in a user's file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """File, sheet, row (as a spreadsheet counts: heading = 1) and column name; None = the whole of it."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        words = (
            self.file,
            f"лист «{self.sheet}»" if self.sheet else None,
            f"строка {self.row}" if self.row else None,
            f"столбец {self.column}" if self.column else None,
        )
        return ", ".join(word for word in words if word)
