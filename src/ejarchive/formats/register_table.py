"""Опись электронных дел as a table for any spreadsheet: a line for each bag."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ejarchive.formats.inventory_table import safe
from ejarchive.holdings import Holdings

_HEADINGS = (
    "№ п/п",
    "Индекс дела",
    "Заголовок дела",
    "Срок хранения",
    "Основание",
    "Дело закрыто",
    "Хранить",
    "Примечание",
    "Пакет",
    "Место",
    "Содержание пакета",
    "Начало периода",
    "Конец периода",
    "Файлов",
    "Байт",
    "SHA-256 файла tagmanifest-sha256.txt",
    "Заменён пакетом",
    "Проверен",
)
_BOM = "\ufeff"  # else Excel takes the letters for cp1251


def register_csv(held: Holdings) -> bytes:
    """Return the table; a text that a spreadsheet would take for a formula gets an apostrophe."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\n")
    writer.writerow(_HEADINGS)
    for number, case in enumerate(held.cases, 1):
        closed = case.closing.day.isoformat() if case.closing else ""
        about = (case.index, case.heading, case.retention.words, case.basis, closed, case.kept)
        notes = "; ".join(case.notes(held.today))
        for unit in case.units:
            starts, ends = (day.isoformat() if day else "" for day in (unit.starts, unit.ends))
            texts = (*about, notes, unit.name, unit.place, unit.title, starts, ends)
            row = [safe(text) for text in texts]
            checked = unit.checked.isoformat() if unit.checked else ""
            writer.writerow([number, *row, unit.files, unit.size, unit.fingerprint, safe(unit.replaced_by), checked])
    return (_BOM + file.getvalue()).encode()


def is_register(path: Path) -> bool:
    """Tell whether a file is a register written by this program."""
    with path.open("rb") as file:
        return file.read(200).decode("utf-8", "replace").startswith(_BOM + ";".join(_HEADINGS[:3]))
