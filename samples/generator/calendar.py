"""The school year 2025/26 of the sample college: terms, holidays, bells, the five-day week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

D = dt.date
ZONE = dt.timezone(dt.timedelta(hours=4))  # Europe/Samara has no summer time

TERMS = {1: (D(2025, 9, 1), D(2025, 12, 28)), 2: (D(2026, 1, 12), D(2026, 6, 28))}
TERM_IDS = {1: "2025-1", 2: "2025-2"}
RETRIEVED_AT = dt.datetime(2026, 7, 1, 10, tzinfo=ZONE)

HOLIDAYS = (
    (D(2025, 11, 3), D(2025, 11, 4), "День народного единства"),
    (D(2025, 12, 29), D(2026, 1, 11), "Зимние каникулы"),
    (D(2026, 2, 23), D(2026, 2, 23), "День защитника Отечества"),
    (D(2026, 3, 9), D(2026, 3, 9), "Международный женский день (перенос)"),
    (D(2026, 5, 1), D(2026, 5, 1), "Праздник Весны и Труда"),
    (D(2026, 5, 11), D(2026, 5, 11), "День Победы (перенос)"),
    (D(2026, 6, 12), D(2026, 6, 12), "День России"),
)
OUTAGE = (dt.datetime(2025, 11, 18, 8, tzinfo=ZONE), dt.datetime(2025, 11, 21, 8, tzinfo=ZONE))

# The bells: begin and end of each pair (two academic hours of 45 minutes).
BELLS = {
    1: (dt.time(8, 30), dt.time(10, 0)),
    2: (dt.time(10, 10), dt.time(11, 40)),
    3: (dt.time(12, 10), dt.time(13, 40)),
    4: (dt.time(13, 50), dt.time(15, 20)),
}
SLOTS = tuple(BELLS)
WEEKDAYS = range(5)


def is_holiday(day: D) -> bool:
    """Whether no lessons are held on that day anywhere in the college."""
    return any(starts <= day <= ends for starts, ends, _ in HOLIDAYS)


def days(starts: D, ends: D) -> Iterator[D]:
    """Yield every day from `starts` to `ends`, both included."""
    for ordinal in range(starts.toordinal(), ends.toordinal() + 1):
        yield D.fromordinal(ordinal)


def at(day: D, hour: int, minute: int = 0, second: int = 0) -> dt.datetime:
    """Return a moment of that day in the college's own time."""
    return dt.datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=ZONE)


def begins(day: D, slot: int) -> dt.datetime:
    """Return when the pair `slot` begins."""
    return dt.datetime.combine(day, BELLS[slot][0], ZONE)


def ends(day: D, slot: int, hours: int) -> dt.datetime:
    """Return when a lesson of `hours` academic hours ends that began with the pair `slot`."""
    return dt.datetime.combine(day, BELLS[slot + (hours + 1) // 2 - 1][1], ZONE)


def outside_outage(moment: dt.datetime) -> dt.datetime:
    """Move a moment that fell into the outage to the hours after it; the journal did not work."""
    starts, over = OUTAGE
    if starts <= moment < over:
        return over + dt.timedelta(minutes=30) + (moment - starts) / 12
    return moment
