"""Исправления: what was changed in the records after they were made, and why (АПТ 4.2, 4.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from ejarchive.document import Part
from ejarchive.model.courses import Course
from ejarchive.model.lessons import Lesson
from ejarchive.model.people import Student
from ejarchive.model.records import Correction
from ejarchive.model.schema import TABLES
from ejarchive.reports.context import PackContext
from ejarchive.reports.form import form, signature_height
from ejarchive.reports.lists import page_runs, paged, row_height
from ejarchive.reports.measure import plain
from ejarchive.reports.names import staff_short_name, student_short_name
from ejarchive.reports.season import season
from ejarchive.reports.styles import NOTE
from ejarchive.russian import bound, short_date

_REASON = "absence_reason"
_WIDTHS: dict[str, dict[str, float]] = {
    "fix": {"date": 18.0, "where": 36.0, "student": 26.0, "change": 40.0, "reason": 24.0, "author": 26.0},
    "reason": {"date": 18.0, "student": 34.0, "change": 17.0, "lessons": 61.0, "reason": 40.0},
}
_HEAD, _SECOND = 9.0, 24.0  # column headings; those of the second table and its title
_FIELDS = {
    column.name: column.title.lower() for table in ("grades", "lessons", "entries") for column in TABLES[table].columns
}
"""Columns that may be corrected, by the names the journal gives them."""


def corrections_page(context: PackContext) -> Part | None:
    """The part, or None when nothing was corrected; refined reasons of absence stand apart."""
    found = _Corrections(context)
    if not found.all:
        return None
    fixes = [found.row(each) for each in found.all if each.kind != _REASON]
    reasons = found.reasons([each for each in found.all if each.kind == _REASON])
    heights = [_fix_height(row) for row in fixes] + [_reason_height(row) for row in reasons]
    if fixes and reasons:
        heights[len(fixes)] += _SECOND
    runs = page_runs(heights, head=_HEAD, tail=signature_height(context))
    rows = [*(("fix", row) for row in fixes), *(("reason", row) for row in reasons)]
    view = form(
        context,
        under=context.heading,
        widths=_WIDTHS,
        pages=[
            {kind: [row for each, row in page if each == kind] for kind in ("fix", "reason")}
            for page in paged(rows, runs)
        ],
    )
    return Part(
        key="corrections",
        template="pack/corrections.html.j2",
        view=view,
        title="Исправления в журнале",
        pages=len(runs),
        promises=tuple(row["where"] for row in fixes),
    )


def _fix_height(row: dict[str, Any]) -> float:
    change = f"{row['field']}: {row['before']} → {row['after']}"
    texts = {**row, "change": change}
    return row_height(([texts[name]], width, NOTE) for name, width in _WIDTHS["fix"].items())


def _reason_height(row: dict[str, Any]) -> float:
    lessons = "; ".join(f"{day['day']} ({', '.join(day['courses'])})" for day in row["lessons"])
    texts = {**row, "lessons": lessons}
    return row_height(([texts[name]], width, NOTE) for name, width in _WIDTHS["reason"].items())


class _Corrections:
    """The corrections of a pack, with what their ids stand for."""

    def __init__(self, context: PackContext) -> None:
        journal = context.journal
        self._journal = journal
        self._zone = context.moment.tzinfo
        group_id = context.group.group_id
        self._lessons = {row.lesson_id: row for row in journal.rows(Lesson)}
        self._courses = {row.course_id: row for row in journal.rows(Course) if row.group_id == group_id}
        self._students = {row.student_id: row for row in journal.rows(Student)}
        self.all = tuple(sorted(self._of_pack(context), key=lambda each: (each.at, each.correction_id)))

    def row(self, each: Correction) -> dict[str, Any]:
        """One line: when, where, whose record, what it was and is, why, by whom."""
        return {
            "date": short_date(each.at.astimezone(self._zone).date()),
            "where": bound(self._where(each)),
            "student": self._student(each),
            "field": _FIELDS.get(each.field, plain(each.field)),
            "before": bound(plain(each.before)) or "пусто",
            "after": bound(plain(each.after)) or "пусто",
            "reason": bound(plain(each.reason)),
            "author": staff_short_name(self._journal, each.author_id),
        }

    def reasons(self, found: Sequence[Correction]) -> list[dict[str, Any]]:
        """Refined reasons of absence: the lessons of one student, day and reason in one line."""
        groups: dict[tuple[Any, ...], list[Correction]] = {}
        for each in found:
            day = each.at.astimezone(self._zone).date()
            groups.setdefault((day, each.student_id, each.before, each.after, each.reason), []).append(each)
        return [
            {
                "date": short_date(day),
                "student": self._student(rows[0]),
                "change": f"{plain(before) or 'пусто'} → {plain(after) or 'пусто'}",
                "lessons": self._lesson_list(rows),
                "reason": bound(plain(reason)),
            }
            for (day, _, before, after, reason), rows in groups.items()
        ]

    def _of_pack(self, context: PackContext) -> Iterable[Correction]:
        """Corrections in this period's courses, and in older ones if made in this pack's season."""
        first, last = season(context)
        for each in self._journal.rows(Correction):
            course = self._course(each)
            day = each.at.astimezone(self._zone).date()
            if course and (course.term_id == context.term.term_id or first <= day <= last) and day <= last:
                yield each

    def _course(self, each: Correction) -> Course | None:
        lesson = self._lessons.get(each.lesson_id or "")
        return self._courses.get(each.course_id or (lesson.course_id if lesson else ""))

    def _where(self, each: Correction) -> str:
        course, lesson = self._course(each), self._lessons.get(each.lesson_id or "")
        name = plain(f"{course.code or ''} {course.name}") if course else ""
        return ", ".join(filter(None, (name, f"занятие\u00a0{short_date(lesson.date)}" if lesson else "")))

    def _student(self, each: Correction) -> str:
        student = self._students.get(each.student_id or "")
        return student_short_name(self._journal, student, each.at.date()) if student else ""

    def _lesson_list(self, rows: Sequence[Correction]) -> list[dict[str, Any]]:
        """«16.09 (ОУП.09, МДК.01.01)»: the courses of each day."""
        days: dict[dt.date | None, list[str]] = {}
        for each in rows:
            lesson, course = self._lessons.get(each.lesson_id or ""), self._course(each)
            names = days.setdefault(lesson.date if lesson else None, [])
            names.append(plain(course.code or course.name) if course else "")
        return [
            {"day": f"{day:%d.%m}" if day else "", "courses": names}
            for day, names in sorted(days.items(), key=lambda pair: pair[0] or dt.date.min)
        ]
