"""All files of a bag, made in memory: the same payload and info give the same bytes on any day, in any place."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ejarchive.archive import streebog
from ejarchive.archive.manifest import PROFILE, manifest_name, manifest_text

ALGORITHMS = ("sha256", "sha512")
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_DECLARED = "bagit.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class BagInfo:
    """What `bag-info.txt` says (RFC 8493, 2.2.2). `date` is ISO; `more` are labels of our own, in order."""

    organization: str
    description: str
    date: str
    identifier: str
    group: str
    software: str
    sender_identifier: str
    more: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Bag:
    """Path in the bag → bytes, `bagit.txt` last: a bag that was cut short while written declares nothing."""

    files: Mapping[str, bytes]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the tag manifest: through it every byte of the bag."""
        return hashlib.sha256(self.files[manifest_name("sha256", tags=True)]).hexdigest()

    @property
    def payload(self) -> Mapping[str, bytes]:
        """The files below `data/`."""
        return {path: data for path, data in self.files.items() if path.startswith("data/")}


def make_bag(payload: Mapping[str, bytes], info: BagInfo, *, with_streebog: bool = False) -> Bag:
    """Put payload files (path below `data/` → bytes) into a bag; `InstallationError` when Streebog is not there."""
    algorithms = (*ALGORITHMS, streebog.NAME) if with_streebog else ALGORITHMS
    files = {f"data/{path}": payload[path] for path in sorted(payload)}
    tags = {"bag-info.txt": _info_text(info, files).encode()}
    for algorithm in algorithms:
        tags[manifest_name(algorithm)] = _manifest(files, algorithm)
    listed = {**tags, _DECLARED: _DECLARATION.encode()}
    for algorithm in algorithms:
        tags[manifest_name(algorithm, tags=True)] = _manifest(listed, algorithm)
    return Bag({**files, **tags, _DECLARED: listed[_DECLARED]})


def _manifest(files: Mapping[str, bytes], algorithm: str) -> bytes:
    return manifest_text({path: _digest(data, algorithm) for path, data in files.items()}).encode()


def _digest(data: bytes, algorithm: str) -> str:
    return streebog.digest(data) if algorithm == streebog.NAME else hashlib.new(algorithm, data).hexdigest()


def _info_text(info: BagInfo, payload: Mapping[str, bytes]) -> str:
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    labels = [
        ("BagIt-Profile-Identifier", PROFILE),
        ("Source-Organization", info.organization),
        ("External-Description", info.description),
        ("Bagging-Date", info.date),
        ("External-Identifier", info.identifier),
        ("Bag-Group-Identifier", info.group),
        ("Internal-Sender-Identifier", info.sender_identifier),
        ("Payload-Oxum", oxum),
        ("Bag-Software-Agent", info.software),
        *info.more,
    ]
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in labels)
