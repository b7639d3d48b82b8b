"""A look at a workbook's XML before it is read: is it safe, and what would be lost without a word?"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from ejarchive.errors import UnreadableError
from ejarchive.formats.container import entries_of

_BEYOND = re.compile(rb"""\br\s*=\s*["']\s*(?:[B-Zb-z][A-Za-z]|[A-Za-z]{3,})\d+\s*["']""")
"""A cell right of column AZ: no table of a journal is half as wide, and readers lay sheets out as a whole."""
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ERROR = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\bt\s*=\s*["']e["'][^>]*>""")
_UNCOUNTED = re.compile(rb"<(?:\w+:)?c\b([^>]*)><(?:\w+:)?f\b[^>]*>[^<]*</(?:\w+:)?f>(?:<v\s*/>|<v></v>)?</(?:\w+:)?c>")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)(\d+)["']""")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Flaw:
    """A cell whose value a reader would drop: an error (F118), or a formula never counted (F119)."""

    code: str
    row: int
    position: int  # of the column, from 0


def inspect(data: bytes, name: str) -> dict[str, list[Flaw]]:
    """Return the flaws of each sheet by its name; `UnreadableError` when the workbook is a danger."""
    small: dict[str, bytes] = {}
    flaws: dict[str, list[Flaw]] = {}
    for part, content in entries_of(data, name):
        if not part.endswith((".xml", ".rels")):
            continue
        refuse_declarations(content, name)
        if b"sheetData" in content:
            if _BEYOND.search(content):
                raise _refused(name, f"лист слишком широк: есть ячейки правее столбца AZ ({part})")
            flaws[part] = _flaws(content)
        elif part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            small[part] = content
    return {sheet: flaws.get(part, []) for sheet, part in parts_of_sheets(small, name).items()}


def refuse_declarations(content: bytes, name: str) -> None:
    """Raise `UnreadableError` for XML with a DTD, or in an encoding that could hide one."""
    if _DOCTYPE.search(content) or b"\x00" in content[:4]:
        raise _refused(name, "в ней есть объявления DTD, в книгах Excel их не бывает")


def _flaws(content: bytes) -> list[Flaw]:
    errors = [("F118", match[0]) for match in _ERROR.finditer(content)]
    uncounted = [("F119", match[1]) for match in _UNCOUNTED.finditer(content)]
    found = [(code, _REFERENCE.search(cell)) for code, cell in errors + uncounted]
    return [Flaw(code, int(at[2]), position_of(at[1].decode())) for code, at in found if at]


def position_of(letters: str) -> int:
    """Return the number of a column, from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def parts_of_sheets(parts: dict[str, bytes], name: str) -> dict[str, str]:
    """Return sheet name → part, as the workbook says; `UnreadableError` when it does not."""
    try:
        targets = {link.get("Id"): link.get("Target", "") for link in fromstring(parts["xl/_rels/workbook.xml.rels"])}
        sheets = fromstring(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet")
        return {s.get("name", ""): posixpath.join("xl", targets.get(s.get(_RELATION), "")).lstrip("/") for s in sheets}
    except (KeyError, ParseError, DefusedXmlException) as error:
        raise _refused(name, "её оглавление повреждено") from error


def _refused(name: str, reason: str) -> UnreadableError:
    return UnreadableError(
        f"Книга {name} не открыта: {reason}.", "Скопируйте таблицы в новую книгу и сохраните её как .xlsx."
    )
