"""Which differences the table of corrections accounts for (АПТ 4.2): the corrections themselves are then not told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ejarchive.difference import Change, Difference, Record
from ejarchive.model.records import Correction

_ASKED = {"entries", "lessons", "grades"}
_Cell = tuple[str, str, str]
_VALUES = {"entries": "text", "grades": "value"}


def explained(
    differences: Sequence[Difference], made: Sequence[Correction], withdrawn: Sequence[Correction]
) -> list[Difference]:
    """Say of each change of a page whether the corrections account for it, and drop those that do.

    `made`: corrections that only the second journal has; `withdrawn`: only the first. A chain of corrections
    of one cell accounts for a change that begins with its first «было» and ends with its last «стало».
    """
    forward, backward = _chains(made), _chains(withdrawn)
    used: set[tuple[Change, str]] = set()
    told = []
    for each in differences:
        if each.table not in _ASKED:
            told.append(each)
            continue
        cell = _cell_of(each)
        if cell and (chain := _chain(forward.get(cell, ()), each.before, each.after)):
            last = chain[-1]
            used |= {(Change.ADDED, one.correction_id) for one in chain}
            told.append(
                replace(
                    each,
                    record=Record.MADE,
                    correction_id=last.correction_id,
                    reason=last.reason or "",
                    recorded_by=last.author_id,
                    recorded_at=last.at,
                )
            )
        elif cell and (chain := _chain(backward.get(cell, ()), each.after, each.before)):
            used |= {(Change.REMOVED, one.correction_id) for one in chain}
            told.append(replace(each, record=Record.WITHDRAWN, correction_id=chain[-1].correction_id))
        else:
            told.append(replace(each, record=Record.MISSING))
    return [each for each in told if each.table != "corrections" or (each.change, each.key[0]) not in used]


def _cell_of(each: Difference) -> _Cell | None:
    """Return what a correction must name to be about this difference."""
    if each.table == "lessons":
        return (each.column, each.lesson_id or "", "") if each.column and each.change is Change.CHANGED else None
    if each.column not in {None, _VALUES[each.table]}:
        return None
    place = each.lesson_id if each.table == "entries" else each.course_id
    return _VALUES[each.table], place or "", each.student_id or ""


def _chains(corrections: Sequence[Correction]) -> dict[_Cell, list[Correction]]:
    chains: defaultdict[_Cell, list[Correction]] = defaultdict(list)
    for one in sorted(corrections, key=lambda one: (one.at, one.correction_id)):
        place = one.course_id if one.field == "value" else one.lesson_id
        chains[one.field, place or "", one.student_id or ""].append(one)
    return chains


def _chain(chain: Sequence[Correction], before: str, after: str) -> Sequence[Correction]:
    """Return the corrections that lead from one value to the other, none when they do not."""
    if chain and (chain[0].before or "", chain[-1].after or "") == (before, after):
        return chain
    return ()
