"""The analysis of a month: a справка a deputy can sign, a page for the director; remarks are looked at and kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from ejarchive.artifact import Artifact
from ejarchive.checks.upkeep.findings import upkeep_findings
from ejarchive.checks.upkeep.run import judge_upkeep
from ejarchive.errors import UsageError
from ejarchive.recipes.analytics_leftovers import clear_old_sheets
from ejarchive.recipes.analytics_remarks import look_at_remarks
from ejarchive.recipes.analytics_snapshots import read_snapshots
from ejarchive.recipes.opening import open_journal, open_sound_journal
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.printing import print_documents
from ejarchive.render.xlsx_writer import drafted_spreadsheet
from ejarchive.reports.analytics_workbook.book import analytics_workbook
from ejarchive.reports.indicators.figures import count_indicators
from ejarchive.reports.indicators.spans import Month, terms_of_month
from ejarchive.reports.teacher_sheet import teacher_sheets
from ejarchive.reports.upkeep_report.director_page import director_page
from ejarchive.reports.upkeep_report.report import upkeep_report
from ejarchive.reports.upkeep_report.review import DEPUTIES, Deputy, Review
from ejarchive.surroundings import Surroundings

_MONTH = re.compile(r"([1-9]\d{3})-(0[1-9]|1[0-2])")
_ANOTHER = "Укажите другой месяц: --month 2025-10"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalyticsOrder:
    """What is asked of an analysis: a month (`2025-10`), of one deputy's journals or of both.

    `snapshots`: earlier journals or bundles of the same groups, that bound the time of what has no stamp.
    `remarks`: the workbook with the deputy's decisions, as it came back.
    """

    month: str
    deputy: Deputy | None = None
    snapshots: Sequence[Path] = ()
    remarks: Path | None = None


def analyse(
    journal: Path,
    out: Path,
    wanted: AnalyticsOrder,
    order: Order,
    surroundings: Surroundings,
    *,
    talk: Talk | None = None,
) -> Outcome:
    """Judge, count, look at the remarks and print; `FindingsError` and nothing written when the data are untruthful."""
    talk = talk or Silence()
    month = month_asked(wanted.month)
    opened = open_sound_journal(journal, order, surroundings, refusal="Считать нельзя")
    talk.tell(opened.findings)
    moment = opened.certain_moment.astimezone(opened.settings.college.zone)
    if moment.date() < month.first:
        raise UsageError(
            f"На момент данных ({moment:%d.%m.%Y}) {month.title} ещё не начался.",
            "Укажите другой месяц или возьмите более новую выгрузку.",
        )
    if not terms_of_month(opened.journal, month):
        raise UsageError(f"{month.title.capitalize()}: учебные периоды этого журнала тогда ещё не начались.", _ANOTHER)
    snapshots = read_snapshots(wanted.snapshots, order, surroundings, talk)
    upkeep = judge_upkeep(opened.journal, opened.regulation, opened.settings, moment, snapshots=snapshots)
    remembered = look_at_remarks(
        opened,
        upkeep,
        months=[str(month)],
        day=moment.date(),
        surroundings=surroundings,
        workbook=wanted.remarks,
    )
    talk.tell(remembered.findings)
    indicators = count_indicators(opened.journal, opened.regulation, upkeep, month, moment)
    reviews = [
        Review(
            journal=opened.journal,
            settings=opened.settings,
            regulation=opened.regulation,
            upkeep=upkeep,
            indicators=indicators,
            remarks=remembered.remarks,
            moment=moment,
            deputy=deputy,
        )
        for deputy in ([wanted.deputy] if wanted.deputy else DEPUTIES)
    ]
    if wanted.deputy is None:
        reviews = [review for review in reviews if review.concerned] or reviews
    documents = [upkeep_report(review) for review in reviews]
    documents += [sheet for review in reviews for sheet in teacher_sheets(review)]
    if wanted.deputy is None:
        documents.append(director_page(reviews))
    folder = surroundings.folder / out
    taken_in = surroundings.folder / wanted.remarks if wanted.remarks else None
    artifacts: list[Artifact] = []
    with ExitStack() as drafts:  # the workbooks take their places when everything is printed
        for review in reviews:
            book = analytics_workbook(review, remembered.history)
            artifacts += drafts.enter_context(drafted_spreadsheet(book, folder, taken_in=taken_in))
        artifacts += print_documents(
            documents, folder, settings=opened.settings, order=order, surroundings=surroundings, talk=talk
        )
    clear_old_sheets(folder, reviews, artifacts)
    breaches = upkeep_findings(upkeep, opened.journal, opened.regulation, months=[str(month)], deputy=wanted.deputy)
    return Outcome(artifacts=tuple(artifacts), findings=(*opened.findings, *remembered.findings, *breaches))


def remember_month(journal: Path, wanted: AnalyticsOrder, order: Order, surroundings: Surroundings) -> None:
    """Look at a month's remarks and keep them, as `analyse` does, and print nothing."""
    opened = open_journal(journal, order, surroundings)
    day = opened.certain_moment.astimezone(opened.settings.college.zone)
    upkeep = judge_upkeep(opened.journal, opened.regulation, opened.settings, day)
    months = [str(month_asked(wanted.month))]
    look_at_remarks(opened, upkeep, months=months, day=day.date(), surroundings=surroundings, workbook=wanted.remarks)


def month_asked(text: str) -> Month:
    """Read `2025-10`; `UsageError` for anything else."""
    found = _MONTH.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"Месяц не понят: {text}.", "Напишите его так: --month 2025-10")
    return Month(int(found[1]), int(found[2]))
