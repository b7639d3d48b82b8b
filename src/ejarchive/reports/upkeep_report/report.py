"""The справка of one deputy as a document: working page, the act with its acquaintance sheet, the annex of names."""

from __future__ import annotations

from typing import Any

from ejarchive.document import Document, Geometry, Layout, Part
from ejarchive.model.people import Student
from ejarchive.naming import stem
from ejarchive.remark_life import TrackedRemark
from ejarchive.reports.context import as_of
from ejarchive.reports.form import signatory
from ejarchive.reports.indicators.spans import Span
from ejarchive.reports.names import group_name, student_short_name
from ejarchive.reports.upkeep_report import charts, method
from ejarchive.reports.upkeep_report.findings_text import (
    conclusion_texts,
    evidence_text,
    recommendation_texts,
    scope_text,
)
from ejarchive.reports.upkeep_report.remark_rows import last_month, remark_rows, still_open, this_month
from ejarchive.reports.upkeep_report.review import ROLE, Deputy, Review, person
from ejarchive.reports.upkeep_report.teachers import TeacherRow, teacher_rows
from ejarchive.reports.upkeep_report.working_page import cells, deputy_title, working_page
from ejarchive.russian import name_key, short_date

_SUBJECT = {"academic": "журналов учебных занятий", "practical": "журналов учебной и производственной практики"}
_OF_GROUP = (
    *("topics", "homework", "attendance_in_time", "marks_in_time"),
    *("marks_per_lesson", "current_average", "attendance"),
)
PORTRAIT = Geometry(left=20, top=15, bottom=16, right=15)
SINGLE = Layout(two_sided=False, sheet_numbers=None)


def report_title(deputy: Deputy) -> str:
    """Return «Справка по итогам проверки ведения журналов учебных занятий»."""
    return f"Справка по итогам проверки ведения {_SUBJECT[deputy]}"


def upkeep_report(review: Review) -> Document:
    """Return the document, signed-ready; students are named in its annex alone."""
    rows = teacher_rows(review)
    page = working_page(review, rows)
    foot = f"{report_title(review.deputy)} за {review.month.title} · данные на {as_of(review.moment)}"
    parts = [_with_foot(page, foot), _main(review, rows, foot)]
    if annex := _annex(review, foot):
        parts.append(annex)
    return Document(
        kind="report",
        stem=stem("report", str(review.month), review.deputy),
        title=f"{report_title(review.deputy)} за {review.month.title}",
        parts=tuple(parts),
        moment=review.moment,
        author=review.settings.college.name,
        layout=SINGLE,
    )


def _main(review: Review, rows: list[TeacherRow], foot: str) -> Part:
    new, old, older = this_month(review), last_month(review), still_open(review)
    view: dict[str, Any] = {
        "foot": foot,
        "college": review.settings.college.full_name or review.settings.college.name,
        "heading": f"по итогам проверки ведения {_SUBJECT[review.deputy]}",
        "month": review.month.title,
        "basis": method.basis_text(review),
        "period": f"{short_date(review.month.first)} — {short_date(review.month.last)}",
        "as_of": as_of(review.moment),
        "scope": scope_text(review),
        "evidence": evidence_text(review),
        "groups": ", ".join(_groups(review)),
        "deadlines": method.deadlines_text(review),
        "teachers": [
            {"number": number, "name": person(review.journal, row.person_id), "cells": cells(row)}
            for number, row in enumerate(rows, start=1)
        ],
        "indicators": method.indicator_rows(review),
        "group_rows": _group_rows(review),
        "weeks": charts.weekly_timeliness(review) or {},
        "plan": charts.plan_against_fact(review) or {},
        "opened": charts.remarks_by_month(review) or {},
        "remarks": remark_rows(review, new),
        "former": remark_rows(review, old),
        "former_month": review.month.previous.title,
        "older": remark_rows(review, older),
        "conclusions": conclusion_texts(review, rows),
        "recommendations": recommendation_texts(review, rows),
        "signature": signatory(review.settings, ROLE[review.deputy], review.day),
        "acquainted": [person(review.journal, row.person_id) for row in rows if row.person_id],
    }
    return Part(
        key="report",
        template="analytics/report.html.j2",
        view=view,
        title="Справка",
        geometry=PORTRAIT,
        page_numbers=False,
        promises=(
            *(row["name"] for row in view["teachers"]),
            *(row["text"] for rows_ in (view["remarks"], view["former"], view["older"]) for row in rows_),
            *view["conclusions"],
            *view["recommendations"],
        ),
    )


def _groups(review: Review) -> list[str]:
    ids = review.indicators.rows("lessons", deputy=review.deputy)["group_id"].unique()
    return sorted(group_name(review.journal, group_id) for group_id in ids)


def _group_rows(review: Review) -> list[dict[str, Any]]:
    """A line a group: what its journals under this deputy show this month."""
    ids = review.indicators.rows("lessons", deputy=review.deputy)["group_id"].unique()
    found = []
    for group_id in ids:
        figures = [
            review.indicators.figure(key, level="deputy_group", deputy=review.deputy, group_id=group_id)
            for key in _OF_GROUP
        ]
        plan = review.indicators.figure(
            "plan", span=Span.TERM, level="deputy_group", deputy=review.deputy, group_id=group_id
        )
        texts = [method.figure_cell(figure)["text"] for figure in (*figures, plan)]
        found.append({"name": group_name(review.journal, group_id), "cells": texts})
    return sorted(found, key=lambda row: row["name"])


def _annex(review: Review, foot: str) -> Part | None:
    """The students that open remarks are about; None when there are none."""
    found = [
        {**row, "students": ", ".join(names)}
        for row, remark in zip(remark_rows(review, this_month(review)), this_month(review), strict=True)
        if (names := _students(review, remark))
    ]
    if not found:
        return None
    return Part(
        key="annex",
        template="analytics/annex.html.j2",
        view={"foot": foot, "rows": found, "month": review.month.title, "whose": deputy_title(review)},
        title="Приложение",
        geometry=PORTRAIT,
        page_numbers=False,
        promises=tuple(row["students"] for row in found),
    )


def _students(review: Review, remark: TrackedRemark) -> list[str]:
    ids = {fact.student_id for fact in remark.open_facts if fact.student_id}
    found = [student for student in review.journal.rows(Student) if student.student_id in ids]
    found.sort(key=lambda row: name_key(row.last_name, row.first_name, row.middle_name))
    return [student_short_name(review.journal, student, review.day) for student in found]


def _with_foot(part: Part, foot: str) -> Part:
    return Part(
        key=part.key,
        template=part.template,
        view={**part.view, "foot": foot},
        title=part.title,
        geometry=part.geometry,
        page_numbers=False,
        promises=part.promises,
    )
