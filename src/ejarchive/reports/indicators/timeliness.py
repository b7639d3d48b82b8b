"""Timeliness and completeness out of the verdicts of upkeep: each counts once, on the day its term ended."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ejarchive.reports.indicators.definitions import INDICATORS
from ejarchive.reports.indicators.facts import PLACES, facts
from ejarchive.reports.indicators.taught import Taught
from ejarchive.upkeep import Upkeep, Verdict


def timeliness_facts(base: Taught, upkeep: Upkeep) -> Iterator[pd.DataFrame]:
    """Yield facts by lesson, or by course and student; rules this college does not have yield nothing."""
    for indicator in INDICATORS.values():
        if indicator.rule in upkeep.rules:
            yield _facts(base, upkeep.judged[upkeep.judged["rule"] == indicator.rule], indicator.key)


def _facts(base: Taught, judged: pd.DataFrame, key: str) -> pd.DataFrame:
    places = [place for place in PLACES if place in judged.columns]
    rows = (
        judged[places]
        .astype("str")
        .assign(
            day=judged["matured"],
            current=judged["course_id"].isin(base.courses["course_id"]),
            **{verdict: judged["verdict"].eq(verdict).astype("float64") for verdict in Verdict},
        )
    )
    if rows["lesson_id"].notna().any():  # of a lesson with many cells one fact is enough
        rows = rows.assign(student_id=None)
        keys = [*places, "day", "current"]
        rows = rows.groupby(keys, dropna=False, sort=False, as_index=False)[list(Verdict)].sum()
    return facts(
        key,
        rows,
        numerator=rows[Verdict.IN_TIME],
        denominator=rows[Verdict.IN_TIME] + rows[Verdict.BREACH],
        not_due=rows[Verdict.NOT_DUE],
        no_data=rows[Verdict.NO_DATA],
    )
