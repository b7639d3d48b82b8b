"""Which days an analysis speaks of: the month, the month before it, and the term up to its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ejarchive.model.groups import Group, Term
from ejarchive.model.journal import Journal
from ejarchive.reports.context import term_of
from ejarchive.russian import month_name

_DAY = dt.timedelta(days=1)


class Span(StrEnum):
    """The three spans of every figure."""

    MONTH = "month"
    LAST_MONTH = "last_month"
    TERM = "term"  # from the beginning of the term to the end of the month


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, self.number, 1)

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.following.first - _DAY

    @property
    def following(self) -> Month:
        """The month after it."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> Month:
        """The month before it."""
        return month_of(self.first - _DAY)

    @property
    def title(self) -> str:
        """Return «октябрь 2025 года»."""
        return f"{month_name(self.number)} {self.year}\u00a0года"

    @property
    def genitive(self) -> str:
        """Return «октября 2025 года»."""
        return f"{month_name(self.number, 'genitive')} {self.year}\u00a0года"

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"


def month_of(day: dt.date) -> Month:
    """Return the month of a day."""
    return Month(day.year, day.month)


def terms_of_month(journal: Journal, month: Month) -> Mapping[str, str]:
    """Return group → the term the month closes in: the last that began by its end; a group without one is absent.

    Why by group: a group may have modules of its own where the others have semesters.
    """
    rows = journal.rows(Term)
    found: dict[str, str] = {}
    for group in journal.rows(Group):
        ids = {term.term_id for term in rows if term.group_id in {None, group.group_id}}
        begun = [term for term in _terms(journal, group.group_id, ids) if term.starts <= month.last]
        if begun:
            found[group.group_id] = max(begun, key=lambda term: (term.starts, term.term_id)).term_id
    return found


def _terms(journal: Journal, group_id: str, ids: Iterable[str]) -> Iterable[Term]:
    return (term_of(journal, group_id, term_id) for term_id in ids)
