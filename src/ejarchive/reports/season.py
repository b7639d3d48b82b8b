"""Which days belong to a pack: nothing that was recorded between two periods may fall between two packs."""

from __future__ import annotations

import datetime as dt

from ejarchive.model.groups import Term
from ejarchive.reports.context import PackContext, term_of

_DAY = dt.timedelta(days=1)


def season(context: PackContext) -> tuple[dt.date, dt.date]:
    """Return the first and last day whose records stand in this pack.

    From the day after the period before it to the day before the next one, and not past the moment of the data.
    """
    journal, group_id = context.journal, context.group.group_id
    ids = {term.term_id for term in journal.rows(Term) if term.group_id in {None, group_id}}
    terms = [term_of(journal, group_id, term_id) for term_id in ids]
    before = [term.ends for term in terms if term.ends < context.term.starts]
    after = [term.starts for term in terms if term.starts > context.term.ends]
    first = max(before) + _DAY if before else dt.date.min
    last = min(after) - _DAY if after else dt.date.max
    return first, min(last, context.moment.date())
