"""Standard streams that can always be written to: any encoding, a closed pipe, no terminal at all."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata

import iuliia

_LOOKALIKES = {
    "«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "—": "-", "–": "-", "‑": "-", "…": "...",
    "№": "N", "·": "-", "•": "*", "→": "->", "\u00a0": " ", "\u202f": " ", "✓": "+", "✗": "x", "±": "+-", "×": "x",
}  # fmt: skip
_ERRORS = "ejarchive-nearest"


def prepare() -> None:
    """Make stdout and stderr take any text: what the console's encoding lacks is written as the nearest it has."""
    codecs.register_error(_ERRORS, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_ERRORS)


def write(text: str) -> None:
    """Write a line to stdout; a reader that went away (`| head`) is no failure."""
    if sys.stdout is None:  # pythonw on Windows
        return
    try:
        print(text, flush=True)
    except BrokenPipeError:
        _close(1)


def talk(text: str, end: str = "\n") -> None:
    """Write to stderr, and go on whatever happens to it."""
    try:
        print(text, end=end, flush=True, file=sys.stderr)
    except OSError:
        _close(2)


def _close(descriptor: int) -> None:
    """Lead a broken stream nowhere, so that the interpreter does not complain about it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _nearest(error: UnicodeError) -> tuple[str | bytes, int]:
    """Return for one character: the byte of a file name it stands for, a look-alike, Latin letters, or «?»."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    character = error.object[error.start]
    if 0xDC80 <= ord(character) <= 0xDCFF:  # a byte that the system's encoding could not read (PEP 383)
        return bytes([ord(character) - 0xDC00]), error.start + 1
    return _LOOKALIKES.get(character) or _latin(character) or "?", error.start + 1


def _latin(character: str) -> str:
    """Return a letter in Latin, so that an ASCII console can still be read: «Готово» → `Gotovo`."""
    plain = unicodedata.normalize("NFKD", iuliia.WIKIPEDIA.translate(character))
    return "".join(sign for sign in plain if sign.isascii())
