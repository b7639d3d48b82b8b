"""Results of the period beside those of the period before: by discipline, group and teacher."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from ejarchive.model.courses import Course
from ejarchive.reports.grade_columns import decimal
from ejarchive.reports.indicators.definitions import INDICATORS
from ejarchive.reports.indicators.figures import Figure, Indicators
from ejarchive.reports.measure import plain
from ejarchive.reports.names import group_name
from ejarchive.reports.period_report.review import PeriodReview
from ejarchive.reports.upkeep_report.review import person
from ejarchive.russian import bound

KEYS = ("success", "quality", "learning", "average")
_DISCIPLINE = ["group_id", "discipline"]


def result_rows(review: PeriodReview) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the three tables: `groups`, `disciplines`, `teachers`, each with now and before."""
    journal = review.review.journal
    now, before = _facts(review, review.review.indicators), _facts(review, review.before)

    def rows(columns: list[str], title: Callable[[tuple[str, ...]], str]) -> list[dict[str, Any]]:
        old = _sums(before, columns)
        return [
            {"title": title(keys), "cells": _cells(sums, old.get(keys))} for keys, sums in _sums(now, columns).items()
        ]

    groups = rows(["group_id"], lambda keys: group_name(journal, keys[0]))
    teachers = rows(["responsible_id"], lambda keys: person(journal, keys[0] or None))
    disciplines = rows(_DISCIPLINE, lambda keys: f"{group_name(journal, keys[0])}, {bound(keys[1])}")
    return {
        "groups": sorted(groups, key=_title),
        "teachers": sorted(teachers, key=_title),
        "disciplines": disciplines,
    }


def _title(row: Mapping[str, Any]) -> str:
    return str(row["title"])


def _facts(review: PeriodReview, indicators: Indicators | None) -> pd.DataFrame:
    """Return the facts of this deputy's results, with `discipline`: what stays the same from period to period."""
    columns = ["indicator", "group_id", "responsible_id", "discipline", "numerator", "denominator"]
    if indicators is None:
        return pd.DataFrame(columns=columns)
    titles = {course.course_id: _discipline(course) for course in review.review.journal.rows(Course)}
    order = {course.course_id: place for place, course in enumerate(review.courses)}
    facts = indicators.facts
    facts = facts[facts["indicator"].isin(KEYS) & facts["deputy"].eq(review.review.deputy) & facts["current"]]
    facts = facts.assign(
        discipline=facts["course_id"].map(titles),
        responsible_id=facts["responsible_id"].fillna(""),
        place=facts["course_id"].map(order),
    )
    return facts.sort_values("place", kind="stable")[columns]


def _discipline(course: Course) -> str:
    return plain(f"{course.code or ''} {course.name}")


def _sums(facts: pd.DataFrame, columns: list[str]) -> Mapping[tuple[str, ...], dict[str, Figure]]:
    found: dict[tuple[str, ...], dict[str, Figure]] = {}
    for keys, rows in facts.groupby([*columns, "indicator"], sort=False)[["numerator", "denominator"]].sum().iterrows():
        *place, indicator = keys if isinstance(keys, tuple) else (keys,)
        found.setdefault(tuple(map(str, place)), {})[str(indicator)] = Figure(
            indicator=INDICATORS[str(indicator)],
            numerator=float(rows["numerator"]),
            denominator=float(rows["denominator"]),
            facts=True,
        )
    return {keys: figures for keys, figures in found.items() if any(figure.denominator for figure in figures.values())}


def _cells(now: Mapping[str, Figure], before: Mapping[str, Figure] | None) -> list[dict[str, str]]:
    return [{"now": _text(now.get(key)), "before": _text(before.get(key)) if before else "–"} for key in KEYS]


def _text(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return "–"
    return decimal(figure.value, figure.indicator.places)


def known_before(rows: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether any row has something to compare with."""
    return any(cell["before"] != "–" for row in rows for cell in row["cells"])
