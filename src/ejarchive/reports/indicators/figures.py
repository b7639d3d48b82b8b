"""All indicators of a month, at every level, with the facts behind each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ejarchive.model.journal import Journal
from ejarchive.model.membership import Membership
from ejarchive.model.people import Movement, Student
from ejarchive.regulation import Regulation
from ejarchive.reports.indicators.cells import cell_facts
from ejarchive.reports.indicators.definitions import INDICATORS, Indicator, Unit
from ejarchive.reports.indicators.facts import AMOUNTS
from ejarchive.reports.indicators.filling import filling_facts
from ejarchive.reports.indicators.plan import plan_facts
from ejarchive.reports.indicators.results import result_facts
from ejarchive.reports.indicators.spans import Month, Span, terms_of_month
from ejarchive.reports.indicators.taught import taught
from ejarchive.reports.indicators.timeliness import timeliness_facts
from ejarchive.upkeep import Upkeep

LEVELS: Mapping[str, tuple[str, ...]] = {
    "college": (),
    "deputy": ("deputy",),
    "teacher": ("deputy", "responsible_id"),
    "group": ("group_id",),
    "deputy_group": ("deputy", "group_id"),
    "course": ("deputy", "course_id"),
}
"""What a figure may be of. A teacher stands under each deputy whose kinds of course he teaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure; `value` is None («нет данных») where there is nothing below the line, never 0 or 100 %,
    and of verdicts also where more are unknown than known: the few would speak for the many.

    `not_due` and `no_data` count what is left out of it: «срок не наступил», «нет данных»; `facts`: there is anything
    that it could have been counted of.
    """

    indicator: Indicator
    numerator: float = 0.0
    denominator: float = 0.0
    not_due: int = 0
    no_data: int = 0
    facts: bool = False

    @property
    def value(self) -> float | None:
        """In % for a share, else as it is."""
        if self.indicator.unit is Unit.COUNT:
            return self.numerator
        if not self.denominator or (self.indicator.rule and self.no_data > self.denominator):
            return None
        return self.numerator * (100.0 if self.indicator.unit is Unit.SHARE else 1.0) / self.denominator

    @property
    def short(self) -> float:
        """How much the numerator lacks of the denominator: lessons without topic, breaches, hours not given."""
        return self.denominator - self.numerator


@dataclass(frozen=True, slots=True, eq=False)
class Indicators:
    """All facts, and their sums as a frame: `span`, `level`, the level's ids, `indicator`, amounts."""

    month: Month
    last: dt.date
    terms: Mapping[str, str]
    facts: pd.DataFrame
    figures: pd.DataFrame

    def figure(self, key: str, *, span: Span = Span.MONTH, level: str = "college", **ids: str | None) -> Figure:
        """Return one figure; with no facts at all it is «нет данных»."""
        found = self.table(span, level)
        found = found[found["indicator"] == key]
        for name in LEVELS[level]:
            wanted = ids[name]
            found = found[found[name].isna() if wanted is None else found[name].eq(wanted)]
        if found.empty:
            return Figure(indicator=INDICATORS[key])
        return _figure(found.iloc[0])

    def table(self, span: Span, level: str) -> pd.DataFrame:
        """Return the sums of one level over one span."""
        return self.figures[self.figures["span"].eq(span) & self.figures["level"].eq(level)]

    def rows(self, key: str, *, span: Span = Span.MONTH, **ids: str | None) -> pd.DataFrame:
        """Return the facts behind a figure: a row a lesson, a grade or a course."""
        found = self.facts[within(self.facts, self.month, span) & self.facts["indicator"].eq(key)]
        for name, wanted in ids.items():
            found = found[found[name].isna() if wanted is None else found[name].eq(wanted)]
        return found


def count_indicators(
    journal: Journal,
    regulation: Regulation,
    upkeep: Upkeep,
    month: Month,
    moment: dt.datetime,
    *,
    terms: Mapping[str, str] | None = None,
) -> Indicators:
    """Count everything for a month as the journal stands at `moment`, in the college's time zone.

    `terms`: group → the term that is counted as the current one; without it, the one the month closes in.
    """
    terms = terms_of_month(journal, month) if terms is None else terms
    last = min(month.last, moment.date())
    base = taught(journal, regulation, terms, last)
    membership = Membership.of(journal.rows(Student), journal.rows(Movement))
    found = [
        *filling_facts(base),
        *timeliness_facts(base, upkeep),
        plan_facts(base),
        *cell_facts(base, membership),
        *result_facts(base, membership),
    ]
    facts = pd.concat([frame for frame in found if not frame.empty], ignore_index=True)
    return Indicators(month, last, terms, facts, _sums(facts, month))


def within(facts: pd.DataFrame, month: Month, span: Span) -> pd.Series[bool]:
    """Tell which facts belong to a span; what has no day belongs to the term alone."""
    day = facts["day"]
    if span is Span.TERM:
        return facts["current"] & (day.isna() | (day <= _stamp(month.last)))
    one = month if span is Span.MONTH else month.previous
    return (day >= _stamp(one.first)) & (day <= _stamp(one.last))


def _sums(facts: pd.DataFrame, month: Month) -> pd.DataFrame:
    tables = []
    for span in Span:
        chosen = facts[within(facts, month, span)]
        for level, ids in LEVELS.items():
            sums = chosen.groupby(["indicator", *ids], dropna=False, sort=True, as_index=False)[list(AMOUNTS)].sum()
            tables.append(sums.assign(span=str(span), level=level))
    figures = pd.concat(tables, ignore_index=True)
    order = {key: place for place, key in enumerate(INDICATORS)}
    return figures.sort_values(
        ["span", "level", "indicator"], key=lambda column: column.map(order) if column.name == "indicator" else column,
        kind="stable", ignore_index=True,
    )  # fmt: skip


def _figure(row: pd.Series[Any]) -> Figure:
    return Figure(
        indicator=INDICATORS[row["indicator"]],
        numerator=float(row["numerator"]),
        denominator=float(row["denominator"]),
        not_due=round(row["not_due"]),
        no_data=round(row["no_data"]),
        facts=True,
    )


def _stamp(day: dt.date) -> pd.Timestamp:
    return pd.Timestamp(day)
