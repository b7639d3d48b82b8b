"""Дела групп: every event of the ledger in `groups.sqlite`; lines are added, never changed.

A pack's line is written before its PDF gets its name (`printing`), and confirmed afterwards (`printed`). Whatever
stops a run between the two, the next look into the ledger settles it: the files are in their place, whole, and the
version is printed; anything else, and the intention is abandoned. Whoever puts files in place does it alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ejarchive.errors import InTheWayError
from ejarchive.group_file import Event, Files, Kind, intentions, replayed
from ejarchive.state.lease import turn_of
from ejarchive.state.store import opened, writing

FILE, _LOCK = "groups.sqlite", "groups.lock"
_MIGRATIONS = (
    """
    CREATE TABLE event (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        group_id TEXT NOT NULL,
        term_id TEXT NOT NULL,
        day TEXT,
        facts TEXT NOT NULL,
        recorded_at TEXT NOT NULL
    )
    """,
)
_ADD = "INSERT INTO event (kind, group_id, term_id, day, facts, recorded_at) VALUES (?, ?, ?, ?, ?, ?)"
Turn = Callable[[Files], Sequence[Event]]
"""What one command wants to add, seeing the files as they are; it raises to refuse."""


class GroupFiles:
    """The open ledger, with nothing in it that another run has left half-done."""

    def __init__(self, store: sqlite3.Connection, folder: Path, now: dt.datetime) -> None:
        self._store, self._folder, self._now = store, folder, now
        if intentions(self._events()):
            with self._alone():
                self._settle()

    def files(self) -> Files:
        """Return the files of all groups as they stand."""
        return replayed(self._events())

    def keep(self, turn: Turn) -> Files:
        """Add the events that `turn` makes of the files, all or none, and return the files after them.

        While it thinks no other process can add: what it was shown still holds when its events are written.
        """
        with self._alone(), writing(self._store):
            self._add(turn(self.files()))
        return self.files()

    @contextmanager
    def placing(self, turn: Turn) -> Iterator[None]:
        """Write the intentions of `turn`, let the block put the files in their places, and see what came of it.

        The facts of a `PRINTING` event have `places`: the absolute path of each of its volumes.
        """
        with self._alone():
            self._settle()
            with writing(self._store):
                self._add(turn(self.files()))
            try:
                yield
            finally:
                self._settle()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with ExitStack() as stack:
            try:
                mine = stack.enter_context(turn_of(self._folder / _LOCK))
            except sqlite3.OperationalError as error:
                raise InTheWayError(
                    f"В папку записей {self._folder} нельзя писать.", "Проверьте права на неё и место на диске."
                ) from error
            if not mine:
                raise InTheWayError(
                    "Дело группы сейчас меняет другой запуск ejarchive.", "Дождитесь его конца и повторите."
                )
            yield

    def _settle(self) -> None:
        with writing(self._store):
            events = [
                Event(
                    kind=Kind.PRINTED if _in_place(each) else Kind.ABANDONED,
                    group_id=each.group_id,
                    term_id=each.term_id,
                    day=each.day,
                    facts={"intention": each.number},
                )
                for each in intentions(self._events())
            ]
            self._add(events)

    def _add(self, events: Sequence[Event]) -> None:
        at = self._now.isoformat(timespec="seconds")
        self._store.executemany(_ADD, [(*_line(event), at) for event in events])

    def _events(self) -> list[Event]:
        return [
            Event(
                kind=Kind(row["kind"]),
                group_id=row["group_id"],
                term_id=row["term_id"],
                day=dt.date.fromisoformat(row["day"]) if row["day"] else None,
                facts=json.loads(row["facts"]),
                number=row["number"],
            )
            for row in self._store.execute("SELECT * FROM event ORDER BY number")
        ]


def is_begun(folder: Path) -> bool:
    """Tell whether a state folder has a ledger."""
    return (folder / FILE).exists()


@contextmanager
def group_files(folder: Path, now: dt.datetime) -> Iterator[GroupFiles]:
    """Open the ledger in a state folder, making both if missing; `now` dates what is written."""
    with opened(folder / FILE, _MIGRATIONS) as store:
        yield GroupFiles(store, folder, now)


def _line(event: Event) -> tuple[str, str, str, str | None, str]:
    facts = json.dumps(event.facts, ensure_ascii=False, sort_keys=True)
    return event.kind.value, event.group_id, event.term_id, event.day.isoformat() if event.day else None, facts


def _in_place(intention: Event) -> bool:
    """Tell whether all volumes lie under their names with the digests that were promised."""
    facts = intention.facts
    digests = [volume["sha256"] for volume in facts["volumes"]]
    return all(_digest(place) == digest for place, digest in zip(facts["places"], digests, strict=True))


def _digest(place: str) -> str:
    try:
        with Path(place).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
