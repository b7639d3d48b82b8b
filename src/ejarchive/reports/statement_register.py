"""Журнал учёта выдачи сводных ведомостей: every number that was taken, annulled ones too, and who still waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ejarchive.document import Document, Geometry, Layout, Part
from ejarchive.issuance import CAPACITIES, Issue, IssueState, Period, Request
from ejarchive.model.journal import Journal
from ejarchive.model.people import Student
from ejarchive.reports.measure import plain
from ejarchive.reports.names import group_name, student_name
from ejarchive.russian import bound, short_date
from ejarchive.settings import Settings
from ejarchive.spreadsheet import Column, Format, Sheet, Spreadsheet

TITLE = "Журнал учёта выдачи сводных ведомостей"
STEM = "statement-register"
_INFORMED = "родители, совершеннолетние — сами (информирование)"
_IN_WORK = "выдаётся"
_GEOMETRY = Geometry(width=297, height=210, top=14, right=10, bottom=14, left=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPages:
    """What the register is made from; the journal gives names to the codes, as of `moment`."""

    issues: Sequence[Issue]
    unanswered: Sequence[Request]
    journal: Journal
    settings: Settings
    moment: dt.datetime


def register_document(pages: RegisterPages) -> Document:
    """Return the register as a document: all numbers in order, then the requests without an answer."""
    rows = [_row(pages, issue) for issue in pages.issues]
    view = {
        "foot": "",
        "part_signature": {},
        "college": pages.settings.college.name,
        "title": TITLE,
        "total": _total(pages.issues),
        "rows": rows,
        "waiting": [_waiting(pages, each) for each in pages.unanswered],
    }
    return Document(
        kind="register",
        stem=STEM,
        title=TITLE,
        parts=(
            Part(
                key="register",
                template="register/register.html.j2",
                view=view,
                geometry=_GEOMETRY,
                page_numbers=False,
                promises=tuple(row["who"] for row in rows if row["who"]),
            ),
        ),
        moment=pages.moment,
        author=pages.settings.college.name,
        layout=Layout(two_sided=False, sheet_numbers=None),
    )


def register_spreadsheet(pages: RegisterPages) -> Spreadsheet:
    """Return the register as a workbook: the same lines, with the digest of each document."""
    return Spreadsheet(
        kind="register",
        stem=STEM,
        title=TITLE,
        sheets=(
            Sheet(title="Выдача", columns=_ISSUES, rows=[_cells(pages, issue) for issue in pages.issues], frozen=1),
            Sheet(title="Без ответа", columns=_REQUESTS, rows=[_asked(pages, each) for each in pages.unanswered]),
        ),
        moment=pages.moment,
        author=pages.settings.college.name,
    )


def _row(pages: RegisterPages, issue: Issue) -> dict[str, Any]:
    request = issue.request
    return {
        "number": str(issue.number),
        "asked_on": short_date(request.date) if request else "",
        "asked": plain(request.number) if request else "",
        "who": _who(pages, issue.student_id, issue.issued_on) if issue.student_id else _all_of(issue),
        "group": group_name(pages.journal, issue.group_id),
        "period": _period(issue.period),
        "again": f"экз.\u00a0{issue.copy}" if request and issue.copy > 1 else "",
        "recipient": _recipient(issue),
        "basis": bound(plain(issue.basis)),
        "override": bound(plain(issue.override)),
        "sheets": str(issue.sheets) if issue.sheets is not None and _is_issued(issue) else "",
        "issued_on": short_date(issue.issued_on) if issue.issued_on else "",
        "prepared_by": bound(plain(issue.prepared_by)),
        "annulled": _fate(issue),
    }


def _waiting(pages: RegisterPages, request: Request) -> dict[str, str]:
    day = pages.moment.date()
    return {
        "asked_on": short_date(request.date),
        "asked": plain(request.number),
        "who": _who(pages, request.student_id, day),
        "group": group_name(pages.journal, request.group_id),
        "period": _period(request.period),
        "recipient": CAPACITIES[request.capacity],
        "basis": bound(plain(request.basis)),
        "due": short_date(request.due),
        "note": bound(plain(_note(request))),
    }


_ISSUES = (
    Column(key="number", title="№", width=6, format=Format.WHOLE),
    Column(key="asked_on", title="Дата запроса", width=12, format=Format.DATE),
    Column(key="asked", title="№ запроса", width=12),
    Column(key="who", title="Обучающийся", width=34, wrap=True),
    Column(key="student", title="Код", width=10),
    Column(key="group", title="Группа", width=12),
    Column(key="starts", title="Период с", width=12, format=Format.DATE),
    Column(key="ends", title="по", width=12, format=Format.DATE),
    Column(key="copy", title="Экземпляр", width=13, format=Format.WHOLE),
    Column(key="recipient", title="Получатель", width=26, wrap=True),
    Column(key="basis", title="Основание", width=30, wrap=True),
    Column(key="copies", title="Ведомостей", width=14, format=Format.WHOLE),
    Column(key="sheets", title="Листов", width=8, format=Format.WHOLE),
    Column(key="issued_on", title="Дата выдачи", width=12, format=Format.DATE),
    Column(key="state", title="Состояние", width=26, wrap=True),
    Column(key="prepared_by", title="Подготовил", width=20, wrap=True),
    Column(key="override", title="Выдано, хотя", width=30, wrap=True),
    Column(key="digest", title="SHA-256 файла", width=68),
)
_REQUESTS = (
    Column(key="asked_on", title="Дата запроса", width=12, format=Format.DATE),
    Column(key="asked", title="№ запроса", width=12),
    Column(key="who", title="Обучающийся", width=34, wrap=True),
    Column(key="student", title="Код", width=10),
    Column(key="group", title="Группа", width=12),
    Column(key="starts", title="Период с", width=12, format=Format.DATE),
    Column(key="ends", title="по", width=12, format=Format.DATE),
    Column(key="recipient", title="Получатель", width=26, wrap=True),
    Column(key="basis", title="Основание", width=30, wrap=True),
    Column(key="due", title="Ответить до", width=12, format=Format.DATE),
    Column(key="note", title="Примечание", width=40, wrap=True),
)


def _cells(pages: RegisterPages, issue: Issue) -> Mapping[str, Any]:
    request = issue.request
    return {
        "number": issue.number,
        "asked_on": request.date if request else None,
        "asked": request.number if request else None,
        "who": _who(pages, issue.student_id, issue.issued_on) if issue.student_id else None,
        "student": issue.student_id,
        "group": group_name(pages.journal, issue.group_id),
        "starts": issue.period.starts,
        "ends": issue.period.ends,
        "copy": issue.copy if request else None,
        "recipient": _recipient(issue),
        "basis": issue.basis or None,
        "copies": issue.copies,
        "sheets": issue.sheets,
        "issued_on": issue.issued_on,
        "state": _fate(issue) or "выдана",
        "prepared_by": issue.prepared_by or None,
        "override": issue.override or None,
        "digest": issue.digest or None,
    }


def _asked(pages: RegisterPages, request: Request) -> Mapping[str, Any]:
    return {
        "asked_on": request.date,
        "asked": request.number,
        "who": _who(pages, request.student_id, pages.moment.date()),
        "student": request.student_id,
        "group": group_name(pages.journal, request.group_id),
        "starts": request.period.starts,
        "ends": request.period.ends,
        "recipient": CAPACITIES[request.capacity],
        "basis": request.basis or None,
        "due": request.due,
        "note": _note(request) or None,
    }


def _who(pages: RegisterPages, student_id: str, day: dt.date | None) -> str:
    """Return the full name; the code of a student whom this journal does not know."""
    student = next((each for each in pages.journal.rows(Student) if each.student_id == student_id), None)
    return student_name(pages.journal, student, day or pages.moment.date()) if student else student_id


def _all_of(issue: Issue) -> str:
    return f"обучающихся: {issue.copies}"


def _recipient(issue: Issue) -> str:
    if issue.capacity is not None:
        return CAPACITIES[issue.capacity]
    return _INFORMED


def _period(period: Period) -> str:
    return f"{short_date(period.starts)} – {short_date(period.ends)}"


def _is_issued(issue: Issue) -> bool:
    return issue.state is IssueState.ISSUED


def _fate(issue: Issue) -> str:
    if issue.state is IssueState.ANNULLED:
        return f"номер аннулирован: {issue.annulled_because}"
    return "" if _is_issued(issue) else _IN_WORK


def _note(request: Request) -> str:
    notes = []
    if request.withdrawn_because:
        notes.append(f"ответ не нужен: {request.withdrawn_because}")
    if request.extended_because:
        notes.append(f"срок продлён уведомлением: {request.extended_because}")
    return "; ".join(notes)


def _total(issues: Sequence[Issue]) -> str:
    issued = sum(map(_is_issued, issues))
    annulled = sum(issue.state is IssueState.ANNULLED for issue in issues)
    told = f"Всего номеров: {len(issues)}. Выдано: {issued}."
    return f"{told} Аннулировано: {annulled}." if annulled else told
