"""Grades against what they rest on: later attempts, and the marks behind an exported average."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ejarchive.checks.inspection import Inspection, each
from ejarchive.finding import Finding

_KEY = ["course_id", "student_id", "period"]
_ROUNDING = 0.011  # systems write two decimals, rounded or cut


def attempt_without_grade(inspection: Inspection) -> Iterator[Finding]:
    """Find a later result that follows no signed grade, or a grade that was no debt."""
    scale = inspection.regulation.grades
    attempts = inspection.journal.frame("attempts")
    grades = inspection.journal.frame("grades")
    signed: dict[tuple[str, ...], list[str]] = {}
    wanted = grades[grades["course_id"].isin(attempts["course_id"])]
    for _, *key, value in each(wanted, *_KEY, "value"):
        signed.setdefault(tuple(key), []).append(str(value))
    for row, course, student, period in each(attempts, *_KEY):
        values = signed.get((course, student, period))
        if values is None:
            facts = {"course": course, "student": student, "period": period}
            yield inspection.finding("J211", "attempts", row, "period", **facts)
        elif not any(scale.is_debt(value) for value in values):
            facts = {"course": course, "student": student, "value": values[0]}
            yield inspection.finding("J212", "attempts", row, "value", **facts)


def attempts_out_of_order(inspection: Inspection) -> Iterator[Finding]:
    """Find a second attempt dated before the first."""
    frame = inspection.journal.frame("attempts").sort_values([*_KEY, "number"], kind="stable")
    same = (frame[_KEY] == frame[_KEY].shift()).all(axis=1)
    frame = frame.assign(previous=frame["number"].shift(), previous_day=frame["date"].shift())
    earlier = frame[same & (frame["date"] < frame["previous_day"])]
    for row, number, day, previous, previous_day in each(earlier, "number", "date", "previous", "previous_day"):
        facts = {"number": number, "day": day, "previous": previous, "previous_day": previous_day}
        yield inspection.finding("J213", "attempts", row, "date", **facts)


def average_differs(inspection: Inspection) -> Iterator[Finding]:
    """Find an exported average that the visible marks do not give: a mark may be missing from the export."""
    grades = inspection.with_course("grades")
    grades = grades[grades["exported_average"].notna() & (grades["period"] == grades["course_term_id"])]
    if grades.empty:
        return
    worth = inspection.regulation.cells.marks
    points = {
        text: [value for mark in cell.marks if (value := worth[mark]) is not None]
        for text, cell in inspection.good_cells()
    }
    entries = inspection.entries
    entries = entries[entries["course_id"].isin(grades["course_id"])]
    sums = pd.DataFrame(
        {
            "points": entries["text"].map({text: sum(values) for text, values in points.items()}),
            "number": entries["text"].map({text: len(values) for text, values in points.items()}),
        }
    )
    totals = sums.groupby([entries["course_id"], entries["student_id"]]).sum()
    averages = totals["points"] / totals["number"].where(totals["number"] > 0)
    visible = averages.reindex(pd.MultiIndex.from_frame(grades[["course_id", "student_id"]])).array
    grades = grades.assign(visible=visible)
    wrong = grades[(grades["visible"] - grades["exported_average"]).abs() > _ROUNDING]
    for row, course, student, exported, mean in each(wrong, "course_id", "student_id", "exported_average", "visible"):
        facts = {"course": course, "student": student, "exported": exported, "visible": round(mean, 2)}
        yield inspection.finding("J214", "grades", row, "exported_average", **facts)


RULES = (attempt_without_grade, attempts_out_of_order, average_differs)
