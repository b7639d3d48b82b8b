"""A journal → one xlsx workbook, a sheet a table: Russian names, real dates and numbers, text never a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineWorkbook

from ejarchive.errors import UsageError
from ejarchive.formats import workbook
from ejarchive.model.schema import TABLES
from ejarchive.outputs import new_file
from ejarchive.spreadsheet import restamped

if TYPE_CHECKING:
    from ejarchive.model.column import Column, ColumnType, Table
    from ejarchive.model.journal import Journal

LONGEST_CELL = 32_767
FORMATS: dict[ColumnType, str] = {"date": "DD.MM.YYYY", "integer": "0", "number": "General"}
"""Number formats of columns; all others are text, so that `4/3` stays a mark and `01.10` an index."""
TEXT = "@"
FACE = "Calibri"
HEADING = Font(name=FACE, bold=True), PatternFill("solid", fgColor="DDE7F0"), Alignment(wrap_text=True, vertical="top")
_WIDE = {"topic", "homework", "text", "explanation", "title", "note", "reason", "programme_name", "position", "place"}
_DAY_ONE = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - a fixed value of the file format, which knows no zones
_FIRST_DATE = dt.date(1900, 3, 1)  # spreadsheets disagree about earlier days
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write_workbook(journal: Journal, path: Path) -> Path:
    """Write a workbook; an earlier workbook at that place is replaced.

    `UsageError` when a text is too long for a cell: it is never cut.
    """
    tables = [table for table in TABLES.values() if journal.has(table.name)]
    for table in tables:
        _refuse_long_text(journal, table)
    with new_file(path, ours=_is_journal) as draft:
        book = Workbook(write_only=True)
        for table in tables:
            _write_sheet(book.create_sheet(table.title), journal, table)
        if not tables:
            book.create_sheet(workbook.EXPLANATIONS)
        draft.write_bytes(saved(book))
    return path


def _is_journal(path: Path) -> bool:
    """Tell whether a workbook is a journal's, by its sheets: a report of the user is never replaced."""
    try:
        sheets = CalamineWorkbook.from_path(path).sheet_names if workbook.recognises(path) else []
    except CalamineError:
        return False
    return any(name in {workbook.EXPLANATIONS, *(table.title for table in TABLES.values())} for name in sheets)


def saved(book: Workbook) -> bytes:
    """Return a workbook as bytes that are the same on any day: openpyxl stamps the time of the run."""
    book.properties.creator = "ejarchive"
    book.properties.created = _DAY_ONE
    stamped = io.BytesIO()
    book.save(stamped)
    return restamped(stamped.getvalue(), _DAY_ONE)


def _write_sheet(sheet: Any, journal: Journal, table: Table) -> None:  # noqa: ANN401 - openpyxl types it wrongly
    columns = [column for column in table.columns if journal.has(table.name, column.name)]
    frame = journal.frame(table.name)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width_of(column)
    sheet.append([heading_cell(sheet, column.title) for column in columns])
    values = [_cells(column, frame[column.name]) for column in columns]
    for row in zip(*values, strict=True):
        sheet.append([_cell(sheet, c, value) for c, value in zip(columns, row, strict=True)])


def width_of(column: Column) -> int:
    """Return a column's width in characters."""
    if column.name in _WIDE:
        return 40
    words = (column.title, *column.labels.values()) if column.type != "datetime" else ("2025-09-01T10:50:00+04:00",)
    return max(16, min(36, max(map(len, words)) + 4))


def heading_cell(sheet: Any, text: str) -> Any:  # noqa: ANN401 - write-only and plain sheets and cells
    """Make a heading's cell."""
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill, cell.alignment = HEADING
    return cell


def _cells(column: Column, values: pd.Series[Any]) -> list[Any]:
    """Return plain values, None where absent."""
    labels = column.labels
    match column.type:
        case "date":
            plain = [stamp.date() for stamp in values.where(values.notna(), pd.Timestamp(0))]
        case "integer":
            plain = values.fillna(0).astype(int).tolist()
        case "boolean":
            plain = ["да" if value else "нет" for value in values.fillna(value=False)]
        case "list" if labels:
            plain = ["; ".join(labels.get(p.strip(), p.strip()) for p in v.split(";")) for v in values.fillna("")]
        case "string" if labels:
            plain = [labels.get(value, value) for value in values.fillna("")]
        case _:
            plain = values.tolist()
    return [value if known else None for value, known in zip(plain, values.notna(), strict=True)]


def _cell(sheet: Any, column: Column, value: Any) -> Any:  # noqa: ANN401 - see `heading_cell`
    if value is None:
        return None
    if (isinstance(value, dt.date) and value < _FIRST_DATE) or (isinstance(value, float) and not _fits(value)):
        value = value.isoformat() if isinstance(value, dt.date) else repr(value)
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = FORMATS.get(column.type, "General")
        return cell
    cell = WriteOnlyCell(sheet, _ESCAPE.sub("_x005F_", value))
    cell.data_type = "s"  # whatever it looks like: `=1+1`, `#Н/Д`
    cell.number_format = TEXT
    return cell


def _fits(number: float) -> bool:
    """Tell whether a number keeps all its digits in a workbook: openpyxl writes 16."""
    return float(f"{number:.15g}") == number


def _refuse_long_text(journal: Journal, table: Table) -> None:
    for column in table.columns:
        if column.type in ("string", "list"):
            lengths = journal.frame(table.name)[column.name].str.len()
            for row, length in lengths[lengths > LONGEST_CELL].items():
                place = journal.place(table.name, int(str(row)), column.name)
                raise UsageError(
                    f"Журнал не помещается в книгу: {place}: {int(length)} знаков, в ячейке может быть {LONGEST_CELL}.",
                    "Сохраните его папкой или zip, или сократите этот текст.",
                )
