"""Журнал выдачи: requests, and the numbers of the statements given out for them, in `statements.sqlite`.

A number is taken in a commit of its own, because the sheet shows it: `reserved`. When the sheet is made, its digest
and its place are committed: `preparing`. Then the file gets its name, and the number is `issued`. Whatever stops a
run, the next look into the register settles what it left: complete in its place, and the number is issued; anything
else, and the number is annulled, kept, and its files are taken away. No line is ever deleted, so no number comes twice.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ejarchive.issuance import Issue, Period, Request
from ejarchive.state.lease import lease
from ejarchive.state.register_rows import (
    ISSUES,
    MIGRATIONS,
    NEW_ISSUE,
    REQUESTS,
    UNANSWERED,
    days_of,
    issue_of,
    request_of,
)
from ejarchive.state.settling import lease_file, settle, settle_run
from ejarchive.state.store import opened, writing

FILE = "statements.sqlite"
_FILE_MODE = 0o644


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIssue:
    """A number to be taken: for a request, or for the periodic report of a group (`student_id` None)."""

    request: Request | None
    student_id: str | None
    group_id: str | None
    period: Period
    copies: int = 1
    prepared_by: str = ""
    override: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file of a number, made and still in memory."""

    path: Path
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A number whose sheets are made. The last of `sheets` is the one whose digest the register keeps."""

    number: int
    sheets: tuple[Sheet, ...]
    pages: int
    leaves: int  # листов


class IssueRegister:
    """An open register, with nothing in it that another run has left half-done."""

    def __init__(self, store: sqlite3.Connection, folder: Path, now: dt.datetime) -> None:
        self._store, self._folder, self._now = store, folder, now
        self.settled = settle(store, folder)

    def issues(self) -> list[Issue]:
        """Return every line, annulled ones too, in the order of the numbers."""
        return [issue_of(row) for row in self._store.execute(f"{ISSUES} ORDER BY issues.number")]

    def open_requests(self) -> list[Request]:
        """Return the requests still to be answered, the most urgent first."""
        return [each for each in self.unanswered() if not each.withdrawn_because]

    def unanswered(self) -> list[Request]:
        """Return the requests that no statement was issued for, withdrawn ones too, the most urgent first."""
        return [request_of(row) for row in self._store.execute(UNANSWERED)]

    def record(self, requests: Sequence[Request]) -> list[Request]:
        """Write requests down; one known already, by its number, day and student, keeps its due day."""
        known = []
        with writing(self._store):
            for each in requests:
                values = (each.number, each.date.isoformat(), each.student_id, each.group_id, each.capacity, each.basis)
                self._store.execute(
                    "INSERT INTO requests (number, date, student_id, group_id, capacity, basis, starts, ends, term_id,"
                    " due, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT (number, date, student_id) DO UPDATE SET capacity = excluded.capacity,"
                    " basis = excluded.basis, starts = excluded.starts, ends = excluded.ends,"
                    " term_id = excluded.term_id, withdrawn_because = ''",
                    (*values, *days_of(each.period), each.due.isoformat(), self._now.isoformat()),
                )
                found = f"{REQUESTS} WHERE number = ? AND date = ? AND student_id = ?"
                known.append(request_of(self._store.execute(found, (*values[:2], values[2])).fetchone()))
        return known

    def extend(self, number: str, day: dt.date, due: dt.date, reason: str) -> int:
        """Move the due day of a request (of all its students) after a notice; return how many it concerned."""
        return self._change("due = ?, extended_because = ?", (due.isoformat(), reason), number, day)

    def withdraw(self, number: str, day: dt.date, reason: str) -> int:
        """Wait no longer for a request's answer; return how many it concerned."""
        return self._change("withdrawn_because = ?", (reason,), number, day)

    @contextmanager
    def run(self) -> Iterator[Run]:
        """Give out numbers; when the block ends, well or not, none of them is left half-done."""
        token = secrets.token_hex(8)
        with lease(lease_file(self._folder, token)):
            try:
                yield Run(self._store, token, self._now)
            finally:
                settle_run(self._store, token)

    def _change(self, what: str, values: tuple[str, ...], number: str, day: dt.date) -> int:
        waiting = [each.request_id for each in self.open_requests() if (each.number, each.date) == (number, day)]
        with writing(self._store):
            for request_id in waiting:
                self._store.execute(f"UPDATE requests SET {what} WHERE request_id = ?", (*values, request_id))  # noqa: S608 - our own words
        return len(waiting)


class Run:
    """One command's turn at giving out numbers; see `IssueRegister.run`."""

    def __init__(self, store: sqlite3.Connection, token: str, now: dt.datetime) -> None:
        self._store, self._token, self._now = store, token, now

    def reserve(self, wanted: Sequence[NewIssue]) -> list[Issue]:
        """Take the next numbers, one after another, whoever else is taking numbers now."""
        numbers = []
        with writing(self._store):
            for each in wanted:
                days = days_of(each.period)
                request = each.request
                request_id = request.request_id if request else None
                earlier = self._store.execute(
                    "SELECT COUNT(*) FROM issues WHERE student_id IS ? AND group_id IS ? AND (request_id IS NULL) = ?"
                    " AND starts = ? AND ends = ? AND state != 'annulled'",
                    (each.student_id, each.group_id, request_id is None, *days[:2]),
                ).fetchone()[0]
                values = {
                    "request_id": request_id,
                    "capacity": request.capacity if request else "",
                    "basis": request.basis if request else "",
                    "student_id": each.student_id,
                    "group_id": each.group_id,
                    "starts": days[0],
                    "ends": days[1],
                    "term_id": days[2],
                    "copy": earlier + 1,
                    "copies": each.copies,
                    "prepared_by": each.prepared_by,
                    "override": each.override,
                    "run": self._token,
                    "reserved_at": self._now.isoformat(),
                }
                taken = self._store.execute(NEW_ISSUE, values)
                numbers.append(taken.lastrowid)
        found = {each["number"]: issue_of(each) for each in self._store.execute(ISSUES)}
        return [found[number] for number in numbers if number is not None]

    def issue(self, ready: Sequence[Ready], joined: Sequence[Sheet] = ()) -> None:
        """Commit the digests, put every file in its place, and close the numbers.

        `joined` files belong to all the numbers together, come last and are registered with none: they hold nothing
        but copies. Nothing that stands in the place of a file is asked for leave: that was done before.
        """
        with writing(self._store):
            for each in ready:
                self._store.execute(
                    "UPDATE issues SET state = 'preparing', pages = ?, sheets = ?, digest = ? WHERE number = ?",
                    (each.pages, each.leaves, each.sheets[-1].digest, each.number),
                )
            for number, sheet in _listed(ready, joined):
                self._store.execute(
                    "INSERT INTO files (run, number, path, draft, digest) VALUES (?, ?, ?, ?, ?)",
                    (self._token, number, str(sheet.path), str(self._draft(sheet)), sheet.digest),
                )
        for _, sheet in _listed(ready, joined):
            self._place(sheet)
        settle_run(self._store, self._token)

    def _draft(self, sheet: Sheet) -> Path:
        return sheet.path.with_name(f".ejarchive-{self._token}-{sheet.path.name}")

    def _place(self, sheet: Sheet) -> None:
        draft = self._draft(sheet)
        draft.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("xb") as file:
            file.write(sheet.content)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(_FILE_MODE)
        draft.replace(sheet.path)


def _listed(ready: Sequence[Ready], joined: Sequence[Sheet]) -> list[tuple[int | None, Sheet]]:
    own: list[tuple[int | None, Sheet]] = [(each.number, sheet) for each in ready for sheet in each.sheets]
    return [*own, *((None, sheet) for sheet in joined)]


@contextmanager
def open_register(folder: Path, now: dt.datetime) -> Iterator[IssueRegister]:
    """Open the register of a state folder, making it if there is none; `now` dates what is written."""
    with opened(folder / FILE, MIGRATIONS) as store:
        yield IssueRegister(store, folder, now)
