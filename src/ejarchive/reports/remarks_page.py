"""Замечания по ведению журнала: those on record, and ruled lines for the pen of who inspects the paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ejarchive.document import Part
from ejarchive.model.courses import Course
from ejarchive.model.lessons import Lesson
from ejarchive.model.records import Remark
from ejarchive.reports.context import PackContext
from ejarchive.reports.form import form
from ejarchive.reports.lists import HEADING, PAGE, Cell, page_runs, paged, row_height
from ejarchive.reports.measure import plain
from ejarchive.reports.names import staff_short_name
from ejarchive.reports.season import season
from ejarchive.reports.styles import TOPIC
from ejarchive.russian import bound, short_date

_SHOWN = {"issued", "acquainted", "presumed_eliminated", "confirmed", "returned"}
_TEXT, _AUTHOR, _MARK = 62.0, 31.0, 41.0  # widths of the columns that wrap
_HEAD, _RULED, _LEAST = 9.0, 9.0, 5
_ROOM = PAGE - HEADING - _HEAD


def remarks_page(context: PackContext) -> Part:
    """The part: it is there also without remarks, because an inspector writes his by hand."""
    rows = [_row(context, remark) for remark in _remarks(context)]
    heights = [_height(row) for row in rows]
    runs = page_runs(heights, head=_HEAD)
    pages: list[dict[str, Any]] = [{"rows": page, "blank": 0} for page in paged(rows, runs)] or [
        {"rows": [], "blank": 0}
    ]
    used = sum(heights[place] for place in runs[-1]) if runs else 0.0
    pages[-1]["blank"] = int((_ROOM - used) // _RULED)
    if pages[-1]["blank"] < _LEAST:
        pages.append({"rows": [], "blank": int(_ROOM // _RULED)})
    view = form(
        context,
        signed=False,
        under=context.heading,
        pages=pages,
        ruled=_RULED,
        widths={"text": _TEXT, "author": _AUTHOR, "mark": _MARK},
    )
    return Part(
        key="remarks",
        template="pack/remarks.html.j2",
        view=view,
        title="Замечания по ведению журнала",
        pages=len(pages),
        promises=tuple(row["text"] for row in rows),
    )


def _remarks(context: PackContext) -> Iterable[Remark]:
    """Remarks given to somebody, about this group, in the days of this pack."""
    journal, group_id = context.journal, context.group.group_id
    courses = {row.course_id for row in journal.rows(Course) if row.group_id == group_id}
    first, last = season(context)
    found = [
        remark
        for remark in journal.rows(Remark)
        if first <= remark.date <= last
        and (remark.state is None or remark.state in _SHOWN)
        and (remark.group_id == group_id or remark.course_id in courses)
    ]
    return sorted(found, key=lambda remark: (remark.date, remark.remark_id))


def _row(context: PackContext, remark: Remark) -> dict[str, Any]:
    journal = context.journal
    course = next((row for row in journal.rows(Course) if row.course_id == remark.course_id), None)
    lesson = next((row for row in journal.rows(Lesson) if row.lesson_id == remark.lesson_id), None)
    about = ", ".join(
        filter(
            None,
            (
                plain(f"{course.code or ''} {course.name}") if course else "",
                f"занятие\u00a0{short_date(lesson.date)}" if lesson else "",
            ),
        )
    )
    return {
        "date": short_date(remark.date),
        "about": bound(about),
        "text": bound(plain(remark.text)),
        "author": staff_short_name(journal, remark.author_id),
        "due": short_date(remark.due) if remark.due else "",
        "mark": bound(_elimination(context, remark)),
    }


def _elimination(context: PackContext, remark: Remark) -> str:
    """Отметка об устранении; what the data only let us presume is said to be presumed."""
    when = f" {short_date(remark.resolved_at)}" if remark.resolved_at else ""
    how = plain(remark.resolution)
    who = staff_short_name(context.journal, remark.responsible_id)
    match remark.state:
        case "confirmed":
            text = f"устранено{when}"
        case "presumed_eliminated":
            text = f"устранено по данным журнала{when}"
        case _:
            return ""
    return ", ".join(filter(None, (text, how[:1].lower() + how[1:] if how else "", who)))


def _height(row: dict[str, Any]) -> float:
    about = [f"{row['about']}:"] if row["about"] else []
    cells: list[Cell] = [
        ([*about, row["text"]], _TEXT, TOPIC),
        ([row["author"]], _AUTHOR, TOPIC),
        ([row["mark"]], _MARK, TOPIC),
    ]
    return row_height(cells, least=_RULED)
