"""Events ↔ remarks: what a remark is, is what its events made of it; nothing else is kept anywhere."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ejarchive.remark_life.tracked import Actor, Event, Fact, FactState, Origin, State, TrackedRemark
from ejarchive.upkeep import Nature

Remarks = Mapping[str, TrackedRemark]
"""All remarks by id, in the order they were made."""


def replayed(events: Iterable[Event], until: dt.date | None = None) -> dict[str, TrackedRemark]:
    """Return the remarks that these events made, as they stood at the end of the day `until`."""
    remarks: dict[str, TrackedRemark] = {}
    for event in events:
        if until is None or event.day <= until:
            remarks[event.remark_id] = applied(remarks.get(event.remark_id), event)
    return remarks


def applied(remark: TrackedRemark | None, event: Event) -> TrackedRemark:
    """Return the remark after the event; its first event makes it."""
    if remark is None:
        return TrackedRemark(remark_id=event.remark_id, **event.changes, history=(event,))
    return dataclasses.replace(remark, **event.changes, history=(*remark.history, event))


def with_events(remarks: Remarks, events: Iterable[Event]) -> dict[str, TrackedRemark]:
    """Return the remarks after more events."""
    after = dict(remarks)
    for event in events:
        after[event.remark_id] = applied(after.get(event.remark_id), event)
    return after


def moved(remark: TrackedRemark, state: State, day: dt.date, actor: Actor, **changes: object) -> Event:
    """Make the event that leads a remark to a state."""
    return Event(remark_id=remark.remark_id, day=day, actor=actor, changes={"state": state, **changes})


def changes_to_json(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes as JSON values: dates as ISO text, facts as objects."""
    return {name: _plain(value) for name, value in changes.items()}


def changes_of_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Read the changes back: the inverse of `changes_to_json`."""
    return {
        name: _READ[name](value) if name in _READ and value is not None else value for name, value in values.items()
    }


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON
    match value:
        case dt.date():
            return value.isoformat()
        case Fact():
            fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
            return {name: _plain(part) for name, part in fields.items() if part not in (None, ())}
        case tuple():
            return [_plain(part) for part in value]
        case Mapping():
            return dict(value)
        case _:
            return value


def _fact(values: Mapping[str, Any]) -> Fact:
    return Fact(**{name: _FACT[name](value) if name in _FACT else value for name, value in values.items()})


_FACT: Mapping[str, Callable[[Any], Any]] = {
    "matured": dt.date.fromisoformat,
    "day": dt.date.fromisoformat,
    "since": dt.date.fromisoformat,
    "state": FactState,
    "rows": tuple,
}
_READ: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("found_on", "due", "issued_on", "acquainted_on", "settled_on"), dt.date.fromisoformat),
    "origin": Origin,
    "nature": Nature,
    "state": State,
    "facts": lambda values: tuple(_fact(value) for value in values),
}
