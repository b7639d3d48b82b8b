"""The sheets of an electronic file and their codes, as a table for any spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from ejarchive.formats.inventory_table import safe
from ejarchive.sheet_code import CodedSheet

_HEADINGS = ("Код листа", "Файл", "Лист", "Страница файла с", "по")


def sheets_csv(sheets: Iterable[CodedSheet]) -> bytes:
    """Return the table."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_HEADINGS)
    for one in sheets:
        writer.writerow([one.code, safe(one.file), safe(one.sheet), one.first_page, one.last_page])
    return file.getvalue().encode()


def read_sheets(data: bytes) -> list[CodedSheet]:
    """Read the table back; rows that are none are passed over."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline="")))[1:]
    return [
        CodedSheet(code, file.removeprefix("'"), sheet.removeprefix("'"), int(first), int(last))
        for code, file, sheet, first, last in (row for row in rows if len(row) == len(_HEADINGS))
        if all(number.isascii() and number.isdigit() for number in (first, last))
    ]
