"""Working days of the Russian calendar: what «10 рабочих дней со дня обращения» comes to (152-ФЗ, art. 14).

The years that the Government has fixed lie in `production_calendar.toml`. Of other years only the standing holidays
of ТК РФ art. 112 are known, so a day counted there may come a little early, never late: early is the safe side.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_SATURDAY = 5
_DAY = dt.timedelta(days=1)


def working_day_after(day: dt.date, days: int, holidays: Collection[dt.date] = ()) -> dt.date:
    """Return the last of so many working days; the first is the one after `day` (ГК РФ art. 191).

    `holidays` are the college's own days off, which count where the Government has not fixed the year.
    """
    while days > 0:
        day += _DAY
        days -= is_working_day(day, holidays)
    return day


def is_working_day(day: dt.date, holidays: Collection[dt.date] = ()) -> bool:
    """Tell whether offices work on that day, five days a week."""
    year = _calendar().get(str(day.year))
    if year is not None:
        month_day = f"{day:%m-%d}"
        return month_day in year["working"] or (day.weekday() < _SATURDAY and month_day not in year["days_off"])
    return day.weekday() < _SATURDAY and day not in _standing(day.year) and day not in holidays


def is_fixed(year: int) -> bool:
    """Tell whether the calendar of that year is the Government's, not the standing rule's."""
    return str(year) in _calendar()


@cache
def _standing(year: int) -> frozenset[dt.date]:
    """Return the holidays of any year, those on a Saturday or Sunday moved to the next working day (ТК РФ art. 112)."""
    rule = _calendar()["standing"]
    off = {dt.date.fromisoformat(f"{year}-{day}") for day in rule["new_year"]}
    for text in rule["others"]:
        day = dt.date.fromisoformat(f"{year}-{text}")
        while day in off or day.weekday() >= _SATURDAY:
            day += _DAY
        off.add(day)
    return frozenset(off)


@cache
def _calendar() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("ejarchive").joinpath("production_calendar.toml").read_text("utf-8"))
