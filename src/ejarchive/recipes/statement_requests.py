"""Until when a request for a statement must be answered."""

from __future__ import annotations

import datetime as dt

from ejarchive.model.groups import Holiday
from ejarchive.model.journal import Journal
from ejarchive.settings import Settings
from ejarchive.working_days import working_day_after

_VACATION = "каникул"  # students rest, the office does not


def days_off(journal: Journal) -> frozenset[dt.date]:
    """Return the college's own days off, its vacations aside: they count where the calendar is not fixed yet."""
    days: set[dt.date] = set()
    for row in journal.rows(Holiday):
        known = None not in (row.starts, row.ends)  # a spoilt row: the checks tell it
        if known and _VACATION not in (row.name or "").casefold():
            days.update(row.starts + dt.timedelta(days=n) for n in range((row.ends - row.starts).days + 1))
    return frozenset(days)


def due_day(asked: dt.date, journal: Journal, settings: Settings, *, extended: bool = False) -> dt.date:
    """Return the last day to answer a request of that day (152-ФЗ art. 14 part 3), with a notice some days later."""
    days = settings.statements.due_days + (settings.statements.extension_days if extended else 0)
    return working_day_after(asked, days, days_off(journal))
