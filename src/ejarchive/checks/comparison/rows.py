"""What differs between matched tables: rows that came or went, fields that changed; consequences told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ejarchive.checks.comparison.alignment import Aligned, Sides, own_code
from ejarchive.checks.comparison.matching import NATURAL
from ejarchive.difference import Change
from ejarchive.model.tables import moments

_STAMPS = {
    "lessons": {"recorded_at", "homework_published_at"},
    "tasks": {"published_at"},
    "entries": {"mark_recorded_at", "absence_recorded_at", "recorded_by"},
    "grades": {"recorded_at", "recorded_by"},
}
"""What is rewritten with any change of the row, and is told only when it changed alone."""
_WHERE = ("date", "slot", "course_id")
_OF_MOVE = {*_WHERE, "moved_from"}
_WITHIN = {
    "entries": "lesson_id", "tasks": "lesson_id",
    "lessons": "course_id", "course_hours": "course_id", "course_students": "course_id", "practices": "course_id",
    "plan": "course_id", "grades": "course_id", "attempts": "course_id",
    "courses": "group_id", "group_years": "group_id", "group_events": "group_id", "students": "group_id",
}  # fmt: skip
"""Rows that come and go with the lesson, course or group they belong to."""
_AFTER = {"movements": "student_id", "individual_plans": "student_id", "consents": "student_id"}
"""Rows that go untold only when their student does: an order has a meaning of its own."""
_PARENTS = {"lesson_id": "lessons", "course_id": "courses", "group_id": "groups", "student_id": "students"}
_ORDER = (
    "groups", "group_years", "group_events", "students", "courses", "lessons", "tasks", "entries", "grades", "attempts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Raw:
    """A difference by positions in the aligned frames; None = no such row on that side."""

    table: str
    change: Change
    before: int | None
    after: int | None
    column: str | None = None
    was: str = ""
    now: str = ""
    along: Mapping[str, int] = field(default_factory=dict)


def differing(sides: Sides) -> Iterator[Raw]:
    """Yield all differences of all tables; nothing about a table or column that one of the sources lacks."""
    for aligned in sides.tables.values():
        if _given(sides, aligned):
            yield from _changed(aligned)
    for change in (Change.REMOVED, Change.ADDED):
        yield from _come_or_gone(sides, change)


def absent(sides: Sides) -> Iterator[tuple[str, str | None, Change, int]]:
    """Yield tables and columns that only one of the sources has, and in how many rows it says something."""
    for name, aligned in sides.tables.items():
        for here, there, frame, change in (
            (sides.before, sides.after, aligned.before, Change.REMOVED),
            (sides.after, sides.before, aligned.after, Change.ADDED),
        ):
            if here.has(name) and not there.has(name):
                if len(frame):
                    yield name, None, change, len(frame)
            elif here.has(name):
                for column in aligned.table.columns:
                    told = here.has(name, column.name) and not there.has(name, column.name)
                    if told and (filled := int(here.frame(name)[column.name].notna().sum())):
                        yield name, column.name, change, filled


def _given(sides: Sides, aligned: Aligned) -> bool:
    return sides.before.has(aligned.table.name) and sides.after.has(aligned.table.name)


def _changed(aligned: Aligned) -> Iterator[Raw]:
    """Yield the changed fields of the rows that are on both sides."""
    table, pairs = aligned.table, aligned.pairs
    code = table.key[:1] if table.name in NATURAL else table.key
    fields: dict[int, dict[str, tuple[str, str]]] = {}
    for column in table.columns:
        if column.name in code or column.name not in aligned.columns:
            continue
        was = aligned.before[column.name].to_numpy()[pairs.before]
        now = aligned.after[column.name].to_numpy()[pairs.after]
        places = np.flatnonzero(was != now)
        if column.type == "datetime" and len(places):
            first, second = (moments(pd.Series(side[places])).to_numpy() for side in (was, now))
            places = places[first != second]
        for place in places:
            fields.setdefault(int(place), {})[column.name] = (was[place], now[place])
    for number, changes in sorted(fields.items()):
        before, after = int(pairs.before[number]), int(pairs.after[number])
        yield from (Raw(table.name, *rest) for rest in _told(aligned, before, after, changes))


def _told(
    aligned: Aligned, before: int, after: int, changes: dict[str, tuple[str, str]]
) -> Iterator[tuple[Change, int, int, str | None, str, str]]:
    """Yield the changes of one row that are told: a move as one, no stamps beside what they stamp."""
    table = aligned.table.name
    stamps = _STAMPS.get(table, set())
    told = {name: values for name, values in changes.items() if name not in stamps} or changes
    if table == "entries" and "text" in told:
        told = {"text": told["text"]}
    if table == "lessons":
        if told.keys() & set(_WHERE):
            was, now = (_where(frame, place) for frame, place in ((aligned.before, before), (aligned.after, after)))
            yield Change.MOVED, before, after, "date", was, now
            told = {name: values for name, values in told.items() if name not in _OF_MOVE}
        if "topic" in told:
            told.pop("plan_position", None)
    for name, (was, now) in told.items():
        yield Change.CHANGED, before, after, name, own_code(was), own_code(now)


def _where(frame: pd.DataFrame, place: int) -> str:
    """Return day, slot and course of a lesson, as a move tells them: `2025-09-12|2|c1`."""
    return "|".join(own_code(frame[name].iloc[place]) for name in _WHERE)


def _come_or_gone(sides: Sides, change: Change) -> Iterator[Raw]:
    """Yield rows of one side only; what belongs to such a row is counted with it and not told apart."""
    roots: dict[str, dict[str, tuple[str, int]]] = {}
    along: dict[tuple[str, int], Counter[str]] = {}
    alone: list[tuple[str, int]] = []
    for name in dict.fromkeys((*_ORDER, *sides.tables)):
        aligned = sides.tables[name]
        if not _given(sides, aligned):
            continue
        removed = change is Change.REMOVED
        frame = aligned.before if removed else aligned.after
        places = aligned.pairs.only_before if removed else aligned.pairs.only_after
        rows = frame.iloc[places]
        found = _roots_of(name, rows, roots)
        codes = rows[aligned.table.key[0]].to_numpy()
        mine = roots.setdefault(name, {})
        for place, root, code in zip(places.tolist(), found, codes, strict=True):
            if root is None:
                alone.append((name, place))
            else:
                along.setdefault(root, Counter())[name] += 1
            if name in NATURAL:
                mine[code] = root or (name, place)
    for name, place in alone:
        counts = dict(sorted(along.get((name, place), {}).items()))
        before, after = (place, None) if change is Change.REMOVED else (None, place)
        yield Raw(name, change, before, after, along=counts)


def _roots_of(
    name: str, rows: pd.DataFrame, roots: Mapping[str, Mapping[str, tuple[str, int]]]
) -> Sequence[tuple[str, int] | None]:
    """Return for each row the row it came or went with, None for those that did so by themselves."""
    if (column := _WITHIN.get(name)) is not None:
        known = roots.get(_PARENTS[column], {})
        return [known.get(code) for code in rows[column]]
    if (column := _AFTER.get(name)) is not None:
        known = {code: root for code, root in roots.get("students", {}).items() if root[0] != "students"}
        return [known.get(code) for code in rows[column]]
    return [None] * len(rows)
