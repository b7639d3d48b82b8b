"""In which order the courses of a pack stand."""

from __future__ import annotations

from collections.abc import Iterable

from ejarchive.model.courses import Course

_PLACES = {"mdk": 0, "training_practice": 1, "work_placement": 2, "module": 3}
_PRACTICES = {"training_practice", "work_placement"}


def ordered_courses(courses: Iterable[Course]) -> tuple[Course, ...]:
    """Return courses in the order of the plan, those of a module together: МДК, its practices, its examination."""
    known = tuple(courses)
    first: dict[str, tuple[object, ...]] = {}
    for course in sorted(known, key=planned):
        if course.module_id:
            first.setdefault(course.module_id, planned(course))

    def place(course: Course) -> tuple[object, ...]:
        if course.module_id:
            return (first[course.module_id], _PLACES.get(course.kind or "", 0), planned(course))
        return (planned(course), 0, planned(course))

    return tuple(sorted(known, key=place))


def is_practice(course: Course) -> bool:
    """Tell whether the course is a practice."""
    return course.kind in _PRACTICES


def planned(course: Course) -> tuple[object, ...]:
    """Sort key: the order of the plan, courses without one last."""
    order = course.plan_order
    return (order is None, order or 0, course.code or "", course.name, course.subgroup or "", course.course_id)
