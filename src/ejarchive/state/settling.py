"""What a run left: each of its numbers becomes issued, or annulled with nothing of it left on the disk."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import suppress
from pathlib import Path

from ejarchive.state.lease import is_held
from ejarchive.state.store import writing

INTERRUPTED = "выдача прервана"


def lease_file(folder: Path, token: str) -> Path:
    """Return the file that a run holds while it is at work."""
    return folder / f"statements-{token}.lease"


def settle(store: sqlite3.Connection, folder: Path) -> list[int]:
    """Settle every run whose process is gone; return the numbers it left open."""
    open_runs = "SELECT DISTINCT run FROM issues WHERE state IN ('reserved', 'preparing')"
    settled = []
    for token in [row["run"] for row in store.execute(open_runs)]:
        file = lease_file(folder, token)
        if not is_held(file):
            settled += settle_run(store, token)
            _remove(str(file))
    return settled


def settle_run(store: sqlite3.Connection, token: str) -> list[int]:
    """Settle one run: a number is issued when all its files are in place, whole; else it is annulled.

    Why the files go first: killed in between, the next look finds the numbers open and does it again.
    """
    with writing(store):
        left = "SELECT number, reserved_at FROM issues WHERE run = ? AND state IN ('reserved', 'preparing')"
        numbers = {row["number"]: row["reserved_at"] for row in store.execute(left, (token,))}
        files = store.execute("SELECT * FROM files WHERE run = ?", (token,)).fetchall()
        if not numbers:
            return []
        whole = {number for number in numbers if _all_in_place([row for row in files if row["number"] == number])}
        for row in files:
            _remove(row["draft"])
            torn = whole != set(numbers) if row["number"] is None else row["number"] not in whole
            if torn and _in_place(row):
                _remove(row["path"])
        for number, reserved_at in numbers.items():
            if number in whole:  # on the day that its sheet shows, whenever this is noticed
                change, value = "state = 'issued', issued_on = ?", reserved_at[:10]
            else:
                change, value = "state = 'annulled', annulled_because = ?", INTERRUPTED
            store.execute(f"UPDATE issues SET {change} WHERE number = ?", (value, number))  # noqa: S608 - our own words
    return list(numbers)


def _remove(path: str) -> None:
    """Take a file away; where its folder is out of reach there is nothing to take, and the number is annulled still."""
    with suppress(OSError):
        Path(path).unlink()


def _all_in_place(files: list[sqlite3.Row]) -> bool:
    return bool(files) and all(_in_place(row) for row in files)


def _in_place(row: sqlite3.Row) -> bool:
    """Tell whether the file lies under its name with the digest that was promised."""
    try:
        with Path(row["path"]).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == str(row["digest"])
    except OSError:
        return False
