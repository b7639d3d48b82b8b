"""Which page of the product an answer belongs to: told by its address, else by its shape."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ejarchive.formats.answers import Answer
from ejarchive.formats.irtech.fields import objects

_ADDRESSES = (
    (r"/journal/gradebook/(?P<gradebook>\d+)/subjects/(?P<subject>\d+)/?$", "page"),
    (r"/journal/gradebook/(?P<group>\d+)/entries/?$", "entries"),
    (r"/(?:people/student-groups/all|journal/gradebook/student-groups)/?$", "groups"),
    (r"/people/departments/all/?$", "departments"),
    (r"/people/employees/all/?$", "employees"),
    (r"/people/students/(?P<student>\d+)/?$", "card"),
    (r"/people/students/?$", "students"),
    (r"/group-attestation/\w+/(?P<term>\d+)/(?P<date>[\d-]{10})[^/]*/(?P<group>\d+)/?$", "sheet"),
    (r"/group-attestation-for-student/(?P<student>\d+)/?$", "sheet"),
    (r"/students/(?P<student>\d+)/lessons/[^/]+/[^/]+/?$", "diary"),
    (r"/students/(?P<student>\d+)/attestation/?$", "attestation"),
    (r"/reports/current/performance/(?P<student>\d+)/?$", "performance"),
)


def _holds(*names: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(name in value for name in names)


def _list_of(*names: str, any_of: tuple[str, ...] = ()) -> Callable[[Any], bool]:
    def fits(value: object) -> bool:
        items = objects(value)
        return bool(items) and all(
            all(name in item for name in names) and (not any_of or any(name in item for name in any_of))
            for item in items[:20]
        )

    return fits


_SHAPES: tuple[tuple[str, Callable[[Any], bool]], ...] = (
    ("sheet", _holds("students", "subjects", "termNumber")),
    ("page", lambda value: _holds("students", "lessons")(value) and "studentsCount" not in value),
    ("entries", _list_of("scheduleSubjects")),
    ("students", _holds("studentsCount", "students")),
    ("card", _holds("decrees", "lastName")),
    ("performance", _holds("daysWithMarksForSubject")),
    ("attestation", _holds("academicYears", "subjects")),
    ("diary", _list_of("date", "lessons", any_of=("isHoliday", "isShort"))),
    ("employees", _list_of("id", "lastName", any_of=("positionId", "positionName", "isFired"))),
    ("groups", _list_of("id", "name", any_of=("yearNumber", "educationForm", "departmentId", "curatorId"))),
    ("departments", _list_of("id", "name", any_of=("managerId",))),
    ("none", _holds("directorName")),  # the college's card: its names come from the settings
)
"""Strict to loose. `none`: known, and nothing of it is needed."""
_OURS = dict(_SHAPES) | {  # an address may tell what a bare list cannot
    "groups": _list_of("id", "name"),
    "departments": _list_of("id", "name"),
    "employees": _list_of("id"),
}


def kind_of(answer: Answer) -> tuple[str, dict[str, str]] | None:
    """Return the kind of an answer and the ids in its address; None when it is not of this product."""
    for pattern, kind in _ADDRESSES:
        found = re.search(pattern, answer.path)
        if found and (_OURS[kind](answer.value) or answer.value == []):
            return kind, found.groupdict()
    for kind, fits in _SHAPES:
        if fits(answer.value):
            return kind, {}
    return None
