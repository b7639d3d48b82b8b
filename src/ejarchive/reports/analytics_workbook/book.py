"""The workbook of one deputy's month."""

from __future__ import annotations

from ejarchive.naming import stem
from ejarchive.reports.analytics_workbook.breach_sheets import gaps_sheet, late_sheet, other_sheet
from ejarchive.reports.analytics_workbook.figure_sheets import (
    attendance_sheet,
    indicators_sheet,
    marks_sheet,
    plan_sheet,
    results_sheet,
)
from ejarchive.reports.analytics_workbook.labels import labels_of
from ejarchive.reports.analytics_workbook.remarks_sheet import mark_sheet, remarks_sheet
from ejarchive.reports.analytics_workbook.summary_sheet import summary_sheet
from ejarchive.reports.upkeep_report.review import Review
from ejarchive.spreadsheet import Spreadsheet


def analytics_workbook(review: Review, history: str) -> Spreadsheet:
    """Return the workbook; `history` is the identity of the remark history, to know the book when it comes back."""
    labels = labels_of(review)
    return Spreadsheet(
        kind="workbook",
        stem=stem("workbook", review.deputy, str(review.month)),
        title=f"Ведение журнала: {review.month.title}",
        author=review.settings.college.name,
        moment=review.moment,
        sheets=(
            summary_sheet(review, labels),
            remarks_sheet(review, labels),
            late_sheet(review, labels),
            gaps_sheet(review, labels),
            other_sheet(review, labels),
            plan_sheet(review, labels),
            marks_sheet(review, labels),
            results_sheet(review, labels),
            attendance_sheet(review, labels),
            indicators_sheet(review),
            mark_sheet(review, history),
        ),
    )
