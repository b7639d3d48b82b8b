"""Bytes of a text file → UTF-8, whatever program wrote them."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from ejarchive.errors import UnreadableError

if TYPE_CHECKING:
    from ejarchive.model.place import Place

_RUSSIAN = re.compile(r"[А-Яа-яЁё№«»—–…\u00a0]")


def as_utf8(data: bytes, place: Place) -> tuple[bytes, list[int]]:
    """Return the text as UTF-8 without BOM, and the lines that stood in another encoding than the rest.

    UTF-8 with or without BOM, UTF-16 with BOM, Windows-1251; `UnreadableError` for anything else.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16", place).encode(), []
    data = data.removeprefix(codecs.BOM_UTF8)
    if _is_utf8(data):
        return data, []
    lines = data.splitlines(keepends=True)
    foreign = [number for number, line in enumerate(lines, 1) if not _is_utf8(line)]
    if len(foreign) < sum(not line.isascii() for line in lines):
        read = (line if _is_utf8(line) else line.decode("cp1251", "replace").encode() for line in lines)
        return b"".join(read), foreign
    text = _decoded(data, "cp1251", place)
    letters = [sign for sign in text if not sign.isascii()]
    if sum(bool(_RUSSIAN.match(letter)) for letter in letters) < 0.7 * len(letters):
        raise _unknown(place)
    return text.encode(), []


def _decoded(data: bytes, encoding: str, place: Place) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unknown(place) from error


def _unknown(place: Place) -> UnreadableError:
    return UnreadableError(
        f"Не удалось определить кодировку файла: {place}.",
        "Сохраните таблицу в Excel как «CSV UTF-8 (разделитель — запятая)».",
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
