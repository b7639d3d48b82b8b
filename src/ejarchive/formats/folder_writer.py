"""A journal → its files: `datapackage.json` and one CSV a table, the same bytes every time."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ejarchive.errors import InTheWayError
from ejarchive.formats.headings import table_named
from ejarchive.formats.package import DESCRIPTOR, descriptor_of
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import text_of
from ejarchive.outputs import new_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ejarchive.model.column import Table
    from ejarchive.model.journal import Journal


def files_of(journal: Journal) -> dict[str, bytes]:
    """Return the files of a journal folder: name → bytes. Only what is present is written."""
    tables = [table for table in TABLES.values() if journal.has(table.name)]
    files = {f"{table.name}.csv": _csv(journal, table) for table in tables}
    return {DESCRIPTOR: descriptor_of(journal), **files}


def write_folder(journal: Journal, path: Path) -> Path:
    """Write a journal folder; in an existing one only the tables and `datapackage.json` are replaced.

    `InTheWayError` when something else stands there: a file, or a folder that is no journal's.
    """
    files = files_of(journal)
    if not path.exists() and not path.is_symlink():
        with new_folder(path) as draft:
            _put(files, draft)
    elif path.is_dir() and _is_ours(path):
        _replace(files, path)
    else:
        raise InTheWayError(
            f"Здесь стоит файл или папка, которая не является папкой журнала: {path}.",
            "Укажите новую папку: -o ПАПКА",
        )
    return path


def _csv(journal: Journal, table: Table) -> bytes:
    columns = [column.name for column in table.columns if journal.has(table.name, column.name)]
    text = text_of(table, journal.frame(table.name)[columns])
    data = io.BytesIO()  # a text buffer takes four bytes a letter
    text.to_csv(data, mode="wb", index=False, lineterminator="\n", encoding="utf-8")
    return data.getvalue()


def _is_ours(path: Path) -> bool:
    """An empty folder, a journal folder, or one made for a journal by `init`."""
    names = {file.name for file in path.iterdir()}
    return not names or DESCRIPTOR in names or "ejarchive.toml" in names or bool(_tables_in(path))


def _tables_in(path: Path) -> list[Path]:
    return [file for file in path.glob("*.csv") if table_named(file.stem)]


def _put(files: Mapping[str, bytes], folder: Path) -> None:
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _replace(files: Mapping[str, bytes], path: Path) -> None:
    """Put each new file in its place by a rename, the descriptor last, then drop tables that are no more."""
    with tempfile.TemporaryDirectory(prefix=".ejarchive-", dir=path) as name:
        draft = Path(name)
        _put(files, draft)
        for file in sorted(draft.iterdir(), key=lambda file: file.name == DESCRIPTOR):
            file.replace(path / file.name)
    for stale in _tables_in(path):
        if stale.name not in files:
            stale.unlink()
