"""Rows of text gathered column by column → a journal: what foreign systems give, before it is typed.

Why columns: a term of a college is half a million cells; a dictionary for each would not fit where a
recording of 50 MB must.
"""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from ejarchive.finding import Finding
from ejarchive.formats.cleaning import mended
from ejarchive.model.journal import Journal
from ejarchive.model.place import Place
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import typed


class Rows:
    """Tables being filled; a value that is absent is "" and a column without any value is not given."""

    def __init__(self) -> None:
        self._columns: dict[str, dict[str, list[str]]] = {}
        self._keys: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._mended: dict[str, str] = {}

    def add(self, table: str, **values: object) -> None:
        """Add a row; None is absent. Texts are mended (Unicode, line ends, unseen signs)."""
        columns = self._columns.get(table)
        if columns is None:
            columns = self._columns[table] = {column.name: [] for column in TABLES[table].columns}
        for name, column in columns.items():
            value = values.get(name)
            column.append("" if value is None else self._text(str(value)))

    def add_once(self, table: str, **values: object) -> bool:
        """Add a row unless one with its key is there; tell whether it was added."""
        key = tuple(str(values.get(name) or "") for name in TABLES[table].key)
        if key in self._keys[table]:
            return False
        self._keys[table].add(key)
        self.add(table, **values)
        return True

    def count(self, table: str) -> int:
        """Return how many rows a table has so far."""
        columns = self._columns.get(table)
        return len(next(iter(columns.values()))) if columns else 0

    def journal(self, source: str, code: str) -> tuple[Journal, list[Finding]]:
        """Make the journal, for once: the columns are given away table by table.

        A value that is not of its column's type is left out, with a finding of that code.
        """
        self._mended.clear()
        frames, present, places = {}, {}, {}
        findings = []
        for name in sorted(self._columns, key=list(TABLES).index):
            rows = self.count(name)
            table, columns = TABLES[name], self._columns.pop(name)
            places[name] = Place(file=source, sheet=table.title)
            present[name] = frozenset(c.name for c in table.columns if c.required or any(columns[c.name]))
            given = {column: texts for column, texts in columns.items() if column in present[name]}
            frames[name], bad = typed(table, pd.DataFrame(given, index=pd.RangeIndex(2, rows + 2)))
            for value in bad:
                place = Place(file=source, sheet=table.title, row=value.row, column=value.column)
                findings.append(Finding(code, place, {"table": table.title, "value": value.value}))
        return Journal(frames=frames, present=present, places=places), findings

    def _text(self, text: str) -> str:
        known = self._mended.get(text)
        if known is None:
            known = self._mended[text] = mended(text)
        return known
