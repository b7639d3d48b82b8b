"""A `Spreadsheet` → one xlsx of the same bytes on any day; a text never becomes a formula.

A workbook is a thing people write into: one that somebody has saved after us is never written over, unless the run
has just taken it in.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openpyxl import Workbook

from ejarchive.artifact import Artifact
from ejarchive.errors import InTheWayError
from ejarchive.outputs import new_file
from ejarchive.render.xlsx_sheet import ChoiceLists, write_sheet
from ejarchive.spreadsheet import OLDEST, Spreadsheet, restamped

_MARK = "ejarchive:"  # among the keywords of the properties: this workbook is ours
_CORE = "docProps/core.xml"


def spreadsheet_bytes(spreadsheet: Spreadsheet) -> bytes:
    """Return the workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    lists = ChoiceLists()
    others = {sheet.title: sheet for sheet in spreadsheet.sheets}
    for sheet in spreadsheet.sheets:
        write_sheet(book.create_sheet(sheet.title), sheet, lists, others)
    lists.write(book)
    properties, moment = book.properties, spreadsheet.moment.replace(tzinfo=None, microsecond=0)
    properties.title, properties.creator = spreadsheet.title, spreadsheet.author or "ejarchive"
    properties.created, properties.keywords = moment, f"{_MARK}{spreadsheet.kind}"
    properties.language = "ru"
    book.calculation.fullCalcOnLoad = True  # no value is kept beside a formula: every program counts anew
    book.active = next(n for n, sheet in enumerate(spreadsheet.sheets) if not sheet.hidden)
    stamped = io.BytesIO()
    book.save(stamped)
    return restamped(stamped.getvalue(), moment)


@contextmanager
def drafted_spreadsheet(
    spreadsheet: Spreadsheet, folder: Path, *, taken_in: Path | None = None
) -> Iterator[list[Artifact]]:
    """Write a draft that becomes `stem.xlsx` when the block ends well; where it fails, all stays as it stood.

    Our own earlier file is replaced as long as nobody has saved it since, or when it is the one that was `taken_in`;
    `InTheWayError` otherwise.
    """
    path = folder / f"{spreadsheet.stem}.xlsx"
    if _is_marked(path) and not _replaceable(path, taken_in):
        raise InTheWayError(
            f"В книгу внесены правки, которые ещё не приняты: {path}.",
            "Передайте её программе: --remarks ФАЙЛ.xlsx. Или уберите её в другую папку.",
        )
    data = spreadsheet_bytes(spreadsheet)
    with new_file(path, ours=lambda there: _replaceable(there, taken_in)) as draft:
        draft.write_bytes(data)
        yield [
            Artifact(
                kind=spreadsheet.kind,
                path=path.resolve(),
                sha256=hashlib.sha256(data).hexdigest(),
                title=spreadsheet.title,
                group_id=spreadsheet.group_id,
                term_id=spreadsheet.term_id,
            )
        ]


def write_spreadsheet(spreadsheet: Spreadsheet, folder: Path, *, taken_in: Path | None = None) -> list[Artifact]:
    """Write the workbook into a folder, whole or not at all."""
    with drafted_spreadsheet(spreadsheet, folder, taken_in=taken_in) as artifacts:
        return artifacts


def _replaceable(path: Path, taken_in: Path | None) -> bool:
    if not _is_marked(path):
        return False
    if taken_in is not None and path.resolve() == taken_in.resolve():
        return True
    with zipfile.ZipFile(path) as archive:  # every program stamps what it saves with the time
        return all(info.date_time == OLDEST for info in archive.infolist())


def _is_marked(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.getinfo(_CORE).file_size < 2**16 and _MARK.encode() in archive.read(_CORE)
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
