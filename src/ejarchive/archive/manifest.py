"""The grammar of a manifest: «digest, two spaces, path». The only code that the writer and the verifier share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

PROFILE = "urn:ejarchive:bag-profile:1"
"""`BagIt-Profile-Identifier` of our own bags: who declares it is held to it."""
_LINE = re.compile(r"([0-9A-Fa-f]+)([ \t]+)(\*?)(\S.*)")
_ENCODED = {"%": "%25", "\n": "%0A", "\r": "%0D"}
_DECODED = {code: sign for sign, code in _ENCODED.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the digest as written, the path decoded, and both as they stand there."""

    digest: str
    path: str
    written: str
    binary_mark: bool = False


def manifest_name(algorithm: str, *, tags: bool = False) -> str:
    """Return `manifest-sha256.txt` or `tagmanifest-sha256.txt`."""
    return f"{'tag' if tags else ''}manifest-{algorithm}.txt"


def manifest_text(digests: Mapping[str, str]) -> str:
    """Write a manifest in its one canonical form: lower case, two spaces, sorted by path, LF."""
    return "".join(f"{digests[path].lower()}  {encode_path(path)}\n" for path in sorted(digests))


def parse_line(line: str) -> Entry | None:
    """Read a line without its end; None when it is none. `*` before the path is what md5sum writes."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    digest, _, mark, written = found.groups()
    return Entry(digest, decode_path(written), written, bool(mark))


def encode_path(path: str) -> str:
    """Percent-encode LF, CR and %, and nothing else (RFC 8493, 2.1.3)."""
    return "".join(_ENCODED.get(sign, sign) for sign in path)


def decode_path(text: str) -> str:
    """Undo `encode_path`; a % that encodes nothing stands for itself, as in bags made before version 1.0."""
    return re.sub("%(?:25|0[AaDd])", lambda code: _DECODED[code[0].upper()], text)
