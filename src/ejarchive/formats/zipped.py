"""A journal folder in a zip: the same files, read under guard and written the same every time."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ejarchive.errors import UnreadableError
from ejarchive.formats import container
from ejarchive.formats.folder import holds_journal, journal_of_files
from ejarchive.formats.folder_writer import files_of
from ejarchive.outputs import new_file

if TYPE_CHECKING:
    import datetime as dt

    from ejarchive.finding import Finding
    from ejarchive.model.journal import Journal

_DAY_ONE = (1980, 1, 1, 0, 0, 0)
_MAC = "__MACOSX/"  # what the Finder adds to every zip


def recognises(path: Path) -> bool:
    """Tell whether the file is a zip with a journal folder in it, at its top or in a folder."""
    return path.is_file() and holds_journal(name.replace("\\", "/").rpartition("/")[2] for name in _names(path))


def read(path: Path, zone: dt.tzinfo | None = None) -> tuple[Journal, list[Finding]]:
    """Read a zipped journal folder; `UnreadableError` when the zip is broken or a danger."""
    files = {
        name: data for name, data in container.entries_of(path.read_bytes(), path.name) if not name.startswith(_MAC)
    }
    tops = {PurePosixPath(name).parent for name in files if holds_journal([PurePosixPath(name).name])}
    top = min(tops, key=lambda folder: len(folder.parts))
    if any(not other.is_relative_to(top) for other in tops):
        raise UnreadableError(f"В архиве {path.name} не одна папка журнала.", "Оставьте в архиве одну.")
    inside = {PurePosixPath(name): data for name, data in files.items()}
    return journal_of_files(
        {str(name.relative_to(top)): data for name, data in inside.items() if name.is_relative_to(top)}, zone
    )


def write_zip(journal: Journal, path: Path) -> Path:
    """Write a journal folder as a zip (stored, sorted, fixed times); an earlier one of ours is replaced."""
    with (
        new_file(path, ours=recognises) as draft,
        zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive,
    ):
        for name, data in sorted(files_of(journal).items()):
            info = zipfile.ZipInfo(name, _DAY_ONE)
            info.create_system = 3  # the same on Windows
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return path


def _names(path: Path) -> list[str]:
    names = container.names_in(path)
    return [] if "[Content_Types].xml" in names else [name for name in names if not name.startswith(_MAC)]
