"""Where the sheets of a semester go in the file, and whether those that are printed follow one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ejarchive.group_file.filed import FiledTerm, GroupFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The first sheet of a semester. `begins`: it begins a volume, which has a title page of its own."""

    volume: int
    first_sheet: int
    begins: bool
    after: FiledTerm | None = None  # the semester before it


def place_after(file: GroupFile | None, starts: dt.date, term_id: str) -> Place | None:
    """Return where sheets that continue the file begin; None when the ledger knows no earlier semester."""
    earlier = [term for term in file.printed if (term.starts, term.term_id) < (starts, term_id)] if file else []
    if not earlier:
        return None
    last = earlier[-1].volumes[-1]
    if last.closed:
        return Place(volume=last.volume + 1, first_sheet=1, begins=True, after=earlier[-1])
    return Place(volume=last.volume, first_sheet=last.last_sheet + 1, begins=False, after=earlier[-1])


def place_of_new_volume(file: GroupFile | None, starts: dt.date, term_id: str) -> Place:
    """Return where sheets go that begin a volume: the first one, or the one after those of earlier semesters."""
    follows = place_after(file, starts, term_id)
    if follows is None:
        return Place(volume=1, first_sheet=1, begins=True)
    volume = follows.volume if follows.begins else follows.volume + 1
    return Place(volume=volume, first_sheet=1, begins=True, after=follows.after)


def breaks(file: GroupFile) -> Iterator[tuple[FiledTerm, Place]]:
    """Yield each semester whose sheets do not follow those before it, with the place where they should begin.

    So it is when an earlier semester was printed again on more sheets or on fewer.
    """
    for before, term in pairwise(file.printed):
        first, last = term.volumes[0], before.volumes[-1]
        begun = first.volume == last.volume + 1 and first.first_sheet == 1
        continued = first.volume == last.volume and not last.closed and first.first_sheet == last.last_sheet + 1
        if not begun and not continued:
            place = place_after(file, term.starts, term.term_id)
            if place is not None:
                yield term, place
