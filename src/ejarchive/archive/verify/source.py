"""Where the files of a bag are: a folder or a zip, which is never unpacked. No link is followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ejarchive.archive.verify.findings import fault
from ejarchive.finding import Finding


@dataclass(frozen=True, slots=True)
class Source:
    """Path in the bag → size in bytes, and a way to read one; `findings` are what the container itself does wrong."""

    sizes: dict[str, int]
    open: Callable[[str], IO[bytes]]
    findings: tuple[Finding, ...] = ()
    folders: frozenset[str] = frozenset()

    def read(self, path: str) -> bytes:
        """Return the whole content of a small file."""
        with self.open(path) as file:
            return file.read()


def folder_source(root: Path) -> Source:
    """Look through a folder."""
    sizes: dict[str, int] = {}
    folders: set[str] = set()
    findings: list[Finding] = []
    for path, entry in _entries(root, ""):
        if entry.is_symlink():
            findings.append(fault("B108", path))
        elif entry.is_dir():
            folders.add(path)
        elif stat.S_ISREG(entry.stat().st_mode):
            sizes[path] = entry.stat().st_size
        else:
            findings.append(fault("B108", path))
    return Source(sizes, lambda path: (root / path).open("rb"), tuple(findings), frozenset(folders))


def _entries(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield everything below a folder, in the order of names; a link is named and not entered."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            path = prefix + entry.name
            yield path, entry
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(Path(entry.path), f"{path}/")
