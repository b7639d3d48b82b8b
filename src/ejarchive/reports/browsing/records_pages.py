"""What is said about the journal: corrections, remarks, debts and how they were made up."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ejarchive.model.records import REMARK_STATES, Correction, Remark
from ejarchive.model.schema import TABLES
from ejarchive.reports.browsing.book import Book, course_title, one_line
from ejarchive.reports.browsing.pieces import Block, Cell, clock, column, day, joined, link, table, word
from ejarchive.reports.debts import debts_page

_FIELDS = {
    field.name: field.title.lower() for table in ("grades", "lessons", "entries") for field in TABLES[table].columns
}


def corrections_view(book: Book) -> dict[str, Any]:
    """Return every correction that the data hold, refined reasons of absence apart."""
    found = sorted(book.context.journal.rows(Correction), key=lambda each: (each.at, each.correction_id))
    parts = (
        ("Исправления", [each for each in found if each.kind != "absence_reason"]),
        ("Уточнённые причины отсутствия", [each for each in found if each.kind == "absence_reason"]),
    )
    columns = [
        column("Когда", "date"),
        column("Где", "long"),
        column("Обучающийся"),
        column("Что"),
        column("Было"),
        column("Стало"),
        column("Основание"),
        column("Кто"),
    ]
    blocks = [table(title, columns, [_correction(book, each) for each in rows]) for title, rows in parts if rows]
    return _page(book, blocks, "Исправлений нет.")


def remarks_view(book: Book) -> dict[str, Any]:
    """Return every remark that the data hold, whatever became of it."""
    found = sorted(book.context.journal.rows(Remark), key=lambda each: (each.date, each.remark_id))
    columns = [
        column("Дата", "date"),
        column("О чём", "long"),
        column("Содержание", "long"),
        column("Кто сделал"),
        column("Ответственный"),
        column("Устранить до", "date"),
        column("Состояние"),
        column("Объяснение и устранение", "long"),
    ]
    rows = [_remark(book, each) for each in found]
    return _page(book, [table("Замечания по ведению журнала", columns, rows)] if rows else [], "Замечаний нет.")


def debts_view(book: Book) -> dict[str, Any]:
    """Return the printed sheet of debts of this period's courses, and all attempts to make them up."""
    part = debts_page(book.context)
    rows = [row for page in part.view["pages"] for row in page] if part else []
    namesakes = Counter(book.names.values())
    pages = {name: book.student_pages[student] for student, name in book.names.items() if namesakes[name] == 1}
    columns = [column("№", "number"), column("Фамилия, имя, отчество"), column("Дисциплина", "long")]
    columns += [column("Оценка", "mark"), column("Срок и форма", "long")]
    columns += [column(title) for title in ("Пересдача 1", "Пересдача 2", "Комиссия")]
    shown: list[list[Cell]] = [
        [
            str(row["number"]),
            link(row["name"], pages[row["name"]]) if row["name"] in pages else row["name"],
            row["course"],
            row["grade"],
            row["terms"],
            *(_attempt(attempt) for attempt in row["attempts"]),
        ]
        for row in rows
    ]
    title = "Лист ликвидации академической задолженности"
    return _page(book, [table(title, columns, shown, head=1)] if shown else [], "Задолженностей нет.")


def _page(book: Book, blocks: list[Block], nothing: str) -> dict[str, Any]:
    return {"under": book.context.heading, "facts": [], "blocks": blocks, "note": "" if blocks else nothing}


def _correction(book: Book, each: Correction) -> list[Cell]:
    student = each.student_id or ""
    return [
        clock(each.at, book.zone),
        _where(book, each.course_id, each.lesson_id),
        link(book.names[student], book.student_pages[student]) if student in book.names else "",
        _FIELDS.get(each.field, one_line(each.field)),
        one_line(each.before) or "пусто",
        one_line(each.after) or "пусто",
        one_line(each.reason),
        book.who(each.author_id),
    ]


def _remark(book: Book, each: Remark) -> list[Cell]:
    resolved = f"устранено {day(each.resolved_at)}" if each.resolved_at else ""
    return [
        day(each.date),
        _where(book, each.course_id, each.lesson_id),
        one_line(each.text),
        book.who(each.author_id),
        book.who(each.responsible_id),
        day(each.due),
        word(REMARK_STATES, each.state),
        joined((one_line(each.explanation), joined((resolved, one_line(each.resolution)))), "; "),
    ]


def _where(book: Book, course_id: str | None, lesson_id: str | None) -> Cell:
    """Return the course, and the lesson if it is about one: a link to it."""
    lesson = book.lesson.get(lesson_id or "")
    course = book.course(lesson.course_id if lesson else course_id)
    if course is None:
        return ""
    if lesson is None:
        return link(course_title(course), book.course_pages[course.course_id])
    return link(f"{course_title(course)}, занятие\u00a0{day(lesson.date)}", book.lesson_address(lesson))


def _attempt(attempt: dict[str, str]) -> Cell:
    if not attempt["value"]:
        return ""
    return joined((attempt["date"], f"«{attempt['value']}»", attempt["document"]))
