"""One page for the director: both deputies' month side by side, what stands out, and what was concluded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ejarchive.document import Document, Part
from ejarchive.naming import stem
from ejarchive.remark_life import Tally, tally
from ejarchive.reports.context import as_of
from ejarchive.reports.form import signatory
from ejarchive.reports.indicators.definitions import INDICATORS, Unit
from ejarchive.reports.indicators.spans import Span
from ejarchive.reports.upkeep_report import method
from ejarchive.reports.upkeep_report.findings_text import trouble_texts
from ejarchive.reports.upkeep_report.report import PORTRAIT, SINGLE
from ejarchive.reports.upkeep_report.review import Review, person
from ejarchive.reports.upkeep_report.teachers import TeacherRow, teacher_rows

_SHOWN = (
    *("topics", "homework", "attendance_in_time", "marks_in_time", "homework_in_time", "grades_set"),
    *("plan", "marks_per_lesson", "attendance", "success", "quality", "learning"),
)
_MOST = 5
_TALLIES = (
    ("new", "Новых за месяц"),
    ("repeated", "из них повторных"),
    ("open_", "Вручено и не закрыто"),
    ("overdue", "из них просрочено"),
)


def director_page(reviews: Sequence[Review]) -> Document:
    """Return the document; its tables are as long for a large college as for a small one."""
    first = reviews[0]
    title = f"Ведение журналов за {first.month.title}: сводка для директора"
    tallies = [tally(review.own_remarks, str(review.month), review.day) for review in reviews]
    worst = _worst(reviews)
    view: dict[str, Any] = {
        "foot": f"Данные на {as_of(first.moment)}",
        "college": first.settings.college.full_name or first.settings.college.name,
        "month": first.month.title,
        "as_of": as_of(first.moment),
        "whose": [_short_title(review) for review in reviews],
        "rows": [_row(reviews, key) for key in _SHOWN],
        "tallies": [
            {"title": title_, "cells": [str(getattr(each, name)) for each in (*tallies, _sum(tallies, name))]}
            for name, title_ in _TALLIES
        ],
        "worst": worst,
        "conclusions": [
            {"whose": _short_title(review), "texts": trouble_texts(review, teacher_rows(review))} for review in reviews
        ],
        "director": signatory(first.settings, "director", first.day),
    }
    part = Part(
        key="director",
        template="analytics/director.html.j2",
        view=view,
        title="Сводка для директора",
        geometry=PORTRAIT,
        page_numbers=False,
        promises=tuple(row["name"] for row in worst),
    )
    return Document(
        kind="summary",
        stem=stem("summary", str(first.month)),
        title=title,
        parts=(part,),
        moment=first.moment,
        author=first.settings.college.name,
        layout=SINGLE,
    )


def _sum(tallies: Sequence[Tally], name: str) -> Tally:
    return Tally(**{name: sum(getattr(each, name) for each in tallies)})


def _row(reviews: Sequence[Review], key: str) -> dict[str, Any]:
    """An indicator: each deputy's and the college's figure, this month and the last; of the term where it is one."""
    indicator = INDICATORS[key]
    spans = (Span.TERM,) if indicator.term_only else (Span.MONTH, Span.LAST_MONTH)
    indicators = reviews[0].indicators
    found = [[review.figure(key, span) for span in spans] for review in reviews]
    found.append([indicators.figure(key, span=span) for span in spans])
    return {
        "title": indicator.title + (" (с начала периода)" if indicator.term_only else ""),
        "cells": [
            {
                "now": method.figure_cell(figures[0])["text"],
                "before": method.figure_cell(figures[1])["text"] if len(figures) > 1 else "",
            }
            for figures in found
        ],
        "plain": indicator.unit is not Unit.SHARE,
    }


def _short_title(review: Review) -> str:
    return "УМР" if review.deputy == "academic" else "УПР"


def _worst(reviews: Sequence[Review]) -> list[dict[str, Any]]:
    """Those whom the director should know of: overdue or repeated remarks, then the most breaches; a few only."""
    found: list[tuple[TeacherRow, Review]] = [
        (row, review) for review in reviews for row in teacher_rows(review) if not row.clean
    ]
    found.sort(key=lambda pair: pair[0].rank)
    return [
        {
            "name": person(review.journal, row.person_id),
            "whose": _short_title(review),
            "cells": [str(count or "–") for count in (row.breaches, row.new, row.open, row.overdue, row.repeated)],
        }
        for row, review in found[:_MOST]
    ]
