"""Filling: lessons held, their hours, topics and homework (БГСХТ 4.2.3.2, 4.2.4.2)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ejarchive.reports.indicators.facts import facts
from ejarchive.reports.indicators.taught import Taught

WITHOUT_HOMEWORK = frozenset({"consultation", "exam", "credit"})
"""Kinds of lesson after which nothing is set."""
NOT_DAILY = frozenset({"work_placement"})
"""Kinds of course with none of the daily duties: an enterprise keeps no journal of topics and homework."""


def filling_facts(base: Taught) -> Iterator[pd.DataFrame]:
    """Yield the facts of every held lesson."""
    lessons = base.lessons
    yield facts("lessons", lessons, numerator=1.0)
    yield facts("hours", lessons, numerator=lessons["hours"].fillna(0.0), no_data=lessons["hours"].isna())
    daily = lessons[~lessons["course_kind"].isin(NOT_DAILY)]
    yield _filled(base, "topics", daily, "topic")
    given = daily[daily["course_kind"].isin(base.regulation.homework_kinds) & ~daily["kind"].isin(WITHOUT_HOMEWORK)]
    yield _filled(base, "homework", given, "homework")


def _filled(base: Taught, indicator: str, lessons: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return how many lessons have it; a source without the column tells nothing: «нет данных»."""
    if not base.journal.has("lessons", column):
        return facts(indicator, lessons, no_data=1.0)
    return facts(indicator, lessons, numerator=lessons[column].notna(), denominator=1.0)
