"""The page a person opens first: what this is, what is in it, and how to see that nothing was altered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from ejarchive.reports.browsing.book import Book, course_title, one_line
from ejarchive.reports.browsing.pieces import Block, Cell, column, day, facts, link, table
from ejarchive.reports.context import as_of
from ejarchive.reports.front_pages import programme, study_form
from ejarchive.reports.names import staff_name
from ejarchive.reports.roll import last_day, present
from ejarchive.russian import capitalised, long_date, number_text

FileFacts = tuple[str, str, int | None]
"""Path from the page, title, bytes where they are known."""
_OWN = (
    ("inventory.pdf", "Опись электронного дела", None),
    ("inventory.csv", "Опись электронного дела, таблица", None),
    ("../bag-info.txt", "Сведения о пакете", None),
    ("../manifest-sha256.txt", "Контрольные суммы SHA-256 всех файлов", None),
    ("../manifest-sha512.txt", "Контрольные суммы SHA-512 всех файлов", None),
    ("../tagmanifest-sha256.txt", "Контрольные суммы служебных файлов", None),
)


def index_view(book: Book, files: Iterable[FileFacts]) -> dict[str, Any]:
    """Return what the first page shows; `files` lie beside it."""
    context = book.context
    group, term, settings = context.group, context.term, context.settings
    known = [*files]
    documents = [each for each in known if each[0].startswith("documents/")]
    data = [each for each in known if not each[0].startswith("documents/")]
    return {
        "under": context.heading,
        "facts": facts(
            (
                ("Учредитель", settings.college.founder),
                ("Образовательная организация", settings.college.full_name),
                ("Группа", group.name),
                ("Образовательная программа", programme(group)),
                ("Курс обучения", str(group.year_of_study or "")),
                ("Форма обучения", study_form(group)),
                ("Отделение", one_line(group.department)),
                (
                    capitalised(context.regulation.words.curator),
                    staff_name(context.journal, group.curator_id),
                ),
                ("Период", f"{long_date(term.starts)} – {long_date(term.ends)}"),
                ("По состоянию на", as_of(context.moment)),
                ("Индекс дела", settings.archive.case_index),
                ("Срок хранения", settings.archive.retention),
            )
        ),
        "blocks": [_courses(book), _students(book)],
        "documents": _files("Документы", documents),
        "data": _files("Данные и служебные файлы", [*data, *_OWN]),
        "search": _search(book),
    }


def _courses(book: Book) -> Block:
    columns = [column("№", "number"), column("Дисциплина", "long"), column("Преподаватель")]
    columns += [column("Занятий", "number")]
    rows: list[list[Cell]] = [
        [
            str(number),
            link(course_title(course), book.course_pages[course.course_id]),
            staff_name(book.context.journal, course.teacher_id),
            str(len(book.lessons.get(course.course_id, ()))),
        ]
        for number, course in enumerate(book.courses, 1)
    ]
    return table("Дисциплины, МДК и практики", columns, rows, head=1)


def _students(book: Book) -> Block:
    inside = present(book.context, last_day(book.context))
    away = f"на {day(last_day(book.context))} в группе не состоит"
    rows: list[list[Cell]] = [
        [
            str(number) if student.student_id in book.listed else "",
            link(book.names[student.student_id], book.student_pages[student.student_id]),
            "" if student.student_id in inside else away,
        ]
        for number, student in enumerate(book.students, 1)
    ]
    columns = [column("№", "number"), column("Фамилия, имя, отчество"), column("Примечание")]
    return table("Обучающиеся", columns, rows, head=1)


def _files(caption: str, files: Sequence[FileFacts]) -> Block:
    columns = [
        column("Документ" if caption == "Документы" else "Что это", "long"),
        column("Файл"),
        column("Байт", "number"),
    ]
    rows: list[list[Cell]] = [
        [title or path, link(path, f"../{quote(path)}"), "" if size is None else number_text(size)]
        for path, title, size in files
    ]
    return table(caption, columns, rows)


def _search(book: Book) -> list[list[str]]:
    """Return text and address of all that can be looked for."""
    found = [[course_title(each), book.course_pages[each.course_id]] for each in book.courses]
    found += [[book.names[each.student_id], book.student_pages[each.student_id]] for each in book.students]
    codes = {each.course_id: one_line(each.code) or one_line(each.name) for each in book.courses}
    found += [
        [f"{one_line(each.topic)} — {codes[each.course_id]}, {day(each.date)}", book.lesson_address(each)]
        for each in book.lesson.values()
        if each.topic
    ]
    return found
