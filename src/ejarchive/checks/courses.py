"""Courses: taught by someone, once, to students of the group, with hours that add up."""

from __future__ import annotations

from collections.abc import Iterator

from ejarchive.checks.inspection import Inspection, each
from ejarchive.finding import Finding

_NOT_IN_PLAN = ("self_study",)
_SOMETIMES_NOT_IN_PLAN = ("consultation", "attestation")
_SAME = ["group_id", "term_id", "code", "name", "kind", "subgroup", "teacher_id"]


def course_without_teacher(inspection: Inspection) -> Iterator[Finding]:
    """Find a course that nobody teaches."""
    frame = inspection.journal.frame("courses")
    if inspection.journal.has("courses", "teacher_id"):
        for row, course in each(frame[frame["teacher_id"].isna()], "course_id"):
            yield inspection.finding("J411", "courses", row, "teacher_id", course=course)


def stranger_in_course(inspection: Inspection) -> Iterator[Finding]:
    """Find a student in the list of a course whose group the student never was in."""
    frame = inspection.with_course("course_students")
    for row, course, student, group in each(frame, "course_id", "student_id", "course_group_id"):
        stays = inspection.membership.stays(student)
        if stays and all(stay.group_id != group for stay in stays):
            facts = {"student": student, "course": course, "group": group}
            yield inspection.finding("J413", "course_students", row, "student_id", **facts)


def same_course_twice(inspection: Inspection) -> Iterator[Finding]:
    """Find a course entered twice: its lessons would be printed in two places."""
    frame = inspection.journal.frame("courses")
    repeated = frame[frame.duplicated(_SAME, keep=False) & ~frame.duplicated("course_id")]
    first: dict[tuple[str, ...], str] = {}
    for row, course, *facts in each(repeated, "course_id", *_SAME):
        if course in inspection.composition:
            continue
        other = first.setdefault(tuple(map(str, facts)), course)
        if other != course:
            yield inspection.finding("J414", "courses", row, "name", course=course, other=other)


def hours_do_not_add_up(inspection: Inspection) -> Iterator[Finding]:
    """Find a course whose planned hours are not the sum of its kinds of hours, however one counts them."""
    hours = inspection.journal.frame("course_hours")
    taught = hours[~hours["kind"].isin(_NOT_IN_PLAN)]
    lessons = taught[~taught["kind"].isin(_SOMETIMES_NOT_IN_PLAN)]
    sums = [part.groupby("course_id")["planned"].sum() for part in (taught, lessons, hours)]
    frame = inspection.journal.frame("courses")
    known = frame[frame["course_id"].isin(hours["course_id"]) & frame["planned_hours"].notna()]
    for row, course, planned in each(known, "course_id", "planned_hours"):
        totals = [float(total.get(course, 0)) for total in sums]
        if planned not in totals:
            facts = {"course": course, "planned": planned, "total": totals[0]}
            yield inspection.finding("J415", "courses", row, "planned_hours", **facts)


RULES = (course_without_teacher, stranger_in_course, same_course_twice, hours_do_not_add_up)
