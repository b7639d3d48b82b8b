"""Checksums: every file read once, all its digests counted in that pass, several files at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from ejarchive.archive.verify.completeness import Expected
from ejarchive.archive.verify.findings import fault
from ejarchive.archive.verify.source import Source
from ejarchive.archive.verify.zipped import BROKEN
from ejarchive.finding import Finding

try:  # the writer has its own door to it: a mistake in one must not be the other's
    import rhash
except (ImportError, OSError):
    rhash = None

STREEBOG = "streebog256"
_CHUNK = 2**20
Progress = Callable[[int, int], None]


class Hasher(Protocol):
    """What hashlib and RHash have in common."""

    def update(self, data: Any, /) -> object:  # noqa: ANN401 - any buffer
        """Take in some more bytes."""

    def hexdigest(self) -> str:
        """Return the digest in lower-case hex."""


class _Streebog:
    """ГОСТ Р 34.11-2012, 256 bits, with hashlib's words."""

    def __init__(self) -> None:
        self._hasher = rhash.RHash(rhash.GOST12_256)

    def update(self, data: Any, /) -> object:  # noqa: ANN401 - any buffer
        """Take in some more bytes."""
        return self._hasher.update(bytes(data))

    def hexdigest(self) -> str:
        """Return the digest; nothing may come after it."""
        self._hasher.finish()
        return str(self._hasher.hex(rhash.GOST12_256))


def is_known(algorithm: str) -> bool:
    """Tell whether digests of that algorithm can be counted here."""
    if algorithm == STREEBOG:
        return rhash is not None
    return algorithm in hashlib.algorithms_available and not algorithm.startswith("shake")


def check_digests(source: Source, expected: Expected, *, threads: int, progress: Progress) -> Iterator[Finding]:
    """Yield a finding for each file that is not what a manifest says; the largest files are begun first."""
    paths = sorted(expected, key=lambda path: (-source.sizes[path], path))
    with ThreadPoolExecutor(max_workers=max(threads, 1)) as pool:
        for done, findings in enumerate(pool.map(lambda path: _check(source, path, expected[path]), paths), 1):
            progress(done, len(paths))
            yield from findings


def _check(source: Source, path: str, expected: Mapping[str, str]) -> list[Finding]:
    hashers = {algorithm: _new(algorithm) for algorithm in expected if is_known(algorithm)}
    try:
        _read(source, path, list(hashers.values()))
    except BROKEN:
        return [fault("B115", path)]
    return [
        fault("B114", path, algorithm=algorithm, expected=expected[algorithm], found=found)
        for algorithm, hasher in hashers.items()
        if (found := hasher.hexdigest()) != expected[algorithm]
    ]


def _read(source: Source, path: str, hashers: list[Hasher]) -> None:
    buffer = bytearray(_CHUNK)
    view = memoryview(buffer)
    with source.open(path) as file:
        while count := file.readinto(buffer):  # type: ignore[attr-defined]  # zip members have it too
            for hasher in hashers:
                hasher.update(view[:count])


def _new(algorithm: str) -> Hasher:
    return _Streebog() if algorithm == STREEBOG else hashlib.new(algorithm, usedforsecurity=False)
