"""Several journals → one, by identity: the same group, person, course, lesson, whatever each system calls them.

What no code tells is told by names and dates (`identity`). The first source that gave a value wins; another
value is a finding. What two rows could equally mean is never decided here: both stay, and are listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from ejarchive.finding import Finding
from ejarchive.formats.identity import NAMES, PERSON, keys_of
from ejarchive.model.journal import Journal
from ejarchive.model.place import Place
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import DTYPES

if TYPE_CHECKING:
    from ejarchive.model.column import Table

_ID_OF = {table.name: table.key[0] for table in TABLES.values() if len(table.key) == 1 and table.name != "sources"}
"""Tables whose rows have a code of their own, which another system does not share."""


_HALF_CENT = 0.005 + 1e-9  # systems write averages with two decimals


@dataclass(frozen=True, slots=True)
class Part:
    """One journal to be joined, and the name of the file or files it was read from ("" = none of its own)."""

    name: str
    journal: Journal


def merge(parts: Sequence[Part]) -> tuple[Journal, list[Finding]]:
    """Join journals, the first in front; findings tell what came from where, what differs, what stayed alone."""
    whole, findings = parts[0].journal, [_came(parts[0], {})]
    names = [parts[0].name]
    for part in parts[1:]:
        names += [part.name] if part.name else []
        joining = _Joining(whole, part)
        whole = joining.joined(names)
        findings += [*([_came(part, joining.matched)] if part.name else []), *joining.findings]
    return whole, findings if len(names) > 1 else [finding for finding in findings if finding.code != "F230"]


def _came(part: Part, matched: Mapping[str, int]) -> Finding:
    """Say what a part gave: rows of each table, and how many of them were known already."""
    counts = []
    for table in TABLES.values():
        if part.journal.has(table.name) and (rows := len(part.journal.frame(table.name))):
            known = f" (совпало {matched[table.name]})" if matched.get(table.name) else ""
            counts.append(f"{table.title.lower()} {rows}{known}")
    return Finding("F230", Place(file=part.name), {"counts": ", ".join(counts) or "ничего"})


class _Joining:
    """The joining of one part to what is there: table by table, references rewritten on the way."""

    def __init__(self, base: Journal, part: Part) -> None:
        self.base, self.part = base, part
        self.findings: list[Finding] = []
        self.matched: dict[str, int] = {}
        self._codes: dict[str, dict[str, str]] = {}  # table → their code → ours

    def joined(self, names: Sequence[str]) -> Journal:
        """Return the one journal."""
        frames, present = {}, {}
        for table in TABLES.values():
            ours, theirs = self.base.frames.get(table.name), self.part.journal.frames.get(table.name)
            frame = ours
            if theirs is not None:
                frame = self._add(table, self.base.frame(table.name), self._rewritten(table, theirs))
            if frame is not None:
                frames[table.name] = frame
                present[table.name] = frozenset(
                    self.base.present.get(table.name, frozenset())
                    | self.part.journal.present.get(table.name, frozenset())
                )
        name = ", ".join(names)
        joint = {table: Place(file=name, sheet=TABLES[table].title) for table in frames}
        places = joint if len(names) > 1 else joint | dict(self.base.places)
        return Journal(frames=frames, present=present, places=places)

    def _rewritten(self, table: Table, frame: pd.DataFrame) -> pd.DataFrame:
        """Put our codes where theirs lead to rows that are known here."""
        changed = {}
        for column in table.columns:
            codes = self._codes.get(column.references[0]) if column.references else None
            if not codes:
                continue
            text = frame[column.name]
            if column.type == "list":
                joined = text.map(
                    lambda cell, codes=codes: ";".join(codes.get(c, c) for c in cell.split(";")), na_action="ignore"
                )
                changed[column.name] = joined.astype("str")
            else:
                changed[column.name] = text.map(codes).astype("str").where(text.isin(codes.keys()), text)
        return frame.assign(**changed)

    def _add(self, table: Table, ours: pd.DataFrame, theirs: pd.DataFrame) -> pd.DataFrame:
        """Match the rows, fill our gaps from theirs, put what is new behind."""
        ours, theirs = ours.reset_index(drop=True), theirs.reset_index(drop=True)
        pairs = self._pairs(table, ours, theirs)
        self.matched[table.name] = len(pairs)
        new = ~theirs.index.isin(list(pairs))
        if own := _ID_OF.get(table.name):
            theirs = theirs.assign(**{own: self._renamed(table.name, ours[own].tolist(), theirs[own].tolist(), pairs)})
        self._lonely(table, ours, theirs[new])
        filled = self._filled(table, ours, theirs, pairs)
        frame = pd.concat([filled, theirs[new]], ignore_index=True) if new.any() else filled
        frame = frame.astype({column.name: DTYPES[column.type] for column in table.columns})
        return frame.set_index(pd.RangeIndex(2, len(frame) + 2))

    def _pairs(self, table: Table, ours: pd.DataFrame, theirs: pd.DataFrame) -> dict[int, int]:
        """Return their row → our row: by the strictest key first, and only where it is single on both sides."""
        pairs: dict[int, int] = {}
        for key in keys_of(table):
            left = key.ours(ours).drop(index=list(pairs.values())).dropna()
            right = key.theirs(theirs).drop(index=list(pairs)).dropna()
            shared = right[right.isin(left)]
            twins = shared[shared.isin(left[left.duplicated()]) | shared.duplicated(keep=False)]
            for code in _codes(table, theirs.loc[twins.index]):
                self.findings.append(Finding("F232", Place(file=self.part.name), {"table": table.title, "id": code}))
            rows = dict(zip(left.tolist(), left.index.tolist(), strict=True))
            shared = shared.drop(index=twins.index)
            pairs |= {row: rows[text] for row, text in zip(shared.index.tolist(), shared.tolist(), strict=True)}
            if len(twins):
                break  # a looser key would only guess
        return pairs

    def _renamed(self, table: str, ours: list[str], theirs: list[str], pairs: dict[int, int]) -> list[str]:
        """Give matched rows our code, and a new row whose code is taken here another one; remember both."""
        taken, given = set(ours), []
        for row, code in enumerate(theirs):
            own = ours[pairs[row]] if row in pairs else code
            number = 1
            while row not in pairs and own in taken:
                number += 1
                own = f"{code}~{number}"
            taken.add(own)
            given.append(own)
        self._codes[table] = dict(zip(theirs, given, strict=True))
        return given

    def _lonely(self, table: Table, ours: pd.DataFrame, new: pd.DataFrame) -> None:
        """List people and courses of one source that the other, which speaks of the same group, does not know."""
        if table.name not in NAMES or not len(ours):
            return
        if "group_id" in new.columns:
            new = new[new["group_id"].isin(ours["group_id"])]
        if "term_id" in new.columns:
            new = new[new["term_id"].isin(ours["term_id"])]
        for code in _codes(table, new):
            self.findings.append(Finding("F233", Place(file=self.part.name), {"table": table.title, "id": code}))

    def _filled(self, table: Table, ours: pd.DataFrame, theirs: pd.DataFrame, pairs: dict[int, int]) -> pd.DataFrame:
        """Fill our gaps in matched rows; a value that differs is a finding and stays out."""
        columns = {}
        for column in table.columns:
            mine = ours[column.name].copy()
            other = theirs.loc[list(pairs), column.name].set_axis(list(pairs.values()))
            here = mine.loc[other.index]
            gaps = here.isna() & other.notna()
            if column.name in PERSON:
                gaps |= _abbreviates(here, other)
            if column.type == "number":
                gaps |= _rounds(here, other)
                other = other.where(gaps | ~_rounds(other, here), here)
            differs = ~gaps & here.notna() & other.notna() & (here != other).fillna(value=False).astype(bool)
            mine.loc[other.index[gaps]] = other[gaps]
            columns[column.name] = mine
            for row in other.index[differs].tolist():
                self._conflict(table, column.name, column.title, ours.loc[row], other[row])
        return ours.assign(**columns)

    def _conflict(self, table: Table, name: str, title: str, row: pd.Series[Any], other: object) -> None:
        personal = name in PERSON
        if personal and _abbreviation_of(str(other), str(row[name])):
            return
        facts = {
            "table": table.title,
            "column": title,
            "key": ", ".join(str(row[key]) for key in table.key if not pd.isna(row[key])),
            "kept": "прежнее" if personal else row[name],
            "other": "другое" if personal else other,
        }
        self.findings.append(Finding("F231", Place(file=self.part.name), facts))


def _codes(table: Table, rows: pd.DataFrame) -> list[str]:
    """Return the keys of rows as people are told them."""
    keys = rows[list(table.key)].astype("object")
    return [", ".join(str(part) for part in key if not pd.isna(part)) for key in keys.itertuples(index=False)]


def _rounds(here: pd.Series[Any], other: pd.Series[Any]) -> pd.Series[bool]:
    """Tell where 3.29 stands here for the other's 3.2857: the exact one is taken."""
    return (here != other) & (here == here.round(2)) & ((here - other).abs() <= _HALF_CENT)


def _abbreviates(here: pd.Series[Any], other: pd.Series[Any]) -> pd.Series[Any]:
    """Tell where «О.» stands here for the other's «Олег»."""
    told = [_abbreviation_of(str(short), str(full)) for short, full in zip(here, other, strict=True)]
    return pd.Series(told, index=here.index, dtype=bool)


def _abbreviation_of(short: str, full: str) -> bool:
    return short.endswith(".") and short != full and full.casefold().startswith(short[:-1].casefold())
