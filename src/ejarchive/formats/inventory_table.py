"""Опись электронного дела as a table for any spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One file of an electronic file: path in the bag, title, bytes, SHA-256."""

    path: str
    title: str
    size: int
    sha256: str


_HEADINGS = ("№ п/п", "Файл", "Заголовок", "Байт", "SHA-256")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inventory_csv(items: Iterable[Item]) -> bytes:
    """Return the table; a text that a spreadsheet would take for a formula gets an apostrophe."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_HEADINGS)
    for number, item in enumerate(items, 1):
        writer.writerow([number, safe(item.path), safe(item.title), item.size, item.sha256])
    return file.getvalue().encode()


def read_inventory(data: bytes) -> list[Item]:
    """Read the table back; rows that are none are passed over: their files will be found unlisted."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline="")))[1:]
    return [
        Item(path.removeprefix("'"), title.removeprefix("'"), int(size), sha256)
        for _, path, title, size, sha256 in (row for row in rows if len(row) == len(_HEADINGS))
        if size.isascii() and size.isdigit()
    ]


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
