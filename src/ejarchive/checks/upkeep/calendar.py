"""When a term ends: days of the college's own calendar, in its own time zone, and longer by every outage (АПТ 4.1).

Moments are counted in microseconds since 1970 (UTC) as plain integers: half a million cells are compared in no time.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from ejarchive.model.journal import Journal
from ejarchive.regulation import Deadline
from ejarchive.settings import Settings

Instants = np.ndarray[Any, np.dtype[np.int64]]
"""Moments in microseconds, `UNKNOWN` where there is none."""
UNKNOWN = int(np.iinfo(np.int64).min)
_DAY = 86_400_000_000
_WEEKS = {5: "1111100", 6: "1111110", 7: "1111111"}


@dataclass(frozen=True, eq=False)
class Calendar:
    """The zone, the days that are no working days, and the outages, apart from one another and in order."""

    zone: ZoneInfo
    week: str
    holidays: np.ndarray[Any, Any]
    outages: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, journal: Journal, settings: Settings) -> Calendar:
        """Take holidays and outages from the journal, zone and length of the week from the settings."""
        frame = journal.frame("holidays")[["starts", "ends"]].dropna()
        days = [np.arange(a, b + np.timedelta64(1, "D")) for a, b in frame.to_numpy().astype("datetime64[D]")]
        starts, ends = (instants(journal.moments("outages", column)) for column in ("starts_at", "ends_at"))
        return cls(
            settings.college.zone,
            _WEEKS[settings.analytics.working_week],
            np.concatenate(days) if days else np.array([], dtype="datetime64[D]"),
            _merged(starts, ends),
        )

    def due(self, days: pd.Series[Any], deadline: Deadline) -> Instants:
        """Return the last moment in time of a term that runs from these days: 19:00:00, or the end of its last day.

        An outage does not count: the term has as many hours outside it as it would have had (АПТ 4.1).
        """
        codes, distinct = pd.factorize(days)
        runs_from = distinct.to_numpy().astype("datetime64[D]")
        last = self._counted(runs_from, deadline).astype("datetime64[us]")
        end = self.utc(last + np.timedelta64(_DAY - 1 if deadline.hour is None else _hour(deadline.hour), "us"))
        end = self._prolonged(self.utc(runs_from.astype("datetime64[us]")), end)
        due: Instants = np.append(end, UNKNOWN)[codes]
        return due

    def utc(self, local: np.ndarray[Any, Any]) -> Instants:
        """Read local clock times (`datetime64[us]`)."""
        clock = pd.DatetimeIndex(local)
        placed = clock.tz_localize(self.zone, ambiguous=np.ones(len(clock), bool), nonexistent="shift_forward")
        return instants(placed.to_series())

    def day(self, moments: Instants) -> np.ndarray[Any, Any]:
        """Return the days (`datetime64[s]`) on which moments fall where the college is."""
        local = pd.DatetimeIndex(moments.view("datetime64[us]"), tz="UTC").tz_convert(self.zone).tz_localize(None)
        return local.normalize().to_numpy().astype("datetime64[s]")

    def matured(self, due: Instants) -> np.ndarray[Any, Any]:
        """Return the first days on which terms are over: after midnight the next one, after 19:00 the same."""
        codes, distinct = pd.factorize(due)
        return self.day(np.where(distinct == UNKNOWN, UNKNOWN, distinct + 1))[codes]

    def month_end(self, due: Instants) -> Instants:
        """Return the last moments of the months in which terms were over."""
        codes, distinct = pd.factorize(self.matured(due))
        following = distinct.astype("datetime64[M]") + np.timedelta64(1, "M")
        ends: Instants = (self.utc(following.astype("datetime64[us]")) - 1)[codes]
        return ends

    def _counted(self, days: np.ndarray[Any, Any], deadline: Deadline) -> np.ndarray[Any, Any]:
        number = deadline.days or 0
        if number == 0 or deadline.kind != "working":
            return days + np.timedelta64(number, "D")
        moved = np.busday_offset(days, number, roll="backward", weekmask=self.week, holidays=self.holidays)
        return np.asarray(moved)

    def _prolonged(self, starts: Instants, due: Instants) -> Instants:
        for began, over in self.outages:
            due = np.where((began <= due) & (over > starts), due + over - np.maximum(starts, began), due)
        return due


def instants(moments: pd.Series[Any]) -> Instants:
    """Count UTC time stamps in microseconds."""
    return np.asarray(moments.to_numpy(dtype="datetime64[us]")).view(np.int64)


def _hour(text: str) -> int:
    time = dt.time.fromisoformat(text)
    return ((time.hour * 60 + time.minute) * 60 + time.second) * 1_000_000


def _merged(starts: Instants, ends: Instants) -> tuple[tuple[int, int], ...]:
    """Join outages that touch, so that no hour is given back twice."""
    merged: list[tuple[int, int]] = []
    for began, over in sorted((int(a), int(b)) for a, b in zip(starts, ends, strict=True) if UNKNOWN < a < b):
        if merged and began <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(over, merged[-1][1]))
        else:
            merged.append((began, over))
    return tuple(merged)
