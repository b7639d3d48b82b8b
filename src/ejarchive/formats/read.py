"""The public door: anything readable → journal, recognised by content and never by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ejarchive.causes import cause_of
from ejarchive.errors import UnreadableError
from ejarchive.formats import folder, workbook, zipped

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from ejarchive.finding import Finding
    from ejarchive.model.journal import Journal


class Reader(Protocol):
    """A source of journals: a module of `formats` with these two functions."""

    def recognises(self, path: Path, /) -> bool:
        """Tell by content, quickly and without an error, whether this reader is the right one."""

    def read(self, path: Path, zone: dt.tzinfo | None, /) -> tuple[Journal, list[Finding]]:
        """Read the source; doubts are findings, an unusable file is an `UnreadableError`."""


READERS: tuple[Reader, ...] = (folder, zipped, workbook)
"""Asked in this order; a new source is a new module in this list."""


def read_journal(path: Path, *, zone: dt.tzinfo | None = None) -> tuple[Journal, list[Finding]]:
    """Read a journal folder, its zip, or a workbook; `UnreadableError` with a remedy for anything else.

    `zone` is the college's: a time stamp without an offset is taken as local time there, and said so;
    without a zone it is an error and the value is not read.
    """
    if not path.exists():
        raise UnreadableError(f"Не найдено: {path}.", "Проверьте путь к журналу.")
    try:
        if path.is_file():
            path.open("rb").close()  # who may not read it is told so, and not that it is no journal
        for reader in READERS:
            if reader.recognises(path):
                return reader.read(path, zone)
    except OSError as error:
        raise UnreadableError(
            f"Не удалось прочитать {path}: {cause_of(error)}.", "Проверьте доступ к файлу."
        ) from error
    raise UnreadableError(
        f"Не похоже на журнал: {path}.",
        "Нужна папка журнала, её zip или книга xlsx. Пустую книгу для заполнения создаёт ejarchive init ПАПКА.",
    )
