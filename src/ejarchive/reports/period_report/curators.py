"""How the groups' curators did their part: list against orders, absences nobody explained, packs (БГСХТ, Приказ 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from ejarchive.model.groups import Term
from ejarchive.model.people import Movement
from ejarchive.reports.context import academic_year, group_in
from ejarchive.reports.curator_report.document import term_span
from ejarchive.reports.curator_report.facts import members, unexplained_hours
from ejarchive.reports.names import group_name, staff_short_name
from ejarchive.reports.period_report.grades import NO_DATA
from ejarchive.reports.period_report.groups import paper_cells
from ejarchive.reports.period_report.review import PeriodReview
from ejarchive.reports.statement_source import statement_source
from ejarchive.russian import number_text


def curator_rows(review: PeriodReview) -> list[dict[str, Any]]:
    """Return a row a group; only for the deputy who reviews the curators too: the one for УМР."""
    if review.review.deputy != "academic":
        return []
    return sorted(_rows(review), key=lambda row: str(row["group"]))


def _rows(review: PeriodReview) -> Iterator[dict[str, Any]]:
    one, journal = review.review, review.review.journal
    source = statement_source(journal, one.settings, one.regulation, one.moment)
    for group_id, term in review.terms.items():
        span = term_span(source, group_id, term.term_id)
        group = group_in(journal, group_id, academic_year(term))
        bare = _without_order(review, group_id, term) if journal.has("movements") else None
        hours = unexplained_hours(source, group_id, span) if journal.has("entries", "text") else None
        yield {
            "group": group_name(journal, group_id),
            "curator": staff_short_name(journal, group.curator_id) or "не указан",
            "students": str(len(members(source, group_id, span)) or "–"),
            "without_order": {"text": NO_DATA if bare is None else str(bare or "–"), "bad": bool(bare)},
            "unexplained": {"text": NO_DATA if hours is None else number_text(hours) if hours else "–"},
            "papers": [text or NO_DATA for text in paper_cells(review, group_id)[:2]],
        }


def _without_order(review: PeriodReview, group_id: str, term: Term) -> int:
    """Count the changes of the group's list in the period that no order is named for."""
    last: dt.date = min(term.ends, review.review.day)
    return sum(
        row.order_number is None and term.starts <= row.date <= last
        for row in review.review.journal.rows(Movement)
        if group_id in {row.group_id, row.from_group_id, row.to_group_id}
    )
