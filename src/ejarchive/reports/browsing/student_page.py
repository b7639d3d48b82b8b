"""The page of a student: movement, grades, absences, and every record of the period, course by course."""

from __future__ import annotations

from typing import Any

from ejarchive.model.grades import Grade
from ejarchive.model.lessons import TASK_KINDS, Entry
from ejarchive.model.people import IndividualPlan, Student
from ejarchive.reports.browsing.absences_page import AbsenceFigures
from ejarchive.reports.browsing.book import Book, course_title, one_line
from ejarchive.reports.browsing.pieces import Block, Cell, clock, column, day, facts, joined, link, table, word
from ejarchive.reports.browsing.register import GradeKey
from ejarchive.reports.group_list import movement_lines
from ejarchive.reports.names import order_text
from ejarchive.reports.roll import last_day, present
from ejarchive.russian import bound, number_text


def student_view(
    book: Book, student: Student, absences: AbsenceFigures | None, titles: dict[str, dict[GradeKey, str]]
) -> dict[str, Any]:
    """Return what the page of a student shows; `titles`: course → its kinds of grade."""
    context, mine = book.context, student.student_id
    lines = [bound(line) for line in movement_lines(context, student, until=book.until)]
    inside = mine in present(context, last_day(context))
    optional = (_grades(book, mine, titles), absences.of_student(mine) if absences else None)
    records = _records(book, mine)
    return {
        "under": context.heading,
        "facts": facts(
            (
                ("Движение", lines),
                ("Индивидуальный учебный план", _plans(book, mine)),
                ("В группе", _state(book, mine, inside=inside)),
                ("Код в таблицах", one_line(mine)),
            )
        ),
        "blocks": [*(block for block in optional if block), *records],
        "note": "" if records else "Записей об этом обучающемся в журнале периода нет.",
    }


def _state(book: Book, student_id: str, *, inside: bool) -> str:
    if student_id not in book.listed:
        return "в этом периоде не состоит"
    return f"состоит на {day(last_day(book.context))}" if inside else f"на {day(last_day(book.context))} не состоит"


def _grades(book: Book, student_id: str, titles: dict[str, dict[GradeKey, str]]) -> Block | None:
    rows: list[list[Cell]] = [
        [
            link(course_title(course), book.course_pages[course.course_id]),
            one_line(grade.value),
            titles[course.course_id][grade.period, grade.kind or "result"],
            number_text(grade.exported_average) if grade.exported_average is not None else "",
            joined(
                (
                    f"ведомость №\u00a0{one_line(grade.sheet_number)}" if grade.sheet_number else "",
                    f"ликвидировать до {day(grade.make_up_until)}" if grade.make_up_until else "",
                    one_line(grade.make_up_form),
                    one_line(grade.basis),
                    _weighted(grade),
                    _recorded(book, clock(grade.recorded_at, book.zone), grade.recorded_by),
                ),
                "; ",
            ),
        ]
        for course in book.courses
        for grade in sorted(
            (each for each in book.grades.get(course.course_id, ()) if each.student_id == student_id),
            key=lambda each: list(titles[course.course_id]).index((each.period, each.kind or "result")),
        )
    ]
    columns = [
        column("Дисциплина", "long"),
        column("Оценка", "mark"),
        column("Вид оценки"),
        column("Средний балл системы", "number"),
        column("Примечание"),
    ]
    return table("Оценки", columns, rows) if rows else None


def _weighted(grade: Grade) -> str:
    known = grade.exported_weighted_average
    return f"средневзвешенный балл системы {number_text(known)}" if known is not None else ""


def _plans(book: Book, student_id: str) -> list[str]:
    """Return the individual plans: days, order, free attendance; never the reason."""
    plans = [each for each in book.context.journal.rows(IndividualPlan) if each.student_id == student_id]
    return [
        joined(
            (
                f"с {day(each.starts)}" + (f" по {day(each.ends)}" if each.ends else ""),
                order_text(each.order_number, day(each.order_date)),
                "свободное посещение" if each.free_attendance else "",
            )
        )
        for each in sorted(plans, key=lambda each: each.starts)
    ]


def _records(book: Book, student_id: str) -> list[Block]:
    """Return a table for each course, its rows in the order of the lessons."""
    by_course: dict[str, list[Entry]] = {}
    for entry in book.entries_of.get(student_id, ()):
        by_course.setdefault(book.lesson[entry.lesson_id].course_id, []).append(entry)
    columns = [
        column("Дата", "date"),
        column("Запись", "mark"),
        column("Тема занятия", "long"),
        column("Пропущено часов", "number"),
        column("За что"),
        column("Внесено"),
    ]
    blocks = []
    for course in book.courses:
        order = {lesson.lesson_id: place for place, lesson in enumerate(book.lessons.get(course.course_id, ()))}
        entries = sorted(by_course.get(course.course_id, ()), key=lambda each: order[each.lesson_id])
        if entries:
            rows = [_record(book, entry) for entry in entries]
            to = book.course_pages[course.course_id]
            blocks.append(table(course_title(course), columns, rows, to=to))
    return blocks


def _record(book: Book, entry: Entry) -> list[Cell]:
    lesson = book.lesson[entry.lesson_id]
    when = dict.fromkeys(
        clock(moment, book.zone) for moment in (entry.mark_recorded_at, entry.absence_recorded_at) if moment
    )
    tasks = (book.task.get(each) for each in entry.task_ids or ())
    return [
        link(day(lesson.date), book.lesson_address(lesson)),
        one_line(entry.text),
        one_line(lesson.topic),
        number_text(entry.absent_hours) if entry.absent_hours is not None else "",
        joined(word(TASK_KINDS, task.kind) or "задание" for task in tasks if task),
        _recorded(book, joined(when, "; "), entry.recorded_by),
    ]


def _recorded(book: Book, when: str, person_id: str | None) -> str:
    return joined((when, book.who(person_id)))
