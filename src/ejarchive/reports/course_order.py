"""In which order the courses of a pack stand."""

from __future__ import annotations

from collections.abc import Iterable

from ejarchive.model.courses import Course

_PLACES = {"mdk": 0, "training_practice": 1, "work_placement": 2, "module": 3}
_PRACTICES = {"training_practice", "work_placement"}


def ordered_courses(courses: Iterable[Course], *, practice_apart: bool = False) -> tuple[Course, ...]:
    """Return courses in the order of the plan, those of a module together: МДК, its practices, its examination.

    `practice_apart`: all practices after all theory, where they are a journal of their own.
    """
    known = tuple(courses)
    first: dict[str, tuple[object, ...]] = {}
    for course in sorted(known, key=_planned):
        if course.module_id:
            first.setdefault(course.module_id, _planned(course))

    def place(course: Course) -> tuple[object, ...]:
        apart = practice_apart and is_practice(course)
        if course.module_id:
            return (apart, first[course.module_id], _PLACES.get(course.kind or "", 0), _planned(course))
        return (apart, _planned(course), 0, _planned(course))

    return tuple(sorted(known, key=place))


def is_practice(course: Course) -> bool:
    """Tell whether the course is a practice."""
    return course.kind in _PRACTICES


def _planned(course: Course) -> tuple[object, ...]:
    order = course.plan_order
    return (order is None, order or 0, course.code or "", course.name, course.subgroup or "", course.course_id)
