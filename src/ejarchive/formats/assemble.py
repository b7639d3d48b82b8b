"""Raw tables → journal: headings matched, text cleaned, values typed; every doubt is a finding."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from ejarchive.formats.cleaning import cleaner
from ejarchive.formats.headings import columns_of
from ejarchive.model.journal import Journal
from ejarchive.model.tables import BadValue, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ejarchive.finding import Finding
    from ejarchive.formats.raw import RawTable

EXAMPLE = "(пример)"
"""How the first cell of a row begins that only shows how to fill in a table."""
_EXAMPLES_STAND_WITHIN = 100  # rows from the top
_LOCAL_TIMES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M")
_WORDS = {
    "integer": "целое число",
    "number": "число",
    "boolean": "да или нет",
    "date": "дата (2025-09-01 или 01.09.2025)",
    "datetime": "дата и время с часовым поясом (2025-09-01T08:30:00+04:00)",
}


def journal_of(raws: Iterable[RawTable], zone: dt.tzinfo | None = None) -> tuple[Journal, list[Finding]]:
    """Make a journal of raw tables, each of another kind; a time without offset is local to `zone`."""
    frames, present, places, headings = {}, {}, {}, {}
    findings: list[Finding] = []
    for raw in raws:
        name = raw.table.name
        positions, strangers = columns_of(raw)
        names = {position: column for column, position in positions.items()}
        text = raw.frame.rename(columns=names)
        text, examples = _without_examples(raw, text)
        if examples and text.empty:
            continue  # a sheet of the blank workbook that nobody touched: absent, not «nothing happened»
        doubts: list[Finding] = [*strangers, *examples]
        frame, bad = typed(raw.table, text, cleaner(raw, text.index, doubts))
        local = _localise(raw, frame, bad, zone) if zone else []
        frames[name], present[name], places[name] = frame, frozenset(positions), raw.place
        headings[name] = {c: raw.headings[p] for c, p in positions.items() if c != raw.headings[p]}
        doubts += [*local, *(_misread(raw, value) for value in bad), *_unknown_values(raw, frame)]
        findings += (_under_heading(doubt, headings[name]) for doubt in doubts)
    return Journal(frames=frames, present=present, places=places, headings=headings), findings


def _under_heading(doubt: Finding, headings: Mapping[str, str]) -> Finding:
    """Name the column as the user's file does."""
    column = doubt.place.column
    if column is None or column not in headings:
        return doubt
    return replace(doubt, place=replace(doubt.place, column=headings[column]))


def _without_examples(raw: RawTable, text: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """Leave out the rows of a blank workbook that are examples."""
    first = text.iloc[:_EXAMPLES_STAND_WITHIN, :1].astype("str")
    examples = first.index[first.apply(lambda column: column.str.startswith(EXAMPLE)).any(axis="columns")]
    if examples.empty:
        return text, []
    return text.drop(index=examples), [raw.finding("F120", int(str(row))) for row in examples]


def _localise(raw: RawTable, frame: pd.DataFrame, bad: list[BadValue], zone: dt.tzinfo) -> list[Finding]:
    """Give the zone's offset to times that have none, taking them off the bad ones."""
    found: dict[str, dict[int, str]] = {}
    for value in bad:
        if value.expected == "datetime" and (moment := _in_zone(value.value, zone)):
            found.setdefault(value.column, {})[value.row] = moment
    bad[:] = [value for value in bad if value.row not in found.get(value.column, {})]
    findings = []
    for column, moments in found.items():
        frame.loc[list(moments), column] = list(moments.values())
        findings.append(raw.finding("F108", column=column, zone=zone, count=len(moments)))
    return findings


def _in_zone(text: str, zone: dt.tzinfo) -> str:
    """Return a local time with its offset, or nothing if there is no such time."""
    for form in _LOCAL_TIMES:
        try:
            return dt.datetime.strptime(text.replace("T", " "), form).replace(tzinfo=zone).isoformat()
        except ValueError:
            continue
    return ""


def _misread(raw: RawTable, bad: BadValue) -> Finding:
    return raw.finding("F107", bad.row, bad.column, value=bad.value, expected=_WORDS[bad.expected])


def _unknown_values(raw: RawTable, frame: pd.DataFrame) -> list[Finding]:
    """Report values outside a closed list: they pass through as they are, nothing is guessed."""
    findings = []
    for column in raw.table.columns:
        if not (column.labels and column.closed):
            continue
        text = frame[column.name].dropna()
        if column.type == "list":
            text = text.str.split(";").explode().str.strip()
        for row, value in text[~text.isin([*column.labels, ""])].items():
            known = ", ".join(column.labels.values())
            findings.append(raw.finding("F109", int(str(row)), column.name, value=value, known=known))
    return findings
