"""Practice: where, when and by which order (БГСХТ Приказ 2, АПТ 3.2)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ejarchive.checks.inspection import Inspection, each
from ejarchive.checks.movement import lacking_order
from ejarchive.finding import Finding
from ejarchive.model.courses import COURSE_KINDS

_PRACTICE_KINDS = ("training_practice", "work_placement")


def practice_without_dates(inspection: Inspection) -> Iterator[Finding]:
    """Find a practice of which nobody wrote where and when it is."""
    frame = inspection.journal.frame("courses")
    dated = inspection.journal.frame("practices")["course_id"]
    bare = frame[frame["kind"].isin(_PRACTICE_KINDS) & ~frame["course_id"].isin(dated)]
    for row, course in each(bare, "course_id"):
        yield inspection.finding("J416", "courses", row, "kind", course=course)


def dates_of_no_practice(inspection: Inspection) -> Iterator[Finding]:
    """Find dates of practice for a course that is none."""
    frame = inspection.with_course("practices")
    other = frame[frame["course_kind"].notna() & ~frame["course_kind"].isin(_PRACTICE_KINDS)]
    for row, course, kind in each(other, "course_id", "course_kind"):
        facts = {"course": course, "kind": COURSE_KINDS.get(kind, kind)}
        yield inspection.finding("J417", "practices", row, "course_id", **facts)


def lesson_outside_practice(inspection: Inspection) -> Iterator[Finding]:
    """Find a lesson of a practice on a day on which no part of that practice runs."""
    practices = inspection.journal.frame("practices")[["course_id", "starts", "ends"]].dropna()
    lessons = inspection.lessons
    lessons = lessons[lessons["on"] & lessons["course_id"].isin(practices["course_id"])]
    pairs = lessons[["course_id", "date"]].reset_index(names="row").merge(practices, on="course_id")
    inside = pairs.loc[(pairs["starts"] <= pairs["date"]) & (pairs["date"] <= pairs["ends"]), "row"]
    spans = practices.groupby("course_id").agg(starts=("starts", "min"), ends=("ends", "max"))
    for row, course, day in each(lessons[~lessons.index.isin(inside)], "course_id", "date"):
        facts = {"starts": spans.loc[course, "starts"], "ends": spans.loc[course, "ends"]}
        yield inspection.finding("J418", "lessons", row, "date", course=course, day=day, **facts)


def practice_of_no_subgroup(inspection: Inspection) -> Iterator[Finding]:
    """Find a practice for someone who is neither the course's subgroup nor a student."""
    frame = inspection.with_course("practices")
    named = frame[frame["subgroup"].notna() & (frame["subgroup"] != frame["course_subgroup"])]
    named = named[named["course_subgroup"].notna() | named["course_kind"].eq("work_placement")]
    strange = named[~named["subgroup"].isin(inspection.journal.frame("students")["student_id"])]
    for row, course, subgroup in each(strange, "course_id", "subgroup"):
        yield inspection.finding("J419", "practices", row, "subgroup", course=course, subgroup=subgroup)


def practice_without_order(inspection: Inspection) -> Iterator[Finding]:
    """Find a practice whose order is not named."""
    frame = inspection.journal.frame("practices")
    bare = frame[frame["order_number"].isna() | frame["order_date"].isna()]
    for row, course, subgroup, *order in each(bare, "course_id", "subgroup", "order_number", "order_date"):
        part = "" if pd.isna(subgroup) else f" ({subgroup})"
        column = "order_number" if pd.isna(order[0]) else "order_date"
        facts = {"course": course, "subgroup": part, "missing": lacking_order(*order)}
        yield inspection.finding("J420", "practices", row, column, **facts)


RULES = (
    practice_without_dates,
    dates_of_no_practice,
    lesson_outside_practice,
    practice_of_no_subgroup,
    practice_without_order,
)
