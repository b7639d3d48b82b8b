"""Numbered versions of a bag in an archive folder: which is the newest, and what was in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ejarchive.archive.manifest import manifest_name, parse_line
from ejarchive.archive.verify.bag import source_of
from ejarchive.archive.verify.zipped import BROKEN
from ejarchive.errors import InvalidBagError


@dataclass(frozen=True, slots=True)
class Version:
    """One version: payload path → SHA-256 as its manifest has it, and the SHA-256 of its tag manifest."""

    number: int
    path: Path
    digests: Mapping[str, str]
    fingerprint: str
    sizes: Mapping[str, int]

    @property
    def name(self) -> str:
        """The name of the bag, in a folder or in a zip."""
        return self.path.name.removesuffix(".zip")

    def holds(self, files: Mapping[str, bytes], *, within: tuple[str, ...]) -> bool:
        """Tell whether the payload below these places is just these files."""
        mine = {path: digest for path, digest in self.digests.items() if path.startswith(within)}
        return mine == {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}


def newest_version(archive: Path, stem: str) -> Version | None:
    """Return the newest version of a bag; `InvalidBagError` when it cannot say what is in it."""
    pattern = re.compile(re.escape(stem) + r"-v(\d+)(\.zip)?")
    found = [(int(match[1]), path) for path in _paths(archive) if (match := pattern.fullmatch(path.name))]
    if not found:
        return None
    number, path = max(found)
    source = source_of(path)
    try:
        payload = source.read(manifest_name("sha256")).decode()
        tags = source.read(manifest_name("sha256", tags=True))
    except (KeyError, UnicodeError, *BROKEN) as error:
        raise InvalidBagError(f"Прежний пакет повреждён: {path}.", f"Проверьте его: ejarchive verify {path}") from error
    entries = [entry for line in payload.splitlines() if (entry := parse_line(line))]
    digests = {entry.path.removeprefix("data/"): entry.digest for entry in entries}
    sizes = {name.removeprefix("data/"): size for name, size in source.sizes.items() if name.startswith("data/")}
    return Version(number, path, digests, hashlib.sha256(tags).hexdigest(), sizes)


def _paths(archive: Path) -> list[Path]:
    return list(archive.iterdir()) if archive.is_dir() else []
