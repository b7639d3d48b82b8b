"""A report's sheets: values by calamine, and from the XML which cells are text although nothing stands in them.

Why the XML: an empty text is a lesson without a mark, no cell at all is no lesson; calamine gives "" for both.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook

from ejarchive.errors import UnreadableError
from ejarchive.formats.container import entries_of
from ejarchive.formats.sheet_parts import parts_of_sheets, position_of, refuse_declarations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST_ROWS, _MOST_COLUMNS = 50_000, 800
"""A school year of one class is 300 columns; what is wider is laid out to exhaust the memory."""
_HEAD = 2**18
_TITLE = re.compile(r"Отч[её]т об успеваемости и посещаемости|Табель успеваемости", re.IGNORECASE)
_STUDENT = re.compile(r"(?:Ученик|Учащийся|Обучающийся|Студент)(?:ца|аяся|ка)?\s*:")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["'](\d+)["']""")
_CELL = re.compile(rb"""<(?:\w+:)?c\b([^>]*)>""")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,4})(\d{1,8})["']""")
_TEXT = re.compile(rb"""\bt\s*=\s*["'](?:s|str|inlineStr)["']""")


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are calamine's values; `texts` the cells typed as text, (row, column) from 0."""

    file: str
    name: str
    rows: list[list[object]]
    texts: frozenset[tuple[int, int]]

    def is_text(self, row: int, column: int) -> bool:
        """Tell whether a cell is text, were it an empty one."""
        return (row, column) in self.texts or str(self.rows[row][column]).strip() != ""


def looks_like_reports(path: Path) -> bool:
    """Tell quickly, by the beginning of its texts, whether a workbook holds one of the two reports."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.startswith(("xl/sharedStrings", "xl/worksheets/sheet"))]
            heads = []
            for name in names[:4]:
                with archive.open(name) as part:
                    heads.append(html.unescape(part.read(_HEAD).decode("utf-8", "replace")))
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return False
    text = "".join(heads)
    return _TITLE.search(text) is not None and _STUDENT.search(text) is not None


def open_sheets(path: Path) -> Iterator[Sheet]:
    """Yield the sheets; `UnreadableError` when the file is broken or laid out to do harm."""
    data = path.read_bytes()
    contents = dict(entries_of(data, path.name))
    for part, content in contents.items():
        if part.endswith((".xml", ".rels")):
            refuse_declarations(content, path.name)
    parts = parts_of_sheets(contents, path.name)
    texts = {name: _texts(contents.get(part, b""), path.name) for name, part in parts.items()}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield Sheet(path.name, name, [list(row) for row in rows], texts.get(name, frozenset()))
    except CalamineError as error:
        raise UnreadableError(f"Отчёт {path.name} повреждён.", "Сохраните его из системы в Excel заново.") from error


def _texts(content: bytes, name: str) -> frozenset[tuple[int, int]]:
    found = []
    widest, longest = 0, max((int(row[1][:9]) for row in _ROW.finditer(content)), default=0)
    for cell in _CELL.finditer(content):
        if (at := _REFERENCE.search(cell[1])) is not None:
            row, column = int(at[2]), position_of(at[1].decode())
            widest, longest = max(widest, column), max(longest, row)
            if _TEXT.search(cell[1]):
                found.append((row - 1, column))
    if widest >= _MOST_COLUMNS or longest > _MOST_ROWS:
        raise UnreadableError(
            f"Отчёт {name} не открыт: лист больше, чем бывает у отчёта об одном классе.",
            "Сформируйте отчёт за один учебный период и сохраните его в Excel заново.",
        )
    return frozenset(found)
