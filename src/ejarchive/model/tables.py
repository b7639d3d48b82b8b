"""Typed columns: text as files have it ↔ pandas frames.

Dates are `datetime64[s]`, date-times stay the ISO text they were written as (the offset is part of the
record; `moments` reads them), lists stay `;`-joined text, numbers are floats, integers `Int64`.
Why factorize: a journal's columns repeat themselves, so each distinct text is read once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from ejarchive.model.column import Column, ColumnType, Table

DTYPES: Mapping[ColumnType, str] = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
    "datetime": "str",
    "list": "str",
}
MOMENT = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)"
"""ISO 8601 with an offset: without one a time stamp proves nothing."""
_NUMBER = r"[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?"
_MARKS = {4: "-", 7: "-", 10: "T ", 13: ":", 16: ":", 19: "+-", 22: ":"}  # of `2025-09-01T08:30:00+04:00`
_TRUE, _FALSE = ("true", "1", "да", "истина"), ("false", "0", "нет", "ложь")


@dataclass(frozen=True, slots=True)
class BadValue:
    """A value that is not of its column's type, at a row label of the frame."""

    row: int
    column: str
    value: str
    expected: ColumnType


def empty_frame(table: Table) -> pd.DataFrame:
    """Return a frame without rows, with all columns of the table typed."""
    return _empty(table).copy(deep=False)


@cache
def _empty(table: Table) -> pd.DataFrame:
    return pd.DataFrame({c.name: pd.Series(dtype=DTYPES[c.type]) for c in table.columns})


Clean = Callable[[str, "np.ndarray[Any, Any]", "pd.Series[str]"], "pd.Series[str]"]
"""Column name, for each row the label of its text, the distinct texts → the texts as they shall be read."""


def _stripped(_name: str, _codes: np.ndarray[Any, Any], distinct: pd.Series[str]) -> pd.Series[str]:
    return distinct.str.strip()


def typed(table: Table, raw: pd.DataFrame, clean: Clean = _stripped) -> tuple[pd.DataFrame, list[BadValue]]:
    """Read a frame of text (null or empty = absent) as the table's types.

    Columns of the table that `raw` lacks become null, columns the table does not know are left out.
    A value that cannot be read becomes null and is returned as a `BadValue`; none is guessed.
    """
    bad: list[BadValue] = []
    columns = {}
    for column in table.columns:
        if column.name in raw.columns:
            columns[column.name] = _typed_column(column, raw[column.name], clean, bad)
        else:
            columns[column.name] = pd.Series(dtype=DTYPES[column.type], index=raw.index, name=column.name)
    return pd.DataFrame(columns, index=raw.index, copy=False), bad


def frame_of_text(table: Table, rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """Make a typed frame of rows of text; rows are counted as in a file (heading = 1)."""
    frame, bad = typed(table, pd.DataFrame(rows, index=range(2, len(rows) + 2)))
    if bad:
        raise ValueError(f"{table.name}: {bad}")
    return frame


def _typed_column(column: Column, raw: pd.Series[Any], clean: Clean, bad: list[BadValue]) -> pd.Series[Any]:
    codes, distinct = pd.factorize(raw if isinstance(raw.dtype, pd.CategoricalDtype) else raw.astype("str"))
    text = pd.Series(distinct, dtype="str")
    if column.type in ("string", "list"):
        text = clean(column.name, codes, text)
        values = _values_of_labels(column, text.where(text != ""))
    else:
        values = _READ[column.type](text)
        if not (odd := text[values.isna() & (text != "")]).empty:
            odd = clean(column.name, codes, odd)
            values.loc[odd.index] = _READ[column.type](odd)
            _complain(column, raw.index, codes, odd[values[odd.index].isna() & (odd != "")], bad)
    spread = values.array.take(codes, allow_fill=True)
    return pd.Series(spread, index=raw.index, name=column.name, copy=False)


def _complain(
    column: Column, index: pd.Index[Any], codes: np.ndarray[Any, Any], unread: pd.Series[str], bad: list[BadValue]
) -> None:
    where = np.isin(codes, unread.index)
    for row, value in zip(index[where], unread.loc[codes[where]], strict=True):
        bad.append(BadValue(int(row), column.name, value, column.type))


def _values_of_labels(column: Column, text: pd.Series[Any]) -> pd.Series[Any]:
    """Put the schema's value where its Russian label stands (`дисциплина` → `discipline`)."""
    if not column.labels:
        return text
    values = {label.casefold(): value for value, label in column.labels.items()}
    if column.type == "list":
        return text.map(
            lambda cell: ";".join(values.get(p.strip().casefold(), p.strip()) for p in cell.split(";")),
            na_action="ignore",
        ).astype("str")
    return text.map(lambda cell: values.get(cell.casefold(), cell), na_action="ignore").astype("str")


def _read_date(text: pd.Series[Any]) -> pd.Series[Any]:
    """Read `2025-09-01`, `2025-09-01 00:00:00` (a spreadsheet's day) and `01.09.2025`."""
    text = text.str.removesuffix(" 00:00:00").str.removesuffix("T00:00:00")
    iso = text.where(text.str.fullmatch(r"\d{4}-\d\d-\d\d", na=False))
    russian = text.where(text.str.fullmatch(r"\d\d\.\d\d\.\d{4}", na=False))
    days = pd.to_datetime(iso, format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")
    return days.fillna(pd.to_datetime(russian, format="%d.%m.%Y", errors="coerce").astype("datetime64[s]"))


def _read_moment(text: pd.Series[Any]) -> pd.Series[Any]:
    read = text.where(moments(text).notna())
    odd = read[read.notna() & ~_commonly_shaped(read)]
    return read.where(~read.index.isin(odd[~odd.str.fullmatch(MOMENT)].index))


def _commonly_shaped(text: pd.Series[Any]) -> np.ndarray[Any, Any]:
    """Tell which texts look like `2025-09-01T08:30:00+04:00`, sixty times as fast as a pattern would."""
    length = 25
    signs = text.fillna("").to_numpy(dtype=f"U{length + 1}").view(np.uint32).reshape(-1, length + 1)
    shaped: np.ndarray[Any, Any] = (signs[:, length - 1] != 0) & (signs[:, length] == 0)
    for position, marks in _MARKS.items():
        shaped &= np.logical_or.reduce([signs[:, position] == ord(mark) for mark in marks])
    return shaped


def _read_integer(text: pd.Series[Any]) -> pd.Series[Any]:
    number = _read_number(text)
    return number.where((number % 1 == 0) & (number.abs() < 2**53)).astype("Int64")


def _read_number(text: pd.Series[Any]) -> pd.Series[Any]:
    shaped = text.where(text.str.fullmatch(_NUMBER, na=False))
    plain = shaped.str.replace(",", ".", regex=False).str.replace(r"\s", "", regex=True)
    number = pd.to_numeric(plain, errors="coerce").astype("float64")
    return number.where(number.abs() != float("inf")) + 0.0  # no negative zero


def _read_boolean(text: pd.Series[Any]) -> pd.Series[Any]:
    words = {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}
    return text.str.lower().map(words).astype("boolean")


_READ: Mapping[ColumnType, Callable[[pd.Series[Any]], pd.Series[Any]]] = {
    "string": lambda text: text,
    "list": lambda text: text,
    "integer": _read_integer,
    "number": _read_number,
    "boolean": _read_boolean,
    "date": _read_date,
    "datetime": _read_moment,
}


def moments(text: pd.Series[Any]) -> pd.Series[Any]:
    """Read ISO date-times with offsets as UTC time stamps."""
    return pd.to_datetime(text, utc=True, format="ISO8601", errors="coerce")


def text_of(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Write typed columns back as text (null = absent): the inverse of `typed`."""
    return pd.DataFrame(
        {c.name: _WRITE[c.type](frame[c.name]) for c in table.columns if c.name in frame.columns},
        index=frame.index,
    )


def _write_number(number: float) -> str:
    """The shortest text that reads back as the same number."""
    return repr(number).removesuffix(".0")


_WRITE: Mapping[ColumnType, Callable[[pd.Series[Any]], pd.Series[Any]]] = {
    "string": lambda values: values,
    "list": lambda values: values,
    "datetime": lambda values: values,
    "integer": lambda values: values.astype("str").where(values.notna()),
    "number": lambda values: values.map(_write_number, na_action="ignore").astype("str"),
    "boolean": lambda values: values.map({True: "true", False: "false"}).astype("str"),
    "date": lambda values: pd.Series(np.datetime_as_string(values, unit="D"), values.index).where(values.notna()),
}


def rows_of(table: Table, frame: pd.DataFrame) -> tuple[Any, ...]:
    """Make the row objects of a typed frame."""
    columns = [_OBJECTS[c.type](frame[c.name]) for c in table.columns]
    names = [c.name for c in table.columns]
    return tuple(table.row(**dict(zip(names, values, strict=True))) for values in zip(*columns, strict=True))


def _objects(convert: Callable[[Any], Any]) -> Callable[[pd.Series[Any]], list[Any]]:
    def make(values: pd.Series[Any]) -> list[Any]:
        return [convert(v) if known else None for v, known in zip(values, values.notna(), strict=True)]

    return make


_OBJECTS: Mapping[ColumnType, Callable[[pd.Series[Any]], list[Any]]] = {
    "string": _objects(str),
    "list": _objects(lambda text: tuple(part.strip() for part in text.split(";") if part.strip())),
    "integer": _objects(int),
    "number": _objects(float),
    "boolean": _objects(bool),
    "date": _objects(lambda stamp: stamp.date()),
    "datetime": _objects(dt.datetime.fromisoformat),
}
