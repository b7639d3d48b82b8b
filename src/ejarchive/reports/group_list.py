"""The list of the group with the orders that brought, moved and struck off each student (БГСХТ 4.2.1.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from ejarchive.document import Part
from ejarchive.model.groups import GroupYear
from ejarchive.model.people import IndividualPlan, Movement, Student
from ejarchive.reports.context import PackContext
from ejarchive.reports.form import form, signature_height
from ejarchive.reports.lists import page_runs, paged, row_height
from ejarchive.reports.names import group_name, order_text
from ejarchive.reports.roll import last_day, present, roll, roll_names
from ejarchive.reports.styles import META, NAME_LONG
from ejarchive.russian import bound, counted, short_date

_NAME, _BORN, _ORDERS = 64.0, 20.0, 98.0  # widths of columns
_HEAD, _TAIL = 8.0, 9.0
_KINDS = {
    "enrolled": "зачисление",
    "promoted": "перевод на следующий курс",
    "leave": "академический отпуск",
    "returned": "выход из академического отпуска",
    "reinstated": "восстановление",
    "programme_changed": "изменение образовательной программы",
    "expelled": "отчисление",
    "graduated": "отчисление в связи с окончанием обучения",
}


def group_list(context: PackContext) -> Part:
    """The part: one row a student, and how the number of students changed over the period."""
    students, names = roll(context), roll_names(context)
    births = context.settings.print.birth_dates
    inside = present(context, last_day(context))
    rows: list[dict[str, Any]] = [
        {
            "number": number,
            "name": names[student.student_id],
            "born": short_date(student.birth_date) if births and student.birth_date else "",
            "lines": [bound(line) for line in movement_lines(context, student)],
            "out": student.student_id not in inside,
        }
        for number, student in enumerate(students, start=1)
    ]
    orders = _ORDERS - (_BORN if births else 0.0)
    heights = [row_height([([row["name"]], _NAME, META), (row["lines"], orders, NAME_LONG)]) for row in rows]
    runs = page_runs(heights, head=_HEAD, tail=_TAIL + signature_height(context))
    view = form(context) | {
        "group": context.group.name,
        "term": context.term_title,
        "births": births,
        "pages": paged(rows, runs),
        "widths": {"name": _NAME, "born": _BORN, "orders": orders},
        "summary": group_summary(context, students),
    }
    return Part(
        key="group-list",
        template="pack/group_list.html.j2",
        view=view,
        title="Список группы",
        pages=max(len(runs), 1),
        promises=tuple(names.values()),
    )


def movement_lines(context: PackContext, student: Student, *, until: dt.date | None = None) -> Iterable[str]:
    """The student's movements and individual plans up to a day (the end of the period), in order of time."""
    journal = context.journal
    until = until or context.term.ends
    moves = [m for m in journal.rows(Movement) if m.student_id == student.student_id and m.date <= until]
    for move in sorted(moves, key=lambda move: move.date):
        yield f"{short_date(move.date)} — {_movement(context, move)}" + _order(move.order_number, move.order_date)
    for plan in journal.rows(IndividualPlan):
        if (
            plan.student_id == student.student_id
            and plan.starts <= until
            and (plan.ends or until) >= context.term.starts
        ):
            yield "ИУП" + _order(plan.order_number, plan.order_date)


def _movement(context: PackContext, move: Movement) -> str:
    """Say in nouns what happened: they know no gender."""
    journal, here = context.journal, context.group.group_id
    match move.kind:
        case "name_changed":
            return f"смена фамилии, прежняя: {move.former_last_name}" if move.former_last_name else "смена фамилии"
        case "promoted":
            year = _year_of_study(context, move.date)
            return f"перевод на {year} курс" if year else _KINDS["promoted"]
        case "transferred_in" | "transferred_out":
            if move.to_group_id and move.to_group_id != here:
                return f"перевод в группу {group_name(journal, move.to_group_id)}"
            if move.from_group_id and move.from_group_id != here:
                return f"перевод из группы {group_name(journal, move.from_group_id)}"
            other = "из другой организации" if move.kind == "transferred_in" else "в другую организацию"
            return f"перевод {other}"
        case _:
            return _KINDS.get(move.kind, move.kind)


def _year_of_study(context: PackContext, day: dt.date) -> int | None:
    year = day.year if day.month >= 7 else day.year - 1
    return next(
        (
            row.year_of_study
            for row in context.journal.rows(GroupYear)
            if row.group_id == context.group.group_id and row.academic_year == year
        ),
        None,
    )


def _order(number: str | None, date: dt.date | None) -> str:
    text = order_text(number, short_date(date) if date else "")
    return f", {text}" if text else ""


def group_summary(context: PackContext, students: Iterable[Student]) -> str:
    """«На начало периода 25 обучающихся, прибыло 2, выбыло 1, на конец периода 26 обучающихся.»"""
    ids = {student.student_id for student in students}
    first, last = present(context, context.term.starts), present(context, last_day(context))
    came, left = len(ids - first), len(ids - last)
    closed = last_day(context) >= context.term.ends
    end = "на конец периода" if closed else f"на {short_date(last_day(context))}"
    moved = f", прибыло {came}, выбыло {left}" if came or left else ""
    return (
        f"На начало периода — {counted(len(first), 'обучающийся')}{moved}, {end} — {counted(len(last), 'обучающийся')}."
    )
