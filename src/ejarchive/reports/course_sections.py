"""The courses of a pack as sections: theory first, practice after it or as a journal of its own."""

from __future__ import annotations

from ejarchive.model.courses import Course
from ejarchive.reports.context import PackContext
from ejarchive.reports.course_order import is_practice
from ejarchive.reports.course_pages import course_parts
from ejarchive.reports.courses_of_term import term_courses
from ejarchive.reports.front_pages import Section, title_page
from ejarchive.reports.names import staff_name


def course_sections(context: PackContext) -> tuple[Section, ...]:
    """One section a course; a practice journal of its own opens with its own title page."""
    courses = term_courses(context)
    if context.regulation.pack.practice == "in_pack":
        return tuple(_section(context, course) for course in courses)
    theory = [course for course in courses if not is_practice(course)]
    practice = [course for course in courses if is_practice(course)]
    title = title_page(context, practice=True)
    opening = (Section(title.title, (title,)),) if practice else ()
    return (
        *(_section(context, course) for course in theory),
        *opening,
        *(_section(context, course) for course in practice),
    )


def _section(context: PackContext, course: Course) -> Section:
    parts = course_parts(context, course)
    return Section(parts[0].title, parts, staff_name(context.journal, course.teacher_id))
