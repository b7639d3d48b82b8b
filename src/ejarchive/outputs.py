"""Putting results in place: whole or not at all, and never over something that is not ours."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ejarchive.errors import InTheWayError

_NEW_FILE_MODE = 0o644


@contextmanager
def new_file(path: Path, *, ours: Callable[[Path], bool] | None = None) -> Iterator[Path]:
    """Yield a temporary file beside `path` that takes its place when the block ends well.

    What stands at `path` is replaced only if `ours(path)` says so, else `InTheWayError`; it is asked
    before the work and left untouched by a run that fails.
    """
    _refuse_what_is_not_ours(path, ours)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".ejarchive-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        draft.chmod(_NEW_FILE_MODE)
        _flush(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Yield a temporary folder beside `path` that is renamed to it when the block ends well.

    `InTheWayError` when something stands at `path` already: a folder is never merged or overwritten.
    """
    if path.exists() or path.is_symlink():
        _refuse_what_is_not_ours(path, None)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".ejarchive-", dir=path.parent))
    try:
        yield draft
        for file in draft.rglob("*"):
            if file.is_file():
                _flush(file)
        draft.chmod(0o755)
        draft.rename(path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _refuse_what_is_not_ours(path: Path, ours: Callable[[Path], bool] | None) -> None:
    if not (path.exists() or path.is_symlink()):
        return
    if ours is not None and path.is_file() and not path.is_symlink() and ours(path):
        return
    raise InTheWayError(
        f"На месте результата уже стоит посторонний файл или папка: {path}.",
        "Уберите его или укажите другую папку.",
    )


def _flush(path: Path) -> None:
    """Make sure the bytes are on the disk before the name is."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
