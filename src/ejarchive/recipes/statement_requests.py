"""Requests for statements: until when they must be answered, and what is said of those that wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ejarchive.issuance import Request
from ejarchive.model.groups import Holiday
from ejarchive.model.journal import Journal
from ejarchive.russian import NBSP, short_date
from ejarchive.settings import Settings
from ejarchive.working_days import is_working_day, working_day_after

_MOST_NAMED = 5
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


def waiting_lines(requests: Sequence[Request], today: dt.date) -> list[str]:
    """Return a line for each request that waits for its answer, the most urgent first; codes, no names."""
    told: dict[tuple[str, dt.date, dt.date], list[str]] = {}
    for each in requests:
        told.setdefault((each.number, each.date, each.due), []).append(each.student_id)
    return [
        f"Запрос №{NBSP}{number} от {short_date(date)} ({_whom(students)}): {_when(due, today)}."
        for (number, date, due), students in told.items()
    ]


def _whom(students: Sequence[str]) -> str:
    noun = "обучающийся" if len(students) == 1 else "обучающиеся"
    more = f" и ещё {len(students) - _MOST_NAMED}" if len(students) > _MOST_NAMED else ""
    return f"{noun} {', '.join(students[:_MOST_NAMED])}{more}"


def _when(due: dt.date, today: dt.date) -> str:
    day = short_date(due)
    if due < today:
        return f"ответ просрочен, срок был {day}"
    if due == today:
        return "сегодня последний день ответа"
    left, each = 0, today
    while each < due:
        each += dt.timedelta(days=1)
        left += is_working_day(each)
    return f"ответить до {day} (рабочих дней осталось: {left})"
