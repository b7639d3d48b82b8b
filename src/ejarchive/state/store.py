"""One SQLite file: opened, brought to the newest schema, and written in transactions that other processes wait for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from ejarchive.errors import UnreadableError

_PATIENCE = 30.0  # seconds to wait for another process that is writing


@contextmanager
def opened(file: Path, migrations: Sequence[str]) -> Iterator[sqlite3.Connection]:
    """Open a store, making its folder and file if missing; `migrations[n]` leads from schema n to n + 1.

    Rows come as `sqlite3.Row`; nothing is written outside `writing`. `UnreadableError` for a file that is no store or
    that a newer version of the program has written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)) as store:
            store.row_factory = sqlite3.Row
            store.execute("PRAGMA foreign_keys = ON")
            store.execute("PRAGMA synchronous = FULL")
            _migrate(store, file, migrations)
            yield store
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError):
            raise
        raise UnreadableError(
            f"Записи программы {file} не читаются.", "Восстановите файл из резервной копии папки с записями."
        ) from error


@contextmanager
def writing(store: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Write whole or not at all; a second writer waits, so that what was read inside still holds."""
    store.execute("BEGIN IMMEDIATE")
    try:
        yield store
    except BaseException:
        store.execute("ROLLBACK")
        raise
    store.execute("COMMIT")


def _migrate(store: sqlite3.Connection, file: Path, migrations: Sequence[str]) -> None:
    if _version(store) == len(migrations):
        return
    with writing(store):
        version = _version(store)  # again: another process may have been first
        if version > len(migrations):
            raise UnreadableError(
                f"Записи программы {file} сделаны более новой версией ejarchive.", "Установите её и повторите."
            )
        for script in migrations[version:]:
            for statement in filter(str.strip, script.split(";")):
                store.execute(statement)
        store.execute(f"PRAGMA user_version = {len(migrations)}")


def _version(store: sqlite3.Connection) -> int:
    return int(store.execute("PRAGMA user_version").fetchone()[0])
