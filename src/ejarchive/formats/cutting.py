"""The part of a journal that a group's file of one period holds, and nothing of anybody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ejarchive.model.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

    from ejarchive.model.journal import Journal

_LEFT_OUT_TABLES = {"consents"}
_LEFT_OUT_COLUMNS = {"students": {"birth_date", "diary"}}
_OF_COURSES = ("course_hours", "course_students", "practices", "plan", "lessons", "grades", "attempts")
_OF_LESSONS = {"lessons", "tasks", "entries", "plan", "course_hours", "practices", "remarks", "corrections", "outages"}
_WHO_IS_MEANT = ("entries", "grades", "attempts", "course_students", "corrections")


def cut_to_group(journal: Journal, group_id: str, term_id: str, *, starts: dt.date, ends: dt.date) -> Journal:
    """Return the rows of one group and period, and the people, groups and terms these rows refer to.

    Left out: consents, refusals of the diary, birth dates, staff to whom nothing refers. `starts` and `ends`
    are the group's own days of the period.
    """
    frames = {name: journal.frame(name) for name in TABLES}
    courses = frames["courses"]
    frames["courses"] = courses[courses["group_id"].eq(group_id) & courses["term_id"].eq(term_id)]
    course_ids = frames["courses"]["course_id"]
    for table in _OF_COURSES:
        frames[table] = frames[table][frames[table]["course_id"].isin(course_ids)]
    lesson_ids = frames["lessons"]["lesson_id"]
    for table in ("tasks", "entries"):
        frames[table] = frames[table][frames[table]["lesson_id"].isin(lesson_ids)]
    for table in ("remarks", "corrections"):
        frames[table] = _spoken_of(frames[table], course_ids, lesson_ids)
    frames["remarks"] = _of_group(frames["remarks"], group_id, starts, ends)
    terms = frames["terms"]
    frames["terms"] = terms[terms["term_id"].eq(term_id) & (terms["group_id"].isna() | terms["group_id"].eq(group_id))]
    for table in ("group_years", "group_events"):
        frames[table] = frames[table][frames[table]["group_id"].eq(group_id)]
    frames |= _people(frames, group_id)
    frames["groups"] = _referred(frames, "groups", "group_id", [group_id])
    frames["staff"] = _referred(frames, "staff", "person_id", [])
    present = {
        table: columns - _LEFT_OUT_COLUMNS.get(table, set())
        for table, columns in journal.present.items()
        if table not in _LEFT_OUT_TABLES
    }
    return replace(journal, frames=frames, present=present, _cache={})


def without_lessons(cut: Journal) -> Journal:
    """Return a cut journal without its lessons and all that stands or falls with them: grades, courses, people stay."""
    frames = {name: frame.iloc[:0] if name in _OF_LESSONS else frame for name, frame in cut.frames.items()}
    frames["staff"] = _referred(dict(frames), "staff", "person_id", [])
    present = {name: columns for name, columns in cut.present.items() if name not in _OF_LESSONS}
    return replace(cut, frames=frames, present=present, _cache={})


def _spoken_of(frame: pd.DataFrame, course_ids: pd.Series[str], lesson_ids: pd.Series[str]) -> pd.DataFrame:
    """Return the rows about these courses and lessons, or about neither."""
    of_course = frame["course_id"].isin(course_ids) | frame["course_id"].isna()
    return frame[frame["lesson_id"].isin(lesson_ids) | (frame["lesson_id"].isna() & of_course)]


def _of_group(remarks: pd.DataFrame, group_id: str, starts: dt.date, ends: dt.date) -> pd.DataFrame:
    """Of remarks about no lesson or course keep the group's own of the period; forget what they repeat outside."""
    days = remarks["date"].dt.date
    general = remarks["lesson_id"].isna() & remarks["course_id"].isna()
    own = remarks["group_id"].eq(group_id).fillna(value=False) & (days >= starts) & (days <= ends)
    kept: pd.DataFrame = remarks[~general | own].copy()
    kept.loc[~kept["repeats"].isin(kept["remark_id"]), "repeats"] = None
    return kept


def _people(frames: dict[str, pd.DataFrame], group_id: str) -> dict[str, pd.DataFrame]:
    """Return the students of the group or of its cells, their movements and plans, and corrections about them."""
    students, movements = frames["students"], frames["movements"]
    ids = set(students.loc[students["group_id"].eq(group_id), "student_id"])
    through = [movements[name].eq(group_id) for name in ("group_id", "from_group_id", "to_group_id")]
    ids |= set(movements.loc[through[0] | through[1] | through[2], "student_id"])
    corrections = frames["corrections"]
    general = corrections["lesson_id"].isna() & corrections["course_id"].isna()
    frames["corrections"] = corrections[~general | corrections["student_id"].isin(ids)]
    for table in _WHO_IS_MEANT:
        ids |= set(frames[table]["student_id"].dropna())
    names = ("students", "movements", "individual_plans")
    return {name: frames[name][frames[name]["student_id"].isin(ids)] for name in names}


def _referred(frames: dict[str, pd.DataFrame], table: str, key: str, always: Iterable[str]) -> pd.DataFrame:
    """Return the rows of a table that some row which is kept refers to."""
    ids = set(always)
    for other in TABLES.values():
        if other.name in _LEFT_OUT_TABLES:
            continue
        for column in other.columns:
            if column.references == (table, key):
                ids |= set(frames[other.name][column.name].dropna())
    return frames[table][frames[table][key].isin(ids)]
