"""Movement of students: orders that follow from one another, and what of them is printed (БГСХТ 4.2.1.2)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ejarchive.checks.inspection import Inspection, each
from ejarchive.finding import Finding
from ejarchive.model.groups import GROUP_EVENT_KINDS
from ejarchive.model.people import MOVEMENT_KINDS

_REASONS = {
    "already_in": "обучающийся уже в группе",
    "already_out": "обучающийся уже не в группе",
    "other_group": "обучающийся был в другой группе",
    "no_group": "не сказано, в какую группу",
    "final_group": "последняя группа — не та, что в списке обучающихся",
}


def movement_contradiction(inspection: Inspection) -> Iterator[Finding]:
    """Find a movement that does not follow from the one before it: out before in, out of another group."""
    rows = _row_of(inspection, "movements", "movement_id")
    for fault in inspection.membership.contradictions:
        movement = fault.movement
        facts = {
            "movement": movement.movement_id,
            "student": movement.student_id,
            "kind": MOVEMENT_KINDS.get(movement.kind, movement.kind),
            "day": movement.date,
            "reason": _REASONS[fault.reason],
        }
        yield inspection.finding("J401", "movements", rows.get(movement.movement_id), "kind", **facts)


def movement_without_order(inspection: Inspection) -> Iterator[Finding]:
    """Find a movement whose order is not named: it is printed in the group's list."""
    frame = inspection.journal.frame("movements")
    bare = frame[frame["order_number"].isna() | frame["order_date"].isna()]
    for row, movement, kind, day, *order in each(bare, "movement_id", "kind", "date", "order_number", "order_date"):
        facts = {"movement": movement, "kind": MOVEMENT_KINDS.get(kind, kind), "day": day}
        column = "order_number" if pd.isna(order[0]) else "order_date"
        yield inspection.finding("J402", "movements", row, column, **facts, missing=lacking_order(*order))


def surname_change_without_former(inspection: Inspection) -> Iterator[Finding]:
    """Find a changed surname without the former one, under which earlier sheets were signed."""
    frame = inspection.journal.frame("movements")
    bare = frame[frame["kind"].eq("name_changed") & frame["former_last_name"].isna()]
    for row, movement in each(bare, "movement_id"):
        yield inspection.finding("J403", "movements", row, "former_last_name", movement=movement)


def event_without_other_group(inspection: Inspection) -> Iterator[Finding]:
    """Find a merger or a split that does not name the other group."""
    frame = inspection.journal.frame("group_events")
    bare = frame[frame["kind"].isin(["merged_into", "split_from"]) & frame["other_group_id"].isna()]
    for row, group, kind, day in each(bare, "group_id", "kind", "date"):
        facts = {"group": group, "kind": GROUP_EVENT_KINDS[kind], "day": day}
        yield inspection.finding("J424", "group_events", row, "other_group_id", **facts)


def lacking_order(number: object, date: object) -> str:
    """Name what of an order is missing: «номера и даты»."""
    return " и ".join(word for word, fact in (("номера", number), ("даты", date)) if pd.isna(fact))  # type: ignore[call-overload]


def _row_of(inspection: Inspection, table: str, key: str) -> dict[str, object]:
    return {value: row for row, value in each(inspection.journal.frame(table), key)}


RULES = (
    movement_contradiction,
    movement_without_order,
    surname_change_without_former,
    event_without_other_group,
)
