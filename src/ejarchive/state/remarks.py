"""История замечаний: every event in the life of every remark, in `remarks.sqlite`; lines are added, never changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ejarchive.remark_life import Actor, Event, Remarks, replayed, with_events
from ejarchive.remark_life.replay import changes_of_json, changes_to_json
from ejarchive.state.store import opened, writing

FILE = "remarks.sqlite"
_MIGRATIONS = (
    """
    CREATE TABLE event (
        number INTEGER PRIMARY KEY,
        remark_id TEXT NOT NULL,
        day TEXT NOT NULL,
        actor TEXT NOT NULL,
        changes TEXT NOT NULL
    );
    CREATE INDEX event_of_remark ON event (remark_id, number)
    """,
)
_ADD = "INSERT INTO event (remark_id, day, actor, changes) VALUES (?, ?, ?, ?)"


class RemarkHistory:
    """The history of a college's remarks, open for reading and adding."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._store = store

    def remarks(self, until: dt.date | None = None) -> Remarks:
        """Return the remarks as they stand, or stood at the end of a day."""
        return replayed(self._events(), until)

    @property
    def identity(self) -> str:
        """Return what tells this history from another college's: a digest of its first line, "" while it is empty."""
        row = self._store.execute("SELECT remark_id, day, actor, changes FROM event ORDER BY number LIMIT 1").fetchone()
        return hashlib.sha256(json.dumps(tuple(row)).encode()).hexdigest()[:16] if row else ""

    def keep(self, turn: Callable[[Remarks], Sequence[Event]]) -> Remarks:
        """Add the events that `turn` makes of the remarks, all or none, and return the remarks after them.

        While it thinks no other process can add: what it was shown still holds when its events are written.
        """
        with writing(self._store):
            before = replayed(self._events())
            events = turn(before)
            self._store.executemany(_ADD, (_line(event) for event in events))
            return with_events(before, events)

    def _events(self) -> Iterator[Event]:
        for row in self._store.execute("SELECT remark_id, day, actor, changes FROM event ORDER BY number"):
            yield Event(
                remark_id=row["remark_id"],
                day=dt.date.fromisoformat(row["day"]),
                actor=Actor(row["actor"]),
                changes=changes_of_json(json.loads(row["changes"])),
            )


@contextmanager
def remark_history(folder: Path) -> Iterator[RemarkHistory]:
    """Open the history in a state folder, making both if missing."""
    with opened(folder / FILE, _MIGRATIONS) as store:
        yield RemarkHistory(store)


def _line(event: Event) -> tuple[str, str, str, str]:
    changes = json.dumps(changes_to_json(event.changes), ensure_ascii=False, sort_keys=True)
    return event.remark_id, event.day.isoformat(), event.actor.value, changes
