"""Verifying one bag, from its container down to the last byte."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ejarchive.archive.manifest import manifest_name
from ejarchive.archive.verify.completeness import Expected, compare_listed, look_at_fetch, payload_size
from ejarchive.archive.verify.findings import fault
from ejarchive.archive.verify.hashing import Progress, check_digests, is_known
from ejarchive.archive.verify.manifests import PAYLOAD, Manifest, read_manifests
from ejarchive.archive.verify.profile import breaches, declares_profile, look_at_names
from ejarchive.archive.verify.source import Source, folder_source
from ejarchive.archive.verify.tags import INFO, read_declaration, read_info
from ejarchive.archive.verify.zipped import BROKEN, zip_source
from ejarchive.errors import UnreadableError
from ejarchive.finding import Finding, errors

_WEAK = {"md5", "sha1"}
_OXUM = "Payload-Oxum"


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found; `ours`: the bag declares our profile. `fingerprint`: SHA-256 of `tagmanifest-sha256.txt`.

    `fast`: no checksum was counted, so that a valid verdict proves sizes and names only. `signatures`: what was
    found of them, apart: a second copy mends a file, and not a signature that was never good.
    """

    path: Path
    findings: tuple[Finding, ...]
    files: int
    size: int
    ours: bool
    fast: bool
    fingerprint: str | None
    signatures: tuple[Finding, ...] = ()

    @property
    def valid(self) -> bool:
        """Tell whether nothing is wrong; warnings do not count."""
        return not errors(self.findings)


def verify_bag(path: Path, *, fast: bool = False, threads: int = 1, progress: Progress | None = None) -> Verification:
    """Verify a bag in a folder or a zip; `UnreadableError` when nothing is there to read."""
    source = source_of(path)
    findings = list(source.findings)
    ours = False
    if source.sizes or not findings:
        try:
            more, ours = _look_at(source, fast=fast, threads=threads, progress=progress or (lambda _done, _of: None))
        except BROKEN:  # a tag file that cannot be read
            more = [fault("B115" if path.is_dir() else "B131", "")]
        findings += more
    return Verification(
        path=path,
        findings=tuple(findings),
        files=len(source.sizes),
        size=sum(source.sizes.values()),
        ours=ours,
        fast=fast,
        fingerprint=_fingerprint(source),
    )


def source_of(path: Path) -> Source:
    """Open a folder or a zip to look through; `UnreadableError` when there is neither."""
    if not path.exists():
        raise UnreadableError(f"Не найдено: {path}.", "Проверьте путь к пакету.")
    return folder_source(path) if path.is_dir() else zip_source(path)


def _look_at(source: Source, *, fast: bool, threads: int, progress: Progress) -> tuple[list[Finding], bool]:
    declaration, findings = read_declaration(source)
    if declaration is None:
        return findings, False
    labels, doubts = read_info(source, declaration)
    manifests, misread = read_manifests(source, declaration)
    ours = declares_profile(labels)
    expected, incomplete = compare_listed(source, manifests, declaration, ours=ours)
    findings += [
        *doubts,
        *misread,
        *_lacking(source, manifests),
        *incomplete,
        *look_at_fetch(source, declaration),
        *look_at_names(source, ours=ours),
        *_wrong_size(source, labels),
        *_unchecked(manifests, expected),
    ]
    if ours:
        findings += breaches(source, manifests, labels)
    if fast:
        findings.append(fault("B138", ""))
    else:
        findings += check_digests(source, expected, threads=threads, progress=progress)
    return findings, ours


def _lacking(source: Source, manifests: Sequence[Manifest]) -> list[Finding]:
    findings = []
    if "data" not in source.folders and not any(path.startswith(PAYLOAD) for path in source.sizes):
        findings.append(fault("B110", PAYLOAD))
    if all(manifest.tags for manifest in manifests):
        findings.append(fault("B111", ""))
    return findings


def _wrong_size(source: Source, labels: Sequence[tuple[str, str]]) -> list[Finding]:
    found = payload_size(source.sizes)
    return [fault("B123", INFO, told=told, found=found) for label, told in labels if label == _OXUM and told != found]


def _unchecked(manifests: Sequence[Manifest], expected: Expected) -> list[Finding]:
    """Find what no checksum proves: unknown algorithms, weak ones, files that have no other."""
    findings = [
        fault("B120", manifest.name, algorithm=manifest.algorithm)
        for manifest in manifests
        if not is_known(manifest.algorithm)
    ]
    payload = {manifest.algorithm for manifest in manifests if not manifest.tags}
    if payload and payload <= _WEAK:
        findings.append(fault("B137", "", algorithms=", ".join(sorted(payload))))
    for path, digests in expected.items():
        if not any(map(is_known, digests)):
            findings.append(fault("B121", path))
    return findings


def _fingerprint(source: Source) -> str | None:
    name = manifest_name("sha256", tags=True)
    try:
        return hashlib.sha256(source.read(name)).hexdigest() if name in source.sizes else None
    except BROKEN:
        return None
