"""Лист учёта дела группы on paper: semesters with their sheets, steps, files and electronic cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from ejarchive.document import Document, Geometry, Layout, Part
from ejarchive.group_file import ORDER, FiledTerm, GroupFile, Step, breaks, reached
from ejarchive.russian import NBSP, bound, capitalised, counted, short_date
from ejarchive.settings import Settings

_UNKNOWN = "день неизвестен"


def group_file_sheet(files: Sequence[GroupFile], settings: Settings, *, stem: str, now: dt.datetime) -> Document:
    """Return the sheet of one group or of several, as their ledger stands at `now`, in the college's time zone."""
    day = short_date(now.date())
    view = {
        "foot": "",
        "part_signature": {},
        "sheet_signature": {},
        "college": settings.college.full_name,
        "date": day,
        "steps": [capitalised(step.words) for step in ORDER],
        "groups": [_group(file) for file in files],
    }
    digests = [part.sha256 for file in files for term in file.terms for part in term.volumes]
    part = Part(
        key="group-file",
        template="file/ledger.html.j2",
        view=view,
        geometry=Geometry(left=20),
        page_numbers=False,
        promises=tuple(dict.fromkeys(digests)),
    )
    one = files[0] if len(files) == 1 else None
    whose = f"дела группы {one.name}" if one else "дел групп"
    return Document(
        kind="register",
        stem=stem,
        title=f"Лист учёта {whose} на {day}",
        parts=(part,),
        moment=dt.datetime.combine(now.date(), dt.time(), now.tzinfo),
        author=settings.college.name,
        layout=Layout(two_sided=False, sheet_numbers=None),
        group_id=one.group_id if one else None,
    )


def _group(file: GroupFile) -> dict[str, Any]:
    broken = {term.term_id: place for term, place in breaks(file)}
    volumes = len({part.volume for term in file.terms for part in term.volumes})
    sheets = sum(part.sheets for term in file.terms for part in term.volumes)
    total = f"{counted(volumes, 'том')}, {counted(sheets, 'лист')}" if sheets else "листов нет"
    rows = []
    for term in file.terms:
        notes = list(_notes(term))
        if place := broken.get(term.term_id):
            notes.append(f"листы должны начинаться с {place.first_sheet} в томе {place.volume}: напечатать заново")
        rows.append(_term(term, notes))
    return {"name": bound(f"Группа {file.name}").replace("Группа ", f"Группа{NBSP}"), "total": total, "terms": rows}


def _term(term: FiledTerm, notes: Sequence[str]) -> dict[str, Any]:
    current = term.current
    return {
        "title": bound(term.title),
        "version": current.version if current else 0,
        "sheets": [
            f"том{NBSP}{part.volume}, л.{NBSP}{part.range}{' (закрыт)' if part.closed else ''}" for part in term.volumes
        ],
        "days": [(short_date(mark.day) if mark.day else _UNKNOWN) if mark else "—" for _, mark in reached(term)],
        "files": [{"name": part.file, "sha256": part.sha256} for part in term.volumes],
        "bag": {"name": term.bags[-1].name, "fingerprint": term.bags[-1].fingerprint} if term.bags else None,
        "notes": [bound(note) for note in notes],
    }


def _notes(term: FiledTerm) -> Iterator[str]:
    if term.unsure:
        yield "восстановлено из электронного дела: что сделано с бумагой, неизвестно"
    for kept in term.custody:
        since = f" с {short_date(kept.day)}" if kept.day else ""
        order = f", приказ {kept.order}" if kept.order else ""
        yield f"хранит {kept.keeper or 'не названный'}{since}{order}"
    for step, mark in reached(term):
        if mark and mark.order and step is not Step.KEPT:
            yield f"{step.words}: приказ {mark.order}"
        if mark and mark.reason:
            yield f"{step.words}, причина: {mark.reason}"
    if term.skipped:
        yield f"не отмечено: {', '.join(step.words for step in term.skipped)}"
    if term.step and (following := term.next_step):
        yield f"дальше: {following.task}"
