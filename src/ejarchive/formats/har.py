"""A browser recording (HAR), read as a stream: of each exchange only moment, address and JSON body pass.

Headers, cookies, queries, request bodies and whatever else may hold a secret are skipped event by event,
before an object is made of them; errors never quote the file.
"""

from __future__ import annotations

import base64
import datetime as dt
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import ijson

from ejarchive.errors import UnreadableError
from ejarchive.finding import Finding
from ejarchive.formats.answers import BROKEN, LARGEST, Answer, parsed
from ejarchive.model.place import Place

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = re.compile(rb"\s*\{\s*\"log\"\s*:\s*\{")
_SNIFFED = 4096
_DEEPEST = 64  # levels of the recording's own JSON; bodies are text in it
_ENTRIES = ["log", "entries", None]
_PASS = {
    ("startedDateTime",): "at",
    ("request", "url"): "url",
    ("response", "status"): "status",
    ("response", "content", "mimeType"): "mime",
    ("response", "content", "text"): "text",
    ("response", "content", "encoding"): "encoding",
}
"""All that is looked at: the door."""
_SECRET = re.compile(r"security|login|logon|auth|token|passw|session|esia", re.IGNORECASE)
"""Addresses whose answers are never even parsed."""
_GZIP = b"\x1f\x8b"


@dataclass(slots=True)
class Recording:
    """A recording to be read once: iterate its answers; afterwards `moment` is its newest exchange."""

    path: Path
    name: str
    moment: dt.datetime | None = None
    entries: int = 0
    findings: list[Finding] = field(default_factory=list)

    def __iter__(self) -> Iterator[Answer]:
        """Yield the JSON answers; `UnreadableError` when the file is no recording or breaks off."""
        for facts in self._exchanges():
            self.entries += 1
            at = _moment(facts.get("at"))
            if at is not None and (self.moment is None or at > self.moment):
                self.moment = at
            answer = self._answer(facts, at)
            if answer is not None:
                yield answer
        if not self.entries:
            raise UnreadableError(
                f"В записи браузера {self.name} нет ни одного обращения к серверу.",
                "Откройте инструменты разработчика до перехода на страницы журнала и сохраните запись заново.",
            )

    def _answer(self, facts: dict[str, Any], at: dt.datetime | None) -> Answer | None:
        address = _path(facts.get("url"))
        if _SECRET.search(address) or facts.get("status") not in (200, None):
            return None
        text, place = facts.get("text"), Place(file=f"{self.name}#{self.entries}")
        json_meant = "json" in str(facts.get("mime", "")).lower()
        if not text:
            if json_meant:
                self.findings.append(Finding("F202", place, {"path": address}))
            return None
        body = _body(str(text), str(facts.get("encoding") or ""), json_meant=json_meant)
        if body is None:
            return None
        value = parsed(body)
        if value is BROKEN:
            if json_meant:
                self.findings.append(Finding("F203", place, {"path": address}))
            return None
        return Answer(value, place, address, at)

    def _exchanges(self) -> Iterator[dict[str, Any]]:
        """Yield what passes of each exchange."""
        broken = False
        with self.path.open("rb") as file:
            if file.read(3) != b"\xef\xbb\xbf":
                file.seek(0)
            path: list[str | None] = []
            facts: dict[str, Any] = {}
            try:
                for event, value in ijson.basic_parse(file, use_float=True):
                    if event == "map_key":
                        path[-1] = value
                    elif event in ("start_map", "start_array"):
                        path.append(None)
                        if len(path) > _DEEPEST:
                            broken = True
                            break
                    elif event in ("end_map", "end_array"):
                        path.pop()
                        if event == "end_map" and path == _ENTRIES:
                            yield facts
                            facts = {}
                    elif 4 <= len(path) <= 6 and path[:3] == _ENTRIES:
                        name = _PASS.get(tuple(path[3:]))  # type: ignore[arg-type]
                        if name is not None:
                            facts[name] = value
            except (ijson.JSONError, ValueError):  # its words quote the file: they must not go on
                broken = True
        if broken:
            raise UnreadableError(
                f"Запись браузера {self.name} обрывается или повреждена после обращения № {self.entries}.",
                "Сохраните её заново: Инструменты разработчика → Сеть → «Сохранить всё как HAR».",
            )


def is_recording(path: Path) -> bool:
    """Tell by the first bytes whether a file is a browser recording."""
    with path.open("rb") as file:
        return _HEAD.match(file.read(_SNIFFED).removeprefix(b"\xef\xbb\xbf")) is not None


def _path(url: object) -> str:
    try:
        return urlsplit(str(url or "")).path
    except ValueError:
        return ""


def _moment(text: object) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment.replace(microsecond=0) if moment.tzinfo else None


def _body(text: str, encoding: str, *, json_meant: bool) -> str | bytes | None:
    """Return the text of a body that may be JSON: as it is, out of base64, out of gzip; else None."""
    if len(text) > LARGEST:
        return None
    if encoding.lower() != "base64":
        return text.lstrip("\ufeff") if text.lstrip("\ufeff \r\n\t")[:1] in {"{", "["} or json_meant else None
    if not json_meant:
        return None
    try:
        data = base64.b64decode(text, validate=False)
        return _unpacked(data) if data.startswith(_GZIP) else data
    except (ValueError, zlib.error):
        return text  # broken: `parsed` will say so


def _unpacked(data: bytes) -> bytes:
    """Return what gzip packed, no more than an answer may have."""
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    text = unpacker.decompress(data, LARGEST)
    if unpacker.unconsumed_tail:
        raise ValueError("too large")
    return text
