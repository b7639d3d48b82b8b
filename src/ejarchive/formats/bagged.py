"""A bag of the archive in a folder: its journal is read where it lies. A zipped one is read as any zipped journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ejarchive.formats import folder

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from ejarchive.finding import Finding
    from ejarchive.model.journal import Journal

_DECLARED = "bagit.txt"


def recognises(path: Path) -> bool:
    """Tell whether the folder is a bag with a journal in it."""
    return (path / _DECLARED).is_file() and _inside(path).is_dir() and folder.recognises(_inside(path))


def read(path: Path, zone: dt.tzinfo | None = None) -> tuple[Journal, list[Finding]]:
    """Read the journal of a bag; whether the bag is sound is asked elsewhere."""
    return folder.read(_inside(path), zone)


def _inside(path: Path) -> Path:
    return path / "data" / "journal"
