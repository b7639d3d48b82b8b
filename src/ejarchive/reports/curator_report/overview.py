"""The first page: the whole group at a glance, and below it what does not wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from ejarchive.document import Geometry, Part
from ejarchive.model.absence import Absences
from ejarchive.reports.context import as_of
from ejarchive.reports.curator_report.facts import FALL, GroupReport, PupilFacts
from ejarchive.reports.curator_report.words import debt_text, frame, reasons
from ejarchive.reports.grade_columns import decimal
from ejarchive.reports.measure import plain
from ejarchive.reports.names import staff_name, student_name, student_short_name
from ejarchive.reports.statement_source import StatementSource
from ejarchive.reports.wide_table import name_size
from ejarchive.russian import bound, counted, number_text

GEOMETRY = Geometry(top=15, bottom=12, left=20)
_ROOM = 172.0  # millimetres for the rows of students; the rest of the page is for heading, sums and notes
_MOST_ROW, _LEAST_ROW = 5.4, 3.7
_MOST_DEBTS = 6
_NAME, _WIDE_NAME = 44.0, 69.0  # the column of names, with and without the columns of what was before


def overview(source: StatementSource, report: GroupReport) -> Part:
    """Return the page; it is cut for one, whatever the size of the group."""
    codes = reasons(source)
    rows = [_row(source, report, number, pupil, codes) for number, pupil in enumerate(report.pupils, start=1)]
    row = max(_LEAST_ROW, min(_MOST_ROW, _ROOM / max(len(rows) + 1, 1)))
    view = {
        **frame(report),
        "group": report.group.name,
        "curator_word": source.regulation.words.curator,
        "curator": staff_name(source.journal, report.group.curator_id),
        "span": report.span.title,
        "since": "" if report.span.whole_term else bound(f"с {report.span.since:%d.%m}"),
        "as_of": as_of(source.moment),
        "codes": [code for code, _ in codes],
        "legend": bound("; ".join(f"«{code}» — {word}" for code, word in codes)),
        "rows": rows,
        "sums": _sums(report, codes),
        "row": round(row, 2),
        "small": row < 4.4,
        "debts": _debts(source, report),
        "notes": _notes(source, report),
    }
    return Part(
        key="overview",
        template="curator/overview.html.j2",
        view=view,
        title=f"Группа {plain(report.group.name)}",
        geometry=GEOMETRY,
        page_numbers=False,
        pages=1,
        promises=tuple(row["name"] for row in rows),
    )


def _row(
    source: StatementSource, report: GroupReport, number: int, pupil: PupilFacts, codes: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    now, so_far = pupil.now.total.absences, pupil.so_far.total.absences
    name = student_name(source.journal, pupil.student, source.moment.date())
    return {
        "number": number,
        "name": name,
        "name_size": name_size(name, _WIDE_NAME if report.span.whole_term else _NAME),
        "now": _hours(now, codes),
        "late": str(now.late or ""),
        "so_far": _hour(so_far.total_hours),
        "unexplained": _hour(pupil.unexplained_hours),
        "average": decimal(pupil.average()),
        "before": decimal(pupil.average_before()),
        "falling": pupil.falling,
        "silences": str(len(pupil.silences) or ""),
        "debts": str(len(pupil.debts) or ""),
    }


def _hours(absences: Absences, codes: Sequence[tuple[str, str]]) -> list[str]:
    return [_hour(absences.total_hours), *(_hour(absences.hours.get(code, 0.0)) for code, _ in codes)]


def _hour(hours: float) -> str:
    return number_text(hours) if hours else ""


def _sums(report: GroupReport, codes: Sequence[tuple[str, str]]) -> dict[str, Any]:
    now = [pupil.now.total.absences for pupil in report.pupils]
    by_code = [sum(each.hours.get(code, 0.0) for each in now) for code, _ in codes]
    return {
        "now": [_hour(hours) for hours in (sum(by_code), *by_code)],
        "late": str(sum(each.late for each in now) or ""),
        "so_far": _hour(sum(pupil.so_far.total.absences.total_hours for pupil in report.pupils)),
        "unexplained": _hour(sum(pupil.unexplained_hours for pupil in report.pupils)),
        "silences": str(sum(bool(pupil.silences) for pupil in report.pupils) or ""),
        "debts": str(sum(bool(pupil.debts) for pupil in report.pupils) or ""),
    }


def _debts(source: StatementSource, report: GroupReport) -> list[str]:
    """Return the debts by the day they are due, those without a day first: each needs one (АПТ 4.4)."""
    day = source.moment.date()
    found = sorted(
        (
            (debt.until or dt.date.min, number, pupil, debt)
            for number, pupil in enumerate(report.pupils)
            for debt in pupil.debts
        ),
        key=lambda each: each[:2],
    )
    lines = [
        f"{student_short_name(source.journal, pupil.student, day)}: {debt_text(source, debt)}"
        for _, _, pupil, debt in found
    ]
    if len(lines) > _MOST_DEBTS:
        more = len(lines) - _MOST_DEBTS + 1
        lines[_MOST_DEBTS - 1 :] = [f"и ещё {counted(more, 'задолженность')} — в листах обучающихся"]
    return [bound(line) for line in lines]


def _notes(source: StatementSource, report: GroupReport) -> list[str]:
    least = source.settings.analytics.student_lessons_without_mark
    notes = ["Пропущено — в часах; опоздание пропуском не считается."]
    if least:
        notes.append(
            f"«Нет оценок» — число дисциплин, по которым на последних {least} и более занятиях, "
            "где обучающийся присутствовал, оценок нет."
        )
    if not report.span.whole_term:
        notes.append(f"▼ — средний балл снизился на {number_text(FALL)} и более по сравнению с началом периода.")
    unknown = _unknown(pupil.so_far.total.absences for pupil in report.pupils)
    if unknown:
        notes.append(f"Продолжительность неизвестна: {counted(unknown, 'занятие')} — в часы не вошли.")
    return [bound(note) for note in notes]


def _unknown(absences: Iterable[Absences]) -> int:
    return sum(each.unknown_hours for each in absences)
