"""A document in a bag, read with its own digest only: to show a page of it without counting the checksums of all."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ejarchive.archive.manifest import manifest_name, parse_line
from ejarchive.archive.verify.bag import source_of
from ejarchive.archive.verify.zipped import BROKEN


def payload_file(bag: Path, path: str) -> tuple[bytes, bool]:
    """Return a payload file, and whether it is what the manifest has; nothing of it when it cannot be read."""
    source = source_of(bag)
    try:
        data = source.read(f"data/{path}")
        lines = source.read(manifest_name("sha256")).decode().splitlines()
    except (KeyError, UnicodeError, *BROKEN):
        return b"", False
    entries = [entry for line in lines if (entry := parse_line(line))]
    told = [entry.digest.lower() for entry in entries if entry.path == f"data/{path}"]
    return data, told == [hashlib.sha256(data).hexdigest()]
