"""Raw tables → journal: headings matched, text cleaned, values typed; every doubt is a finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from ejarchive.formats.cleaning import cleaned
from ejarchive.formats.headings import columns_of
from ejarchive.model.journal import Journal
from ejarchive.model.tables import BadValue, typed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ejarchive.finding import Finding
    from ejarchive.formats.raw import RawTable

_LOCAL_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?|\d\d\.\d\d\.\d{4} \d?\d:\d\d(:\d\d)?")
_WORDS = {
    "integer": "целое число",
    "number": "число",
    "boolean": "да или нет",
    "date": "дата (2025-09-01 или 01.09.2025)",
    "datetime": "дата и время с часовым поясом (2025-09-01T08:30:00+04:00)",
}


def journal_of(raws: Iterable[RawTable]) -> tuple[Journal, list[Finding]]:
    """Make a journal of raw tables, each of another kind."""
    frames, present, places = {}, {}, {}
    findings: list[Finding] = []
    for raw in raws:
        name = raw.table.name
        positions, strangers = columns_of(raw)
        text = pd.DataFrame({c: raw.frame[p] for c, p in positions.items()}, index=raw.frame.index)
        text, unclean = cleaned(raw, text)
        frames[name], bad = typed(raw.table, text)
        present[name], places[name] = frozenset(positions), raw.place
        findings += [*strangers, *unclean, *(_misread(raw, value) for value in bad)]
        findings += _unknown_values(raw, frames[name])
    return Journal(frames=frames, present=present, places=places), findings


def _misread(raw: RawTable, bad: BadValue) -> Finding:
    if bad.expected == "datetime" and _LOCAL_MOMENT.fullmatch(bad.value):
        return raw.finding("F108", bad.row, bad.column, value=bad.value)
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
