"""One sheet of a workbook: heading, rows, totals, colours, lists to choose from, and how it prints."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from textwrap import wrap
from typing import TYPE_CHECKING

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from ejarchive.errors import RenderingError
from ejarchive.spreadsheet import Colouring, Column, Format, Formula, Sheet, Value, filled

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

LISTS = "Списки"
_FACE = "Calibri"
_LONGEST = 32_767
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_HEADING = PatternFill("solid", fgColor="DDE7F0")
_LOCKED = PatternFill("solid", fgColor="F2F2F2")
_LINE = Border(bottom=Side(style="hair", color="BFBFBF"))
_TOTAL = Border(top=Side(style="thin", color="808080"))
_COLOURS = {"bad": ("F8CBAD", "9C0006"), "warn": ("FFEB9C", "7F6000"), "good": ("C6EFCE", "006100")}
_COMPARED = {"below": "<", "above": ">", "equals": "="}
_TOP = Alignment(vertical="top")
_ALIGNED = {
    (Format.TEXT, True): Alignment(vertical="top", horizontal="left", indent=1, wrap_text=True),
    (Format.TEXT, False): Alignment(vertical="top", horizontal="left", indent=1),
    (Format.DATE, False): Alignment(vertical="top", horizontal="center"),
    (Format.MOMENT, False): Alignment(vertical="top", horizontal="center"),
}
_A4 = 9
_LINE_HEIGHT, _HIGHEST = 15.0, 400.0  # points; a row has at most 409


class ChoiceLists:
    """Lists that cells offer, each once, on a hidden sheet: written into the cell's rule they may not be long."""

    def __init__(self) -> None:
        self._lists: list[tuple[str, ...]] = []

    def reference(self, choices: tuple[str, ...]) -> str:
        """Return where the list will stand."""
        if choices not in self._lists:
            self._lists.append(choices)
        letter = get_column_letter(self._lists.index(choices) + 1)
        return f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${len(choices)}"

    def write(self, book: Workbook) -> None:
        """Add the hidden sheet, if any list was asked for."""
        if not self._lists:
            return
        sheet = book.create_sheet(LISTS)
        sheet.sheet_state = "hidden"
        for position, choices in enumerate(self._lists, 1):
            for row, choice in enumerate(choices, 1):
                _put_text(sheet.cell(row, position), choice)


def write_sheet(page: Worksheet, sheet: Sheet, lists: ChoiceLists, others: Mapping[str, Sheet]) -> None:
    """Fill an empty sheet; `others`: all sheets of the workbook by title."""
    for row, note in enumerate(sheet.notes, 1):
        _put_text(page.cell(row, 1), note)
        page.cell(row, 1).font = Font(name=_FACE, bold=row == 1, size=13 if row == 1 else 10)
    first, last = sheet.first_row, sheet.last_row
    for number, values in enumerate([*sheet.rows, *[{}] * sheet.room], first):
        _write_row(page, sheet, number, values, others)
    if sheet.totals:
        _write_row(page, sheet, last + 1, sheet.totals, others, total=True)
    for position, column in enumerate(sheet.columns, 1):
        _write_heading(page, first - 1, position, column, width=column.width)
        if column.choices:
            letter = get_column_letter(position)
            page.add_data_validation(_offer(column, lists, f"{letter}{first}:{letter}{last}"))
    for colouring in sheet.colours:
        _colour(page, sheet, colouring)
    _set_heights(page, sheet)
    page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}{first}"
    if sheet.filtered:
        page.auto_filter.ref = f"A{first - 1}:{get_column_letter(len(sheet.columns))}{last}"
    _dress(page, sheet)


def _set_heights(page: Worksheet, sheet: Sheet) -> None:
    """Make rows as high as their longest wrapped text: not every program does so by itself."""
    shown = [column for column in sheet.columns if not column.hidden]
    page.row_dimensions[sheet.first_row - 1].height = _LINE_HEIGHT * max(_lines(c.title, c.width - 2) for c in shown)
    wrapped = [column for column in shown if column.wrap]
    for number, values in enumerate(sheet.rows, sheet.first_row):
        texts = ((values.get(column.key), column.width - 1.5) for column in wrapped)
        lines = max((_lines(text, width) for text, width in texts if isinstance(text, str)), default=1)
        page.row_dimensions[number].height = min(_LINE_HEIGHT * lines, _HIGHEST)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes; letters are a little wider than the digits a width is counted in."""
    return sum(len(wrap(line, max(int(width / 1.1), 1))) or 1 for line in text.splitlines()) or 1


def _write_heading(page: Worksheet, row: int, position: int, column: Column, *, width: float) -> None:
    cell = page.cell(row, position)
    _put_text(cell, column.title)
    cell.font, cell.fill = Font(name=_FACE, bold=True), _HEADING
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    if column.note:
        cell.comment = Comment(column.note, "ejarchive", width=320, height=40 + 16 * (len(column.note) // 40 + 1))
    letter = get_column_letter(position)
    page.column_dimensions[letter].width = width
    page.column_dimensions[letter].hidden = column.hidden


def _write_row(
    page: Worksheet,
    sheet: Sheet,
    number: int,
    values: Mapping[str, Value],
    others: Mapping[str, Sheet],
    *,
    total: bool = False,
) -> None:
    for position, column in enumerate(sheet.columns, 1):
        cell = page.cell(number, position)
        value = values.get(column.key)
        if isinstance(value, Formula):
            cell.value = "=" + filled(
                value.text, lambda title, key, whole: _at(sheet, others, number, title, key, whole=whole)
            )
        elif isinstance(value, str):
            _put_text(cell, value)
        elif value is not None:
            cell.value = value.replace(tzinfo=None, microsecond=0) if isinstance(value, dt.datetime) else value
        cell.number_format = column.format.value
        if total and isinstance(value, str):
            cell.number_format = Format.TEXT.value
        cell.font = Font(name=_FACE, bold=total)
        cell.border = _TOTAL if total else _LINE
        cell.alignment = _ALIGNED.get((column.format, column.wrap), _TOP)
        cell.protection = Protection(locked=column.locked or total)
        if column.locked and not total:
            cell.fill = _LOCKED


def _at(sheet: Sheet, others: Mapping[str, Sheet], row: int, title: str, key: str, *, whole: bool) -> str:
    """Return the reference to a cell of this row, or to a whole column of this sheet or of another."""
    there = others[title] if title else sheet
    letter = get_column_letter([column.key for column in there.columns].index(key) + 1)
    cells = f"${letter}${there.first_row}:${letter}${there.last_row}" if whole else f"{letter}{row}"
    return f"{quote_sheetname(title)}!{cells}" if title else cells


def _put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write a text that stays one, also after somebody has opened the cell and pressed Enter."""
    clean = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    if len(clean) > _LONGEST:
        raise RenderingError(
            f"Текст не помещается в ячейку {cell.coordinate}: {len(clean)} знаков, может быть {_LONGEST}.",
            "Сократите его в журнале или в замечании.",
        )
    cell.value = _ESCAPE.sub("_x005F_", clean)
    cell.data_type = "s"
    cell.number_format = Format.TEXT.value
    cell.quotePrefix = clean.startswith(("=", "+", "-", "@"))


def _offer(column: Column, lists: ChoiceLists, cells: str) -> DataValidation:
    offer = DataValidation("list", formula1=lists.reference(column.choices), allow_blank=True, showErrorMessage=True)
    offer.errorStyle = "stop" if column.strict else "warning"
    offer.errorTitle, offer.error = column.title[:32], "Выберите значение из списка."
    offer.add(cells)
    return offer


def _last_printed(sheet: Sheet) -> int:
    """Return the last row with values: rows left empty for the hand are not printed."""
    return sheet.last_row + 1 if sheet.totals else sheet.first_row + max(len(sheet.rows), 1) - 1


def _colour(page: Worksheet, sheet: Sheet, colouring: Colouring) -> None:
    first, last = sheet.first_row, sheet.last_row
    letter = get_column_letter([column.key for column in sheet.columns].index(colouring.column) + 1)
    at = f"${letter}{first}"
    value = colouring.value if not isinstance(colouring.value, str) else '"' + colouring.value.replace('"', '""') + '"'
    fill, ink = _COLOURS[colouring.colour]
    rule = FormulaRule(  # type: ignore[no-untyped-call]
        formula=[f'AND({at}<>"",{at}{_COMPARED[colouring.when]}{value})'],
        fill=PatternFill("solid", bgColor=fill),
        font=Font(color=ink),
    )
    span = (get_column_letter(1), get_column_letter(len(sheet.columns))) if colouring.whole_row else (letter, letter)
    page.conditional_formatting.add(f"{span[0]}{first}:{span[1]}{last}", rule)


def _dress(page: Worksheet, sheet: Sheet) -> None:
    if sheet.hidden:
        page.sheet_state = "hidden"
    if sheet.protected:
        page.protection.sheet = True
        page.protection.sort = page.protection.autoFilter = False  # False = allowed, says the file format
        page.protection.formatColumns = page.protection.formatRows = False
    page.page_setup.paperSize = _A4
    page.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    page.page_setup.fitToHeight = 0  # as many pages down as it takes
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_area = f"A1:{get_column_letter(len(sheet.columns))}{_last_printed(sheet)}"
    page.print_title_rows = f"{sheet.first_row - 1}:{sheet.first_row - 1}"
    if (centre := page.oddFooter.center if page.oddFooter else None) is not None:
        centre.text = "&A · стр. &P из &N"
