"""Answers of an electronic journal's server, as a person saved them: parsed JSON with where and when.

Why one type: a browser recording and a folder of saved files differ only in what is known of the address and
the moment. Which system answered is seen by shape and address, never by a file's name.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from ejarchive.model.place import Place

if TYPE_CHECKING:
    from ejarchive.finding import Finding
    from ejarchive.model.journal import Journal

LARGEST = 64 * 2**20
"""Bytes of one answer; a page of a journal has less than one million."""
BROKEN = object()
"""What `parsed` returns for a text that is no JSON."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: `value` is its JSON, `path` the address without host, query and fragment ("" = unknown).

    Nothing else of the exchange is kept: no header, no cookie, no query, no request body.
    """

    value: Any
    place: Place
    path: str = ""
    at: dt.datetime | None = None


class System(Protocol):
    """A product whose answers can be read: takes what it knows, then makes a journal of all of it.

    `take` must keep little: columns of text, never the answer itself (recordings are long).
    """

    kind: str
    """How the table «Источники» calls it."""

    def take(self, answer: Answer, /) -> bool:
        """Take what is needed from an answer of this product; False when it is none of its own."""

    def journal(self, zone: dt.tzinfo | None, /) -> tuple[Journal, list[Finding]]:
        """Make the journal; what could not be joined is among the findings."""


def parsed(text: str | bytes) -> Any:  # noqa: ANN401 - JSON is anything
    """Return the JSON of a text, or `BROKEN`.

    Why no exception: `JSONDecodeError` carries the whole text, secrets and all, to wherever it is shown.
    """
    try:
        return json.loads(text if isinstance(text, str) else decoded(text))
    except (ValueError, RecursionError):
        return BROKEN


def decoded(data: bytes) -> str:
    """Return the text of a saved file: UTF-8 or UTF-16 with their marks, else Windows-1251; `ValueError` if none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251")
