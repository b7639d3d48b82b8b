"""Readiness: what is still empty in a group's journal before the director signs it (БГСХТ 5.5, АПТ 4.4).

An unmarked lesson of a student with free attendance is no gap: cells may be empty, and nobody looks for
empty cells here. A student owes a grade only if in the group on the last day of the term (or of the data).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from ejarchive.checks.inspection import Inspection
from ejarchive.finding import Finding
from ejarchive.model.journal import Journal
from ejarchive.readiness import Gap, GapKind, Readiness
from ejarchive.regulation import Regulation
from ejarchive.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

_CODES = {
    GapKind.TOPIC: "R101",
    GapKind.LESSON: "R102",
    GapKind.GRADE: "R103",
    GapKind.MAKE_UP: "R104",
    GapKind.HOURS: "R105",
    GapKind.REMARK: "R106",
    GapKind.NO_LESSONS: "R107",
}
_PLACES = {
    GapKind.TOPIC: ("lessons", "topic"),
    GapKind.LESSON: ("lessons", "status"),
    GapKind.GRADE: ("grades", "value"),
    GapKind.MAKE_UP: ("grades", "make_up_until"),
    GapKind.HOURS: ("lessons", "hours"),
    GapKind.REMARK: ("remarks", "resolved_at"),
    GapKind.NO_LESSONS: ("lessons", "course_id"),
}
_CLOSED_REMARKS = {"confirmed", "dropped", "presumed_eliminated"}
_NAMED = 10


def readiness_of(
    journal: Journal, regulation: Regulation, group_id: str, term_id: str, moment: dt.datetime
) -> Readiness:
    """Return what is still empty in the group's journal of the term, as of the moment, course by course."""
    inspection = Inspection(journal, regulation, Settings(), moment)
    courses = inspection.courses
    courses = courses[courses["group_id"].eq(group_id) & courses["term_id"].eq(term_id)]
    courses = courses.sort_values("plan_order", kind="stable")
    gaps: list[Gap] = []
    for course in courses.index:
        gaps += _lesson_gaps(inspection, course, moment)
        gaps += _grade_gaps(inspection, course, term_id, moment)
    gaps += _remark_gaps(inspection, group_id, list(courses.index))
    return Readiness(group_id=group_id, term_id=term_id, gaps=tuple(gaps))


def readiness_findings(journal: Journal, regulation: Regulation, readiness: Readiness) -> list[Finding]:
    """Tell the gaps as findings R101…R107, at the table where they are to be filled."""
    inspection = Inspection(journal, regulation, Settings())
    findings = []
    for gap in readiness.gaps:
        table, column = _PLACES[gap.kind]
        facts = {
            "course": gap.course_id or readiness.group_id,
            "term": readiness.term_id,
            "count": gap.count,
            "hours": gap.hours,
            "days": _listed([f"{day:%d.%m}" for day in gap.dates]),
            "students": _listed(gap.student_ids),
        }
        findings.append(inspection.finding(_CODES[gap.kind], table, None, column, **facts))
    return findings


def _lesson_gaps(inspection: Inspection, course: str, moment: dt.datetime) -> Iterator[Gap]:
    """Look at the lessons of one course: their topics, whether they took place, their hours."""
    facts: Any = inspection.courses.loc[course]
    teacher, planned = _text(facts["teacher_id"]), float(facts["planned_hours"])
    lessons = inspection.journal.frame("lessons")
    lessons = lessons[lessons["course_id"].eq(course)].sort_values(["date", "slot"], kind="stable")
    held = lessons[lessons["status"].isna() | lessons["status"].eq("held")]
    if facts["kind"] == "work_placement":
        return  # a list of students at enterprises: no lessons, no topics
    past = lessons["status"].eq("planned") & (lessons["date"] <= pd.Timestamp(moment.date()))
    for kind, some in ((GapKind.TOPIC, held[held["topic"].isna()]), (GapKind.LESSON, lessons[past])):
        if len(some):
            yield Gap(kind=kind, count=len(some), course_id=course, responsible_id=teacher, dates=_days(some["date"]))
    short = planned - float(held["hours"].sum())
    if held.empty and planned > 0:
        yield Gap(kind=GapKind.NO_LESSONS, hours=short, course_id=course, responsible_id=teacher)
    elif short > 0:
        yield Gap(kind=GapKind.HOURS, hours=short, course_id=course, responsible_id=teacher)


def _grade_gaps(inspection: Inspection, course: str, term_id: str, moment: dt.datetime) -> Iterator[Gap]:
    """Look at the grades of one course: who has none, and whose «н/а» has no term and form."""
    teacher = _text(inspection.courses.loc[course, "teacher_id"])
    grades = inspection.journal.frame("grades")
    grades = grades[grades["course_id"].eq(course) & grades["period"].eq(term_id)]
    if inspection.courses.loc[course, "kind"] != "module":  # a module has an exam, no grade of its own
        grades = grades[grades["kind"].isna() | grades["kind"].eq("result")]
    given = set(grades["student_id"])
    missing = [student for student in _owing(inspection, course, moment) if student not in given]
    open_ones = grades["value"].isin(inspection.regulation.grades.not_assessed)
    open_ones &= grades["make_up_until"].isna() | grades["make_up_form"].isna()
    for kind, students in (
        (GapKind.GRADE, missing),
        (GapKind.MAKE_UP, list(grades.loc[open_ones, "student_id"].dropna())),
    ):
        if students:
            yield Gap(
                kind=kind,
                count=len(students),
                course_id=course,
                responsible_id=teacher,
                student_ids=tuple(students),
            )


def _owing(inspection: Inspection, course: str, moment: dt.datetime) -> Sequence[str]:
    """Return the students of the course on the last day of the term, or of the data when it is earlier."""
    facts = inspection.courses.loc[course]
    ends: Any = facts["ends"]
    last = moment.date() if pd.isna(ends) else min(ends.date(), moment.date())
    members = inspection.membership.members(str(facts["group_id"]), last, last)
    listed = inspection.composition.get(course)
    return [student for student in members if student and (listed is None or student in listed)]


def _remark_gaps(inspection: Inspection, group_id: str, courses: list[str]) -> Iterator[Gap]:
    """Look for remarks about the group or its courses of the term that are not eliminated."""
    frame = inspection.journal.frame("remarks")
    ours = frame["course_id"].isin(courses) | (frame["course_id"].isna() & frame["group_id"].eq(group_id))
    waiting = frame[ours & ~frame["state"].isin(_CLOSED_REMARKS) & frame["resolved_at"].isna()]
    for (course, teacher), some in waiting.groupby(["course_id", "responsible_id"], dropna=False, sort=False):
        yield Gap(
            kind=GapKind.REMARK,
            count=len(some),
            course_id=_text(course),
            responsible_id=_text(teacher),
            dates=_days(some["date"]),
        )


def _days(dates: pd.Series[pd.Timestamp]) -> tuple[dt.date, ...]:
    return tuple(day.date() for day in dates.dropna())


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:_NAMED]) + (" …" if len(words) > _NAMED else "")
