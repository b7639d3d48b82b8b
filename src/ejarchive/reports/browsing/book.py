"""A group's journal of one period with everything found once and each page given its address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from ejarchive.model.courses import Course, Practice
from ejarchive.model.grades import Attempt, Grade
from ejarchive.model.lessons import Entry, Lesson, Task
from ejarchive.model.people import Staff, Student
from ejarchive.naming import unique_slugs
from ejarchive.reports.context import PackContext
from ejarchive.reports.course_record import CourseRecord, course_record
from ejarchive.reports.courses_of_term import term_courses
from ejarchive.reports.measure import plain
from ejarchive.reports.names import staff_short_name, student_name
from ejarchive.reports.roll import order_of, roll

Row = TypeVar("Row")

one_line = lru_cache(maxsize=50_000)(plain)
"""`plain`, which a journal asks for again and again with the same texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the pages show, by the ids that join it.

    `students`: the group's list first, then whoever else the data name; `listed` tells the former.
    `names` are those of the moment of the data; `records`: course → what stands on its printed pages.
    """

    context: PackContext
    courses: tuple[Course, ...]
    students: tuple[Student, ...]
    listed: frozenset[str]
    names: Mapping[str, str]
    staff: Mapping[str, str]
    lessons: Mapping[str, tuple[Lesson, ...]]
    lesson: Mapping[str, Lesson]
    entries: Mapping[str, tuple[Entry, ...]]
    entries_of: Mapping[str, tuple[Entry, ...]]
    tasks: Mapping[str, tuple[Task, ...]]
    task: Mapping[str, Task]
    grades: Mapping[str, tuple[Grade, ...]]
    attempts: Mapping[str, tuple[Attempt, ...]]
    practices: Mapping[str, tuple[Practice, ...]]
    records: Mapping[str, CourseRecord]
    course_pages: Mapping[str, str]
    student_pages: Mapping[str, str]
    anchors: Mapping[str, str]

    @property
    def zone(self) -> dt.tzinfo | None:
        """The college's time zone."""
        return self.context.moment.tzinfo

    @property
    def until(self) -> dt.date:
        """The last day the data speak of."""
        return max(self.context.term.ends, self.context.moment.date())

    def course(self, course_id: str | None) -> Course | None:
        """Return one of the courses of the period, or None."""
        return next((each for each in self.courses if each.course_id == course_id), None)

    def lesson_address(self, lesson: Lesson) -> str:
        """Return where a lesson is found."""
        return f"{self.course_pages[lesson.course_id]}#{self.anchors[lesson.lesson_id]}"

    def who(self, person_id: str | None) -> str:
        """Return «Фамилия И.О.» of a member of staff, or nothing."""
        return self.staff.get(person_id or "", "")


def book_of(context: PackContext) -> Book:
    """Gather the book; the journal must hold nothing but the group and the period."""
    journal = context.journal
    courses = term_courses(context)
    first = roll(context)
    listed = frozenset(student.student_id for student in first)
    others = sorted((each for each in journal.rows(Student) if each.student_id not in listed), key=order_of)
    students = (*first, *others)
    lessons = sorted(journal.rows(Lesson), key=lambda each: (each.date, each.slot or 0, each.lesson_id))
    entries = journal.rows(Entry)
    tasks = journal.rows(Task)
    today = context.moment.date()
    return Book(
        context=context,
        courses=courses,
        students=students,
        listed=listed,
        names={each.student_id: student_name(journal, each, today) for each in students},
        staff={each.person_id: staff_short_name(journal, each.person_id) for each in journal.rows(Staff)},
        lessons=_grouped(lessons, lambda each: each.course_id),
        lesson={each.lesson_id: each for each in lessons},
        entries=_grouped(entries, lambda each: each.lesson_id),
        entries_of=_grouped(entries, lambda each: each.student_id),
        tasks=_grouped(tasks, lambda each: each.lesson_id),
        task={each.task_id: each for each in tasks},
        grades=_grouped(journal.rows(Grade), lambda each: each.course_id),
        attempts=_grouped(journal.rows(Attempt), lambda each: each.course_id),
        practices=_grouped(journal.rows(Practice), lambda each: each.course_id),
        records={each.course_id: course_record(context, each) for each in courses},
        course_pages=_named("course", (each.course_id for each in courses)),
        student_pages=_named("student", (each.student_id for each in students)),
        anchors={key: f"z-{name}" for key, name in unique_slugs({each: each for each in _ids(lessons)}).items()},
    )


def course_title(course: Course) -> str:
    """Return «ОП.01 Инженерная графика, подгруппа 2»."""
    subgroup = f", подгруппа\u00a0{course.subgroup}" if course.subgroup else ""
    return one_line(f"{course.code or ''} {course.name}{subgroup}")


def _ids(lessons: Iterable[Lesson]) -> list[str]:
    return [lesson.lesson_id for lesson in lessons]


def _named(kind: str, ids: Iterable[str]) -> dict[str, str]:
    return {key: f"{kind}-{name}.html" for key, name in unique_slugs({each: each for each in ids}).items()}


def _grouped(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, tuple[Row, ...]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: tuple(group) for name, group in groups.items()}
