"""Time stamps of the answers, which have no offset: local time of the college, and said so."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from ejarchive.finding import Finding
from ejarchive.formats.irtech.fields import Json, text
from ejarchive.model.schema import TABLES


class Moments:
    """Reads time stamps and remembers how many were local, and how many could not be placed in time."""

    def __init__(self, zone: dt.tzinfo | None) -> None:
        self.zone = zone
        self._local: Counter[str] = Counter()
        self._lost: dict[str, str] = {}

    def read(self, record: Json, name: str, table: str) -> str:
        """Return a moment with its offset; "" when there is none or nobody knows where it was noon."""
        try:
            moment = dt.datetime.fromisoformat(text(record, name)).replace(microsecond=0)
        except ValueError:
            return ""
        if moment.tzinfo is None and moment.year > 1:
            if self.zone is None:
                self._lost.setdefault(table, text(record, name))
                return ""
            self._local[table] += 1
            moment = moment.replace(tzinfo=self.zone)
        return moment.isoformat() if moment.year > 1 else ""

    @property
    def findings(self) -> list[Finding]:
        """What was assumed, once a table."""
        found = [
            Finding("F108", facts={"table": TABLES[table].title, "count": count, "zone": self.zone})
            for table, count in sorted(self._local.items())
        ]
        expected = "время с часовым поясом"
        lost = [
            Finding("F107", facts={"table": TABLES[table].title, "value": value, "expected": expected})
            for table, value in sorted(self._lost.items())
        ]
        return [*found, *lost]
