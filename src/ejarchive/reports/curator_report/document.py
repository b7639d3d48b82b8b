"""The document: the overview, then a sheet for each student that may be handed out without the others."""

from __future__ import annotations

import datetime as dt

from ejarchive.document import Document, Layout
from ejarchive.model.groups import Group, Term
from ejarchive.naming import stem, unique_slugs
from ejarchive.reports.context import term_title
from ejarchive.reports.curator_report.facts import Span, group_report
from ejarchive.reports.curator_report.overview import overview
from ejarchive.reports.curator_report.sheet import sheet
from ejarchive.reports.statement_source import StatementSource
from ejarchive.russian import month_name


def curator_report(source: StatementSource, group_id: str, span: Span, *, period: str) -> Document:
    """Return the curator's report of a group; `period` names it in the file (`2025-10`, `2025-1`).

    `KeyError` for a group the journal does not know.
    """
    report = group_report(source, group_id, span)
    names = {group.group_id: group.name for group in source.journal.rows(Group)}
    return Document(
        kind="report",
        stem=stem("curator", unique_slugs(names)[group_id], period),
        title=f"Отчёт для руководителя группы {report.group.name} за {span.title}",
        parts=(overview(source, report), *(sheet(source, report, pupil) for pupil in report.pupils)),
        moment=source.moment,
        author=source.settings.college.name,
        layout=Layout(two_sided=source.settings.print.sides == "two", sheet_numbers=None),
        group_id=group_id,
        term_id=span.term.term_id,
    )


def month_span(source: StatementSource, group_id: str, first: dt.date) -> Span:
    """Return the days of the month that begins on `first`, up to the moment; `KeyError` outside all periods.

    The period is the one of the group that has most days in the month.
    """
    following = (first.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    last = min(following - dt.timedelta(days=1), source.moment.date())
    shared = {(min(last, term.ends) - max(first, term.starts)).days: term for term in source.terms(group_id).values()}
    days = max(shared, default=-1)
    if days < 0:
        raise KeyError(f"{first:%Y-%m}")
    term = shared[days]
    return Span(
        starts=first, ends=last, since=term.starts, term=term, title=f"{month_name(first.month)} {first.year} года"
    )


def term_span(source: StatementSource, group_id: str, term_id: str) -> Span:
    """Return the days of a period up to the moment; `KeyError` when the group has no such period."""
    term: Term = source.terms(group_id)[term_id]
    title = term_title(term)
    ends = max(term.starts, min(term.ends, source.moment.date()))
    return Span(starts=term.starts, ends=ends, since=term.starts, term=term, title=title[:1].lower() + title[1:])
