"""Earlier looks at the same journal, which bound the time of what has no stamp (`--snapshot`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ejarchive.archive.second_copy import is_bag
from ejarchive.errors import UsageError
from ejarchive.model.journal import Journal
from ejarchive.recipes.compared_side import open_bag, open_side
from ejarchive.recipes.order import Order, Talk
from ejarchive.surroundings import Surroundings


def read_snapshots(
    paths: Sequence[Path], order: Order, surroundings: Surroundings, talk: Talk
) -> list[tuple[Journal, dt.datetime]]:
    """Read each journal or bag with the moment it speaks of; `UsageError` for one whose moment nothing tells."""
    whole = replace(order, as_of=None)  # a snapshot is what it is, whatever day is analysed
    found = []
    for path in paths:
        place = surroundings.folder / path
        side = (open_bag if is_bag(place) else open_side)(place, whole, surroundings, talk)
        if side.moment is None:
            raise UsageError(
                f"В прежней выгрузке {path} не сказано, на какой момент её данные.",
                "Запишите его: ejarchive convert ВЫГРУЗКА --retrieved-at 2025-10-31T18:00 -o ПАПКА",
            )
        found.append((side.journal, side.moment))
    return found
