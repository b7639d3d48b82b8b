"""Opening a zip that somebody made: what it claims is not believed, what it holds is counted as it is read."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING

from ejarchive.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_ENTRIES = 2000
MOST_BYTES = 2**30
MOST_RATIO = 300
"""Deflate can reach 1032:1; tables of a journal stay below 50:1."""
_SMALL = 10 * 2**20  # below this a ratio proves nothing and harms nobody
_CHUNK = 2**20
_OUTSIDE = re.compile(r"^[/~]|^[A-Za-z]:|\\|://|(^|/)\.\.(/|$)|[\x00-\x1f\x7f]")
_ENCRYPTED, _UTF8 = 0x1, 0x800
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def leaves_folder(name: str) -> bool:
    """Tell whether a path in a package or an archive leads out of its folder or is none at all."""
    return not name or _OUTSIDE.search(name) is not None


def names_in(path: Path) -> tuple[str, ...]:
    """Return the names of a zip's entries, none if the file is no zip: only for recognising it."""
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(_name(info) for info in archive.infolist())
    except _BROKEN:
        return ()


def entries_of(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file in a zip, in the order of names.

    `UnreadableError` for a name that leads outside, a link, a name given twice, a password, a broken
    entry, more than `MOST_ENTRIES`, or more bytes than `MOST_BYTES` or `MOST_RATIO` allow.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            left = MOST_BYTES
            for entry, info in sorted(_checked(archive.infolist(), name).items()):
                content = _read(archive, info, left, name)
                left -= len(content)
                yield entry, content
    except _BROKEN as error:
        raise UnreadableError(f"Архив {name} повреждён.", "Скопируйте или выгрузите его заново.") from error


def _checked(infos: list[zipfile.ZipInfo], name: str) -> dict[str, zipfile.ZipInfo]:
    if len(infos) > MOST_ENTRIES:
        raise _hostile(name, f"в нём {len(infos)} файлов, допустимо {MOST_ENTRIES}")
    entries: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for info in infos:
        entry = _name(info)
        if leaves_folder(entry):
            raise _hostile(name, f"путь {entry!r} ведёт за пределы архива")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise _hostile(name, f"{entry!r} — ссылка, а не файл")
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableError(f"Архив {name} закрыт паролем.", "Сохраните его без пароля.")
        if entry.casefold() in seen:
            raise _hostile(name, f"файл {entry!r} встречается дважды")
        seen.add(entry.casefold())
        if not entry.endswith("/"):
            entries[entry] = info
    return entries


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name as packed; Windows packs Russian names in code page 866 and does not say so."""
    if info.flag_bits & _UTF8:
        return info.orig_filename
    return info.orig_filename.encode("cp437", "replace").decode("cp866", "replace")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, name: str) -> bytes:
    content = io.BytesIO()
    with archive.open(info) as file:
        while chunk := file.read(_CHUNK):
            content.write(chunk)
            size = content.tell()
            if size > left or (size > _SMALL and size > MOST_RATIO * info.compress_size):
                raise _hostile(name, "при распаковке он разрастается сверх разумного")
    return content.getvalue()


def _hostile(name: str, reason: str) -> UnreadableError:
    return UnreadableError(
        f"Архив {name} не открыт: {reason}.", "Такой архив не читается. Упакуйте папку журнала заново."
    )
