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
    yield facts("topics", daily, numerator=daily["topic"].notna(), denominator=1.0)
    given = daily[daily["course_kind"].isin(base.regulation.homework_kinds) & ~daily["kind"].isin(WITHOUT_HOMEWORK)]
    yield facts("homework", given, numerator=given["homework"].notna(), denominator=1.0)
