"""Сводная ведомость учёта пропусков: students by months (over a year by periods), hours by reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ejarchive.document import Part
from ejarchive.model.absence import Absences, Attended, count_absences, lesson_counts
from ejarchive.model.cell import Cell, read_cells
from ejarchive.model.courses import Course
from ejarchive.model.groups import Term
from ejarchive.model.lessons import Entry, Lesson
from ejarchive.reports.context import PackContext, term_of
from ejarchive.reports.courses_of_term import term_courses, year_courses, year_terms
from ejarchive.reports.cutting import even_runs
from ejarchive.reports.form import form, signature_height
from ejarchive.reports.roll import last_day, present, roll_names
from ejarchive.reports.wide_table import HEIGHT, WIDTH, name_size
from ejarchive.russian import month_name, number_text

_REASONS = ("excused", "illness", "unexcused")  # the order of the columns
_REASON_WORDS = {"excused": "уважительная", "illness": "болезнь", "unexcused": "неуважительная"}
_NUMBER, _LATE, _HEAD, _ROW, _TAIL = 6.0, 7.0, 22.0, 4.2, 22.0
_SUM = 1.4  # how much wider the columns of the sums are

Span = tuple[str, dt.date, dt.date]
"""A group of columns: its title, first and last day."""


def term_absences(context: PackContext) -> tuple[Part, ...]:
    """The sheet of the period, by months."""
    term = context.term
    spans = list(_months(term.starts, last_day(context)))
    return _sheet(context, term_courses(context), spans, key="absences", under=context.term_title, title=_TITLE)


def year_absences(context: PackContext) -> tuple[Part, ...]:
    """The sheet of the school year, by periods."""
    spans = []
    for term_id in year_terms(context):
        term = term_of(context.journal, context.group.group_id, term_id)
        spans.append((_period_title(term), term.starts, term.ends))
    under = f"{context.year_title} учебный год"
    return _sheet(
        context, year_courses(context), spans, key="year-absences", under=under, title=f"{_TITLE} за учебный год"
    )


def _sheet(
    context: PackContext, courses: Sequence[Course], spans: Sequence[Span], *, key: str, under: str, title: str
) -> tuple[Part, ...]:
    """One part a page; a group too large for a page goes on, its sums stand on the last one."""
    names = roll_names(context)
    if not names or not spans:
        return ()
    codes = _codes(context)
    attended = _attended(context, courses)
    counts = {
        student: [count_absences(each for each in lessons if first <= each.day <= last) for _, first, last in spans]
        for student in names
        for lessons in (attended.get(student, []),)
    }
    room = HEIGHT - _HEAD - _TAIL - signature_height(context)
    most = int(room // _ROW)
    students = list(names)
    runs = even_runs(len(students), most)
    row = min(6.0, room / max(len(run) for run in runs))
    columns = (len(spans) + _SUM) * (len(codes) + 1)  # in widths of an ordinary one
    name = min(56.0, max(38.0, WIDTH - _NUMBER - _LATE - 5.2 * columns))
    inside = present(context, last_day(context))
    shared = form(context) | {
        "under": f"Группа {context.group.name} · {under}",
        "spans": [title for title, _, _ in spans],
        "codes": codes,
        "legend": [f"«{code}» — {_REASON_WORDS[_reason(context, code)]}" for code in codes],
        "number": _NUMBER,
        "name": round(name, 2),
        "column": round((WIDTH - _NUMBER - _LATE - name) / columns, 3),
        "sum": _SUM,
        "late": _LATE,
        "row": round(row - 0.005, 2),
        "unknown": sum(count.unknown_hours for found in counts.values() for count in found),
    }
    return tuple(
        Part(
            key=key if number == 1 else f"{key}-{number}",
            template="pack/absence_summary.html.j2",
            view={
                **shared,
                "heading": title if number == 1 else f"{title} (продолжение)",
                "rows": [
                    {
                        "number": place + 1,
                        "name": names[students[place]],
                        "size": name_size(names[students[place]], name),
                        "out": students[place] not in inside,
                        **_cells(counts[students[place]], codes),
                    }
                    for place in run
                ],
                "sums": [_cells(_by_span(counts.values(), len(spans)), codes)] if run is runs[-1] else [],
            },
            title=title if number == 1 else "",
            pages=1,
            promises=tuple(names[students[place]] for place in run),
            keeps_with_previous=number > 1,
        )
        for number, run in enumerate(runs, start=1)
    )


def _cells(counts: Sequence[Absences], codes: Sequence[str]) -> dict[str, Any]:
    """Total and hours by code for each span, then for all of them; a zero is an empty cell."""
    groups = [{code: count.hours.get(code, 0.0) for code in codes} for count in counts]
    groups.append({code: sum(group[code] for group in groups) for code in codes})
    return {
        "groups": [
            [number_text(hours) if hours else "" for hours in (sum(group.values()), *group.values())]
            for group in groups
        ],
        "late": str(sum(count.late for count in counts) or ""),
    }


def _by_span(counts: Iterable[Sequence[Absences]], spans: int) -> list[Absences]:
    """Add the students up, span by span."""
    rows = list(counts)
    added = []
    for place in range(spans):
        hours: dict[str, float] = {}
        for row in rows:
            for code, value in row[place].hours.items():
                hours[code] = hours.get(code, 0.0) + value
        added.append(Absences(hours=hours, late=sum(row[place].late for row in rows)))
    return added


def _attended(context: PackContext, courses: Iterable[Course]) -> Mapping[str, list[Attended]]:
    """The lessons with something written in the cell, by student: an empty cell adds no hours."""
    journal, group_id = context.journal, context.group.group_id
    taught = {course.course_id for course in courses}
    today = context.moment.date()
    held = {
        lesson.lesson_id: lesson
        for lesson in journal.rows(Lesson)
        if lesson.course_id in taught and lesson.date <= today and lesson_counts(lesson.status, lesson.kind)
    }
    entries = [entry for entry in journal.rows(Entry) if entry.lesson_id in held]
    cells = read_cells((entry.text for entry in entries), context.regulation.cells)
    found: dict[str, list[Attended]] = {}
    for entry in entries:
        cell, lesson = cells[entry.text], held[entry.lesson_id]
        if isinstance(cell, Cell) and context.membership.is_member(entry.student_id, group_id, lesson.date):
            attended = Attended(lesson.date, lesson.hours, cell, entry.absent_hours)
            found.setdefault(entry.student_id, []).append(attended)
    return found


def _codes(context: PackContext) -> list[str]:
    """The absence codes in the order of their reasons."""
    absences = context.regulation.cells.absences
    return sorted(absences, key=lambda code: (_REASONS.index(absences[code]), code))


def _reason(context: PackContext, code: str) -> str:
    return context.regulation.cells.absences[code]


def _months(first: dt.date, last: dt.date) -> Iterable[Span]:
    """The calendar months of a period, cut to it."""
    day = first
    while day <= last:
        following = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        yield month_name(day.month), day, min(last, following - dt.timedelta(days=1))
        day = following


def _period_title(term: Term) -> str:
    """Return «1 семестр» from «1 семестр 2025/2026 учебного года»."""
    number = term.term_id.partition("-")[2]
    words = {"semester": "семестр", "trimester": "триместр", "quarter": "четверть", "module": "модуль"}
    return f"{number} {words.get(term.kind or 'semester', 'период')}".strip()


_TITLE = "Сводная ведомость учёта пропусков занятий"
