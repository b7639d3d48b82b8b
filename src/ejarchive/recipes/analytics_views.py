"""The other readers of the analysis: the curator of a group (АПТ 4.3), and whoever sees to the new year (АПТ 4.1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from ejarchive.document import Document
from ejarchive.errors import UsageError
from ejarchive.recipes.opening import Opened, open_sound_journal
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.printing import print_documents
from ejarchive.recipes.selection import chosen_groups, chosen_term
from ejarchive.reports.curator_report.document import curator_report, month_span, term_span
from ejarchive.reports.indicators.spans import Month
from ejarchive.reports.new_year import new_year_page
from ejarchive.reports.statement_source import statement_source
from ejarchive.surroundings import Surroundings

_YEAR_BEGINS = 7  # from July on one prepares the year that begins in September


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratorOrder:
    """Whose group, and either a month or a period (its id)."""

    group: str
    month: Month | None = None
    term: str | None = None


def make_curator_report(
    journal: Path,
    out: Path,
    wanted: CuratorOrder,
    order: Order,
    surroundings: Surroundings,
    *,
    talk: Talk | None = None,
) -> Outcome:
    """Print the page over the group and a sheet for each student."""
    talk = talk or Silence()
    opened = open_sound_journal(journal, order, surroundings, refusal="Считать нельзя")
    talk.tell(opened.findings)
    moment = opened.certain_moment
    term_id = chosen_term(opened.journal, wanted.term, moment)
    [group_id] = chosen_groups(opened.journal, [wanted.group], term_id)
    source = statement_source(opened.journal, opened.settings, opened.regulation, moment)
    if wanted.month is None:
        span, period = term_span(source, group_id, term_id), term_id
    else:
        try:
            span, period = month_span(source, group_id, wanted.month.first), str(wanted.month)
        except KeyError:
            raise UsageError(
                f"{wanted.month.title.capitalize()} не попадает ни в один учебный период группы, или ещё не начался.",
                "Укажите другой месяц: --month 2025-10",
            ) from None
    document = curator_report(source, group_id, span, period=period)
    return _printed(document, out, opened, order, surroundings, talk)


def check_new_year(
    journal: Path, out: Path, order: Order, surroundings: Surroundings, *, talk: Talk | None = None
) -> Outcome:
    """Print what of each group's journal is formed for the school year that the moment falls in or comes before."""
    talk = talk or Silence()
    opened = open_sound_journal(journal, order, surroundings, refusal="Проверить нельзя")
    talk.tell(opened.findings)
    moment = opened.certain_moment.astimezone(opened.settings.college.zone)
    document = new_year_page(opened.journal, opened.settings, opened.regulation, moment, year_of(moment.date()))
    return _printed(document, out, opened, order, surroundings, talk)


def year_of(day: dt.date) -> int:
    """Return the year in which the school year begins that one prepares or lives in on that day."""
    return day.year if day.month >= _YEAR_BEGINS else day.year - 1


def _printed(
    document: Document, out: Path, opened: Opened, order: Order, surroundings: Surroundings, talk: Talk
) -> Outcome:
    artifacts = print_documents(
        [document],
        surroundings.folder / out,
        settings=opened.settings,
        order=order,
        surroundings=surroundings,
        talk=talk,
    )
    return Outcome(artifacts=tuple(artifacts), findings=opened.findings)
