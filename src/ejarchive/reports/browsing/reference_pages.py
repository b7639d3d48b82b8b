"""Pages that explain: the group and its calendar, the signs of the journal, the tables of the data."""

from __future__ import annotations

from typing import Any

from ejarchive.model.column import Column, Table
from ejarchive.model.groups import GROUP_EVENT_KINDS, GroupEvent, GroupYear, Holiday, Outage, Term
from ejarchive.model.people import ROLES, Staff
from ejarchive.model.records import SourceFile
from ejarchive.model.schema import TABLES
from ejarchive.reports.browsing.book import Book, one_line
from ejarchive.reports.browsing.pieces import Block, Cell, clock, column, day, joined, table, word
from ejarchive.reports.context import term_title, year_title
from ejarchive.reports.names import group_name, order_text, staff_name
from ejarchive.russian import capitalised

_TYPES = {
    "string": "текст",
    "integer": "целое число",
    "number": "число",
    "boolean": "true или false",
    "date": "дата ГГГГ-ММ-ДД",
    "datetime": "дата и время с часовым поясом, ISO 8601",
    "list": "перечень через «;»",
}


def about_view(book: Book) -> dict[str, Any]:
    """Return the group through its years, the staff the data name, the calendar, and where the data come from."""
    found = (_years(book), _events(book), _staff(book), _terms(book), _holidays(book), _outages(book), _sources(book))
    return {"under": book.context.heading, "facts": [], "blocks": [block for block in found if block]}


def legend_view(book: Book) -> dict[str, Any]:
    """Return what the signs in the cells mean, as this college's regulation has them."""
    regulation = book.context.regulation
    signs: list[list[Cell]] = [[sign, meaning] for sign, meaning in regulation.legend.items()]
    separator = regulation.cells.separator
    shapes: list[list[Cell]] = [
        [f"4{separator}3", "две отметки за одно занятие"],
        ["н3, б4", "отметка за работу, сданную после пропуска: сначала причина отсутствия, затем отметка"],
        ["о5", "опоздание и отметка: обучающийся присутствовал"],
        ["серая клетка", "обучающийся в этот день не числился в группе или подгруппе"],
        ["пустая клетка", "обучающийся присутствовал, отметки нет"],
        ["–", "в сводной ведомости: оценка не предусмотрена"],
    ]
    columns = [column("Знак"), column("Значение", "long")]
    blocks = [table("Знаки в клетках", columns, signs), table("Как читать клетку", columns, shapes)]
    return {"under": book.context.heading, "facts": [], "blocks": blocks}


def tables_view(book: Book) -> dict[str, Any]:
    """Return the columns of every table in `journal/`, with the values a column may have."""
    journal = book.context.journal
    columns = [column("Столбец"), column("Название"), column("Вид"), column("Значения", "long")]
    blocks = [
        table(
            f"{each.title} — {each.name}.csv",
            columns,
            [_column(one) for one in each.columns if journal.has(each.name, one.name)],
            to=f"../journal/{each.name}.csv",
            notes=(_key(each),),
        )
        for each in TABLES.values()
        if journal.has(each.name)
    ]
    return {"under": book.context.heading, "facts": [], "blocks": blocks}


def _key(each: Table) -> str:
    return f"Строку определяет: {', '.join(each.key)}."


def _column(each: Column) -> list[Cell]:
    values: list[str] = [f"{value} — {label}" for value, label in each.labels.items()]
    if each.references:
        values.append(f"код из таблицы {each.references[0]}.csv, столбец {each.references[1]}")
    if each.note:
        values.append(each.note)
    return [each.name, each.title, _TYPES[each.type], values]


def _years(book: Book) -> Block | None:
    journal = book.context.journal
    rows: list[list[Cell]] = [
        [
            year_title(each.academic_year),
            one_line(each.name),
            str(each.year_of_study or ""),
            staff_name(journal, each.curator_id),
        ]
        for each in sorted(journal.rows(GroupYear), key=lambda each: each.academic_year)
    ]
    titles = ("Учебный год", "Группа", "Курс", capitalised(book.context.regulation.words.curator))
    return table("Группа по годам", [column(title) for title in titles], rows) if rows else None


def _events(book: Book) -> Block | None:
    journal = book.context.journal
    rows: list[list[Cell]] = [
        [
            day(each.date),
            joined((word(GROUP_EVENT_KINDS, each.kind), group_name(journal, each.other_group_id)), ": "),
            order_text(each.order_number, day(each.order_date)),
        ]
        for each in sorted(journal.rows(GroupEvent), key=lambda each: each.date)
    ]
    return (
        table("События группы", [column(title) for title in ("Дата", "Событие", "Основание")], rows) if rows else None
    )


def _staff(book: Book) -> Block | None:
    journal = book.context.journal
    rows: list[list[Cell]] = [
        [
            staff_name(journal, each.person_id),
            joined(word(ROLES, role) for role in each.roles or ()),
            one_line(each.position),
            one_line(each.person_id),
        ]
        for each in sorted(journal.rows(Staff), key=lambda each: (each.last_name, each.first_name, each.person_id))
    ]
    titles = ("Фамилия, имя, отчество", "Роли в журнале", "Должность", "Код в таблицах")
    return table("Сотрудники, названные в журнале", [column(title) for title in titles], rows) if rows else None


def _terms(book: Book) -> Block | None:
    rows: list[list[Cell]] = [
        [term_title(each), day(each.starts), day(each.ends)] for each in book.context.journal.rows(Term)
    ]
    titles = ("Период", "Начало", "Окончание")
    return table("Учебный период", [column(title) for title in titles], rows) if rows else None


def _holidays(book: Book) -> Block | None:
    rows: list[list[Cell]] = [
        [day(each.starts), day(each.ends), one_line(each.name)]
        for each in sorted(book.context.journal.rows(Holiday), key=lambda each: each.starts)
    ]
    titles = ("Начало", "Окончание", "Название")
    return table("Каникулы и нерабочие дни", [column(title) for title in titles], rows) if rows else None


def _outages(book: Book) -> Block | None:
    rows: list[list[Cell]] = [
        [clock(each.starts_at, book.zone), clock(each.ends_at, book.zone), one_line(each.note)]
        for each in sorted(book.context.journal.rows(Outage), key=lambda each: each.starts_at)
    ]
    titles = ("Начало", "Окончание", "Примечание")
    return table("Сбои системы", [column(title) for title in titles], rows) if rows else None


def _sources(book: Book) -> Block | None:
    rows: list[list[Cell]] = [
        [one_line(each.name), one_line(each.kind), clock(each.retrieved_at, book.zone), one_line(each.sha256)]
        for each in book.context.journal.rows(SourceFile)
    ]
    titles = ("Файл", "Вид", "Данные на", "SHA-256")
    return table("Откуда данные", [column(title) for title in titles], rows) if rows else None
