"""Corrections and remarks against what they speak of (АПТ 4.2; БГСХТ 4.2.3.3, 4.2.4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from ejarchive.checks.inspection import Inspection, each
from ejarchive.finding import Finding
from ejarchive.model.records import REMARK_STATES

_CELL = "text"
_DATED = (
    ("due", "срок устранения"),
    ("issued_at", "вручено"),
    ("resolved_at", "устранено"),
)
_STATES_WITH_DATE = {"issued": "issued_at", "presumed_eliminated": "resolved_at", "confirmed": "resolved_at"}


def correction_without_entry(inspection: Inspection) -> Iterator[Finding]:
    """Find a corrected cell that is not there, or that says something else than the last correction left."""
    frame = inspection.journal.frame("corrections")
    frame = frame[frame["field"].eq(_CELL) & frame["lesson_id"].notna() & frame["student_id"].notna()]
    entries = inspection.journal.frame("entries")
    entries = entries[entries["lesson_id"].isin(frame["lesson_id"])]
    cells = {(lesson, student): text for _, lesson, student, text in each(entries, "lesson_id", "student_id", "text")}
    order = inspection.journal.moments("corrections", "at").reindex(frame.index).sort_values(kind="stable")
    last = frame.loc[order.index].drop_duplicates(["lesson_id", "student_id"], keep="last").index
    for row, correction, lesson, student, after in each(frame, "correction_id", "lesson_id", "student_id", "after"):
        text = cells.get((lesson, student))
        if text is None and isinstance(after, str):
            facts = {"correction": correction, "lesson": lesson, "student": student}
            yield inspection.finding("J501", "corrections", row, "lesson_id", **facts)
        elif row in last and text is not None and text != after:
            shown = after if isinstance(after, str) else ""
            yield inspection.finding(
                "J502", "corrections", row, "after", correction=correction, after=shown, value=text
            )


def correction_changes_nothing(inspection: Inspection) -> Iterator[Finding]:
    """Find a correction after which everything is as before."""
    frame = inspection.journal.frame("corrections")
    for row, correction in each(frame[frame["before"] == frame["after"]], "correction_id"):
        yield inspection.finding("J503", "corrections", row, "after", correction=correction)


def remark_out_of_order(inspection: Inspection) -> Iterator[Finding]:
    """Find a remark that is due, handed over or eliminated before it was made."""
    frame = inspection.journal.frame("remarks")
    for column, what in _DATED:
        for row, remark, day, other in each(frame[frame[column] < frame["date"]], "remark_id", "date", column):
            facts = {"remark": remark, "day": day, "what": what, "other": other}
            yield inspection.finding("J504", "remarks", row, column, **facts)


def remark_without_place(inspection: Inspection) -> Iterator[Finding]:
    """Find a remark that belongs to no journal."""
    frame = inspection.journal.frame("remarks")
    nowhere = frame[["group_id", "course_id", "lesson_id"]].isna().all(axis=1)
    for row, remark in each(frame[nowhere], "remark_id"):
        yield inspection.finding("J505", "remarks", row, "group_id", remark=remark)


def remark_state_without_date(inspection: Inspection) -> Iterator[Finding]:
    """Find a remark whose state needs a day that is not written."""
    frame = inspection.journal.frame("remarks")
    for state, column in _STATES_WITH_DATE.items():
        for row, remark in each(frame[frame["state"].eq(state) & frame[column].isna()], "remark_id"):
            yield inspection.finding("J506", "remarks", row, column, remark=remark, state=REMARK_STATES[state])


RULES = (
    correction_without_entry,
    correction_changes_nothing,
    remark_out_of_order,
    remark_without_place,
    remark_state_without_date,
)
