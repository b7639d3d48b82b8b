"""Учёт дела группы as a table for any spreadsheet: a line for each semester in each volume."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from ejarchive.formats.inventory_table import safe
from ejarchive.group_file import ORDER, FiledTerm, GroupFile, Step

_HEADINGS = (
    "Код группы",
    "Группа",
    "Период",
    "Семестр",
    "Версия",
    "Том",
    "Листы с",
    "Листы по",
    "Литерные листы",
    "Листов",
    "Страниц",
    "Том закрыт",
    "Файл",
    "SHA-256",
    "Данные на момент",
    "Напечатан",
    "Подписан",
    "Заверен печатью",
    "Подшит",
    "Принят на хранение",
    "Передан в архив",
    "Кто хранит (код)",
    "Приказ",
    "Причины отступлений",
    "Электронное дело",
    "SHA-256 файла tagmanifest-sha256.txt",
    "Где лежит",
)
_BOM = "\ufeff"  # else Excel takes the letters for cp1251
_BLANK = ("",) * 9  # of a semester that has only its electronic case


def group_file_csv(files: Sequence[GroupFile]) -> bytes:
    """Return the table; a text that a spreadsheet would take for a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(_HEADINGS)
    for file in files:
        for term in file.terms:
            writer.writerows(_rows(term))
    return (_BOM + text.getvalue()).encode()


def is_group_file(path: Path) -> bool:
    """Tell whether a file is such a table written by this program."""
    with path.open("rb") as file:
        return file.read(300).decode("utf-8", "replace").startswith(_BOM + ";".join(_HEADINGS[:8]))


def _rows(term: FiledTerm) -> Iterator[tuple[object, ...]]:
    version = term.current.version if term.current else ""
    head = (safe(term.group_id), safe(term.group_name), safe(term.term_id), safe(term.title), version)
    tail = (term.current.as_of if term.current else "", *_steps(term), *_bag(term))
    for part in term.volumes:
        literal = " ".join(map(str, part.literal))
        sheets = (part.volume, part.first_sheet, part.last_sheet, literal, part.sheets, part.pages)
        yield (*head, *sheets, "да" if part.closed else "", safe(part.file), part.sha256, *tail)
    if not term.volumes:
        yield (*head, *_BLANK, *tail)


def _steps(term: FiledTerm) -> Iterator[str]:
    marks = [term.marks.get(step) for step in ORDER]
    for mark in marks:
        yield mark.day.isoformat() if mark and mark.day else ""
    kept = term.marks.get(Step.KEPT)
    yield safe((kept.keeper or "") if kept else "")
    yield safe("; ".join(mark.order for mark in marks if mark and mark.order))
    yield safe("; ".join(mark.reason for mark in marks if mark and mark.reason))


def _bag(term: FiledTerm) -> tuple[str, str, str]:
    bag = term.bags[-1] if term.bags else None
    return (safe(bag.name), bag.fingerprint, safe(bag.path)) if bag else ("", "", "")
