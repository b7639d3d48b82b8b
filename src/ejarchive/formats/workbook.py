"""The workbook: one sheet a table, with Russian or English names; read by calamine, which is fast.

calamine gives values only, drops cells with errors and believes every cell reference, so `sheet_parts`
looks at the sheets' XML first.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from ejarchive.errors import UnreadableError
from ejarchive.finding import Finding
from ejarchive.formats import container
from ejarchive.formats.assemble import journal_of
from ejarchive.formats.headings import columns_of, is_personal, plain, table_named
from ejarchive.formats.raw import RawTable, without_blank_rows
from ejarchive.formats.sheet_parts import Flaw, inspect
from ejarchive.model.place import Place

if TYPE_CHECKING:
    from pathlib import Path

    from ejarchive.model.column import Table
    from ejarchive.model.journal import Journal

EXPLANATIONS, LISTS = "Пояснения", "Списки"
"""Sheets of the workbook that hold no table."""
BOOK = "journal.xlsx"
"""What `init` calls it: a folder that holds no tables but this book means the book."""
_DATES = (dt.date, dt.time, dt.timedelta)
_HALF_SECOND = dt.timedelta(seconds=0.5)  # a spreadsheet's times are fractions of a day


def recognises(path: Path) -> bool:
    """Tell whether the file is an xlsx workbook; whether it is a journal's is seen when it is read."""
    file = _file(path)
    return file.is_file() and "xl/workbook.xml" in container.names_in(file)


def read(path: Path, zone: dt.tzinfo | None = None) -> tuple[Journal, list[Finding]]:
    """Read a workbook; `UnreadableError` when it is broken, a danger, or has no table of a journal."""
    path = _file(path)
    data = path.read_bytes()
    flaws = inspect(data, path.name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        raws, findings = _tables(book, path.name, flaws)
    except CalamineError as error:
        raise UnreadableError(
            f"Книга {path.name} повреждена.", "Откройте её в Excel или LibreOffice и сохраните как .xlsx."
        ) from error
    if not raws:
        raise UnreadableError(
            f"В книге {path.name} нет ни одного листа журнала.",
            "Назовите листы как в пустой книге, которую создаёт ejarchive init ПАПКА.",
        )
    journal, more = journal_of(raws.values(), zone)
    if not journal.frames:
        raise UnreadableError(f"Книга {path.name} ещё не заполнена.", "Как её заполнять, сказано на листе «Пояснения».")
    return journal, findings + more


def _file(path: Path) -> Path:
    return path / BOOK if path.is_dir() else path


def _tables(
    book: CalamineWorkbook, file: str, flaws: dict[str, list[Flaw]]
) -> tuple[dict[str, RawTable], list[Finding]]:
    raws: dict[str, RawTable] = {}
    findings: list[Finding] = []
    for sheet in book.sheet_names:
        place = Place(file=file, sheet=sheet)
        table = table_named(sheet)
        if table is None:
            if plain(sheet) not in {plain(EXPLANATIONS), plain(LISTS)}:
                code = "F102" if is_personal(sheet) else "F103"
                findings.append(Finding(code, place, {"heading": sheet}))
        elif table.name in raws:
            facts = {"table": table.title, "other": raws[table.name].place.sheet}
            findings.append(Finding("F104", place, facts))
        else:
            rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            raws[table.name], doubts = _raw(rows, table, place)
            findings += doubts
            findings += [
                raws[table.name].finding(flaw.code, flaw.row, _column_at(raws[table.name], flaw.position))
                for flaw in flaws.get(sheet, [])
            ]
    return raws, findings


def _raw(rows: list[list[Any]], table: Table, place: Place) -> tuple[RawTable, list[Finding]]:
    headings = tuple(_text(value).strip() for value in rows[0]) if rows else ()
    columns = list(zip(*rows[1:], strict=True))
    index = pd.RangeIndex(2, len(rows) + 1)
    texts = {n: pd.Series([_text(v) for v in values], index=index, dtype="str") for n, values in enumerate(columns)}
    frame = pd.DataFrame(texts, index=index, columns=range(len(headings)), dtype="str").fillna("")
    raw = RawTable(table, headings, without_blank_rows(frame), place)
    found, _ = columns_of(raw)
    findings = []
    for column in table.columns:
        if column.name in found and column.type in ("string", "list") and columns:
            values = columns[found[column.name]]
            dates = (row for row, value in zip(index, values, strict=True) if isinstance(value, _DATES))
            findings += [raw.finding("F117", row, raw.headings[found[column.name]]) for row in dates]
    return raw, findings


def _text(value: object) -> str:
    """Return a cell's value as the text that would stand in a CSV."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 2**53:
            return str(int(value))
        case dt.datetime():
            return (value + _HALF_SECOND).replace(microsecond=0).isoformat(sep=" ")
        case _:
            return str(value)


def _column_at(raw: RawTable, position: int) -> str | None:
    return raw.headings[position] if position < len(raw.headings) else None
