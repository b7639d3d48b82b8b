"""The period of a statement: a term, which may lie differently in each group, or the days from one to another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ejarchive.model.groups import Term
from ejarchive.model.journal import Journal
from ejarchive.reports.context import academic_year, term_of, term_title
from ejarchive.reports.statement_options import StatementOptions
from ejarchive.russian import bound, short_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """`title` as it stands after «за», `shown` alone; `noun` heads the column of the period's grades."""

    starts: dt.date
    ends: dt.date
    term_id: str | None
    academic_year: int
    title: str
    shown: str
    noun: str

    def days(self, journal: Journal, group_id: str) -> tuple[dt.date, dt.date]:
        """Return first and last day in that group: a group may have its own dates for a term."""
        if self.term_id is None:
            return self.starts, self.ends
        try:
            term = term_of(journal, group_id, self.term_id)
        except KeyError:  # the group has no such term
            return self.starts, self.ends
        return term.starts, term.ends

    def takes(self, term_id: str) -> bool:
        """Tell whether courses of a term may have lessons in the period; of any term, when it is just days."""
        return self.term_id in {None, term_id}


NOUNS = {"semester": "семестр", "trimester": "триместр", "quarter": "четверть", "module": "модуль"}


def period_of(journal: Journal, group_id: str, options: StatementOptions) -> Period:
    """Return the period that was ordered; `KeyError` for a term the journal does not know."""
    if options.term_id is not None:
        term: Term = term_of(journal, group_id, options.term_id)
        title = term_title(term)
        title = bound(title[:1].lower() + title[1:])
        return Period(
            starts=term.starts,
            ends=term.ends,
            term_id=term.term_id,
            academic_year=academic_year(term),
            title=title,
            shown=title,
            noun=NOUNS.get(term.kind or "semester", "период"),
        )
    if options.starts is None or options.ends is None or options.starts > options.ends:
        raise ValueError("a statement has a term, or its first and last day")
    ends = options.ends
    days = bound(f"с {short_date(options.starts)} по {short_date(ends)}")
    return Period(
        starts=options.starts,
        ends=ends,
        term_id=None,
        academic_year=ends.year if ends.month >= 9 else ends.year - 1,
        title=f"период {days}",
        shown=days,
        noun="период",
    )
