"""The tables of the register, and its rows as the types that the rest of the program knows."""

from __future__ import annotations

import datetime as dt
import sqlite3

from ejarchive.issuance import Issue, IssueState, Period, Request

MIGRATIONS = (
    """
    CREATE TABLE requests (
        request_id INTEGER PRIMARY KEY,
        number TEXT NOT NULL,
        date TEXT NOT NULL,
        student_id TEXT NOT NULL,
        group_id TEXT,
        capacity TEXT NOT NULL CHECK (capacity IN ('student', 'representative', 'official')),
        basis TEXT NOT NULL,
        starts TEXT NOT NULL,
        ends TEXT NOT NULL,
        term_id TEXT,
        due TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        extended_because TEXT NOT NULL DEFAULT '',
        withdrawn_because TEXT NOT NULL DEFAULT '',
        UNIQUE (number, date, student_id)
    );
    CREATE TABLE issues (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        request_id INTEGER REFERENCES requests,
        capacity TEXT NOT NULL,
        basis TEXT NOT NULL,
        student_id TEXT,
        group_id TEXT,
        starts TEXT NOT NULL,
        ends TEXT NOT NULL,
        term_id TEXT,
        copy INTEGER NOT NULL,
        copies INTEGER NOT NULL,
        prepared_by TEXT NOT NULL,
        override TEXT NOT NULL,
        run TEXT NOT NULL,
        reserved_at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('reserved', 'preparing', 'issued', 'annulled')),
        pages INTEGER,
        sheets INTEGER,
        digest TEXT NOT NULL DEFAULT '',
        issued_on TEXT,
        annulled_because TEXT NOT NULL DEFAULT ''
    );
    CREATE TABLE files (
        run TEXT NOT NULL,
        number INTEGER REFERENCES issues,
        path TEXT NOT NULL,
        draft TEXT NOT NULL,
        digest TEXT NOT NULL
    );
    CREATE INDEX files_of_run ON files (run)
    """,
)
_REQUEST_COLUMNS = ("number", "date", "student_id", "group_id", "capacity", "basis", "starts", "ends", "term_id", "due",
                    "request_id", "extended_because", "withdrawn_because")  # fmt: skip
REQUESTS = "SELECT * FROM requests"
UNANSWERED = """
    SELECT * FROM requests WHERE NOT EXISTS (
        SELECT * FROM issues WHERE issues.request_id = requests.request_id AND issues.state = 'issued')
    ORDER BY due, date, number, student_id
"""
_ASKED = ", ".join(f"requests.{name} AS asked_{name}" for name in _REQUEST_COLUMNS)
ISSUES = f"SELECT issues.*, {_ASKED} FROM issues LEFT JOIN requests USING (request_id)"  # noqa: S608 - our own words

NEW_ISSUE = """
    INSERT INTO issues (request_id, capacity, basis, student_id, group_id, starts, ends, term_id, copy, copies,
        prepared_by, override, run, reserved_at, state)
    VALUES (:request_id, :capacity, :basis, :student_id, :group_id, :starts, :ends, :term_id, :copy, :copies,
        :prepared_by, :override, :run, :reserved_at, 'reserved')
"""


def request_of(row: sqlite3.Row, prefix: str = "") -> Request:
    """Return a row of `requests` as a request; `prefix` where it stands joined to an issue."""
    return Request(
        number=row[f"{prefix}number"],
        date=dt.date.fromisoformat(row[f"{prefix}date"]),
        student_id=row[f"{prefix}student_id"],
        group_id=row[f"{prefix}group_id"],
        capacity=row[f"{prefix}capacity"],
        basis=row[f"{prefix}basis"],
        period=_period(row, prefix),
        due=dt.date.fromisoformat(row[f"{prefix}due"]),
        request_id=row[f"{prefix}request_id"],
        extended_because=row[f"{prefix}extended_because"],
        withdrawn_because=row[f"{prefix}withdrawn_because"],
    )


def issue_of(row: sqlite3.Row) -> Issue:
    """Return a row of `issues`, joined to its request, as a line of the register."""
    return Issue(
        number=row["number"],
        state=IssueState(row["state"]),
        capacity=row["capacity"] or None,
        basis=row["basis"],
        request=None if row["asked_request_id"] is None else request_of(row, "asked_"),
        student_id=row["student_id"],
        group_id=row["group_id"],
        period=_period(row, ""),
        copy=row["copy"],
        copies=row["copies"],
        pages=row["pages"],
        sheets=row["sheets"],
        digest=row["digest"],
        prepared_by=row["prepared_by"],
        override=row["override"],
        issued_on=dt.date.fromisoformat(row["issued_on"]) if row["issued_on"] else None,
        annulled_because=row["annulled_because"],
    )


def days_of(period: Period) -> tuple[str, str, str | None]:
    """Return a period as its three columns."""
    return period.starts.isoformat(), period.ends.isoformat(), period.term_id


def _period(row: sqlite3.Row, prefix: str) -> Period:
    starts, ends = (dt.date.fromisoformat(row[f"{prefix}{name}"]) for name in ("starts", "ends"))
    return Period(starts=starts, ends=ends, term_id=row[f"{prefix}term_id"])
