"""Reading manifests: lines that are none, paths that lead outside, files listed twice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ejarchive.archive.manifest import Entry, parse_line
from ejarchive.archive.verify.findings import fault
from ejarchive.archive.verify.names import leaves_bag
from ejarchive.archive.verify.source import Source
from ejarchive.archive.verify.tags import STRICT, Declaration, lines_of
from ejarchive.finding import Finding

PAYLOAD = "data/"
_NAME = re.compile(r"(tag)?manifest-([^/]+)\.txt")


@dataclass(frozen=True, slots=True)
class Manifest:
    """One manifest: path → entry. `algorithm` is written as hashlib writes it: sha256."""

    name: str
    algorithm: str
    tags: bool
    entries: dict[str, Entry]


def manifest_kind(name: str) -> tuple[str, bool] | None:
    """Return algorithm and whether it lists tag files; None when the name is no manifest's."""
    found = _NAME.fullmatch(name)
    return (re.sub(r"[^a-z0-9]", "", found[2].lower()), bool(found[1])) if found else None


def read_manifests(source: Source, declaration: Declaration) -> tuple[list[Manifest], list[Finding]]:
    """Read all manifests at the top of the bag."""
    manifests, findings = [], []
    for name in sorted(source.sizes):
        kind = manifest_kind(name)
        if kind is None:
            continue
        manifest = Manifest(name, *kind, {})
        try:
            lines = lines_of(source.read(name), declaration.encoding)
        except UnicodeError:
            findings.append(fault("B104", name, encoding=declaration.encoding))
            continue
        findings += _fill(manifest, lines, declaration)
        manifests.append(manifest)
    return manifests, findings


def _fill(manifest: Manifest, lines: list[str], declaration: Declaration) -> Iterator[Finding]:
    """Put the lines into the manifest, and yield what is wrong with them."""
    marked = dotted = False
    for number, line in enumerate(lines, 1):
        entry = parse_line(line)
        if entry is None or not _is_digest(entry.digest, manifest.algorithm):
            yield fault("B106", manifest.name, line=number)
            continue
        path = entry.path.removeprefix("./")
        marked, dotted = marked or entry.binary_mark, dotted or path != entry.path
        if leaves_bag(path):
            yield fault("B105", manifest.name, line=number, listed=entry.written)
        elif path.startswith(PAYLOAD) is manifest.tags or (manifest.tags and _lists_tags(path)):
            yield fault("B107", manifest.name, line=number, listed=entry.written)
        elif path in manifest.entries:
            same = manifest.entries[path].digest.lower() == entry.digest.lower()
            code = "B117" if same and declaration.version < STRICT else "B109"
            yield fault(code, manifest.name, line=number, listed=entry.written)
        else:
            manifest.entries[path] = entry
    if marked:
        yield fault("B118", manifest.name)
    if dotted:
        yield fault("B119", manifest.name)


def _lists_tags(path: str) -> bool:
    kind = manifest_kind(path)
    return kind is not None and kind[1]


def _is_digest(digest: str, algorithm: str) -> bool:
    """Tell whether the digest is as long as its algorithm makes it; of an unknown one any length will do."""
    if algorithm not in hashlib.algorithms_available or algorithm.startswith("shake"):
        return True
    return len(digest) == 2 * hashlib.new(algorithm, usedforsecurity=False).digest_size
