"""The empty workbook of `ejarchive init`: sheets, lists and examples for whoever fills a journal in by hand."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from ejarchive.formats import workbook
from ejarchive.formats.assemble import EXAMPLE
from ejarchive.formats.cell_checks import LAST_ROW, check_of
from ejarchive.formats.workbook_writer import FACE, FORMATS, HEADING, TEXT, saved, width_of
from ejarchive.model.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.worksheet.worksheet import Worksheet

    from ejarchive.model.column import Column, Table

_GREY = Font(name=FACE, italic=True, color="808080")
_PLAIN, _SECTION, _TITLE = (Font(name=FACE, bold=size > 11, size=size) for size in (11, 12, 14))
_LEFT = Alignment(horizontal="left")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_NARROW, _WIDE = 28, 120
_ALWAYS_TAB, _OTHER_TAB = "3C7D3C", "A6A6A6"
_TYPES = {
    "integer": "целое число",
    "number": "число",
    "boolean": "да или нет",
    "date": "дата, например 01.09.2025",
    "datetime": "дата и время с часовым поясом, например 2025-09-01T10:50:00+04:00",
    "list": "несколько значений через «;»",
}


def write_blank_workbook(path: Path) -> Path:
    """Write the workbook to a file that the caller has made sure may be written."""
    words = _words()
    book = Workbook()
    explanations = book.worksheets[0]
    explanations.title = workbook.EXPLANATIONS
    _explain(explanations, words)
    lists = book.create_sheet(workbook.LISTS)
    lists.sheet_state = "hidden"
    for name in (*words["always"], *words["when_needed"]):
        colour = _ALWAYS_TAB if name in words["always"] else _OTHER_TAB
        _add_table(book, TABLES[name], words["examples"][name], colour)
    path.write_bytes(saved(book))
    return path


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(files("ejarchive.formats").joinpath("blank_workbook.toml").read_text("utf-8"))


def _explain(sheet: Worksheet, words: Mapping[str, Any]) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _NARROW, _WIDE - _NARROW
    lines: list[tuple[tuple[str, ...], Font]] = [((words["explanations"]["title"],), _TITLE)]
    for heading, paragraphs in words["explanations"]["sections"]:
        lines += [((), _PLAIN), ((heading,), _SECTION), *(((text,), _PLAIN) for text in paragraphs)]
    lines += [((), _PLAIN), (("Листы книги",), _SECTION)]
    for name in (*words["always"], *words["when_needed"]):
        need = "Обязательно. " if name in words["always"] else ""
        lines.append(((TABLES[name].title, f"{need}{words['purposes'][name]}"), _PLAIN))
    for row, (cells, font) in enumerate(lines, 1):
        for position, text in enumerate(cells, 1):
            cell = sheet.cell(row, position, text)
            cell.alignment, cell.font = _WRAPPED, font
        if len(cells) == 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
        width = _WIDE if len(cells) == 1 else _WIDE - _NARROW
        rows = 1 + max((len(text) // (width - 8) for text in cells), default=0)
        sheet.row_dimensions[row].height = 15.5 * rows + font.size - 11
    _print_on_one_width(sheet)


def _print_on_one_width(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"  # 9: A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0  # as many pages down as it takes


def _add_table(book: Workbook, table: Table, example: list[Any], colour: str) -> None:
    sheet = book.create_sheet(table.title)
    sheet.sheet_properties.tabColor = colour
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 32
    _print_on_one_width(sheet)
    for position, (column, value) in enumerate(zip(table.columns, example, strict=True), 1):
        letter = get_column_letter(position)
        number_format = FORMATS.get(column.type, TEXT)
        sheet.column_dimensions[letter].width = width_of(column)
        sheet.column_dimensions[letter].number_format = number_format
        heading = sheet.cell(1, position, f"{column.title} *" if column.needed else column.title)
        heading.font, heading.fill, heading.alignment = HEADING
        heading.comment = _note(column)
        shown = f"{EXAMPLE} {value}".strip() if position == 1 else value
        cell = sheet.cell(2, position, shown if shown != "" else None)
        cell.font, cell.number_format, cell.alignment = _GREY, number_format, _LEFT
        if check := check_of(column, book[workbook.LISTS]):
            check.add(f"{letter}3:{letter}{LAST_ROW}")
            sheet.add_data_validation(check)


def _note(column: Column) -> Comment:
    """Say in a comment on the heading what belongs in the column."""
    lines = [
        column.title + (" — обязательно для печати журнала" if column.needed else ""),
        column.note,
        _TYPES.get(column.type, ""),
        "из списка: " + ", ".join(column.labels.values()) if column.labels else "",
        f"код с листа «{TABLES[column.references[0]].title}»" if column.references else "",
        f"({column.name})",
    ]
    text = "\n".join(line for line in lines if line)
    return Comment(text, "ejarchive", width=320, height=30 + 18 * (text.count("\n") + len(text) // 45 + 1))
