"""The words of a proposal: what its rule says, and where; a person is never named in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ejarchive.remark_life.tracked import Fact
from ejarchive.russian import NBSP, bound, counted, number_text, plural, short_date
from ejarchive.upkeep import Rule

_MOST_DATES = 12


def text_of(rule: Rule, facts: Sequence[Fact]) -> str:
    """Return the rule's wording for these facts: «Не записаны темы занятий: 20.10.2025, 21.10.2025.»."""
    days = sorted({fact.day for fact in facts if fact.day})
    students = {fact.student_id for fact in facts if fact.student_id}
    several = len(days) > 1 or (not days and len(students) > 1) or ("{students}" in rule.many and len(students) > 1)
    words = rule.many if several else rule.one
    if "{students}" in words and "{days}" in words and len(days) == 1:
        words = words.replace("занятия {days}", "занятие {days}")
    hours = hours_text(sum(fact.amount for fact in facts))
    return bound(words.format(days=dates_text(days), students=counted(len(students), "обучающийся"), hours=hours))


def hours_text(hours: float) -> str:
    """Return «2 часа», «2,5 часа»."""
    return counted(int(hours), "час") if float(hours).is_integer() else f"{number_text(hours)}{NBSP}часа"


def dates_text(days: Sequence[dt.date]) -> str:
    """Return the dates; of very many the first ones and how many more."""
    shown = ", ".join(short_date(day) for day in days[:_MOST_DATES])
    more = len(days) - _MOST_DATES
    return f"{shown} и ещё {more}{NBSP}{plural(more, 'день')}" if more > 0 else shown
