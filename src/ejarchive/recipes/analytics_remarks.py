"""The remarks of a college as they stand after a look at its journal; what changed is kept in the state folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from ejarchive.recipes.opening import Opened
from ejarchive.recipes.state_folder import state_folder
from ejarchive.remark_life import Event, Look, Remarks, TrackedRemark, looked
from ejarchive.state.remarks import remark_history
from ejarchive.surroundings import Surroundings
from ejarchive.upkeep import Upkeep


def look_at_remarks(
    opened: Opened, upkeep: Upkeep, *, months: Collection[str], day: dt.date, surroundings: Surroundings
) -> tuple[TrackedRemark, ...]:
    """Return the remarks as they stand on `day`; looking again changes nothing, so a run may be repeated."""
    look = Look(journal=opened.journal, regulation=opened.regulation, upkeep=upkeep, months=months, day=day)

    def turn(before: Remarks) -> Sequence[Event]:
        return looked(before, look)[0]

    with remark_history(state_folder(opened.settings, surroundings)) as history:
        history.keep(turn)
        return tuple(history.remarks(until=day).values())
