"""The journal folder: one CSV a table, with a `datapackage.json`, with a bare one, or without."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ejarchive.errors import UnreadableError
from ejarchive.finding import Finding
from ejarchive.formats.assemble import journal_of
from ejarchive.formats.delimited import read_delimited
from ejarchive.formats.headings import is_personal, table_named
from ejarchive.formats.package import DESCRIPTOR, resources_of
from ejarchive.model.place import Place

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from ejarchive.formats.raw import RawTable
    from ejarchive.model.journal import Journal

SUFFIXES = (".csv", ".tsv")


def recognises(path: Path) -> bool:
    """Tell whether the folder has a package or a table of ours in it."""
    return path.is_dir() and holds_journal(file.name for file in path.iterdir())


def holds_journal(names: Iterable[str]) -> bool:
    """Tell whether file names speak of a journal folder."""
    return any(name == DESCRIPTOR or (_is_csv(name) and table_named(_stem(name))) for name in names)


def read(path: Path, zone: dt.tzinfo | None = None) -> tuple[Journal, list[Finding]]:
    """Read a journal folder; `UnreadableError` when a file of it is no table at all."""
    names = {file.name for file in path.iterdir() if file.is_file() and _is_csv(file.name)}
    if (path / DESCRIPTOR).is_file():
        names |= {DESCRIPTOR, *resources_of(_bytes(path, DESCRIPTOR))}
    return journal_of_files({name: _bytes(path, name) for name in names if (path / name).is_file()}, zone)


def journal_of_files(files: Mapping[str, bytes], zone: dt.tzinfo | None = None) -> tuple[Journal, list[Finding]]:
    """Read the files of a journal folder, wherever they come from: path in the folder → bytes."""
    named = resources_of(files[DESCRIPTOR]) if DESCRIPTOR in files else {}
    findings = [Finding("F105", Place(file=DESCRIPTOR), {"name": name}) for name in sorted(named.keys() - files.keys())]
    raws: dict[str, RawTable] = {}
    for name in sorted(name for name in files if name in named or _is_csv(name)):
        place = Place(file=name)
        table = table_named(named.get(name, "")) or table_named(_stem(name))
        if table is None:
            code = "F102" if is_personal(_stem(name)) else "F103"
            findings.append(Finding(code, place, {"heading": name}))
        elif table.name in raws:
            facts = {"table": table.title, "other": raws[table.name].place.file}
            findings.append(Finding("F104", place, facts))
        else:
            raws[table.name], doubts = read_delimited(files[name], table, place)
            findings += doubts
    journal, more = journal_of(raws.values(), zone)
    return journal, findings + more


def _bytes(folder: Path, name: str) -> bytes:
    file = folder / name
    if not file.resolve().is_relative_to(folder.resolve()):
        raise UnreadableError(
            f"Файл папки журнала ведёт за её пределы: {name}.", "Положите в папку сам файл, а не ссылку на него."
        )
    return file.read_bytes()


def _is_csv(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def _stem(name: str) -> str:
    return PurePosixPath(name).stem
