"""A sign that a process is still at work, which the system takes down when the process ends, however it ends.

Why SQLite: its locks are the same on every system, and no fork of ours inherits them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path


@contextmanager
def lease(file: Path) -> Iterator[None]:
    """Hold the file, new and known to nobody yet, until the block ends; then it is gone."""
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            yield
            holder.execute("ROLLBACK")
    finally:
        with suppress(OSError):  # somebody may be looking at it: an empty file is left, which does no harm
            file.unlink()


def is_held(file: Path) -> bool:
    """Tell whether a process holds the file; a file that nobody holds is what a killed one left."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=0)) as other:
            other.isolation_level = None
            other.execute("BEGIN EXCLUSIVE")
            other.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return file.exists()
    return False


@contextmanager
def turn_of(file: Path, patience: float = 30.0) -> Iterator[bool]:
    """Wait for one's turn with a file that stays, `patience` seconds at most; the block is told whether it came.

    `sqlite3.OperationalError` where the file cannot be made.
    """
    with closing(sqlite3.connect(file, isolation_level=None, timeout=patience)) as holder:
        try:
            holder.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            yield False
            return
        try:
            yield True
        finally:
            holder.execute("ROLLBACK")
