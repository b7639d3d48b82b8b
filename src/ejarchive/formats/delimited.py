"""One CSV file → raw table: separators, quotes and broken rows as people's programs leave them."""

from __future__ import annotations

import io
import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any

import pandas as pd

from ejarchive.errors import UnreadableError
from ejarchive.formats.encoding import as_utf8
from ejarchive.formats.headings import plain
from ejarchive.formats.raw import RawTable, without_blank_rows

if TYPE_CHECKING:
    from ejarchive.finding import Finding
    from ejarchive.model.column import Table
    from ejarchive.model.place import Place

_SEPARATORS = ",;\t"
_BLANK_ROW = re.compile(rb"\n[\r\n,;\t\"]")  # or a row whose first field is empty
_WIDEST = 16384
"""Columns a spreadsheet can have: a row wider than this is no row of a table."""


def read_delimited(data: bytes, table: Table, place: Place) -> tuple[RawTable, list[Finding]]:
    """Read the bytes of a CSV file; `UnreadableError` when no table can be made of them.

    `,`, `;` or TAB; quotes and line ends as in RFC 4180, a lone LF as good as CRLF.
    """
    try:
        return _read_utf8(data.removeprefix(BOM_UTF8), table, place)
    except UnicodeDecodeError:
        data, mixed = as_utf8(data, place)
    raw, findings = _read_utf8(data, table, place)
    return raw, [*findings, *(raw.finding("F112", row=row) for row in mixed)]


def _read_utf8(data: bytes, table: Table, place: Place) -> tuple[RawTable, list[Finding]]:
    separator = _separator(data, table)
    rows, surplus = _rows(data, separator, place)
    headings = tuple(rows.iloc[0].str.strip()) if len(rows) else ()
    body = without_blank_rows(rows.iloc[1:]) if _BLANK_ROW.search(data) else rows.iloc[1:]
    raw = RawTable(table, headings, body, place)
    findings = [raw.finding("F111", row=row, expected=len(headings)) for row in surplus]
    last = data[data.rfind(b"\n") + 1 :]
    if last and b'"' not in last and last.count(separator.encode()) < len(headings) - 1:
        findings.append(raw.finding("F113", row=len(rows)))
    return raw, findings


def _separator(data: bytes, table: Table) -> str:
    """Return the separator that cuts the first line into most headings of the table."""
    first = data[: data.find(b"\n") % (len(data) + 1)].decode()
    known = {plain(name) for column in table.columns for name in (column.name, column.title)}
    return max(_SEPARATORS, key=lambda sign: len({plain(h.strip(' "\r')) for h in first.split(sign)} & known))


def _rows(data: bytes, separator: str, place: Place) -> tuple[pd.DataFrame, list[int]]:
    """Return all rows, the headings as row 1, and the numbers of rows with more fields than headings."""
    width = spare = 0
    while spare <= _WIDEST:
        try:
            if spare:
                width = width or _parsed(data, separator, nrows=1).shape[1]
                rows = _parsed(data, separator, names=range(width + spare))
            else:
                rows = _parsed(data, separator)
        except pd.errors.EmptyDataError:
            return pd.DataFrame(), []
        except pd.errors.ParserError as error:
            if "EOF inside string" in str(error):
                raise _open_quote(place, str(error)) from error
            spare = spare * 8 or 1  # a row is too long: make room for it, to tell which
            continue
        rows.index = pd.RangeIndex(1, len(rows) + 1)
        surplus = (rows.iloc[:, width:] != "").any(axis="columns") if spare else pd.Series(dtype=bool)
        return rows.iloc[:, : width or None], surplus.index[surplus].tolist()
    raise UnreadableError(f"В строке больше {_WIDEST} полей: {place}.", "Это не таблица журнала, или файл повреждён.")


def _parsed(data: bytes, separator: str, **options: Any) -> pd.DataFrame:  # noqa: ANN401 - pandas' own
    frame: pd.DataFrame = pd.read_csv(
        io.BytesIO(data),
        sep=separator,
        header=None,
        dtype="category",  # a journal's columns repeat themselves: each distinct text is made once
        na_filter=False,
        skip_blank_lines=False,
        **options,
    )
    return frame


def _open_quote(place: Place, message: str) -> UnreadableError:
    number = re.search(r"row (\d+)", message)
    row = f", строка {int(number[1]) + 1}" if number else ""
    return UnreadableError(
        f"Открытая кавычка не закрыта до конца файла: {place}{row}.",
        "Закройте кавычку в этой строке или выгрузите файл заново: возможно, он обрезан.",
    )
