"""A student's sheet: for the curator's talk with the student and the parents, by name, for her only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ejarchive.document import Part, Side
from ejarchive.model.absence import Absences
from ejarchive.reports.curator_report.facts import GroupReport, PupilFacts
from ejarchive.reports.curator_report.overview import GEOMETRY
from ejarchive.reports.curator_report.words import debt_text, frame, reasons
from ejarchive.reports.grade_columns import decimal
from ejarchive.reports.names import student_name
from ejarchive.reports.statement_facts import DisciplineFacts
from ejarchive.reports.statement_source import StatementSource
from ejarchive.russian import bound, counted, number_text, short_date


def sheet(source: StatementSource, report: GroupReport, pupil: PupilFacts) -> Part:
    """Return the sheet of one student."""
    codes = reasons(source)
    name = student_name(source.journal, pupil.student, source.moment.date())
    letters = [code for code, _ in codes]
    rows = [_row(pupil, each, letters) for each in pupil.now.disciplines]
    view = {
        **frame(report),
        "name": name,
        "group": report.group.name,
        "span": report.span.title,
        "whole_term": report.span.whole_term,
        "codes": letters,
        "legend": bound("; ".join(f"«{code}» — {word}" for code, word in codes)),
        "rows": rows,
        "total": _numbers(pupil.now.total.absences, letters)
        | {"average": decimal(pupil.average()), "before": decimal(pupil.average_before())},
        "falling": pupil.falling,
        "unexplained": [
            {
                "day": short_date(each.day),
                "title": bound(each.title),
                "text": each.text,
                "hours": number_text(each.hours) if each.hours is not None else "нет данных",
            }
            for each in pupil.unexplained
        ],
        "debts": [bound(debt_text(source, debt)) for debt in pupil.debts],
        "silences": [
            bound(f"{each.title} — {counted(each.lessons, 'занятие')} подряд без оценки") for each in pupil.silences
        ],
    }
    return Part(
        key=f"student-{source.slugs[pupil.student.student_id]}",
        template="curator/student.html.j2",
        view=view,
        title=name,
        level=2,
        geometry=GEOMETRY,
        starts=Side.FACE,
        page_numbers=False,
        promises=(name, *(row["title"] for row in rows)),
    )


def _row(pupil: PupilFacts, taught: DisciplineFacts, codes: Sequence[str]) -> dict[str, Any]:
    return {
        "title": bound(taught.title),
        "lessons": len(taught.taught.lessons),
        "marks": taught.taught.marks,
        "average": decimal(pupil.average(taught.title)),
        "before": decimal(pupil.average_before(taught.title)),
        **_numbers(taught.taught.absences, codes),
    }


def _numbers(absences: Absences, codes: Sequence[str]) -> dict[str, Any]:
    hours = [absences.hours.get(code, 0.0) for code in codes]
    return {"hours": [number_text(each) if each else "" for each in hours], "late": str(absences.late or "")}
