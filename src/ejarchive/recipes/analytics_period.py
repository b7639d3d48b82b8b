"""The analysis of a period: a справка for each deputy over the whole term (БГСХТ 4.2.2.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ejarchive.checks.readiness import readiness_of
from ejarchive.checks.upkeep.findings import upkeep_findings
from ejarchive.checks.upkeep.run import judge_upkeep
from ejarchive.errors import UsageError
from ejarchive.model.groups import Term
from ejarchive.recipes.analytics_remarks import look_at_remarks
from ejarchive.recipes.analytics_snapshots import read_snapshots
from ejarchive.recipes.group_file_placing import known_files
from ejarchive.recipes.opening import Opened, open_sound_journal
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.printing import print_documents
from ejarchive.recipes.selection import chosen_term
from ejarchive.recipes.state_folder import state_folder
from ejarchive.reports.indicators.figures import Indicators, count_indicators
from ejarchive.reports.indicators.spans import Month, month_of
from ejarchive.reports.period_report.report import period_report
from ejarchive.reports.period_report.review import PeriodReview, terms_before, terms_of
from ejarchive.reports.upkeep_report.review import DEPUTIES, Deputy, Review
from ejarchive.surroundings import Surroundings
from ejarchive.upkeep import Upkeep


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodOrder:
    """Which period (its id), of one deputy's journals or of both; `snapshots` and `remarks` as for a month."""

    term: str
    deputy: Deputy | None = None
    snapshots: Sequence[Path] = ()
    remarks: Path | None = None


def analyse_period(
    journal: Path,
    out: Path,
    wanted: PeriodOrder,
    order: Order,
    surroundings: Surroundings,
    *,
    talk: Talk | None = None,
) -> Outcome:
    """Judge, count, look at the remarks and print; `FindingsError` and nothing written when the data are untruthful."""
    talk = talk or Silence()
    opened = open_sound_journal(journal, order, surroundings, refusal="Считать нельзя")
    talk.tell(opened.findings)
    moment = opened.certain_moment.astimezone(opened.settings.college.zone)
    term_id = chosen_term(opened.journal, wanted.term, moment)
    terms = terms_of(opened.journal, term_id)
    if not terms or moment.date() < min(term.starts for term in terms.values()):
        raise UsageError(
            f"На момент данных ({moment:%d.%m.%Y}) период {term_id} ещё не начался, или занятий в нём нет.",
            "Укажите другой период или возьмите более новую выгрузку.",
        )
    snapshots = read_snapshots(wanted.snapshots, order, surroundings, talk)
    upkeep = judge_upkeep(opened.journal, opened.regulation, opened.settings, moment, snapshots=snapshots)
    months = sorted({str(month) for term in terms.values() for month in _months(term, moment.date())})
    remembered = look_at_remarks(
        opened, upkeep, months=months, day=moment.date(), surroundings=surroundings, workbook=wanted.remarks
    )
    talk.tell(remembered.findings)
    now = _figures(opened, upkeep, terms, moment)
    earlier = terms_before(opened.journal, terms)
    before = _figures(opened, upkeep, earlier, moment) if earlier else None
    readiness = {
        group_id: readiness_of(opened.journal, opened.regulation, group_id, term_id, moment) for group_id in terms
    }
    files = known_files(state_folder(opened.settings, surroundings), surroundings.now)
    reviews = [
        PeriodReview(
            review=Review(
                journal=opened.journal,
                settings=opened.settings,
                regulation=opened.regulation,
                upkeep=upkeep,
                indicators=now,
                remarks=remembered.remarks,
                moment=moment,
                deputy=deputy,
            ),
            term_id=term_id,
            before=before,
            readiness=readiness,
            files=files,
        )
        for deputy in ([wanted.deputy] if wanted.deputy else DEPUTIES)
    ]
    artifacts = print_documents(
        [period_report(review) for review in reviews],
        surroundings.folder / out,
        settings=opened.settings,
        order=order,
        surroundings=surroundings,
        talk=talk,
    )
    breaches = upkeep_findings(upkeep, opened.journal, opened.regulation, months=months, deputy=wanted.deputy)
    return Outcome(artifacts=tuple(artifacts), findings=(*opened.findings, *remembered.findings, *breaches))


def _figures(opened: Opened, upkeep: Upkeep, terms: Mapping[str, Term], moment: dt.datetime) -> Indicators:
    """Count a period up to its last day; its own month is the one it ends in."""
    last = min(max(term.ends for term in terms.values()), moment.date())
    return count_indicators(
        opened.journal,
        opened.regulation,
        upkeep,
        month_of(last),
        moment,
        terms={group: term.term_id for group, term in terms.items()},
    )


def _months(term: Term, day: dt.date) -> Iterable[Month]:
    """The months of a period, and the one after it: period grades fall due there; up to the moment."""
    month, last = month_of(term.starts), min(month_of(term.ends).following, month_of(day))
    while month <= last:
        yield month
        month = month.following
