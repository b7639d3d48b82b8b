"""The one JSON object that `--json` prints, whatever happened."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ejarchive.artifact import Artifact
from ejarchive.finding import Finding


def report(
    command: str | None,
    *,
    ok: bool,
    artifacts: Iterable[Artifact] = (),
    findings: Iterable[Finding] = (),
    failure: str = "",
    seconds: float,
) -> str:
    """Return the object as one line of ASCII, which every console and pipe carries unharmed.

    A `failure` that is no finding (a usage error, a file that cannot be read) stands among the findings
    without a code.
    """
    told = [_finding(finding) for finding in findings]
    if failure:
        told.append(_entry(None, "error", failure, None, None))
    return json.dumps(
        {
            "command": command,
            "ok": ok,
            "artifacts": [_artifact(artifact) for artifact in artifacts],
            "findings": told,
            "seconds": round(seconds, 3),
        }
    )


def _artifact(artifact: Artifact) -> dict[str, Any]:
    return {
        "kind": artifact.kind,
        "path": _text(str(artifact.path.absolute())),
        "sha256": artifact.sha256,
        "pages": artifact.pages,
        "sheets": artifact.sheets,
        "group_id": artifact.group_id,
        "student_id": artifact.student_id,
        "term_id": artifact.term_id,
        "title": artifact.title,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    source = (place.file, place.sheet, place.row, place.column)
    return _entry(finding.code, finding.severity.value, finding.message, finding.clause, source)


def _entry(
    code: str | None, severity: str, message: str, clause: str | None, source: Sequence[str | int | None] | None
) -> dict[str, Any]:
    return {
        "code": code,
        "severity": severity,
        "message": _text(message),
        "clause": clause,
        "source": dict(zip(("file", "sheet", "row", "column"), source or (None,) * 4, strict=True)),
    }


def _text(text: str) -> str:
    """Return a text with the bytes of file names in it that the system's own encoding could not read (PEP 383)."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
