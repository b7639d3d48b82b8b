"""Signatures beside the files of a bag (`.sig`, `.p7s`): which file each signs, and whether it is valid.

A key is never held here. A signature by ГОСТ algorithms is carried and named, and neither valid nor invalid.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from ejarchive.archive.verify.cms import verdicts
from ejarchive.archive.verify.findings import fault
from ejarchive.archive.verify.source import Source
from ejarchive.archive.verify.trust import Roots
from ejarchive.archive.verify.zipped import BROKEN
from ejarchive.finding import Finding

SUFFIXES = (".sig", ".p7s")
UNCHECKED, OF_NOTHING = "B401", "B408"
_LARGEST = 16 * 2**20  # a signature that holds a document is not carried beside it


def signatures_in(paths: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each signature and the file it signs, None where there is no such file.

    `x.pdf.sig`, `x.pdf.director.sig` and `x.sig` beside `x.pdf` all sign `x.pdf`.
    """
    every = sorted(paths)
    documents = {path for path in every if not path.lower().endswith(SUFFIXES)}
    for path in every:
        if path not in documents:
            yield path, _signed_by(path, documents)


def check_signatures(source: Source, roots: Roots | None, now: dt.datetime) -> Iterator[Finding]:
    """Yield what is found of every signature of a bag; without roots only that it is there."""
    for path, signed in signatures_in(source.sizes):
        if signed is None:
            yield fault(OF_NOTHING, path)
        elif roots is None:
            yield fault(UNCHECKED, path, signed=signed)
        else:
            try:
                data, content = source.read(path)[: _LARGEST + 1], source.read(signed)
            except BROKEN:
                continue  # the checksums have said so
            for verdict in verdicts(data, content, roots, now):
                yield fault(verdict.code, path, signed=signed, **verdict.facts)


def _signed_by(path: str, documents: set[str]) -> str | None:
    name = path[: path.rindex(".")]
    while "." in PurePosixPath(name).name:
        if name in documents:
            return name
        name = name[: name.rindex(".")]
    if name in documents:
        return name
    beside = [one for one in documents if one.rpartition(".")[0] == path[: path.rindex(".")]]
    return beside[0] if len(beside) == 1 else None
