"""The public door: anything readable → journal, recognised by content and never by its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

from ejarchive.causes import cause_of
from ejarchive.errors import UnreadableError
from ejarchive.finding import Finding
from ejarchive.formats import access_report, bagged, class_reports, folder, saved, workbook, zipped
from ejarchive.formats.class_reports.terms import with_customary_terms
from ejarchive.formats.merge import Part, merge
from ejarchive.model.journal import Journal
from ejarchive.model.place import Place
from ejarchive.settings import FILE_NAME

if TYPE_CHECKING:
    import datetime as dt

P = ParamSpec("P")
T = TypeVar("T")


class Reader(Protocol):
    """A source of journals: a module of `formats` with these two functions."""

    def recognises(self, path: Path, /) -> bool:
        """Tell by content, quickly and without an error, whether this reader is the right one."""

    def read(self, path: Path, zone: dt.tzinfo | None, /) -> tuple[Journal, list[Finding]]:
        """Read the source; doubts are findings, an unusable file is an `UnreadableError`."""


READERS: tuple[Reader, ...] = (folder, bagged, zipped, class_reports, workbook, access_report)
"""Asked in this order; a new kind of file is a new module in this list, a new system one in `saved`."""
MOST_FILES = 2000
"""Of one folder of saved answers."""


def read_journal(path: Path, *, zone: dt.tzinfo | None = None) -> tuple[Journal, list[Finding]]:
    """Read a journal folder, its zip, a bag of the archive, a workbook, or what was saved of an electronic journal.

    `UnreadableError` with a remedy for anything else. `zone` is the college's: a time stamp without an offset
    is taken as local time there, and said so; without a zone it is an error and the value is not read.
    """
    return read_sources([path], zone=zone)


def read_sources(
    paths: Sequence[Path], *, zone: dt.tzinfo | None = None, retrieved_at: dt.datetime | None = None
) -> tuple[Journal, list[Finding]]:
    """Read several sources and join them to one journal, the first in front.

    A folder that is no journal's stands for the files in it. `retrieved_at` is the moment of saved answers
    that do not tell theirs.
    """
    findings: list[Finding] = []
    found = [one for path in paths for one in _sources_at(path, findings)]
    named = Counter(name for name, _, _ in found)
    answers = {  # two files of one name are told by their folders
        name if named[name] == 1 else file.as_posix(): file for name, file, reader in found if reader is None
    }
    parts: list[Part] = []
    for name, file, reader in found:
        if reader is access_report and len(found) > 1:
            continue  # it adds to what the others give, once they are one journal
        if reader is not None:
            journal, doubts = _guarded(reader.read, file, zone)
            parts.append(Part(name, journal))
            findings += doubts
        elif answers:
            saved_parts, doubts = _guarded(saved.read_files, answers, zone, retrieved_at)
            parts += saved_parts
            findings += doubts
            answers = {}
    journal, doubts = merge(parts) if parts else (Journal(frames={}, present={}), [])
    findings += doubts
    if any(reader is class_reports for _, _, reader in found):
        journal, doubts = with_customary_terms(journal)
        findings += doubts
    for name, file, reader in found if len(found) > 1 else ():
        if reader is access_report:
            records, unread = _guarded(access_report.read_access, file, zone)
            journal, doubts = access_report.join_access(journal, records, name)
            findings += [*unread, *doubts]
    return journal, findings


def _sources_at(path: Path, findings: list[Finding]) -> list[tuple[str, Path, Reader | None]]:
    """Return name, file and reader of what is at a path; None reads saved answers, all of them together."""
    if not path.exists():
        raise UnreadableError(f"Не найдено: {path}.", "Проверьте путь к журналу.")
    if (one := _guarded(_recognised, path)) is not None:
        return [(path.name, path, one[0])]
    if path.is_dir():
        found: list[tuple[str, Path, Reader | None]] = []
        strange: list[Finding] = []
        for file in _guarded(_contents, path):
            name = file.relative_to(path).as_posix()
            if name == FILE_NAME:
                continue  # `[college]` begins as JSON may
            if (one := _guarded(_recognised, file)) is not None:
                found.append((name, file, one[0]))
            else:
                strange.append(Finding("F204", Place(file=name)))
        if found:
            findings += strange
            return found
    raise UnreadableError(
        f"Не похоже на журнал: {path}.",
        "Нужна папка журнала, её zip, книга xlsx или запись браузера (.har). "
        "Пустую книгу для заполнения создаёт ejarchive init ПАПКА.",
    )


def _recognised(path: Path) -> tuple[Reader | None] | None:
    """Return the reader in a tuple, or None when nobody knows the file."""
    if path.is_file():
        path.open("rb").close()  # who may not read it is told so, and not that it is no journal
    for reader in READERS:
        if reader.recognises(path):
            return (reader,)
    return (None,) if saved.recognises(path) else None


def _contents(path: Path) -> list[Path]:
    """Return the files of a folder and its folders, a journal's folder as one; links and hidden files are none."""
    found: list[Path] = []
    for one in sorted(path.iterdir()):
        if one.name.startswith(".") or one.is_symlink():
            continue
        if one.is_dir() and not (folder.recognises(one) or bagged.recognises(one)):
            found += _contents(one)
        else:
            found.append(one)
        if len(found) > MOST_FILES:
            raise UnreadableError(
                f"В папке {path} больше {MOST_FILES} файлов.", "Положите сохранённое из журнала в отдельную папку."
            )
    return found


def _guarded(read: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Say in words what keeps a file from being read."""
    try:
        return read(*args, **kwargs)
    except OSError as error:
        where = error.filename or next((one for one in args if isinstance(one, Path)), "")
        raise UnreadableError(
            f"Не удалось прочитать {where}: {cause_of(error)}.", "Проверьте доступ к файлу."
        ) from error
