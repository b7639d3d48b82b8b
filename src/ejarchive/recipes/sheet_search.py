"""Where a code leads: the printings of the ledger, and the bags that list it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ejarchive.archive.shelf import ShelvedBag, bags_below, shelved
from ejarchive.errors import UnreadableError
from ejarchive.formats.sheet_table import read_sheets
from ejarchive.group_file import FiledTerm, Files, Printing, SheetNumber, Volume
from ejarchive.recipes.order import Talk
from ejarchive.recipes.sheet_list import SHEETS
from ejarchive.sheet_code import CodedSheet, sheet_code

_VERSION = re.compile(r"(?P<stem>.+)-v(?P<number>\d+)")


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet that the ledger knows."""

    term: FiledTerm
    printing: Printing
    volume: Volume
    sheet: SheetNumber

    @property
    def later(self) -> Printing | None:
        """The version that counts today, when it is a later one."""
        current = self.term.current
        return current if current and current.version != self.printing.version else None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A bag that was looked into, and the sheets that it lists."""

    bag: ShelvedBag
    sheets: tuple[CodedSheet, ...]

    @property
    def place(self) -> tuple[str, int]:
        """The stem of its name and the number of its version; a name of another form is a version by itself."""
        found = _VERSION.fullmatch(self.bag.name)
        return (found["stem"], int(found["number"])) if found else (self.bag.name, 1)

    @property
    def group_id(self) -> str | None:
        """The group, as its labels tell."""
        return self._told[0]

    @property
    def term_id(self) -> str | None:
        """The period, as its labels tell."""
        return self._told[1]

    @property
    def _told(self) -> tuple[str | None, str | None]:
        parts = self.bag.labels.get("Bag-Group-Identifier", "").rsplit("/", 2)
        return (parts[1], parts[2]) if len(parts) == 3 else (None, None)

    def sheet(self, code: str) -> CodedSheet | None:
        """Return the sheet of a code."""
        return next((one for one in self.sheets if one.code == code), None)

    def replaced_by(self, shelves: Iterable[Shelf]) -> Shelf | None:
        """Return the newest later version of the same bag."""
        stem, number = self.place
        later = [one for one in shelves if one.place[0] == stem and one.place[1] > number]
        return max(later, key=lambda one: one.place[1], default=None)


def printed_sheets(files: Files, code: str) -> Iterator[Printed]:
    """Yield the sheets of the ledger that have this code; the codes of all printings are made anew."""
    for file in files.values():
        for term in file.terms:
            for printing in term.printings:
                if not printing.content:  # begun anew from a bag that does not tell it: the bag has its list
                    continue
                for volume in printing.volumes:
                    for sheet in volume.numbers:
                        if sheet_code(printing.content, volume.volume, str(sheet)) == code:
                            yield Printed(term, printing, volume, sheet)


def shelves_of(files: Files, archive: Path | None, talk: Talk) -> list[Shelf]:
    """Look into the bags that the ledger names and into those of an archive folder, each once.

    `UnreadableError` when there is no such folder. A bag that is gone from its place is told of and passed over.
    """
    if archive is not None and not archive.is_dir():
        raise UnreadableError(f"Нет такой папки: {archive}.", "Укажите папку, где лежат архивные пакеты.")
    told = [Path(bag.path) for file in files.values() for term in file.terms for bag in term.bags]
    found = [*told, *(bags_below(archive) if archive else ())]
    paths = list({path.resolve(): path for path in found}.values())
    shelves = []
    for number, path in enumerate(paths, 1):
        if path.exists():
            bag = shelved(path)
            shelves.append(Shelf(bag, tuple(_listed(bag))))
        else:
            talk.say(f"Пакета нет на прежнем месте: {path}. Если он переехал, добавьте --archive ПАПКА.")
        talk.progress(number, len(paths))
    return shelves


def _listed(bag: ShelvedBag) -> Sequence[CodedSheet]:
    files = bag.payload([SHEETS])
    return read_sheets(files[SHEETS]) if SHEETS in files else ()
