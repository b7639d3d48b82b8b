"""What a spreadsheet itself can watch over while a person types: lists to choose from, dates, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from ejarchive.model.schema import TABLES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from ejarchive.model.column import Column

LAST_ROW = 20_000
"""How far down the checks reach; below it a cell is read all the same."""


def check_of(column: Column, lists: Worksheet) -> DataValidation | None:
    """Return the check of a column's cells; the values of its list are put on the sheet `lists`."""
    if column.labels:
        check = _list(_listed(lists, list(column.labels.values())), "Выберите значение из списка.")
        check.showErrorMessage = column.closed and column.type != "list"
    elif column.type == "boolean":
        check = _list(_listed(lists, ["да", "нет"]), "Напишите «да» или «нет».")
    elif column.references and column.type != "list":
        table = TABLES[column.references[0]]
        letter = get_column_letter([c.name for c in table.columns].index(column.references[1]) + 1)
        reference = f"{quote_sheetname(table.title)}!${letter}$3:${letter}${LAST_ROW}"
        check = _list(reference, f"Такого кода нет на листе «{table.title}».")
        check.errorStyle = "warning"
    elif column.type == "date":
        check = DataValidation("date", operator="greaterThan", formula1="1", showErrorMessage=True)
        check.error = "Введите дату, например 01.09.2025."
    elif column.type in ("integer", "number"):
        check = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0", showErrorMessage=True)
        check.error = "Введите число."
    else:
        return None
    check.allow_blank = True
    check.errorTitle = column.title[:32]
    return check


def _list(reference: str, error: str) -> DataValidation:
    return DataValidation("list", formula1=reference, error=error, showErrorMessage=True)


def _listed(sheet: Worksheet, values: list[str]) -> str:
    """Put the values into a column of their own, once, and return the reference to them."""
    columns = [[cell.value for cell in column if cell.value] for column in sheet.iter_cols()]
    position = next((n for n, known in enumerate(columns, 1) if known == values), 0)
    if not position:
        position = 1 + sum(bool(column) for column in columns)
        for row, value in enumerate(values, 1):
            sheet.cell(row, position, value)
    letter = get_column_letter(position)
    return f"{quote_sheetname(sheet.title)}!${letter}$1:${letter}${len(values)}"
