"""The справка of a period as a document, one for each deputy; no student is named."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ejarchive.document import Document, Part
from ejarchive.naming import stem
from ejarchive.reports.context import as_of
from ejarchive.reports.form import signatory
from ejarchive.reports.names import group_name
from ejarchive.reports.period_report.conclusions import conclusion_texts
from ejarchive.reports.period_report.curators import curator_rows
from ejarchive.reports.period_report.grades import corrections_after_close, debt_rows, grade_rows
from ejarchive.reports.period_report.groups import pack_rows
from ejarchive.reports.period_report.hours import kind_rows, lag_rows
from ejarchive.reports.period_report.results import known_before, result_rows
from ejarchive.reports.period_report.review import PeriodReview
from ejarchive.reports.upkeep_report import method
from ejarchive.reports.upkeep_report.remark_rows import remark_rows
from ejarchive.reports.upkeep_report.report import PORTRAIT, SINGLE, report_title
from ejarchive.reports.upkeep_report.review import ROLE, person
from ejarchive.russian import short_date


def period_report(review: PeriodReview) -> Document:
    """Return the document, signed-ready."""
    one = review.review
    title = f"{report_title(one.deputy)} за {review.title}"
    results = result_rows(review)
    remarks = sorted(review.remarks, key=lambda each: (each.month, person(one.journal, each.responsible_id)))
    view: dict[str, Any] = {
        "foot": f"Справка за {review.title} · данные на {as_of(one.moment)}",
        "college": one.settings.college.full_name or one.settings.college.name,
        "heading": report_title(one.deputy).removeprefix("Справка "),
        "title": review.title,
        "basis": method.basis_text(one),
        "dates": _dates(review),
        "as_of": as_of(one.moment),
        "grades": grade_rows(review),
        "debts": debt_rows(review),
        "kinds": kind_rows(review),
        "lags": lag_rows(review),
        "results": results,
        "compared": any(known_before(rows) for rows in results.values()),
        "remarks": remark_rows(one, remarks),
        "corrections": corrections_after_close(review),
        "packs": pack_rows(review),
        "curators": curator_rows(review),
        "curator": one.regulation.words.curator,
        "conclusions": conclusion_texts(review),
        "signature": signatory(one.settings, ROLE[one.deputy], one.day),
    }
    part = Part(
        key="period",
        template="analytics/period.html.j2",
        view=view,
        title="Справка",
        geometry=PORTRAIT,
        page_numbers=False,
        promises=(
            *(row["title"] for row in (*view["grades"], *view["debts"], *view["lags"])),
            *(row["text"] for row in view["remarks"]),
            *view["conclusions"],
        ),
    )
    return Document(
        kind="report",
        stem=stem("report", review.term_id, one.deputy),
        title=title,
        parts=(part,),
        moment=one.moment,
        author=one.settings.college.name,
        layout=SINGLE,
        term_id=review.term_id,
    )


def _dates(review: PeriodReview) -> str:
    """Return «01.09.2025 — 28.12.2025»; where groups differ, each with its groups."""
    groups: dict[tuple[dt.date, dt.date], list[str]] = {}
    for group_id, term in review.terms.items():
        groups.setdefault((term.starts, term.ends), []).append(group_name(review.review.journal, group_id))
    spans = {days: f"{short_date(days[0])} — {short_date(days[1])}" for days in sorted(groups)}
    if len(groups) == 1:
        return next(iter(spans.values()))
    return "; ".join(f"{span} ({', '.join(sorted(groups[days]))})" for days, span in spans.items())
