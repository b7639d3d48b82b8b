"""Saying of a journal when its data were retrieved, where the source itself does not say it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ejarchive.model.journal import Journal
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import frame_of_text


def retrieved(journal: Journal, moment: dt.datetime, *, name: str, kind: str, sha256: str | None) -> Journal:
    """Return the journal with its sources retrieved at that moment; without any, with this one source.

    `moment` carries an offset. What the journal says of its sources otherwise stays.
    """
    known = journal.frame("sources")
    if len(known):
        frame = known.assign(retrieved_at=moment.isoformat())
        columns = journal.present["sources"] | {"retrieved_at"}
    else:
        row = {"name": name, "kind": kind, "sha256": sha256 or "", "retrieved_at": moment.isoformat()}
        frame = frame_of_text(TABLES["sources"], [row])
        columns = frozenset(column for column, text in row.items() if text)
    return replace(
        journal,
        frames={**journal.frames, "sources": frame},
        present={**journal.present, "sources": columns},
        _cache={},
    )
