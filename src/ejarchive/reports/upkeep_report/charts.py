"""Three drawings that a deputy can act on, black on white: coordinates in millimetres, the template draws them."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ejarchive.model.courses import Practice
from ejarchive.remark_life import State
from ejarchive.reports.context import term_of
from ejarchive.reports.grade_columns import decimal
from ejarchive.reports.indicators.definitions import INDICATORS
from ejarchive.reports.indicators.spans import Month, Span, month_of
from ejarchive.reports.measure import fits
from ejarchive.reports.styles import NOTE
from ejarchive.reports.upkeep_report.review import Review, journal_title
from ejarchive.russian import month_name, number_text

WIDTH = 175.0
_LEFT, _PLOT, _TOP = 11.0, 38.0, 4.0
_SERIES = ("attendance_in_time", "marks_in_time", "homework_in_time")
_BARS, _BAR, _LABEL = 10, 6.0, 78.0
_MONTHS = 6
_CLOSED = {State.CONFIRMED, State.PRESUMED}


def weekly_timeliness(review: Review) -> dict[str, Any] | None:
    """Shares in time by week of the term so far; None where no week has anything judged."""
    shares = {key: _by_week(review, key) for key in _SERIES}
    weeks = sorted({week for found in shares.values() for week in found})
    if not weeks:
        return None
    lowest = min(share for found in shares.values() for share in found.values())
    bottom = min(90, math.floor(lowest / 10) * 10)
    step = (WIDTH - _LEFT) / len(weeks)
    xs = {week: round(_LEFT + step * (place + 0.5), 2) for place, week in enumerate(weeks)}

    def y(share: float) -> float:
        return round(_TOP + _PLOT * (100 - share) / (100 - bottom), 2)

    lines = list(range(bottom, 101, next(each for each in (2, 5, 10, 20) if (100 - bottom) / each <= 6)))
    return {
        "width": WIDTH,
        "height": _TOP + _PLOT + 8,
        "left": _LEFT,
        "base": _TOP + _PLOT,
        "grid": [{"y": y(share), "label": f"{share} %"} for share in lines],
        "weeks": [
            {"x": xs[week], "label": f"{week:%d.%m}"}
            for place, week in enumerate(weeks)
            if len(weeks) <= 12 or place % 2 == 0
        ],
        "series": [
            {
                "title": INDICATORS[key].title,
                "mark": place,
                "points": [{"x": xs[week], "y": y(share)} for week, share in sorted(found.items())],
                "path": _path([(xs[week], y(share)) for week, share in sorted(found.items())]),
            }
            for place, (key, found) in enumerate(shares.items())
            if found
        ],
    }


def plan_against_fact(review: Review) -> dict[str, Any] | None:
    """The journals that have given the least of their plan, as bars beside the share of the term that has passed.

    None where every journal has given all of it.
    """
    rows = review.indicators.rows("plan", span=Span.TERM, deputy=review.deputy)
    rows = rows[(rows["denominator"] > 0) & ~rows["course_id"].isin(_not_begun(review))]
    if rows.empty:
        return None
    rows = rows.assign(share=100 * rows["numerator"] / rows["denominator"])
    rows = rows.sort_values(["share", "denominator", "course_id"], ascending=[True, False, True], kind="stable")
    short = rows[rows["numerator"] < rows["denominator"]]
    if short.empty:
        return None
    shown = short.head(_BARS)
    room = WIDTH - _LABEL - 30
    scale = room / max(100.0, shown["share"].max())
    passed = _term_passed(review) if review.deputy == "academic" else None
    return {
        "width": WIDTH,
        "height": _BAR * len(shown) + 5,
        "left": _LABEL,
        "full": round(100 * scale, 2),
        "passed": None if passed is None else round(_LABEL + passed * scale, 2),
        "passed_text": "" if passed is None else f"прошло {round(passed)}\u00a0% периода",
        "shown": len(shown),
        "of": len(rows),
        "bars": [
            {
                "y": _BAR * place,
                "title": _cut(journal_title(review.journal, course_id)),
                "width": round(share * scale, 2),
                "text": f"{number_text(given)} из {number_text(planned)} ч. ({decimal(share, 0)} %)",
            }
            for place, (course_id, given, planned, share) in enumerate(
                shown[["course_id", "numerator", "denominator", "share"]].itertuples(index=False)
            )
        ],
    }


def remarks_by_month(review: Review) -> dict[str, Any] | None:
    """Remarks made and remarks settled, month by month; None without any."""
    made = Counter(remark.month for remark in review.own_remarks if remark.month <= str(review.month))
    settled = Counter(
        str(month_of(remark.settled_on))
        for remark in review.own_remarks
        if remark.settled_on and remark.state in _CLOSED
    )
    months = _months(review, made, settled)
    if not months:
        return None
    most = max(max(made[str(month)], settled[str(month)]) for month in months) or 1
    step, height = min(40.0, WIDTH / len(months)), 26.0
    return {
        "width": WIDTH,
        "height": height + 11,
        "base": height + 5,
        "months": [
            {
                "x": round(step * place, 2),
                "step": round(step, 2),
                "label": f"{month_name(month.number)} {month.year}",
                "bars": [
                    {
                        "x": round(step * place + step / 2 + side, 2),
                        "height": round(height * count / most, 2),
                        "count": count,
                    }
                    for side, count in ((-9.5, made[str(month)]), (0.5, settled[str(month)]))
                ],
            }
            for place, month in enumerate(months)
        ],
    }


def _not_begun(review: Review) -> set[str]:
    """Return the practices that begin after the month: nothing of them can be given yet."""
    begins: dict[str, dt.date] = {}
    for row in review.journal.rows(Practice):
        begins[row.course_id] = min(row.starts, begins.get(row.course_id, row.starts))
    return {course_id for course_id, day in begins.items() if day > review.indicators.last}


def _cut(title: str) -> str:
    """Return the title, or as many of its words as fit beside the bars."""
    words = title.split(" ")
    if fits(title, _LABEL - 2, NOTE):
        return title
    while len(words) > 1 and not fits(f"{' '.join(words)}…", _LABEL - 2, NOTE):
        words.pop()
    return " ".join(words).rstrip(",.;:") + "…"


def _months(review: Review, made: Mapping[str, int], settled: Mapping[str, int]) -> Sequence[Month]:
    """The months from the first with anything to the last: the analysed one, or that of the data after it."""
    keys = [key for counts in (made, settled) for key in counts]
    if not keys:
        return ()
    last = max(review.month, min(month_of(review.day), review.month.following))
    found = [last]
    while str(found[0]) > min(keys) and len(found) < _MONTHS:
        found.insert(0, found[0].previous)
    return found


def _by_week(review: Review, key: str) -> dict[dt.date, float]:
    """Return Monday → share in time of what matured in that week."""
    rows = review.indicators.rows(key, span=Span.TERM, deputy=review.deputy)
    if rows.empty:
        return {}
    monday = rows["day"] - pd.to_timedelta(rows["day"].dt.day_of_week, unit="D")
    sums = rows.groupby(monday)[["numerator", "denominator", "no_data"]].sum()
    return {
        week.date(): 100 * above / below
        for week, above, below, unknown in sums.itertuples()
        if below and unknown <= below  # else the few that are known would speak for the many
    }


def _term_passed(review: Review) -> float | None:
    """Return how much of the term has passed, in %; None where the groups are in different ones."""
    terms = {
        (term.starts, term.ends)
        for group_id, term_id in review.indicators.terms.items()
        for term in (term_of(review.journal, group_id, term_id),)
    }
    if len(terms) != 1:
        return None
    ((starts, ends),) = terms
    return min(100.0, 100 * ((review.indicators.last - starts).days + 1) / ((ends - starts).days + 1))


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)
