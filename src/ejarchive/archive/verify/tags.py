"""Tag files: their lines, the declaration `bagit.txt` and the labels of `bag-info.txt`."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ejarchive.archive.verify.findings import fault
from ejarchive.archive.verify.source import Source
from ejarchive.finding import Finding

DECLARATION, INFO = "bagit.txt", "bag-info.txt"
STRICT = (1, 0)
"""From this version on the format is the RFC's; before it drafts, which allowed more."""
_KNOWN = {(0, 93), (0, 94), (0, 95), (0, 96), (0, 97), STRICT}
_VERSION = re.compile(r"BagIt-Version[ \t]*:[ \t]*(\d+)\.(\d+)[ \t]*")
_ENCODING = re.compile(r"Tag-File-Character-Encoding[ \t]*:[ \t]*(\S+)[ \t]*")
_STRICTLY = re.compile(r"[A-Za-z-]+: \S+")
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Declaration:
    """What `bagit.txt` says of the bag."""

    version: tuple[int, int]
    encoding: str


def lines_of(data: bytes, encoding: str) -> list[str]:
    """Split a tag file into lines; `UnicodeError` when it is not in its declared encoding."""
    lines = _LINE_END.split(data.decode(encoding))
    return lines[:-1] if lines[-1] == "" else lines


def read_declaration(source: Source) -> tuple[Declaration | None, list[Finding]]:
    """Read `bagit.txt`; without a version that is known nothing more can be said of the bag."""
    if DECLARATION not in source.sizes:
        return None, [fault("B101", DECLARATION)]
    data = source.read(DECLARATION)
    try:
        lines = lines_of(data, "utf-8")
    except UnicodeError:
        return None, [fault("B102", DECLARATION)]
    version = _VERSION.fullmatch(lines[0]) if lines else None
    encoding = _ENCODING.fullmatch(lines[1]) if len(lines) == 2 else None
    if version is None or encoding is None:
        return None, [fault("B102", DECLARATION)]
    number = (int(version[1]), int(version[2]))
    if number not in _KNOWN:
        return None, [fault("B103", DECLARATION, version=f"{version[1]}.{version[2]}")]
    if number >= STRICT and not all(_STRICTLY.fullmatch(line) for line in lines):
        return None, [fault("B102", DECLARATION)]
    try:
        name = codecs.lookup(encoding[1]).name
    except LookupError:
        return None, [fault("B104", DECLARATION, encoding=encoding[1])]
    return Declaration(number, name), []


def read_info(source: Source, declaration: Declaration) -> tuple[list[tuple[str, str]], list[Finding]]:
    """Read the labels of `bag-info.txt`, folded lines joined; a bag may do without the file."""
    if INFO not in source.sizes:
        return [], []
    try:
        lines = lines_of(source.read(INFO), declaration.encoding)
    except UnicodeError:
        return [], [fault("B104", INFO, encoding=declaration.encoding)]
    labels: list[tuple[str, str]] = []
    findings: list[Finding] = []
    for number, line in enumerate(lines, 1):
        label, colon, value = line.partition(":")
        if line[:1] in {" ", "\t"} and labels:
            labels[-1] = (labels[-1][0], f"{labels[-1][1]} {line.strip()}")
        elif colon and label.strip():
            labels.append((label.strip(), value.strip()))
        elif line.strip():
            findings.append(fault("B122", INFO, line=number))
    return labels, findings
