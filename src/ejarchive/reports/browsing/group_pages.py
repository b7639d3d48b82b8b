"""Pages of the whole group: its list, its grades, how the plan was fulfilled, its lessons day by day."""

from __future__ import annotations

from typing import Any

from ejarchive.model.lessons import LESSON_KINDS, LESSON_STATUSES, Lesson
from ejarchive.model.results import count_results
from ejarchive.reports.browsing.book import Book, course_title, one_line
from ejarchive.reports.browsing.pieces import Block, Cell, column, day, joined, link, table, word
from ejarchive.reports.courses_of_term import disciplines
from ejarchive.reports.fulfilment import term_fulfilment
from ejarchive.reports.grade_columns import grade_columns, group_line, student_average, total_lines
from ejarchive.reports.group_list import group_summary, movement_lines
from ejarchive.reports.roll import last_day, present, roll
from ejarchive.russian import bound, month_name, number_text


def group_view(book: Book) -> dict[str, Any]:
    """Return the list of the group with the orders, and whoever else the data name."""
    context = book.context
    columns = [column("№", "number"), column("Фамилия, имя, отчество"), column("Движение", "long")]
    inside = present(context, last_day(context))
    groups: tuple[list[list[Cell]], list[list[Cell]]] = ([], [])
    for student in book.students:
        rows = groups[student.student_id not in book.listed]
        lines = [bound(line) for line in movement_lines(context, student, until=book.until)]
        if student.student_id in book.listed and student.student_id not in inside:
            lines.append(f"на {day(last_day(context))} в группе не состоит")
        name = link(book.names[student.student_id], book.student_pages[student.student_id])
        rows.append([str(len(rows) + 1), name, lines])
    notes = (group_summary(context, roll(context)),)
    blocks = [table("Список группы", columns, groups[0], head=1, notes=notes)]
    if groups[1]:
        note = "Они названы в таблицах журнала, но в этом периоде в группе не состояли."
        blocks.append(table("Другие обучающиеся", columns, groups[1], head=1, notes=(note,)))
    return {"under": context.heading, "facts": [], "blocks": blocks}


def grades_view(book: Book) -> dict[str, Any]:
    """Return the summary of grades of the period, in one table."""
    context, scale = book.context, book.context.regulation.grades
    found = grade_columns(context, book.courses, context.term.term_id)
    inside = present(context, last_day(context))
    pages = {bound(each.title): book.course_pages[each.courses[0].course_id] for each in disciplines(book.courses)}
    columns = [column("№", "number"), column("Фамилия, имя, отчество")]
    columns += [column(each.title, "turned", pages.get(each.title, "")) for each in found]
    columns.append(column("Средний балл", "turned"))
    rows: list[list[Cell]] = [
        [
            str(number),
            link(book.names[who], book.student_pages[who]),
            *(each.cell(who, inside) for each in found),
            student_average(found, who, scale),
        ]
        for number, who in enumerate((student.student_id for student in roll(context)), 1)
    ]
    results = [count_results((value for who, value in each.values.items() if who in inside), scale) for each in found]
    sums = [["", str(line["label"]), *_texts(line["cells"]), ""] for line in total_lines(results)]
    block = table(
        "Сводная ведомость успеваемости",
        columns,
        rows,
        head=1,
        sums=sums,
        notes=(group_line(found, inside, scale),),
        marks=True,
    )
    return {"under": context.heading, "facts": [], "blocks": [block]}


def fulfilment_view(book: Book) -> dict[str, Any]:
    """Return hours by plan and given, as the printed sheet has them."""
    part = term_fulfilment(book.context)
    blocks: list[Block] = []
    if part is not None:
        rows = [row for page in part.view["pages"] for row in page]
        shown: list[list[Cell]] = [
            [str(row["number"]), link(row["title"], book.course_pages[course.course_id]), row["teacher"], *row["total"]]
            for row, course in zip(rows, book.courses, strict=True)
        ]
        figures = ("По плану, ч.", "Дано, ч.", "%", "Отставание, ч.")
        columns = [column("№", "number"), column("Дисциплина", "long"), column("Преподаватель")]
        columns += [column(bound(title), "number") for title in figures]
        total = [["", "Всего", "", *_texts(part.view["totals"])]]
        blocks.append(table("Выполнение учебного плана", columns, shown, head=1, sums=total))
    return {"under": book.context.heading, "facts": [], "blocks": blocks}


def lessons_view(book: Book) -> dict[str, Any]:
    """Return all lessons in the order of time, a table for each month."""
    columns = [
        column("Дата", "date"),
        column("Дисциплина", "long"),
        column("Тема", "long"),
        column("Вид занятия"),
        column("Часов", "number"),
        column("Пара", "number"),
    ]
    months: dict[tuple[int, int], list[list[Cell]]] = {}
    titles = {course.course_id: course_title(course) for course in book.courses}
    for lesson in book.lesson.values():
        months.setdefault((lesson.date.year, lesson.date.month), []).append(
            [
                link(day(lesson.date), book.lesson_address(lesson)),
                titles[lesson.course_id],
                one_line(lesson.topic),
                joined((word(LESSON_KINDS, lesson.kind), _status(lesson))),
                number_text(lesson.hours) if lesson.hours is not None else "",
                str(lesson.slot or ""),
            ]
        )
    blocks = [
        table(f"{month_name(month).capitalize()} {year} года", columns, rows) for (year, month), rows in months.items()
    ]
    return {"under": book.context.heading, "facts": [], "blocks": blocks}


def _status(lesson: Lesson) -> str:
    return word(LESSON_STATUSES, lesson.status if lesson.status != "held" else None)


def _texts(cells: object) -> list[str]:
    return [str(cell) for cell in cells] if isinstance(cells, list) else []
