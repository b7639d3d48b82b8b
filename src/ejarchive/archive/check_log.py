"""The log of checks: one PREMIS-like event a line, in JSON; nothing in it is ever changed."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ejarchive import __version__
from ejarchive.archive.verify import Verification

FILE = "fixity.jsonl"
_FOLDER = "ejarchive-state"


@dataclass(frozen=True, slots=True)
class Checked:
    """When a bag was checked, and whether it was found sound."""

    moment: dt.datetime
    sound: bool


def log_folder(bag: Path, state: Path | None) -> Path:
    """Return the folder of the log: the one named by the user, else beside the bag."""
    return state or bag.absolute().parent / _FOLDER


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


def last_checks(folder: Path) -> dict[str, Checked]:
    """Return the last check of each bag, by the name of its folder or zip; a line that cannot be read is passed over.

    A check of sizes alone counts only where it failed: it proves nothing else.
    """
    file = folder / FILE
    last: dict[str, Checked] = {}
    if file.is_file():
        for name, checked in _events(file.read_text("utf-8", "replace")):
            if name not in last or last[name].moment <= checked.moment:
                last[name] = checked
    return last


def _events(log: str) -> Iterator[tuple[str, Checked]]:
    for line in log.splitlines():
        try:
            event = json.loads(line)
            moment, sound = dt.datetime.fromisoformat(event["eventDateTime"]), event["eventOutcome"] == "pass"
            name, full = str(event["linkingObjectIdentifier"]), event["eventDetail"] == "all checksums"
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
        if moment.tzinfo and (full or not sound):
            yield name, Checked(moment, sound)
