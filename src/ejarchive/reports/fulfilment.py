"""Выполнение учебного плана: hours by plan and given, by course and kind of hours (БГСХТ 2.7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ejarchive.document import Part
from ejarchive.model.courses import HOURS_KINDS, Course
from ejarchive.model.lessons import Lesson
from ejarchive.reports.context import PackContext
from ejarchive.reports.course_hours import OTHER, CourseHoursTable, HoursLine, fulfilled_hours
from ejarchive.reports.courses_of_term import disciplines, term_courses, year_courses
from ejarchive.reports.form import form, signature_height
from ejarchive.reports.grade_columns import decimal
from ejarchive.reports.lists import page_runs, paged, row_height
from ejarchive.reports.measure import plain
from ejarchive.reports.names import staff_short_name
from ejarchive.reports.styles import NOTE, TOPIC
from ejarchive.russian import bound, number_text

_HEAD, _TAIL = 18.0, 18.0
_KINDS = {
    "theory": "теория",
    "practical": "практика",
    "laboratory": "лабора- торные",
    "coursework": "курсовая работа",
    "consultation": "консуль- тации",
    "self_study": "самост. работа",
    "attestation": "аттес- тация",
    OTHER: "прочие",
}
"""Headings that break where their column is narrow."""


def term_fulfilment(context: PackContext) -> Part | None:
    """The sheet of the period; None without courses."""
    rows = [_row(context, [course]) for course in term_courses(context)]
    return _part(context, rows, key="fulfilment", title=_TITLE, under=context.term_title)


def year_fulfilment(context: PackContext) -> Part | None:
    """The sheet of the school year: a discipline's periods added up, each subgroup by itself."""
    groups: dict[tuple[str, str], list[Course]] = {}
    for discipline in disciplines(year_courses(context)):
        for course in discipline.courses:
            groups.setdefault((discipline.title, course.subgroup or ""), []).append(course)
    rows = [_row(context, courses) for courses in groups.values()]
    title = f"{_TITLE} за учебный год"
    return _part(context, rows, key="year-fulfilment", title=title, under=f"{context.year_title} учебный год")


def _part(context: PackContext, rows: Sequence[dict[str, Any]], *, key: str, title: str, under: str) -> Part | None:
    if not rows:
        return None
    kinds = [kind for kind in (*HOURS_KINDS, OTHER) if any(kind in row["by_kind"] for row in rows)]
    cells = sum(1 if kind == "self_study" else 2 for kind in kinds)
    widths = {"cell": 5.4, "plan_only": 9.6, "total": 11.0}
    width = 170 - 7 - 4 * widths["total"] - widths["cell"] * cells
    width -= (widths["plan_only"] - widths["cell"]) if "self_study" in kinds else 0.0
    heights = [row_height([([row["title"]], width, TOPIC)]) + NOTE.leading for row in rows]
    runs = page_runs(heights, head=_HEAD, tail=_TAIL + signature_height(context))
    shown = [
        {
            "number": number,
            **{name: row[name] for name in ("title", "teacher", "total")},
            "hours": [_cells(row["by_kind"].get(kind), plan_only=kind == "self_study") for kind in kinds],
        }
        for number, row in enumerate(rows, start=1)
    ]
    view = form(
        context,
        heading=title,
        widths={**widths, "title": round(width, 2)},
        cells=cells,
        under=bound(f"Группа {context.group.name} · {under}"),
        kinds=[{"title": _KINDS[kind], "plan_only": kind == "self_study"} for kind in kinds],
        pages=paged(shown, runs),
        totals=_total_cells([row["line"] for row in rows]),
    )
    return Part(
        key=key,
        template="pack/fulfilment.html.j2",
        view=view,
        title=title,
        pages=len(runs),
        promises=tuple(row["title"] for row in rows),
    )


def _row(context: PackContext, courses: Sequence[Course]) -> dict[str, Any]:
    """One line: a course, or all the courses of a discipline in a year."""
    day = context.moment.date()
    tables = [fulfilled_hours(context.journal, course, _held(context, course), day) for course in courses]
    line = _added([table.total for table in tables])
    first = courses[0]
    subgroup = f" (подгруппа\u00a0{plain(first.subgroup)})" if first.subgroup else ""
    teachers = dict.fromkeys(staff_short_name(context.journal, course.teacher_id) for course in courses)
    return {
        "title": bound(plain(f"{first.code or ''} {first.name}") + subgroup),
        "teacher": ", ".join(filter(None, teachers)),
        "line": line,
        "total": _total_cells([line]),
        "by_kind": _by_kind(tables),
    }


def _held(context: PackContext, course: Course) -> list[Lesson]:
    today = context.moment.date()
    return [
        lesson
        for lesson in context.journal.rows(Lesson)
        if lesson.course_id == course.course_id and lesson.status in {None, "held"} and lesson.date <= today
    ]


def _by_kind(tables: Iterable[CourseHoursTable]) -> dict[str, HoursLine]:
    lines: dict[str, list[HoursLine]] = {}
    for table in tables:
        for line in table.lines:
            lines.setdefault(line.kind, []).append(line)
    return {kind: _added(found) for kind, found in lines.items()}


def _added(lines: Sequence[HoursLine]) -> HoursLine:
    """Add lines up; a plan that one of them lacks is not known in the sum either."""
    planned = [line.planned for line in lines]
    given = [line.given for line in lines if line.given is not None]
    known = [hours for hours in planned if hours is not None]
    return HoursLine(
        lines[0].kind if lines else "total",
        sum(known) if len(known) == len(planned) and known else None,
        sum(given) if given else None,
    )


def _cells(line: HoursLine | None, *, plan_only: bool) -> list[str]:
    """Plan and given; nothing where a course has no hours of that kind."""
    planned = number_text(line.planned) if line and line.planned else ""
    if plan_only:
        return [planned]
    return [planned, number_text(line.given) if line and line.given else ("0" if planned else "")]


def _total_cells(lines: Sequence[HoursLine]) -> list[str]:
    """Plan, given, per cent, and how many hours the course lags behind (a surplus is no lag)."""
    line = _added(lines)
    given = line.given or 0.0
    if not line.planned:
        return [number_text(line.planned) if line.planned is not None else "", number_text(given), "", ""]
    lag = line.planned - given
    return [
        number_text(line.planned),
        number_text(given),
        decimal(100 * given / line.planned, 1),
        number_text(lag) if lag > 0 else "–",
    ]


_TITLE = "Выполнение учебного плана"
