"""What a sound bag of ours holds: do its documents, inventory, provenance and tables keep what they promise?

Why here and not in the verifier: tables belong to the formats, and a checksum knows nothing of them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from ejarchive.archive.verify.bag import source_of
from ejarchive.archive.verify.source import Source
from ejarchive.checks.inspection import Inspection
from ejarchive.checks.keys import dangling_reference, duplicate_key
from ejarchive.errors import UnreadableError
from ejarchive.finding import Finding, errors, finding_in_file
from ejarchive.formats.folder import journal_of_files
from ejarchive.formats.inventory_table import read_inventory
from ejarchive.settings import Settings, regulation_of

_DATA, _JOURNAL = "data/", "data/journal/"
_INVENTORY, _INVENTORY_SHEET = "data/inventory.csv", "data/inventory.pdf"
_PROVENANCE = "data/provenance.json"
_ORIGIN = {"program", "as_of", "group_id", "term_id", "source_files"}


def look_into(bag: Path) -> list[Finding]:
    """Return what is wrong with the content of a bag whose checksums are right."""
    source = source_of(bag)
    return [*_documents(source), *_inventory(source), *_origin(source), *_tables(source)]


def _documents(source: Source) -> Iterator[Finding]:
    for path in source.sizes:
        if path.startswith(_DATA) and path.lower().endswith(".pdf"):
            with source.open(path) as file:
                if file.read(5) != b"%PDF-":
                    yield finding_in_file("B208", path)


def _inventory(source: Source) -> Iterator[Finding]:
    """Compare the inventory with the payload: every file but the inventory itself and its signatures."""
    if _INVENTORY not in source.sizes:
        return
    listed = {f"{_DATA}{item.path}": (item.size, item.sha256) for item in read_inventory(source.read(_INVENTORY))}
    there = {
        path: size
        for path, size in source.sizes.items()
        if path.startswith(_DATA) and not path.startswith((_INVENTORY, _INVENTORY_SHEET))
    }
    for path in sorted(listed.keys() ^ there.keys()):
        yield finding_in_file("B209", path)
    for path in sorted(listed.keys() & there.keys()):
        if listed[path] != (there[path], hashlib.sha256(source.read(path)).hexdigest()):
            yield finding_in_file("B209", path)


def _origin(source: Source) -> Iterator[Finding]:
    if _PROVENANCE not in source.sizes:
        return
    try:
        told = json.loads(source.read(_PROVENANCE))
    except (ValueError, RecursionError):
        told = None
    if not (isinstance(told, dict) and told.keys() >= _ORIGIN):
        yield finding_in_file("B210", _PROVENANCE)


def _tables(source: Source) -> Iterator[Finding]:
    """Read the journal as anybody would, and follow its keys."""
    files = {path.removeprefix(_JOURNAL): source.read(path) for path in source.sizes if path.startswith(_JOURNAL)}
    if "datapackage.json" not in files:
        return
    try:
        journal, findings = journal_of_files(files, dt.UTC)
    except UnreadableError as error:
        yield finding_in_file("B211", _JOURNAL, reason=error.message)
        return
    settings = Settings()
    inspection = Inspection(journal, regulation_of(settings), settings, None)
    wrong = errors([*findings, *duplicate_key(inspection), *dangling_reference(inspection)])
    for finding in wrong:
        file = f"{_JOURNAL}{finding.place.file}"
        yield finding_in_file("B211", file, line=finding.place.row, reason=finding.message)
