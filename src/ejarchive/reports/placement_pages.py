"""A work placement as a list: student, place, from–to, hours, mark, date (БГСХТ 2.1; АПТ 3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from ejarchive.document import Part
from ejarchive.model.courses import Course, CourseStudent, Practice
from ejarchive.reports.context import PackContext
from ejarchive.reports.course_foot import SIGNATURE, CourseFoot, course_foot, director_line
from ejarchive.reports.course_head import (
    GEOMETRY,
    PAGE_HEIGHT,
    Head,
    course_head,
    course_title,
    subgroup_text,
)
from ejarchive.reports.course_record import CourseRecord
from ejarchive.reports.cutting import even_cuts
from ejarchive.reports.measure import line_count, plain
from ejarchive.reports.names import order_text, staff_short_name
from ejarchive.reports.ruling import Ruling, edges
from ejarchive.reports.styles import NAME, TOPIC
from ejarchive.russian import bound, capitalised, number_text, short_date
from ejarchive.typeface import TextStyle

_HEADING, _LEAST, _PADDING, _AROUND = 8.4, 8.0, 1.0, 2.2
_WIDTHS = (6.0, 46.0, 62.0, 19.0, 10.0, 10.0, 17.0)
_TITLES = ("№", "Фамилия, имя, отчество", "Место практики", "Сроки", "Часов", "Оценка", "Дата")
_TOGETHER = re.compile(r"(?<!\w)(с\.|г\.|д\.|пос\.|дер\.|ул\.|от) (?=[А-ЯЁ\d])")
_NAMES = ("number", "name", "place", "dates", "hours", "grade", "date")


def practice_facts(practices: Sequence[Practice]) -> list[str]:
    """Return what all these practices share: dates and hours, place, order, head and form of the report."""
    if not practices:
        return []
    facts = [
        _shared(f"Сроки: {_dates(row)}{_hours(row)}" for row in practices),
        _shared(f"Место: {plain(row.place)}" if row.place else "" for row in practices),
        _shared(_order(row) for row in practices),
        _shared(f"Договор: {plain(row.agreement)}" if row.agreement else "" for row in practices),
        _shared(f"Форма отчётности: {plain(row.result_form)}" if row.result_form else "" for row in practices),
    ]
    return [fact for fact in facts if fact]


def placement_part(context: PackContext, record: CourseRecord) -> Part:
    """The list of a work placement, cut into pages by the height of its rows."""
    course = record.course
    practices = [row for row in context.journal.rows(Practice) if row.course_id == course.course_id]
    shared = practice_facts(practices)
    head = course_head(context, course, shared)
    foot = course_foot(context, record)
    rows = [_row(context, record, practices, shared, *each) for each in enumerate(record.names, start=1)]
    pages = _pages(context, head, foot, rows)
    return Part(
        key=f"placement-{course.course_id}",
        template="pack/placement.html.j2",
        view={"foot": context.foot, "title": course_title(course), "pages": pages},
        title=course_title(course) + subgroup_text(course),
        geometry=GEOMETRY,
        pages=len(pages),
        promises=tuple("".join(row["texts"].values()) for row in rows),
    )


def _pages(context: PackContext, head: Head, foot: CourseFoot, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    heights: list[float] = [row["height"] for row in rows]
    signature = SIGNATURE if context.settings.print.director_signs == "sheet" else 0.0

    def fit(start: int, end: int) -> bool:
        below = foot.height if end == len(rows) else 0.0
        height = head.height + _HEADING + sum(heights[start:end]) + below + signature
        return height <= PAGE_HEIGHT

    pages = []
    for run in even_cuts(len(rows), fit) or [range(0)]:
        ruling = Ruling(edges(_WIDTHS), edges([_HEADING, *heights[run.start : run.stop]]))
        ruling.rows(range(len(ruling.ys)))
        ruling.columns(range(len(ruling.xs)))
        for index, row in enumerate(rows[run.start : run.stop]):
            for column in range(2, len(_WIDTHS)) if row["void"] else ():
                ruling.hatch(index + 1, column)
        pages.append({
            "head": head.view(),
            "table": {
                "ruling": ruling.view(),
                "xs": list(ruling.xs),
                "ys": list(ruling.ys),
                "widths": list(_WIDTHS),
                "fields": [{"name": name, "title": title} for name, title in zip(_NAMES, _TITLES, strict=True)],
                "heading_row": _HEADING,
                "rows": rows[run.start : run.stop],
            },
            "foot": foot.view() if run.stop == len(rows) else None,
            "signature": director_line(context) if signature else None,
        })  # fmt: skip
    return pages


def _row(
    context: PackContext, record: CourseRecord, practices: Sequence[Practice], shared: Sequence[str],
    number: int, student: str,
) -> dict[str, Any]:  # fmt: skip
    practice = _practice_of(context, record.course, practices, student)
    grade = next(
        (
            record.grades[column.key, student]
            for column in record.grade_columns
            if (column.key, student) in record.grades
        ),
        None,
    )
    day = grade.recorded_at.astimezone(context.settings.college.zone).date() if grade and grade.recorded_at else None
    texts = {
        "number": str(number),
        "name": record.names[student],
        "place": bound(_place(context, record.course, practice, shared)) if practice else "",
        "dates": f"{practice.starts:%d.%m.%Y}– {practice.ends:%d.%m.%Y}" if practice else "",
        "hours": number_text(practice.hours) if practice and practice.hours is not None else "",
        "grade": grade.value if grade else "",
        "date": short_date(day) if day else "",
    }
    height = max(
        _text_height(text, width, NAME if name == "name" else TOPIC)
        for (name, text), width in zip(texts.items(), _WIDTHS, strict=True)
    )
    void = practice is None and grade is None and student in record.void_grades
    return {"student": student, "texts": texts, "height": max(_LEAST, round(height + _AROUND, 2)), "void": void}


def _text_height(text: str, width: float, style: TextStyle) -> float:
    return line_count(text, width - 2 * _PADDING, style) * style.leading


def _practice_of(context: PackContext, course: Course, practices: Sequence[Practice], student: str) -> Practice | None:
    """Return the line of this student: his own, else of his subgroup, else of everybody."""
    own = [row for row in practices if row.subgroup == student]
    subgroups = _subgroups(context, course, student)
    of_subgroup = [row for row in practices if row.subgroup and row.subgroup in subgroups]
    everybody = [row for row in practices if not row.subgroup]
    return next(iter((*own, *of_subgroup, *everybody)), None)


def _subgroups(context: PackContext, course: Course, student: str) -> set[str | None]:
    """Return the subgroups of a student in this group and period, as the lists of its courses tell them."""
    listed = {row.course_id for row in context.journal.rows(CourseStudent) if row.student_id == student}
    return {course.subgroup} | {
        each.subgroup
        for each in context.journal.rows(Course)
        if each.course_id in listed and each.group_id == course.group_id and each.term_id == course.term_id
    }


def _place(context: PackContext, course: Course, practice: Practice, shared: Sequence[str]) -> str:
    """Return the place, and of agreement, head and order what is not the same for all."""
    head = practice.head_id if practice.head_id != course.teacher_id else None
    facts = [
        plain(practice.place),
        f"договор {plain(practice.agreement)}" if practice.agreement else "",
        f"руководитель {staff_short_name(context.journal, head)}" if head else "",
        _order(practice) if _order(practice) not in shared else "",
    ]
    text = "; ".join(fact for fact in facts if fact and fact.replace("договор ", "Договор: ") not in shared)
    return _TOGETHER.sub("\\1\u00a0", text)


def _order(row: Practice) -> str:
    return capitalised(order_text(row.order_number, short_date(row.order_date) if row.order_date else ""))


def _dates(row: Practice) -> str:
    return f"{short_date(row.starts)}–{short_date(row.ends)}"


def _hours(row: Practice) -> str:
    return f", {number_text(row.hours)} ч." if row.hours is not None else ""


def _shared(facts: Iterable[str]) -> str:
    found = set(facts)
    return found.pop() if len(found) == 1 else ""
