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
from ejarchive.finding import Finding
from ejarchive.formats.group_file_table import group_file_csv, is_group_file
from ejarchive.group_file import Event, Files, GroupFile, NewMark, Step, marked
from ejarchive.naming import stem, unique_slugs
from ejarchive.outputs import new_file
from ejarchive.recipes.group_file_lines import status_lines
from ejarchive.recipes.group_file_placing import known_files
from ejarchive.recipes.opening import read_settings
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.printing import print_documents
from ejarchive.recipes.state_folder import state_folder
from ejarchive.reports.group_file_sheet import group_file_sheet
from ejarchive.russian import short_date
from ejarchive.settings import Settings
from ejarchive.state.group_files import group_files
from ejarchive.surroundings import Surroundings

_ORDER = re.compile(
    r"\s*№?\s*(?P<number>.+?)\s*(?:,|\sот\s)\s*"
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}))\s*(?:г\.?)?\s*"
)
_NONE = "Дел групп в учёте ещё нет: их начинает ejarchive pack, когда печатает журнал на подпись."


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


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where the ledger of this call lies, and on which day it is looked at."""

    settings: Settings
    findings: tuple[Finding, ...]
    folder: Path
    now: dt.datetime


def show_files(
    group: str | None, out: Path | None, order: Order, surroundings: Surroundings, *, talk: Talk | None = None
) -> Outcome:
    """Say where each semester of a group, or of all groups, stands; into `out` also as CSV and as PDF."""
    talk = talk or Silence()
    desk = _desk(order, surroundings)
    talk.tell(desk.findings)
    known = known_files(desk.folder, desk.now)
    chosen = [known[_group_of(known, group)]] if group is not None else list(known.values())
    lines = tuple(line for file in chosen for line in status_lines(file)) or (_NONE,)
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
    desk = _desk(order, surroundings)
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
    group_id = _group_of(known, wanted.group)

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


def _group_of(files: Files, asked: str) -> str:
    """Return the id of the group meant by its id or by a name it has in the ledger."""
    if asked in files:
        return asked
    plain = "".join(asked.casefold().split())
    found = [
        group_id
        for group_id, file in files.items()
        if plain in {"".join(term.group_name.casefold().split()) for term in file.terms}
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"Групп с названием {asked} несколько.", f"Укажите код: {', '.join(found)}.")
    if not files:
        raise UsageError(f"Дела группы {asked} в учёте нет.", _NONE)
    known = ", ".join(f"{file.name} ({group_id})" for group_id, file in files.items())
    raise UsageError(f"Дела группы {asked} в учёте нет.", f"Есть: {known}.")


def _stem(files: Files, group_id: str | None) -> str:
    if group_id is None:
        return "group-files"
    return stem("group-file", unique_slugs({each: file.name for each, file in files.items()})[group_id])


def _desk(order: Order, surroundings: Surroundings) -> _Desk:
    settings, findings = read_settings(order, surroundings, surroundings.folder)
    now = surroundings.now.astimezone(settings.college.zone)
    return _Desk(settings, tuple(findings), state_folder(settings, surroundings), now)
