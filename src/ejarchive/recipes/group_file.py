"""Дело группы by its ledger: where each semester stands, and the steps that people mark."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from ejarchive.artifact import Artifact
from ejarchive.errors import UsageError
from ejarchive.formats.group_file_table import group_file_csv, is_group_file
from ejarchive.group_file import Event, Files, GroupFile, NewMark, Step, marked
from ejarchive.naming import stem, unique_slugs
from ejarchive.outputs import new_file
from ejarchive.recipes.group_file_desk import NO_FILES, desk_of, filed_group
from ejarchive.recipes.group_file_lines import status_lines
from ejarchive.recipes.group_file_placing import known_files
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.printing import print_documents
from ejarchive.reports.group_file_sheet import group_file_sheet
from ejarchive.russian import short_date
from ejarchive.state.group_files import group_files
from ejarchive.surroundings import Surroundings

_ORDER = re.compile(
    r"\s*№?\s*(?P<number>.+?)\s*(?:,|\sот\s)\s*"
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}))\s*(?:г\.?)?\s*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkOrder:
    """What is marked: that a semester (without `term`, every one that may) has reached a step on a day."""

    group: str
    step: str
    term: str | None = None
    date: dt.date | None = None
    order: str | None = None
    keeper: str | None = None
    reason: str | None = None


def show_files(
    group: str | None, out: Path | None, order: Order, surroundings: Surroundings, *, talk: Talk | None = None
) -> Outcome:
    """Say where each semester of a group, or of all groups, stands; into `out` also as CSV and as PDF."""
    talk = talk or Silence()
    desk = desk_of(order, surroundings)
    talk.tell(desk.findings)
    known = known_files(desk.folder, desk.now)
    chosen = [known[filed_group(known, group)]] if group is not None else list(known.values())
    lines = tuple(line for file in chosen for line in status_lines(file)) or (NO_FILES,)
    if out is None or not chosen:
        return Outcome(findings=desk.findings, lines=lines)
    name = _stem(known, chosen[0].group_id if group is not None else None)
    table, folder = group_file_csv(chosen), surroundings.folder / out
    document = group_file_sheet(chosen, desk.settings, stem=name, now=desk.now)
    with ExitStack() as stack:
        stack.enter_context(new_file(folder / f"{name}.csv", ours=is_group_file)).write_bytes(table)
        printed = print_documents(
            [document], folder, settings=desk.settings, order=order, surroundings=surroundings, talk=talk
        )
    csv = Artifact(
        kind="register",
        path=(folder / f"{name}.csv").resolve(),
        sha256=hashlib.sha256(table).hexdigest(),
        title=document.title,
        group_id=document.group_id,
    )
    return Outcome(artifacts=(*printed, csv), findings=desk.findings, lines=(*lines, "", f"Записано: {folder}"))


def mark_step(wanted: MarkOrder, order: Order, surroundings: Surroundings, *, talk: Talk | None = None) -> Outcome:
    """Mark that semesters have reached a step; the same mark again changes nothing."""
    talk = talk or Silence()
    if wanted.reason is not None and not wanted.reason.strip():
        raise UsageError("Не названа причина.", 'Она остаётся в учёте: --reason "причина".')
    desk = desk_of(order, surroundings)
    talk.tell(desk.findings)
    today = desk.now.date()
    new = NewMark(
        step=Step(wanted.step),
        day=wanted.date or today,
        order=read_order(wanted.order) if wanted.order else "",
        keeper=wanted.keeper,
        reason=(wanted.reason or "").strip(),
    )
    if wanted.keeper and new.step is not Step.KEPT:
        raise UsageError("Кто хранит дело, отмечают вместе с хранением.", "Укажите шаг kept или уберите --keeper.")
    known = known_files(desk.folder, desk.now)
    group_id = filed_group(known, wanted.group)

    def turn(files: Files) -> list[Event]:
        file = files[group_id]
        terms = [wanted.term] if wanted.term else _terms_for(file, new)
        return [event for term in terms for event in marked(file, wanted.group, term, new, today)]

    with group_files(desk.folder, desk.now) as ledger:
        after = ledger.keep(turn)[group_id]
    return Outcome(findings=desk.findings, lines=tuple(status_lines(after)))


def read_order(text: str) -> str:
    """Read «№ 5-к, 01.09.2026» and return it as it is printed: «№ 5-к от 01.09.2026»."""
    found = _ORDER.fullmatch(text)
    day = _day(found) if found else None
    if found is None or day is None:
        raise UsageError(
            f"Приказ не понят: {text}.", 'Напишите номер и дату через запятую: --order "№ 5-к, 01.09.2026".'
        )
    return f"№ {found['number']} от {short_date(day)}"


def _day(found: re.Match[str]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(found["iso"] or f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}")
    except ValueError:
        return None


def _terms_for(file: GroupFile, new: NewMark) -> list[str]:
    """Return the semesters meant where none is named: those that wait for this step, or change their keeper."""
    waiting = [
        term.term_id
        for term in file.printed
        if term.next_step is new.step or (new.step is Step.KEPT and term.step is Step.KEPT)
    ]
    if not waiting:
        raise UsageError(
            f"Нет семестра, который ждёт шага «{new.step.words}».",
            "Назовите его: --term ПЕРИОД. Где что стоит, покажет ejarchive file status.",
        )
    return waiting


def _stem(files: Files, group_id: str | None) -> str:
    if group_id is None:
        return "group-files"
    return stem("group-file", unique_slugs({each: file.name for each, file in files.items()})[group_id])
