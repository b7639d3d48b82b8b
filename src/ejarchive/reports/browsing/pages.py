"""All pages of the offline browsing of one group and period."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ejarchive.document import WebPage
from ejarchive.reports.browsing.absences_page import AbsenceFigures, absence_figures, absences_view
from ejarchive.reports.browsing.book import Book, book_of, course_title
from ejarchive.reports.browsing.course_page import course_view
from ejarchive.reports.browsing.group_pages import fulfilment_view, grades_view, group_view, lessons_view
from ejarchive.reports.browsing.index_page import FileFacts, index_view
from ejarchive.reports.browsing.records_pages import corrections_view, debts_view, remarks_view
from ejarchive.reports.browsing.reference_pages import about_view, legend_view, tables_view
from ejarchive.reports.browsing.register import grade_keys
from ejarchive.reports.browsing.student_page import student_view
from ejarchive.reports.context import PackContext, as_of
from ejarchive.russian import bound, capitalised

FOLDER, INDEX = "browse/", "index.html"

_LISTS = (
    ("group.html", "Список группы", group_view),
    ("grades.html", "Успеваемость", grades_view),
    ("absences.html", "Пропуски", None),
    ("fulfilment.html", "Учебный план", fulfilment_view),
    ("lessons.html", "Занятия по датам", lessons_view),
    ("debts.html", "Задолженности", debts_view),
    ("corrections.html", "Исправления", corrections_view),
    ("remarks.html", "Замечания", remarks_view),
    ("about.html", "Сведения", about_view),
    ("legend.html", "Обозначения", legend_view),
    ("tables.html", "Таблицы данных", tables_view),
)


def browsing_pages(context: PackContext, files: Iterable[FileFacts]) -> tuple[WebPage, ...]:
    """Return the pages; the context's journal holds nothing but the group and the period.

    `files` are what lies beside `index.html`: path, title and bytes.
    """
    book = book_of(context)
    absences = absence_figures(book)
    lists = _list_pages(book, absences)
    menu = [{"title": page.title, "to": page.path.removeprefix(FOLDER)} for page in lists]
    pages = [*lists, *_course_pages(book), *_student_pages(book, absences)]
    journal = f"{capitalised(context.regulation.words.journal)} группы {context.group.name}"
    shared = {
        "menu": menu,
        "whose": bound(f"{journal}. {context.term_title}"),
        "as_of": as_of(context.moment),
        "college": context.settings.college.name,
    }
    index = _page(
        INDEX,
        journal,
        index_view(book, files),
        listed="Просмотр журнала без программы: начальная страница",
        template="index",
    )
    return tuple(
        WebPage(
            path=page.path,
            template=page.template,
            title=page.title,
            listed=page.listed,
            view={"previous": {}, "following": {}, "note": "", **shared, **page.view},
        )
        for page in (index, *pages)
    )


def _list_pages(book: Book, figures: AbsenceFigures | None) -> list[WebPage]:
    pages = []
    for name, title, view_of in _LISTS:
        if view_of is not None:
            pages.append(_page(FOLDER + name, title, view_of(book), listed=f"Просмотр журнала: {title.lower()}"))
        elif figures is not None:
            pages.append(_page(FOLDER + name, title, absences_view(book, figures), listed="Просмотр журнала: пропуски"))
    return pages


def _course_pages(book: Book) -> list[WebPage]:
    return _in_a_row(
        [
            _page(
                FOLDER + book.course_pages[course.course_id],
                course_title(course),
                course_view(book, course),
                listed=f"Просмотр журнала: {course_title(course)}",
            )
            for course in book.courses
        ]
    )


def _student_pages(book: Book, figures: AbsenceFigures | None) -> list[WebPage]:
    titles = {course.course_id: grade_keys(book, course) for course in book.courses}
    return _in_a_row(
        [
            _page(
                FOLDER + book.student_pages[student.student_id],
                book.names[student.student_id],
                student_view(book, student, figures, titles),
                listed=f"Просмотр журнала: обучающийся, страница {number}",
            )
            for number, student in enumerate(book.students, 1)
        ]
    )


def _in_a_row(pages: list[WebPage]) -> list[WebPage]:
    """Give each page its neighbours."""
    around = [None, *pages, None]
    return [
        WebPage(
            path=page.path,
            template=page.template,
            title=page.title,
            listed=page.listed,
            view={**page.view, "previous": _neighbour(before), "following": _neighbour(after)},
        )
        for before, page, after in zip(around, pages, around[2:], strict=False)
    ]


def _neighbour(page: WebPage | None) -> dict[str, str]:
    return {"title": page.title, "to": page.path.removeprefix(FOLDER)} if page else {}


def _page(path: str, title: str, view: dict[str, Any], *, listed: str, template: str = "page") -> WebPage:
    return WebPage(path=path, template=f"browse/{template}.html.j2", title=title, listed=listed, view=view)
