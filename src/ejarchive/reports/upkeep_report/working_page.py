"""The deputy's working page: one table, the worst first, a row a teacher, and what he has to do by when."""

from __future__ import annotations

from typing import Any

from ejarchive.document import Geometry, Part
from ejarchive.remark_life import State
from ejarchive.reports.context import as_of
from ejarchive.reports.indicators.figures import Figure
from ejarchive.reports.measure import plain
from ejarchive.reports.upkeep_report.review import Review, journal_title, person
from ejarchive.reports.upkeep_report.teachers import TeacherRow
from ejarchive.russian import bound, counted, number_text, short_date
from ejarchive.upkeep import Nature

NO_DATA = "н/д"
NONE = "–"
_MOST = 6  # lines of one person: the rest stands in the справка and on the personal sheet


def working_page(review: Review, rows: list[TeacherRow]) -> Part:
    """The part, on a page of its own that lies across."""
    shown = [_row(review, row) for row in rows]
    view = {
        "title": "Рабочий лист",
        "whose": f"{deputy_title(review)} · {review.month.title}",
        "as_of": as_of(review.moment),
        "rows": [{"number": number, **row} for number, row in enumerate(shown, start=1)],
    }
    return Part(
        key="working-page",
        template="analytics/working_page.html.j2",
        view=view,
        title="Рабочий лист",
        geometry=Geometry(width=297, height=210, top=12, right=10, bottom=12, left=14),
        page_numbers=False,
        promises=tuple(row["name"] for row in shown),
    )


def deputy_title(review: Review) -> str:
    """Return «Заместитель директора по УМР» in the regulation's words."""
    words = review.regulation.words
    title = words.deputy_academic if review.deputy == "academic" else words.deputy_practical
    return title[:1].upper() + title[1:]


def cells(row: TeacherRow) -> list[dict[str, Any]]:
    """The numbers of a row, in the order of the headings; `bad`: something to see to."""
    return [
        _cell(str(row.journals)),
        _cell(number_text(row.lessons.numerator)),
        _short(row.topics),
        _short(row.homework),
        _late(row.attendance),
        _late(row.marks),
        _late(row.published),
        _late(row.grades),
        _cell(number_text(row.plan.denominator) if row.plan.denominator else (NO_DATA if row.plan.no_data else NONE)),
        _cell(number_text(row.plan.numerator) if row.plan.denominator else NONE),
        _cell(NONE if row.lag is None else number_text(row.lag), bad=bool(row.lag)),
        *(_cell(str(count) if count else NONE, bad=bool(count)) for count in (row.new, row.open)),
        *(_cell(str(count) if count else NONE, bad=bool(count)) for count in (row.overdue, row.repeated)),
    ]


def _row(review: Review, row: TeacherRow) -> dict[str, Any]:
    return {"name": person(review.journal, row.person_id), "cells": cells(row), "to_do": _to_do(review, row)}


def _to_do(review: Review, row: TeacherRow) -> list[str]:
    """A line a remark: where, what, and the day; what the program only found says so by its term."""
    lines = []
    for remark in row.to_do:
        verb = "объяснить" if remark.nature is Nature.FACTUAL else "устранить"
        due = f" — {verb} до {short_date(remark.due)}" if remark.due else f" — {verb}"
        late = ", срок истёк" if remark.overdue(review.day) or remark.unexplained(review.day) else ""
        if remark.state is State.PROPOSED and remark.due and remark.due < review.day:
            late = ", не вручено"
        where = journal_title(review.journal, remark.course_id)
        text = plain(remark.text).rstrip(".")
        lines.append(bound(f"{where}: {text[:1].lower() + text[1:]}{due}{late}" if where else f"{text}{due}{late}"))
    for remark in row.to_check:
        where = journal_title(review.journal, remark.course_id) or plain(remark.text).rstrip(".")
        lines.append(bound(f"{where}: устранено по данным журнала — проверьте и подтвердите"))
    if len(lines) > _MOST:
        more = counted(len(lines) - _MOST + 1, "замечание")
        lines[_MOST - 1 :] = [bound(f"и ещё {more} — в справке и личном листе")]
    return lines


def _short(figure: Figure) -> dict[str, Any]:
    """What is not filled in; «н/д» where the source does not tell, a dash where nothing is asked."""
    if not figure.denominator:
        return _cell(NO_DATA if figure.no_data else NONE)
    return _cell(number_text(figure.short), bad=figure.short > 0)


def _late(figure: Figure) -> dict[str, Any]:
    """What was late; «н/д» where nothing can be judged, a dash where nothing is asked or due."""
    if not figure.denominator or (figure.value is None and not figure.short):
        return _cell(NO_DATA if figure.no_data else NONE)
    return _cell(number_text(figure.short), bad=figure.short > 0)


def _cell(text: str, *, bad: bool = False) -> dict[str, Any]:
    return {"text": text, "bad": bad}
