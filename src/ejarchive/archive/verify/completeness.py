"""Completeness (RFC 8493, 3): what manifests list is there, and what is there is listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ejarchive.archive.manifest import Entry
from ejarchive.archive.verify.findings import fault
from ejarchive.archive.verify.manifests import PAYLOAD, Manifest
from ejarchive.archive.verify.names import composed, leaves_bag, same_name
from ejarchive.archive.verify.source import Source
from ejarchive.archive.verify.tags import STRICT, Declaration, lines_of
from ejarchive.finding import Finding

FETCH = "fetch.txt"
Expected = dict[str, dict[str, str]]
"""File → algorithm → the digest it must have."""


def compare_listed(
    source: Source, manifests: Sequence[Manifest], declaration: Declaration, *, ours: bool
) -> tuple[Expected, list[Finding]]:
    """Find files that are missing or not listed; return what each file's digests must be."""
    expected: Expected = {}
    findings: list[Finding] = []
    tolerant = None if ours else _Twins(source.sizes, declaration)
    for manifest in manifests:
        for path, entry in manifest.entries.items():
            found = _found(path, entry, source, tolerant)
            if found is None:
                findings.append(fault("B112", path, manifest=manifest.name))
                continue
            if found != path:
                findings.append(fault("B124", found, listed=path))
            expected.setdefault(found, {})[manifest.algorithm] = entry.digest.lower()
    findings += _unlisted(source, manifests, expected, declaration)
    findings += _unlisted_manifests(manifests, declaration)
    return expected, findings


def _found(path: str, entry: Entry, source: Source, tolerant: _Twins | None) -> str | None:
    """Return the file that a listed path means, None when it is not there."""
    if path in source.sizes:
        return path
    return tolerant.twin_of(path, entry) if tolerant else None


class _Twins:
    """Finds a file whose name a disk has changed on the way: only in other people's bags, and with a warning."""

    def __init__(self, paths: Iterable[str], declaration: Declaration) -> None:
        self._paths = set(paths)
        self._old = declaration.version < STRICT
        self._by_form = {composed(path): path for path in self._paths}
        self._by_name = {same_name(path): path for path in self._paths}

    def twin_of(self, path: str, entry: Entry) -> str | None:
        """Return the same name in another normal form; in bags of the drafts also one in other case, or not decoded."""
        if self._old and entry.written in self._paths:
            return entry.written
        by_name = self._by_name.get(same_name(path)) if self._old else None
        return self._by_form.get(composed(path)) or by_name


def _unlisted(
    source: Source, manifests: Sequence[Manifest], expected: Expected, declaration: Declaration
) -> Iterator[Finding]:
    """Find payload files that are in no manifest; from version 1.0 on each must be in every one."""
    listing = [manifest for manifest in manifests if not manifest.tags]
    for path in source.sizes:
        if not path.startswith(PAYLOAD):
            continue
        lacking = [manifest for manifest in listing if manifest.algorithm not in expected.get(path, {})]
        if lacking and (declaration.version >= STRICT or len(lacking) == len(listing)):
            for manifest in lacking:
                yield fault("B113", path, manifest=manifest.name)


def _unlisted_manifests(manifests: Sequence[Manifest], declaration: Declaration) -> Iterator[Finding]:
    if declaration.version < STRICT:
        return
    payload = [manifest.name for manifest in manifests if not manifest.tags]
    for manifest in manifests:
        if manifest.tags:
            for name in payload:
                if name not in manifest.entries:
                    yield fault("B116", manifest.name, listed=name)


def look_at_fetch(source: Source, declaration: Declaration) -> list[Finding]:
    """Find what `fetch.txt` wants fetched. It never is: what it names is here, or the bag is incomplete."""
    if FETCH not in source.sizes:
        return []
    findings = [fault("B128", FETCH)]
    try:
        lines = lines_of(source.read(FETCH), declaration.encoding)
    except UnicodeError:
        return [*findings, fault("B104", FETCH, encoding=declaration.encoding)]
    for number, line in enumerate(lines, 1):
        parts = line.split(maxsplit=2)
        if not parts:
            continue
        if len(parts) < 3:
            findings.append(fault("B130", FETCH, line=number))
        elif leaves_bag(parts[2].removeprefix("./")):
            findings.append(fault("B105", FETCH, line=number, listed=parts[2]))
        elif parts[2].removeprefix("./") not in source.sizes or not parts[2].removeprefix("./").startswith(PAYLOAD):
            findings.append(fault("B129", FETCH, line=number, listed=parts[2]))
    return findings


def payload_size(sizes: Mapping[str, int]) -> str:
    """Return the Payload-Oxum: bytes and number of the payload files."""
    payload = [size for path, size in sizes.items() if path.startswith(PAYLOAD)]
    return f"{sum(payload)}.{len(payload)}"
