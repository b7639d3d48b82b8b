"""The one door: two journals in, everything that is not the same in them out, in the order it is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ejarchive.checks.comparison.alignment import Sides, align, own_code
from ejarchive.checks.comparison.codes import ABSENT_COLUMN, ABSENT_TABLE, code_of
from ejarchive.checks.comparison.corrections import explained
from ejarchive.checks.comparison.places import Places, content
from ejarchive.checks.comparison.rows import Raw, absent, differing
from ejarchive.difference import Change, Difference
from ejarchive.model.journal import Journal
from ejarchive.model.place import Place
from ejarchive.model.records import Correction
from ejarchive.model.schema import TABLES

_BY_REFERENCE = ("staff", "groups")


def compare_journals(before: Journal, after: Journal, *, cut_to: str | None = None) -> tuple[Difference, ...]:
    """Return the differences, grouped by course and teacher, those without a correction first in each group.

    `cut_to`: the group to whose file both journals were cut; staff and other groups are then there only because
    something refers to them, and their coming and going means nothing.
    """
    sides = align(before, after)
    places = Places(sides)
    raws = [raw for raw in differing(sides) if not (cut_to and _by_reference(sides, raw, cut_to))]
    differences = [_difference(sides, places, raw) for raw in raws]
    made, withdrawn = (_corrections(sides, raws, change) for change in (Change.ADDED, Change.REMOVED))
    told = explained(differences, made, withdrawn)
    told.sort(key=lambda each: _order(each, places))
    return (*_absent(sides), *told)


def _by_reference(sides: Sides, raw: Raw, group_id: str) -> bool:
    if raw.table not in _BY_REFERENCE or raw.change not in {Change.ADDED, Change.REMOVED}:
        return False
    aligned = sides.tables[raw.table]
    frame, place = (aligned.before, raw.before) if raw.after is None else (aligned.after, raw.after)
    return own_code(str(frame.iloc[place or 0][aligned.table.key[0]])) != group_id


def _difference(sides: Sides, places: Places, raw: Raw) -> Difference:
    was, now = (raw.was, raw.now) if raw.column else content(sides, raw)
    return Difference(
        code=code_of(raw.table, raw.change, raw.column),
        change=raw.change,
        table=raw.table,
        column=raw.column,
        before=was,
        after=now,
        along=raw.along,
        place=_place(sides, raw),
        **places.facts(raw),
    )


def _place(sides: Sides, raw: Raw) -> Place:
    """Return where the row stands in the files of the second journal; one that is gone, in the first's."""
    journal, place = (sides.before, raw.before) if raw.after is None else (sides.after, raw.after)
    row = int(str(journal.frame(raw.table).index[place or 0]))
    return journal.place(raw.table, row, raw.column)


def _corrections(sides: Sides, raws: Sequence[Raw], change: Change) -> list[Correction]:
    """Return the corrections that only one side has, in the codes of the second journal."""
    aligned = sides.tables["corrections"]
    frame = aligned.after if change is Change.ADDED else aligned.before
    found = []
    for raw in raws:
        if raw.table == "corrections" and raw.change is change:
            row = frame.iloc[(raw.after if change is Change.ADDED else raw.before) or 0]
            texts = {str(name): own_code(text) or None for name, text in row.items()}
            if not (moment := texts.pop("at")):
                continue  # what was done nobody knows when accounts for nothing
            at = dt.datetime.fromisoformat(moment)
            found.append(Correction(at=at, **texts))  # type: ignore[arg-type]  # the columns are its fields
    return found


def _absent(sides: Sides) -> list[Difference]:
    """Say which tables and columns one of the sources lacks: nothing in them could be compared."""
    told = []
    for table, column, change, filled in absent(sides):
        gone = change is Change.REMOVED
        told.append(
            Difference(
                code=ABSENT_COLUMN if column else ABSENT_TABLE,
                change=change,
                table=table,
                key=(),
                column=column,
                before=str(filled if gone else 0),
                after=str(0 if gone else filled),
                place=(sides.before if gone else sides.after).place(table, None, column),
            )
        )
    return told


_TABLES = list(TABLES)


def _order(each: Difference, places: Places) -> tuple[object, ...]:
    return (
        each.group_id is None,
        each.group_id or "",
        each.course_id is None,
        places.course_order(each.course_id),
        each.course_id or "",
        each.teacher_id or "",
        not each.unexplained,
        each.date or dt.date.min,
        each.slot,
        _TABLES.index(each.table),
        each.key,
        each.column or "",
        each.code,
    )
