"""What rows call people, groups and courses: words for the eye with the id that makes them certain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ejarchive.model.courses import Course
from ejarchive.model.groups import Group
from ejarchive.model.people import Staff
from ejarchive.remark_life.sheet_words import labelled
from ejarchive.reports.measure import plain
from ejarchive.reports.upkeep_report.review import Review
from ejarchive.russian import NBSP, initials_name, name_key

_TEACHING = {"teacher", "master"}


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels by id, people in alphabetical order; `plain_*` without the id, for sheets that do not come back.

    `days`: lesson → its day; `teachers`, `own_courses`: what may be chosen for a remark of her own.
    """

    people: Mapping[str, str]
    groups: Mapping[str, str]
    courses: Mapping[str, str]
    plain_people: Mapping[str, str]
    plain_groups: Mapping[str, str]
    plain_courses: Mapping[str, str]
    teachers: tuple[str, ...]
    own_courses: tuple[str, ...]
    days: Mapping[str, dt.date]
    course_groups: Mapping[str, str]
    course_teachers: Mapping[str, str]


def labels_of(review: Review) -> Labels:
    """Return the labels of a journal; `own_courses`: those whose kind this deputy reviews."""
    journal = review.journal
    staff = sorted(journal.rows(Staff), key=lambda who: name_key(who.last_name, who.first_name, who.middle_name))
    names = {who.person_id: _name(who) for who in staff}
    groups = {group.group_id: plain(group.name) for group in journal.rows(Group)}
    titles = {course.course_id: _title(course) for course in journal.rows(Course)}
    people = {key: labelled(name, key) for key, name in names.items()}
    courses = {
        course.course_id: labelled(
            f"{groups.get(course.group_id, '')} {titles[course.course_id]}".strip(), course.course_id
        )
        for course in journal.rows(Course)
    }
    teaching = {course.teacher_id for course in journal.rows(Course)}
    lessons = journal.frame("lessons")
    return Labels(
        course_groups={c.course_id: groups.get(c.group_id, c.group_id) for c in journal.rows(Course)},
        course_teachers={c.course_id: names.get(c.teacher_id or "", "не указан") for c in journal.rows(Course)},
        days={lesson: day.date() for lesson, day in zip(lessons["lesson_id"], lessons["date"], strict=True)},
        people=people,
        groups={key: labelled(name, key) for key, name in groups.items()},
        courses=courses,
        plain_people=names,
        plain_groups=groups,
        plain_courses=titles,
        teachers=tuple(
            people[who.person_id] for who in staff if who.person_id in teaching or _TEACHING & set(who.roles or ())
        ),
        own_courses=tuple(
            sorted(
                courses[course.course_id]
                for course in journal.rows(Course)
                if review.regulation.reviewer(course.kind) == f"deputy_{review.deputy}"
            )
        ),
    )


def _name(who: Staff) -> str:
    """Return «Фамилия И.О.» with a plain space: people filter by what they type."""
    return plain(initials_name(who.last_name, who.first_name, who.middle_name)).replace(NBSP, " ")


def _title(course: Course) -> str:
    name = plain(" ".join(filter(None, (course.code, course.name))))
    return f"{name}, подгруппа {plain(course.subgroup)}" if course.subgroup else name
