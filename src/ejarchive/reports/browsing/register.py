"""The register of a course: students by lessons with the cells as written, then their grades."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ejarchive.model.courses import Course
from ejarchive.model.grades import GRADE_KINDS
from ejarchive.model.lessons import Lesson
from ejarchive.reports.browsing.book import Book, one_line
from ejarchive.reports.browsing.pieces import Block, Cell, column, link, table, void
from ejarchive.reports.course_record import CourseRecord

_MOST = 36
"""So many dates a screen shows beside the names, and a sheet of paper laid on its side."""
_SIGNS = {"consultation": "конс.", "exam": "экз."}

GradeKey = tuple[str, str]
"""Period and kind of a grade."""


def registers(book: Book, course: Course) -> list[Block]:
    """Return the tables, the lessons cut evenly among them; grades stand in the last one."""
    record = book.records[course.course_id]
    held = {lesson.lesson_id for lesson in record.held}
    shown = [each for each in book.lessons.get(course.course_id, ()) if each.lesson_id in held or _written(book, each)]
    cells = {
        (entry.lesson_id, entry.student_id): one_line(entry.text)
        for lesson in shown
        for entry in book.entries.get(lesson.lesson_id, ())
    }
    students = _students(book, course, record, cells)
    keys = grade_keys(book, course)
    grades = {
        ((grade.period, grade.kind or "result"), grade.student_id): one_line(grade.value)
        for grade in book.grades.get(course.course_id, ())
    }
    parts = max(1, -(-len(shown) // _MOST))
    edges = [len(shown) * part // parts for part in range(parts + 1)]
    blocks = []
    for first, end in pairwise(edges):
        last = end == len(shown)
        run = shown[first:end]
        rows: list[list[Cell]] = [
            [
                str(number),
                link(book.names[student], book.student_pages[student]),
                *(_cell(record, cells.get((each.lesson_id, student), ""), each, student) for each in run),
                *(grades.get((key, student), "") for key in keys if last),
            ]
            for number, student in enumerate(students, 1)
        ]
        columns = [column("№", "number"), column("Фамилия, имя, отчество")]
        columns += [column(_date(each), "mark", f"#{book.anchors[each.lesson_id]}") for each in run]
        columns += [column(title, "mark") for title in keys.values() if last]
        caption = "Отметки и посещаемость" + (f", занятия {first + 1}–{end}" if parts > 1 else "")
        blocks.append(table(caption, columns, rows, head=1, marks=True))
    return blocks


def grade_keys(book: Book, course: Course) -> dict[GradeKey, str]:
    """Return the kinds of grade of a course with their titles: those of its printed page, then any other it has."""
    known = {each.key: each.title for each in book.records[course.course_id].grade_columns}
    given = {(grade.period, grade.kind or "result") for grade in book.grades.get(course.course_id, ())}
    others = sorted(given - known.keys())
    return known | {key: f"{GRADE_KINDS.get(key[1], one_line(key[1]))}, {one_line(key[0])}" for key in others}


def _written(book: Book, lesson: Lesson) -> bool:
    return lesson.lesson_id in book.entries


def _students(book: Book, course: Course, record: CourseRecord, cells: dict[tuple[str, str], str]) -> Sequence[str]:
    """Return who stands on the printed page, and whoever else has something written in this course."""
    written = {student for _, student in cells}
    written |= {grade.student_id for grade in book.grades.get(course.course_id, ())}
    return [*record.names, *(each for each in book.names if each in written - record.names.keys())]


def _cell(record: CourseRecord, text: str, lesson: Lesson, student: str) -> Cell:
    return void(text) if (lesson.lesson_id, student) in record.void else text


def _date(lesson: Lesson) -> str:
    """Return «05.09», with a sign where it is no ordinary lesson."""
    sign = {"cancelled": "отм.", "planned": "план"}.get(lesson.status or "") or _SIGNS.get(lesson.kind or "", "")
    return f"{lesson.date:%d.%m} {sign}".strip()
