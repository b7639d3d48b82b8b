"""A finding at a file of the bag, with the section of RFC 8493 that its rule rests on."""

from __future__ import annotations

from ejarchive.finding import Finding, finding_in_file


def fault(code: str, path: str, *, line: int | None = None, **facts: object) -> Finding:
    """Make a finding; the path is shown on one line whatever signs it has."""
    return finding_in_file(code, _shown(path), line=line, path=_shown(path), **facts)


def _shown(path: str) -> str:
    return "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in path)
