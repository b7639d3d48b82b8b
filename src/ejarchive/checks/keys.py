"""Keys and references: every row can be told apart, every code leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ejarchive.checks.inspection import Inspection
from ejarchive.finding import Finding
from ejarchive.model.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

    from ejarchive.model.column import Column

# What is never printed as a fact of the page, or may rightly lead out of a journal of one group.
_LOOSE = {
    ("entries", "recorded_by"),
    ("entries", "task_ids"),
    ("grades", "recorded_by"),
    ("group_events", "other_group_id"),
    ("movements", "group_id"),
    ("movements", "from_group_id"),
    ("movements", "to_group_id"),
}
_LOOSE_TABLES = {"corrections", "remarks", "consents"}
_IMPLIED = {("grades", "kind"): "result"}  # an absent kind of a grade is the result


def duplicate_key(inspection: Inspection) -> Iterator[Finding]:
    """Find a row whose key an earlier row has."""
    for name, frame in inspection.journal.frames.items():
        keys = frame[list(TABLES[name].key)]
        for (table, column), value in _IMPLIED.items():
            if table == name:
                keys = keys.assign(**{column: keys[column].fillna(value)})
        complete = ~frame[_needed_keys(name)].isna().any(axis=1)
        repeated = keys[keys.duplicated(keep=False) & complete]
        first: dict[tuple[object, ...], object] = {}
        for row, *key in repeated.astype("object").where(repeated.notna(), None).itertuples():
            earlier = first.setdefault(tuple(key), row)
            if earlier != row:
                shown = ", ".join(str(part) for part in key if part is not None)
                yield inspection.finding("J101", name, row, TABLES[name].key[0], key=shown, first=earlier)


def required_value_missing(inspection: Inspection) -> Iterator[Finding]:
    """Find an empty key, name or date."""
    for name, frame in inspection.journal.frames.items():
        for column in TABLES[name].columns:
            if column.required and inspection.journal.has(name, column.name):
                code = "J102" if column.key else "J103"
                for row in frame.index[frame[column.name].isna()]:
                    yield inspection.finding(code, name, row, column.name)
            elif column.required and len(frame):
                yield inspection.finding("J102" if column.key else "J103", name, None, column.name)


def dangling_reference(inspection: Inspection) -> Iterator[Finding]:
    """Find a code that leads to no row, or to a table that the journal does not have."""
    for name, frame in inspection.journal.frames.items():
        for column in TABLES[name].columns:
            if column.references is not None:
                yield from _dangling(inspection, name, column, frame)


def _dangling(inspection: Inspection, name: str, column: Column, frame: pd.DataFrame) -> Iterator[Finding]:
    other, key = column.references or ("", "")
    loose = name in _LOOSE_TABLES or (name, column.name) in _LOOSE
    values = frame[column.name].dropna()
    if values.empty:
        return
    if other not in inspection.journal.frames:
        if not loose:
            yield inspection.finding("J106", name, None, column.name, other=TABLES[other].title)
        return
    known = inspection.journal.frame(other)[key]
    if column.type == "list":
        # nearly every cell holds one code: only the joined ones are taken apart
        whole = values[~values.isin(known)]
        values = whole.str.split(";").explode().str.strip()
        values = values[values != ""]
    for row, value in values[~values.isin(known)].items():
        code = "J105" if loose else "J104"
        yield inspection.finding(code, name, row, column.name, value=value, other=TABLES[other].title)


def _needed_keys(name: str) -> list[str]:
    return [column.name for column in TABLES[name].columns if column.key and column.required]


RULES = (duplicate_key, required_value_missing, dangling_reference)
