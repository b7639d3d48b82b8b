"""The log of checks: one PREMIS-like event a line, in JSON; nothing in it is ever changed."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

from ejarchive import __version__
from ejarchive.archive.verify import Verification

FILE = "fixity.jsonl"


def append_event(folder: Path, checked: Verification, now: dt.datetime) -> None:
    """Write down who checked what, when, how, and with which result; no person is named."""
    codes = Counter(finding.code for finding in (*checked.findings, *checked.signatures))
    event = {
        "eventType": "fixity check",
        "eventDateTime": now.isoformat(timespec="seconds"),
        "eventDetail": "sizes only" if checked.fast else "all checksums",
        "eventOutcome": "pass" if checked.valid else "fail",
        "eventOutcomeDetail": dict(sorted(codes.items())),
        "linkingObjectIdentifier": checked.path.name,
        "fingerprint": checked.fingerprint,
        "files": checked.files,
        "bytes": checked.size,
        "linkingAgentIdentifier": f"ejarchive {__version__}",
    }
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(event, ensure_ascii=False) + "\n")


def last_sound_check(folder: Path, name: str) -> dt.datetime | None:
    """Return when a bag was last checked in full and found sound; a line that cannot be read is passed over."""
    file = folder / FILE
    if not file.is_file():
        return None
    moments = [
        dt.datetime.fromisoformat(event["eventDateTime"])
        for event in map(_event, file.read_text("utf-8", "replace").splitlines())
        if event.get("linkingObjectIdentifier") == name
        and event.get("eventOutcome") == "pass"
        and event.get("eventDetail") == "all checksums"
    ]
    return max(moments, default=None)


def _event(line: str) -> dict[str, Any]:
    try:
        event = json.loads(line)
        dt.datetime.fromisoformat(event["eventDateTime"])
    except (ValueError, KeyError, TypeError):
        return {}
    return dict(event)
