"""Saved answers of servers: browser recordings and JSON files, each offered to every system we can read."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from ejarchive.errors import UnreadableError
from ejarchive.finding import Finding
from ejarchive.formats.answers import BROKEN, LARGEST, Answer, System, parsed
from ejarchive.formats.dnevnik.system import Dnevnik
from ejarchive.formats.har import Recording, is_recording
from ejarchive.formats.irtech.system import Irtech
from ejarchive.formats.merge import Part
from ejarchive.formats.rows import Rows
from ejarchive.model.place import Place

SYSTEMS: tuple[Callable[[], System], ...] = (Irtech, Dnevnik)
"""Asked in this order, each answer; a new system is one class in this list."""
_SNIFFED = 512
NO_MOMENT = "F205"
"""The finding that says: these answers do not tell when they were saved."""


def recognises(path: Path) -> bool:
    """Tell whether a file begins as JSON does; whose answer it is shows when it is read."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_SNIFFED)
    return head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] in {b"{", b"["}


def read_files(
    files: Mapping[str, Path], zone: dt.tzinfo | None, retrieved_at: dt.datetime | None = None
) -> tuple[list[Part], list[Finding]]:
    """Read all saved answers together: one part a system; `files`: name to show → file.

    `UnreadableError` when no system knows any of the answers.
    """
    systems = [make() for make in SYSTEMS]
    taken: dict[int, list[str]] = {number: [] for number in range(len(systems))}
    moments: dict[str, dt.datetime | None] = {}
    findings: list[Finding] = []
    for name, file in files.items():
        source = _Source(name, file)
        used = False
        for answer in source.answers(findings):
            number = next((n for n, system in enumerate(systems) if system.take(answer)), None)
            if number is not None:
                used = True
                if name not in taken[number]:
                    taken[number].append(name)
            elif not source.recorded:
                findings.append(Finding("F206", answer.place))
        if used:
            moments[name] = source.moment or retrieved_at
    if not moments and not any(finding.code == "F201" for finding in findings):
        raise UnreadableError(
            f"Среди сохранённых ответов нет ни одного ответа электронного журнала: {_names(list(files))}.",
            "Откройте страницы журнала при включённой записи и сохраните её; щелчок за щелчком — "
            "в docs/how-to/setevoy-gorod.md.",
        )
    parts = []
    for number, system in enumerate(systems):
        if taken[number]:
            journal, doubts = system.journal(zone)
            findings += doubts
            parts.append(Part(_names(taken[number]), journal))
            parts += _sources({name: files[name] for name in taken[number]}, system.kind, moments)
    timeless = [name for name, moment in moments.items() if moment is None]
    if timeless:
        findings.append(Finding(NO_MOMENT, Place(file=timeless[0]), {"count": len(timeless)}))
    return parts, findings


class _Source:
    """One file of answers."""

    def __init__(self, name: str, file: Path) -> None:
        self.name, self.file = name, file
        self.recorded = is_recording(file)
        self.moment: dt.datetime | None = None

    def answers(self, findings: list[Finding]) -> Iterator[Answer]:
        if self.recorded:
            recording = Recording(self.file, self.name)
            yield from recording
            self.moment = recording.moment
            findings += recording.findings
            return
        value = parsed(self.file.read_bytes()) if self.file.stat().st_size <= LARGEST else BROKEN
        if value is BROKEN:
            findings.append(Finding("F201", Place(file=self.name)))
        else:
            yield Answer(value, Place(file=self.name))


def _sources(files: Mapping[str, Path], kind: str, moments: Mapping[str, dt.datetime | None]) -> list[Part]:
    """Return the table of sources, of those whose moment is known."""
    rows = Rows()
    for name, file in files.items():
        if (moment := moments[name]) is not None:
            with file.open("rb") as data:
                digest = hashlib.file_digest(data, "sha256").hexdigest()
            rows.add_once("sources", name=name, kind=kind, sha256=digest, retrieved_at=moment.isoformat())
    return [Part("", rows.journal("", "F213")[0])] if rows.count("sources") else []


def _names(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} и ещё {len(names) - 1}"
