"""Standard streams that can always be written to: any encoding, a closed pipe, no terminal at all."""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
import unicodedata

import iuliia

_LOOKALIKES = {
    "«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "—": "-", "–": "-", "‑": "-", "…": "...",
    "№": "N", "·": "-", "•": "*", "→": "->", "\u00a0": " ", "\u202f": " ", "✓": "+", "✗": "x", "±": "+-", "×": "x",
}  # fmt: skip
_NAME_BYTE = re.compile("[\udc80-\udcff]+")
_OTHER = re.compile("[^\udc80-\udcff]+")
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
        forget(1)


def talk(text: str, end: str = "\n") -> None:
    """Write to stderr, and go on whatever happens to it."""
    try:
        print(text, end=end, flush=True, file=sys.stderr)
    except OSError:
        forget(2)


def forget(descriptor: int) -> None:
    """Lead a broken stream nowhere, so that the interpreter does not complain about it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _nearest(error: UnicodeError) -> tuple[str | bytes, int]:
    """Return what stands in for a run of characters: the byte of a file name, look-alikes, Latin letters, or «?»."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    run = _NAME_BYTE.match(error.object, error.start, error.end)
    if run:  # bytes that the system's encoding could not read (PEP 383) are written back as they were
        return run[0].encode("ascii", "surrogateescape"), run.end()
    run = _OTHER.match(error.object, error.start, error.end)
    text, end = (run[0], run.end()) if run else ("?", error.end)
    return _latin("".join(_LOOKALIKES.get(sign, sign) for sign in text)), end


def _latin(text: str) -> str:
    """Return a text in Latin, so that an ASCII console can still be read: «Готово» → `Gotovo`."""
    latin = iuliia.WIKIPEDIA.translate(text)
    plain = unicodedata.normalize("NFKD", latin)
    return "".join(sign if sign.isascii() else "" if unicodedata.combining(sign) else "?" for sign in plain)
