"""Why the system, a TOML file or a type refused, in Russian: their own words are English."""

from __future__ import annotations

import errno
import re
from typing import Any

CAUSES = {
    errno.EACCES: "нет доступа",
    errno.EPERM: "нет доступа",
    errno.EROFS: "диск только для чтения",
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "исчерпана квота на диске",
    errno.EFBIG: "файл слишком велик для этого диска",
    errno.ENAMETOOLONG: "слишком длинное имя",
    errno.ENOTDIR: "на месте папки стоит файл",
    errno.EISDIR: "на месте файла стоит папка",
    errno.EEXIST: "там уже что-то есть",
    errno.ENOTEMPTY: "там уже что-то есть",
    errno.EBUSY: "файл занят другой программой",
    errno.ETXTBSY: "файл занят другой программой",
    errno.ENOENT: "такого файла или папки нет",
    errno.ELOOP: "ссылка ведёт сама на себя",
    errno.EIO: "диск не отвечает",
}
"""`errno` → why a file or folder could not be had."""
UNKNOWN = "причина неизвестна"
_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
_QUOTED = re.compile(r"'([^']*)'")
_PROBLEMS = {
    "missing": "не заполнено",
    "string": "нужен текст в кавычках",
    "bool": "нужно true или false",
    "int": "нужно целое число",
    "date": "нужна дата без кавычек, например 2025-08-29",
    "dataclass": "нужен раздел с ключами",
    "dict": "нужен раздел с ключами",
    "mapping": "нужен раздел с ключами",
    "tuple": "нужен раздел или список разделов",
    "unexpected": "такого ключа нет",
    "extra": "такого ключа нет",
}


def cause_of(error: Exception) -> str:
    """Say why a file could not be read or written."""
    if isinstance(error, OSError):
        return CAUSES.get(error.errno or 0, UNKNOWN)
    if isinstance(error, UnicodeDecodeError):
        return "текст не в кодировке UTF-8"
    if isinstance(error, ValueError):  # TOMLDecodeError: English words and a place
        place = _LINE.search(str(error))
        return f"ошибка в строке {place[1]}, знак {place[2]}" if place else "файл обрывается на полуслове"
    return UNKNOWN


def problem_of(fault: dict[str, Any]) -> str:
    """Say what one fault of a pydantic `ValidationError` is."""
    kind = fault["type"]
    if kind == "literal_error":
        values = _QUOTED.sub(r"«\1»", fault["ctx"]["expected"])
        return f"допустимо {values.replace(' or ', ' или ')}"
    if kind == "value_error":  # raised by a type of ours, in words of ours
        return str(fault["ctx"]["error"])
    return _PROBLEMS.get(kind) or _PROBLEMS.get(kind.partition("_")[0]) or "значение не подходит"
