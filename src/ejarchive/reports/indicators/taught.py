"""The held lessons of an analysis, each with whose it is, and the courses they belong to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ejarchive.model.journal import Journal
from ejarchive.regulation import Regulation

DEPUTIES = {"deputy_academic": "academic", "deputy_practical": "practical"}


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """`lessons`: held, up to `last`, with the course's facts, `deputy` and `responsible_id` (the substitute, if any).

    `courses`: the courses whose term is the group's current one, with `deputy`; `terms`: group → that term.
    """

    journal: Journal
    regulation: Regulation
    lessons: pd.DataFrame
    courses: pd.DataFrame
    terms: Mapping[str, str]
    last: dt.date


def taught(journal: Journal, regulation: Regulation, terms: Mapping[str, str], last: dt.date) -> Taught:
    """Gather lessons and courses; `last` is the last day that counts (the month's, or the data's own before it)."""
    courses = journal.frame("courses")[["course_id", "group_id", "term_id", "kind", "teacher_id"]].rename(
        columns={"kind": "course_kind", "teacher_id": "course_teacher_id"}
    )
    reviewer = {kind: DEPUTIES[regulation.reviewer(_none(kind))] for kind in courses["course_kind"].unique()}
    courses["deputy"] = courses["course_kind"].map(reviewer, na_action=None)
    courses["deputy"] = courses["deputy"].fillna(DEPUTIES[regulation.reviewer(None)])
    courses["current"] = courses["group_id"].map(dict(terms)).eq(courses["term_id"])
    lessons = journal.frame("lessons")
    held = lessons[
        (lessons["status"].isna() | lessons["status"].eq("held"))
        & (lessons["date"] <= dt.datetime.combine(last, dt.time()))
    ]
    joined = held.merge(courses, on="course_id", how="inner").rename(columns={"date": "day"})
    joined["responsible_id"] = joined["teacher_id"].fillna(joined["course_teacher_id"])
    return Taught(journal, regulation, joined, courses[courses["current"]], terms, last)


def _none(value: object) -> str | None:
    return value if isinstance(value, str) else None
