"""When a term ends: days of the college's own calendar, in its own time zone, and longer by every outage (АПТ 4.1)."""

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

_MICROSECOND = pd.Timedelta(microseconds=1)
_WEEKS = {5: "1111100", 6: "1111110", 7: "1111111"}
Moments = pd.Series  # of UTC time stamps, null where not known
Days = pd.Series  # of days without a time


@dataclass(frozen=True, eq=False)
class Calendar:
    """The zone, the days that are no working days, and the outages, apart from one another and in order."""

    zone: ZoneInfo
    week: str
    holidays: np.ndarray[Any, Any]
    outages: tuple[tuple[pd.Timestamp, pd.Timestamp], ...]

    @classmethod
    def of(cls, journal: Journal, settings: Settings) -> Calendar:
        """Take holidays and outages from the journal, zone and length of the week from the settings."""
        frame = journal.frame("holidays")[["starts", "ends"]].dropna()
        days = [np.arange(a, b + np.timedelta64(1, "D")) for a, b in frame.to_numpy().astype("datetime64[D]")]
        return cls(
            settings.college.zone,
            _WEEKS[settings.analytics.working_week],
            np.concatenate(days) if days else np.array([], dtype="datetime64[D]"),
            _merged(journal.moments("outages", "starts_at"), journal.moments("outages", "ends_at")),
        )

    def due(self, days: Days[Any], deadline: Deadline) -> Moments[Any]:
        """Return the last moment in time of a term that runs from these days: 19:00:00, or the end of its last day.

        An outage does not count: the term has as many hours outside it as it would have had (АПТ 4.1).
        """
        last = self._counted(days, deadline)
        hour = _hour(deadline)
        end = last + (pd.Timedelta(days=1) - _MICROSECOND if hour is None else hour)
        return self._prolonged(self.utc(days), self.utc(end))

    def utc(self, local: pd.Series[Any]) -> Moments[Any]:
        """Read local clock times as UTC."""
        placed = local.astype("datetime64[us]").dt.tz_localize(
            self.zone, ambiguous=np.ones(len(local), bool), nonexistent="shift_forward"
        )
        utc: Moments[Any] = placed.dt.tz_convert("UTC")
        return utc

    def day(self, moments: Moments[Any]) -> Days[Any]:
        """Return the day on which a moment falls where the college is."""
        days: Days[Any] = moments.dt.tz_convert(self.zone).dt.tz_localize(None).dt.normalize()
        return days.astype("datetime64[s]")

    def matured(self, due: Moments[Any]) -> Days[Any]:
        """Return the first day on which a term is over: after midnight the next one, after 19:00 the same."""
        return self.day(due + _MICROSECOND)

    def month_end(self, due: Moments[Any]) -> Moments[Any]:
        """Return the last moment of the month in which a term was over."""
        month = self.matured(due).dt.to_period("M").dt.to_timestamp() + pd.offsets.MonthBegin()
        return self.utc(month) - _MICROSECOND

    def _counted(self, days: Days[Any], deadline: Deadline) -> Days[Any]:
        number = deadline.days or 0
        if number == 0 or deadline.kind != "working":
            return days + pd.Timedelta(days=number)
        known = days.notna()
        dates = days[known].to_numpy().astype("datetime64[D]")
        moved = np.busday_offset(dates, number, roll="backward", weekmask=self.week, holidays=self.holidays)
        return pd.Series(moved.astype("datetime64[s]"), days.index[known]).reindex(days.index)

    def _prolonged(self, starts: Moments[Any], due: Moments[Any]) -> Moments[Any]:
        for began, over in self.outages:
            lost = over - starts.where(starts > began, began)
            due = due.where(~((began <= due) & (over > starts)), due + lost)
        return due


def _hour(deadline: Deadline) -> pd.Timedelta | None:
    if deadline.hour is None:
        return None
    time = dt.time.fromisoformat(deadline.hour)
    return pd.Timedelta(hours=time.hour, minutes=time.minute, seconds=time.second)


def _merged(starts: Moments[Any], ends: Moments[Any]) -> tuple[tuple[pd.Timestamp, pd.Timestamp], ...]:
    """Join outages that touch, so that no hour is given back twice."""
    merged: list[tuple[pd.Timestamp, pd.Timestamp]] = []
    for began, over in sorted((a, b) for a, b in zip(starts, ends, strict=True) if a < b):
        if merged and began <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(over, merged[-1][1]))
        else:
            merged.append((began, over))
    return tuple(merged)
