"""A bag in a zip: read where it lies; what the zip claims is not believed."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from typing import IO

from ejarchive.archive.verify.findings import fault
from ejarchive.archive.verify.names import leaves_bag
from ejarchive.archive.verify.source import Source
from ejarchive.finding import Finding

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
MOST_ENTRIES = 50_000
MOST_RATIO = 300
"""Deflate can reach 1032:1; tables and documents stay below 50:1."""
_SMALL = 100 * 2**20  # below this a ratio harms nobody
_ENCRYPTED, _UTF8 = 0x1, 0x800
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def zip_source(path: Path) -> Source:
    """Look through a zip; with findings that make reading it a danger nothing in it is opened."""
    try:
        archive = zipfile.ZipFile(path)  # stays open as long as the bag is read
    except BROKEN:
        return _refused([fault("B131" if _was_zip(path) else "B139", "")])
    infos = archive.infolist()
    findings = _tricks(infos, path)
    if findings:
        archive.close()
        return _refused(findings)
    names = {_name(info): info for info in infos if not _name(info).endswith("/")}
    top = _top(list(names))
    stray = [name for name in names if not name.startswith(top)]
    members = {name.removeprefix(top): info for name, info in names.items() if name.startswith(top)}

    def open_member(name: str) -> IO[bytes]:
        return archive.open(members[name])

    return Source(
        {name: info.file_size for name, info in members.items()},
        open_member,
        tuple(fault("B136", name) for name in stray),
    )


def _was_zip(path: Path) -> bool:
    """Tell a damaged zip from a file that never was one: by its name or its first bytes."""
    with path.open("rb") as file:
        return path.suffix.lower() == ".zip" or file.read(2) == b"PK"


def _refused(findings: list[Finding]) -> Source:
    def nothing(path: str) -> IO[bytes]:
        raise KeyError(path)

    return Source({}, nothing, tuple(findings))


def _tricks(infos: list[zipfile.ZipInfo], path: Path) -> list[Finding]:
    if len(infos) > MOST_ENTRIES:
        return [fault("B134", "", count=len(infos), most=MOST_ENTRIES)]
    findings = []
    for info in infos:
        name = _name(info)
        if leaves_bag(name.rstrip("/")) or "\\" in name or _CONTROL.search(name):
            findings.append(fault("B105", name, listed=name))
        if stat.S_ISLNK(info.external_attr >> 16):
            findings.append(fault("B108", name))
        if info.flag_bits & _ENCRYPTED:
            findings.append(fault("B133", name))
    findings += [fault("B132", name) for name, count in Counter(map(_name, infos)).items() if count > 1]
    size = sum(info.file_size for info in infos)
    if size > _SMALL and size > MOST_RATIO * path.stat().st_size:
        findings.append(fault("B135", ""))
    return findings


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name as packed; Windows packs Russian names in code page 866 and does not say so."""
    if info.flag_bits & _UTF8:
        return info.orig_filename
    return info.orig_filename.encode("cp437", "replace").decode("cp866", "replace")


def _top(names: list[str]) -> str:
    """Return the folder of the bag in the zip, with its slash; "" when the bag lies at the top."""
    if "bagit.txt" in names:
        return ""
    tops = sorted(name.removesuffix("bagit.txt") for name in names if name.count("/") == 1 and _declares(name))
    return tops[0] if tops else f"{names[0].partition('/')[0]}/" if names and "/" in names[0] else ""


def _declares(name: str) -> bool:
    return name.endswith("/bagit.txt")
