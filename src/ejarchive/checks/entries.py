"""Entries against their lesson and their student: who was there, in a lesson that took place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ejarchive.checks.inspection import Inspection, each
from ejarchive.finding import Finding
from ejarchive.model.lessons import LESSON_STATUSES

if TYPE_CHECKING:
    import pandas as pd

_STAMPS = ("mark_recorded_at", "absence_recorded_at")


def entry_in_unheld_lesson(inspection: Inspection) -> Iterator[Finding]:
    """Find a cell in a lesson that was cancelled or is only planned: the page has no column for it."""
    frame = inspection.entries
    unheld = frame[frame["status"].isin(["cancelled", "planned"])]
    for row, text, lesson, status in each(unheld, "text", "lesson_id", "status"):
        facts = {"value": text, "lesson": lesson, "status": LESSON_STATUSES[status]}
        yield inspection.finding("J309", "entries", row, "text", **facts)


def entry_outside_membership(inspection: Inspection) -> Iterator[Finding]:
    """Find a cell of a student who was not in the group on that day (leave is absence from the group)."""
    frame = inspection.entries
    known = frame["student_id"].isin(inspection.journal.frame("students")["student_id"])
    outside = frame[known & ~_was_member(inspection, frame)]
    for row, text, student, group, day in each(outside, "text", "student_id", "course_group_id", "date"):
        facts = {"value": text, "student": student, "group": group, "day": day}
        yield inspection.finding("J310", "entries", row, "student_id", **facts)


def _was_member(inspection: Inspection, frame: pd.DataFrame) -> pd.Series[Any]:
    """Tell for every entry whether a stay of the student in the course's group covers its day."""
    keys = frame[["student_id", "course_group_id", "date"]].rename(columns={"course_group_id": "group_id"})
    pairs = keys.reset_index(names="row").merge(inspection.stays, on=["student_id", "group_id"])
    begun = pairs["starts"].isna() | (pairs["starts"] <= pairs["date"])
    lasting = pairs["ends"].isna() | (pairs["date"] <= pairs["ends"])
    inside = pairs.loc[(begun & lasting) | pairs["date"].isna(), "row"]
    return frame.index.to_series().isin(inside)


def entry_outside_course(inspection: Inspection) -> Iterator[Finding]:
    """Find a cell of a student who does not belong to the course's subgroup."""
    frame = inspection.entries
    listed = frame[frame["course_id"].isin(list(inspection.composition))]
    members = inspection.journal.frame("course_students")[["course_id", "student_id"]].drop_duplicates()
    inside = listed.reset_index(names="row").merge(members, on=["course_id", "student_id"])["row"]
    outside = listed[~listed.index.isin(inside)]
    for row, text, student, course, day in each(outside, "text", "student_id", "course_id", "date"):
        facts = {"value": text, "student": student, "course": course, "day": day}
        yield inspection.finding("J311", "entries", row, "student_id", **facts)


def recorded_before_lesson(inspection: Inspection) -> Iterator[Finding]:
    """Find a mark or an absence written down before the day of its lesson."""
    frame = inspection.entries
    for column in _STAMPS:
        moments = inspection.journal.moments("entries", column).reindex(frame.index)
        local = moments.dt.tz_convert(inspection.settings.college.zone).dt.tz_localize(None)
        early = frame[local < frame["date"]]
        for row, day in each(early, "date"):
            yield inspection.finding("J314", "entries", row, column, moment=local[row], day=day)


def task_of_other_lesson(inspection: Inspection) -> Iterator[Finding]:
    """Find a mark for a task that was set in another lesson (БГСХТ 4.2.3.3)."""
    frame = inspection.journal.frame("entries")
    tasks = inspection.journal.frame("tasks").drop_duplicates("task_id").set_index("task_id")["lesson_id"]
    given = frame.loc[frame["task_ids"].notna(), ["lesson_id", "task_ids"]]
    joined = given["task_ids"].str.contains(";", regex=False)
    parts = given[joined].assign(task_ids=given.loc[joined, "task_ids"].str.split(";")).explode("task_ids")
    for some in (given[~joined], parts.assign(task_ids=parts["task_ids"].str.strip())):
        lesson = some["task_ids"].map(tasks)
        foreign = some[lesson.notna() & (lesson != some["lesson_id"])]
        for row, task in each(foreign, "task_ids"):
            yield inspection.finding("J316", "entries", row, "task_ids", task=task, other=tasks[task])


RULES = (
    entry_in_unheld_lesson,
    entry_outside_membership,
    entry_outside_course,
    recorded_before_lesson,
    task_of_other_lesson,
)
