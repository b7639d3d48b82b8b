"""Looking into answers that may hold anything: what is not of the expected kind is as good as absent."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from ejarchive.formats.cleaning import mended

Json = dict[str, Any]
_INITIALS = re.compile(r"\s*(\S+(?:\s\S{4,})?)\s+(\w)\.?\s*(?:(\w)\.?)?\s*")


def objects(value: object, name: str = "") -> list[Json]:
    """Return the objects in a list, or in the list that a field of an object holds."""
    if name:
        value = value.get(name) if isinstance(value, dict) else None
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def mapping(record: Json, name: str) -> Json:
    """Return the object that a field holds, an empty one if none."""
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def text(record: Json, name: str) -> str:
    """Return a field's text; a whole number is a text too (ids), anything else is absent."""
    value = record.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return mended(str(value))


def number(record: Json, name: str) -> str:
    """Return a field's number as text."""
    value = record.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        return ""
    return repr(value).removesuffix(".0")


def day(record: Json, name: str) -> str:
    """Return the day of `2025-09-01T00:00:00.0000000` (seven digits, no zone)."""
    value = record.get(name)
    try:
        return dt.date.fromisoformat(value[:10]).isoformat() if isinstance(value, str) else ""
    except ValueError:
        return ""


def person(record: Json) -> tuple[str, str, str]:
    """Return last, first and middle name."""
    return text(record, "lastName"), text(record, "firstName"), text(record, "middleName")


def person_of_line(line: str) -> tuple[str, str, str]:
    """Read «Зимин О.П.» or «Зимин Олег Петрович»; a single word is a surname with no name at all."""
    if found := _INITIALS.fullmatch(line):
        return found[1], f"{found[2]}.", f"{found[3]}." if found[3] else ""
    words = line.split()
    if len(words) < 2:
        return line.strip(), "", ""
    return words[0], words[1], " ".join(words[2:])
