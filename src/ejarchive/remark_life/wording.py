"""The words of a proposal: what the rule says, and where; a person is never named in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ejarchive.remark_life.tracked import Fact
from ejarchive.russian import NBSP, counted, number_text, plural, short_date

_MOST_DATES = 12


def text_of(title: str, facts: Sequence[Fact]) -> str:
    """Return «Нет темы занятия: 20.10.2025, 21.10.2025.», or with students or hours where those are counted."""
    days = sorted({fact.day for fact in facts if fact.day})
    students = {fact.student_id for fact in facts if fact.student_id}
    parts = [dates_text(days)] if days else []
    if students:
        parts.append(counted(len(students), "обучающийся"))
    if not days and not students:
        hours = float(sum(fact.amount for fact in facts))
        if hours != len(facts) or not hours.is_integer():
            whole = plural(int(hours), "час") if hours.is_integer() else "часа"
            parts.append(f"{number_text(hours)}{NBSP}{whole}")
    about = "; ".join(parts)
    return f"{title.rstrip('.')}: {about}." if about else f"{title.rstrip('.')}."


def dates_text(days: Sequence[dt.date]) -> str:
    """Return the dates in words of a line's length: many are shortened to the first ones and a count."""
    shown = ", ".join(short_date(day) for day in days[:_MOST_DATES])
    more = len(days) - _MOST_DATES
    return f"{shown} и ещё {counted(more, 'день')}" if more > 0 else shown
