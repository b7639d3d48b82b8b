"""One course of a group in a period as its pages show it: lessons, students, cells, grades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ejarchive.model.courses import Course, CourseStudent
from ejarchive.model.grades import Grade
from ejarchive.model.lessons import Entry, Lesson
from ejarchive.model.people import Student
from ejarchive.reports.context import PackContext
from ejarchive.reports.measure import plain
from ejarchive.reports.names import student_name
from ejarchive.reports.roll import roll

BLOCK_KINDS = frozenset({"consultation", "exam"})
"""Kinds of lesson that stand in a block of their own (the final credit is still a lesson)."""

_TERM_TITLES = {"semester": "Семестр", "trimester": "Триместр", "quarter": "Четверть", "module": "Модуль"}
_OTHER_TITLES = {
    "exam": ("Экзамен", "экзамен"),
    "module_exam": ("Экз. мод.", "экзамен по модулю"),
    "state_exam": ("Гос. экз.", "государственный экзамен"),
    "coursework": ("Курсовая", "курсовая работа"),
}
_EXAM_CONTROLS = {"exam": "exam", "module_exam": "module_exam", "coursework": "coursework"}


@dataclass(frozen=True, slots=True)
class GradeColumn:
    """A column of grades after the last lesson; `key` is period and kind as the journal has them.

    `title` heads the column, `word` names it in a note.
    """

    key: tuple[str, str]
    title: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRecord:
    """What stands in the journal of one course.

    `lessons` are held ones, `block` the held consultations and examinations, `cancelled` only a note.
    `names`: student → name as of the pack's moment, in the order of the group's list. `cells`: (lesson,
    student) → text as written. `void`: cells of a time or a subgroup the student was not in.
    """

    course: Course
    lessons: tuple[Lesson, ...]
    block: tuple[Lesson, ...]
    cancelled: tuple[Lesson, ...]
    names: Mapping[str, str]
    cells: Mapping[tuple[str, str], str]
    void: frozenset[tuple[str, str]]
    grade_columns: tuple[GradeColumn, ...]
    grades: Mapping[tuple[tuple[str, str], str], Grade]
    void_grades: frozenset[str]

    @property
    def held(self) -> tuple[Lesson, ...]:
        """Lessons and block together."""
        return self.lessons + self.block


def course_record(context: PackContext, course: Course) -> CourseRecord:
    """Gather the course out of the journal."""
    journal = context.journal
    lessons = sorted(
        (lesson for lesson in journal.rows(Lesson) if lesson.course_id == course.course_id),
        key=lambda lesson: (lesson.date, lesson.slot or 0, lesson.lesson_id),
    )
    held = [each for each in lessons if each.status in {None, "held"} and each.date <= context.moment.date()]
    shown = {lesson.lesson_id for lesson in held}
    cells = {
        (entry.lesson_id, entry.student_id): plain(entry.text)
        for entry in journal.rows(Entry)
        if entry.lesson_id in shown
    }
    ordinary = tuple(lesson for lesson in held if lesson.kind not in BLOCK_KINDS)
    block = tuple(lesson for lesson in held if lesson.kind in BLOCK_KINDS)
    columns = _grade_columns(context, course, taught=bool(ordinary) or not block)
    keys = {column.key for column in columns}
    grades = {
        ((grade.period, grade.kind or "result"), grade.student_id): grade
        for grade in journal.rows(Grade)
        if grade.course_id == course.course_id and (grade.period, grade.kind or "result") in keys
    }
    listed = {row.student_id for row in journal.rows(CourseStudent) if row.course_id == course.course_id}
    written = {student for _, student in cells} | {student for _, student in grades}
    names = _names(context, listed, written)
    inside = context.membership.is_member
    last = min(context.term.ends, context.moment.date())
    return CourseRecord(
        course=course,
        lessons=ordinary,
        block=block,
        cancelled=tuple(lesson for lesson in lessons if lesson.status == "cancelled"),
        names=names,
        cells=cells,
        void=frozenset(
            (lesson.lesson_id, student)
            for student in names
            for lesson in held
            if (listed and student not in listed) or not inside(student, context.group.group_id, lesson.date)
        ),
        grade_columns=columns,
        grades=grades,
        void_grades=frozenset(
            student
            for student in names
            if (listed and student not in listed) or not inside(student, context.group.group_id, last)
        ),
    )


def _names(context: PackContext, listed: set[str], written: set[str]) -> dict[str, str]:
    """Students of the course in the order of the group's list; whoever has a record here is among them."""
    students = list(roll(context))
    known = {student.student_id for student in students}
    strays = [each for each in context.journal.rows(Student) if each.student_id in written - known]
    return {
        student.student_id: student_name(context.journal, student, context.moment.date())
        for student in (*students, *strays)
        if not listed or student.student_id in listed or student.student_id in written
    }


def _grade_columns(context: PackContext, course: Course, *, taught: bool) -> tuple[GradeColumn, ...]:
    """The term's own column; exam and coursework if due or given; year and final if given.

    A course that is an examination and nothing else (`taught` is false) has no grade of the term.
    """
    term, year = context.term.term_id, str(context.academic_year)
    given = {
        (grade.period, grade.kind or "result")
        for grade in context.journal.rows(Grade)
        if grade.course_id == course.course_id
    }
    due = _EXAM_CONTROLS.get(course.control or "")
    columns = []
    if taught or due is None or (term, "result") in given:
        title = _TERM_TITLES.get(context.term.kind or "semester", "Период")
        columns.append(GradeColumn((term, "result"), title, title.lower()))
    columns += [
        GradeColumn((term, kind), title, word)
        for kind, (title, word) in _OTHER_TITLES.items()
        if kind == due or (term, kind) in given
    ]
    columns += [
        GradeColumn((period, "result"), title, word)
        for period, title, word in ((year, "Год", "год"), ("final", "Итог", "итоговая"))
        if (period, "result") in given
    ]
    return tuple(columns)
