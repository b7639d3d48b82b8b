"""Results of the term: успеваемость, качество, СОУ, средний балл, by the formulas of `model.results`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from ejarchive.model.groups import Term
from ejarchive.model.membership import Membership
from ejarchive.model.results import Results, count_results
from ejarchive.reports.context import term_of
from ejarchive.reports.indicators.facts import facts
from ejarchive.reports.indicators.taught import Taught


def result_facts(base: Taught, membership: Membership) -> Iterator[pd.DataFrame]:
    """Yield a fact for each grade of the current term, of those who are in the group on its last day or today."""
    grades = base.journal.frame("grades")[["course_id", "student_id", "period", "kind", "value"]]
    rows = grades.merge(base.courses, on="course_id", how="inner")
    rows = rows[rows["period"].eq(rows["term_id"]) & (rows["kind"].isna() | rows["kind"].eq("result"))]
    inside = _inside(base, membership)
    counted = [student in inside[group] for student, group in zip(rows["student_id"], rows["group_id"], strict=True)]
    rows = rows[counted].rename(columns={"course_teacher_id": "responsible_id"}).assign(current=True)
    ones = {value: count_results([value], base.regulation.grades) for value in rows["value"].unique()}
    for key in ("success", "quality", "learning", "average"):
        above = {value: _amounts(one, key)[0] for value, one in ones.items()}
        below = {value: _amounts(one, key)[1] for value, one in ones.items()}
        yield facts(key, rows, numerator=rows["value"].map(above), denominator=rows["value"].map(below))


def _amounts(one: Results, key: str) -> tuple[float, int]:
    """Return what a single grade adds above and below the line: its own formula times its own N."""
    below = one.counted - one.not_assessed if key == "average" else one.counted
    share = 100 if key in {"success", "quality"} else 1
    return (getattr(one, key) or 0.0) * below / share, below


def _inside(base: Taught, membership: Membership) -> Mapping[str, frozenset[str]]:
    """Return group → who is in it on the day results are counted on; those who left are not in N."""
    found = {}
    for group_id in base.courses["group_id"].unique():
        term: Term = term_of(base.journal, group_id, base.terms[group_id])
        day = max(term.starts, min(term.ends, base.last))
        found[group_id] = frozenset(membership.members(group_id, day, day))
    return found
