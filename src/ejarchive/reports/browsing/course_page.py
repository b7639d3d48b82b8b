"""The page of a course: its register, its lessons, hours, practice and programme."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ejarchive.model.courses import CONTROLS, COURSE_KINDS, HOURS_KINDS, Course, PlanItem, Practice
from ejarchive.model.grades import ATTEMPT_KINDS
from ejarchive.model.lessons import LESSON_KINDS, LESSON_STATUSES, TASK_KINDS, Lesson, Task
from ejarchive.reports.browsing.book import Book, one_line
from ejarchive.reports.browsing.pieces import Block, Cell, clock, column, day, facts, joined, link, table, word
from ejarchive.reports.browsing.register import registers
from ejarchive.reports.course_hours import HoursLine, course_hours
from ejarchive.reports.names import order_text, staff_name
from ejarchive.russian import number_text


def course_view(book: Book, course: Course) -> dict[str, Any]:
    """Return what the page of a course shows."""
    context = book.context
    lessons = book.lessons.get(course.course_id, ())
    blocks = registers(book, course)
    if lessons:
        blocks.append(_lessons(book, lessons))
    else:
        blocks[0]["notes"].append("Занятий этого курса в журнале нет.")
    optional = (_hours(book, course), _practices(book, course), _attempts(book, course), _programme(book, course))
    return {
        "under": context.heading,
        "facts": facts(
            (
                ("Вид", word(COURSE_KINDS, course.kind)),
                ("Преподаватель", staff_name(context.journal, course.teacher_id)),
                ("Подгруппа", one_line(course.subgroup)),
                ("Форма контроля", word(CONTROLS, course.control)),
                ("Часов по плану", number_text(course.planned_hours) if course.planned_hours is not None else ""),
                ("Код в таблицах", one_line(course.course_id)),
            )
        ),
        "blocks": [*blocks, *(block for block in optional if block)],
    }


def tasks_text(tasks: tuple[Task, ...], zone: dt.tzinfo | None) -> str:
    """Return «контрольная работа «Дроби», оценки до 12.09.2025; ответ»."""
    return joined(
        (
            joined(
                (
                    word(TASK_KINDS, task.kind) or "задание",
                    f"«{one_line(task.title)}»" if task.title else "",
                    f"оценки до\u00a0{day(task.marks_due)}" if task.marks_due else "",
                    f"опубликовано {clock(task.published_at, zone)}" if task.published_at else "",
                )
            )
            for task in tasks
        ),
        "; ",
    )


def _lessons(book: Book, lessons: tuple[Lesson, ...]) -> Block:
    columns = [
        column("№", "number"),
        column("Дата", "date"),
        column("Тема", "long"),
        column("Задание на дом", "long"),
        column("Вид занятия"),
        column("Часов", "number"),
        column("Пара", "number"),
        column("Задания на оценку"),
        column("Примечание"),
    ]
    rows: list[list[Cell]] = [
        [
            str(number),
            day(lesson.date),
            one_line(lesson.topic),
            one_line(lesson.homework),
            word(LESSON_KINDS, lesson.kind),
            number_text(lesson.hours) if lesson.hours is not None else "",
            str(lesson.slot or ""),
            tasks_text(book.tasks.get(lesson.lesson_id, ()), book.zone),
            _note(book, lesson),
        ]
        for number, lesson in enumerate(lessons, 1)
    ]
    return table("Занятия", columns, rows, head=1, anchors=[book.anchors[each.lesson_id] for each in lessons])


def _note(book: Book, lesson: Lesson) -> str:
    status = lesson.status if lesson.status != "held" else None
    published = lesson.homework_published_at
    return joined(
        (
            word(LESSON_STATUSES, status),
            f"перенесено с\u00a0{day(lesson.moved_from)}" if lesson.moved_from else "",
            f"замещение: {book.who(lesson.teacher_id)}" if lesson.teacher_id else "",
            f"тема программы №\u00a0{lesson.plan_position}" if lesson.plan_position is not None else "",
            f"внесено {clock(lesson.recorded_at, book.zone)}" if lesson.recorded_at else "",
            f"задание опубликовано {clock(published, book.zone)}" if published else "",
        ),
        "; ",
    )


def _hours(book: Book, course: Course) -> Block | None:
    held = book.records[course.course_id].held
    hours = course_hours(book.context.journal, course, held)
    if not hours.lines and hours.total.planned is None:
        return None
    columns = [column("Вид часов"), *(column(title, "number") for title in ("По плану", "Дано", "Расхождение"))]
    rows = [[HOURS_KINDS.get(line.kind, "прочие"), *_figures(line)] for line in hours.lines]
    notes = ("Итог — без самостоятельной работы.",) if any(line.kind == "self_study" for line in hours.lines) else ()
    return table("Часы", columns, rows, sums=[["Всего", *_figures(hours.total)]], notes=notes)


def _figures(line: HoursLine) -> list[str]:
    difference = "" if line.difference is None else number_text(line.difference).replace("-", "−")
    known = ("" if value is None else number_text(value) for value in (line.planned, line.given))
    return [*known, f"+{difference}" if line.difference and line.difference > 0 else difference]


def _practices(book: Book, course: Course) -> Block | None:
    rows = [_practice(book, each) for each in book.practices.get(course.course_id, ())]
    titles = ("Кто", "Срок", "Часов", "Место", "Основание", "Руководитель", "Отчётность")
    return table("Практика", [column(title) for title in titles], rows) if rows else None


def _practice(book: Book, practice: Practice) -> list[Cell]:
    who: Cell = "вся группа"
    if practice.subgroup:
        known = book.student_pages.get(practice.subgroup)
        who = link(book.names[practice.subgroup], known) if known else f"подгруппа {one_line(practice.subgroup)}"
    return [
        who,
        f"{day(practice.starts)} – {day(practice.ends)}",
        number_text(practice.hours) if practice.hours is not None else "",
        one_line(practice.place),
        joined((order_text(practice.order_number, day(practice.order_date)), one_line(practice.agreement)), "; "),
        book.who(practice.head_id),
        one_line(practice.result_form),
    ]


def _attempts(book: Book, course: Course) -> Block | None:
    rows: list[list[Cell]] = [
        [
            link(book.names[each.student_id], book.student_pages[each.student_id]),
            str(each.number),
            day(each.date),
            one_line(each.value),
            word(ATTEMPT_KINDS, each.kind),
            one_line(each.document_number),
        ]
        for each in book.attempts.get(course.course_id, ())
    ]
    titles = ("Обучающийся", "Попытка", "Дата", "Оценка", "Вид", "Документ №")
    return table("Ликвидация задолженности", [column(title) for title in titles], rows) if rows else None


def _programme(book: Book, course: Course) -> Block | None:
    plan = [each for each in book.context.journal.rows(PlanItem) if each.course_id == course.course_id]
    rows: list[list[Cell]] = [
        [
            str(each.position),
            one_line(each.topic),
            number_text(each.hours) if each.hours is not None else "",
            word(LESSON_KINDS, each.kind),
        ]
        for each in sorted(plan, key=lambda each: each.position)
    ]
    columns = [column("№ темы", "number"), column("Тема", "long"), column("Часов", "number"), column("Вид занятия")]
    return table("Рабочая программа", columns, rows) if rows else None
