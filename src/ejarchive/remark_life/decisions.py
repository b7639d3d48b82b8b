"""The deputy's turn: what she decided about the remarks, and what she may not decide."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ejarchive.remark_life.replay import Remarks, applied, moved
from ejarchive.remark_life.tracked import STEPS, Actor, Event, Origin, State, TrackedRemark, month_of

OWN = "own"
"""Remarks that the deputy has written herself have ids that begin so."""
EDITABLE = ("text", "due", "state", "issued_on", "acquainted_on", "explanation", "resolution")

_FIXED = ("responsible_id", "group_id", "course_id")
"""What a remark is about: she may say it where nobody has, and not change it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A remark as the deputy wants it: one row of her workbook. `remark_id` None = she adds one of her own.

    `seen` is how many events the remark had when the workbook was made.
    """

    row: int
    remark_id: str | None
    seen: int = 0
    deputy: str = "academic"
    responsible_id: str | None = None
    group_id: str | None = None
    course_id: str | None = None
    text: str = ""
    due: dt.date | None = None
    state: State | None = None
    issued_on: dt.date | None = None
    acquainted_on: dt.date | None = None
    explanation: str = ""
    resolution: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a decision cannot be taken: the row, the field of `Decision` it is about, the finding's code and facts."""

    row: int
    field: str
    code: str
    facts: Mapping[str, object]


def decided(remarks: Remarks, decisions: Sequence[Decision], day: dt.date) -> tuple[list[Event], list[Fault]]:
    """Return the events of the decisions and all that speaks against them; with any fault none should be kept.

    A row nobody has changed says nothing; one that was taken in before is not taken in again.
    """
    events: list[Event] = []
    faults: list[Fault] = []
    for decision in decisions:
        if decision.remark_id is None:
            events += _added(remarks, decision, day, faults)
        elif (remark := remarks.get(decision.remark_id)) is None:
            faults.append(Fault(decision.row, "remark_id", "W101", {"value": decision.remark_id}))
        else:
            events += _changed(remark, decision, day, faults)
    return events, faults


def _added(remarks: Remarks, decision: Decision, day: dt.date, faults: list[Fault]) -> list[Event]:
    identity = _own_id(decision)
    if identity in remarks:
        return []
    changes = {
        "origin": Origin.DEPUTY,
        "month": month_of(day),
        "found_on": day,
        "deputy": decision.deputy,
        "responsible_id": decision.responsible_id,
        "group_id": decision.group_id,
        "course_id": decision.course_id,
        "text": decision.text,
        "worded": True,
    }
    made = Event(remark_id=identity, day=day, actor=Actor.DEPUTY, changes=changes)
    remark = applied(None, made)
    wanted = dataclasses.replace(decision, state=decision.state or State.ISSUED)
    return [made, *_steps(remark, wanted, _differences(remark, wanted), day, faults)]


def _own_id(decision: Decision) -> str:
    """Make an id out of what the remark is, so that the same row taken in twice stays one remark."""
    parts = (decision.deputy, decision.responsible_id, decision.group_id, decision.course_id, decision.text)
    return f"{OWN}/{hashlib.sha256(repr(parts).encode()).hexdigest()[:12]}"


def _changed(remark: TrackedRemark, decision: Decision, day: dt.date, faults: list[Fault]) -> list[Event]:
    faults += [
        Fault(decision.row, name, "W108", {"value": getattr(decision, name)})
        for name in _FIXED
        if getattr(remark, name) is not None and getattr(decision, name) not in (None, getattr(remark, name))
    ]
    base = _at(remark, decision.seen)
    changed = _differences(base, decision)
    changed |= {name: value for name in _FIXED if getattr(base, name) is None and (value := getattr(decision, name))}
    if not changed or _known(remark, decision.seen, changed):
        return []  # nobody has touched the row, or it was taken in already
    theirs = {name for name in (*EDITABLE, *_FIXED) if getattr(base, name) != getattr(remark, name)}
    if theirs & changed.keys():
        faults.append(Fault(decision.row, min(theirs & changed.keys()), "W102", {"value": remark.remark_id}))
        return []
    return _steps(remark, decision, changed, day, faults)


def _known(remark: TrackedRemark, seen: int, changed: Mapping[str, Any]) -> bool:
    """Tell whether the remark has at some time since been what the row wants."""
    later = (_at(remark, count) for count in range(seen + 1, len(remark.history) + 1))
    return any(all(getattr(then, name) == value for name, value in changed.items()) for then in later)


def _at(remark: TrackedRemark, count: int) -> TrackedRemark:
    """Return the remark as its first events made it."""
    then: TrackedRemark | None = None
    for event in remark.history[: max(count, 1)]:
        then = applied(then, event)
    return then or remark


def _differences(remark: TrackedRemark, decision: Decision) -> dict[str, Any]:
    """Return what the row says otherwise than the remark; an empty state says nothing."""
    wanted = {name: getattr(decision, name) for name in EDITABLE}
    wanted["state"] = decision.state or remark.state
    return {name: value for name, value in wanted.items() if _plain(value) != _plain(getattr(remark, name))}


def _plain(value: object) -> object:
    """Return a text without what a spreadsheet does to it: other white space, no signs that cannot be seen."""
    if type(value) is not str:
        return value
    return " ".join("".join(sign if sign.isprintable() and sign != "\ufffd" else " " for sign in value).split())


def _steps(
    remark: TrackedRemark, decision: Decision, changed: Mapping[str, Any], day: dt.date, faults: list[Fault]
) -> list[Event]:
    """Return the events that lead to the wanted state, no step left out."""
    target: State = changed.get("state", remark.state)
    before = len(faults)
    faults += _speaks_against(remark, decision, target, changed)
    way = _way(remark.state, target, decision)
    if way is None:
        facts = {"before": remark.state.value, "after": target.value}
        faults.append(Fault(decision.row, "state", "W103", facts))
    if way is None or len(faults) > before:
        return []
    plain = {name: value for name, value in changed.items() if name != "state"}
    if "text" in plain:
        plain["worded"] = True
    events = [Event(remark_id=remark.remark_id, day=day, actor=Actor.DEPUTY, changes=plain)] if plain else []
    return [*events, *(_step(remark, state, decision, day) for state in way)]


def _step(remark: TrackedRemark, state: State, decision: Decision, day: dt.date) -> Event:
    match state:
        case State.ISSUED:
            on = decision.issued_on or day
            return moved(remark, state, day, Actor.DEPUTY, issued_on=on)
        case State.ACQUAINTED:
            return moved(remark, state, day, Actor.DEPUTY, acquainted_on=decision.acquainted_on or day)
        case State.CONFIRMED:
            return moved(remark, state, day, Actor.DEPUTY, settled_on=remark.settled_on or day)
        case State.DROPPED:
            return moved(remark, state, day, Actor.DEPUTY, settled_on=day)
        case _:
            return moved(remark, state, day, Actor.DEPUTY, settled_on=None)


def _way(start: State, target: State, decision: Decision) -> list[State] | None:
    """Return the steps from one state to another, or None where there is no way.

    Further than «вручено» from a proposal leads only a way whose dates she has given.
    """
    if start is target:
        return []
    if target in STEPS[start] and target is not State.PRESUMED:
        return [target]
    way: list[State] = []
    if start is State.DROPPED and target is not State.PROPOSED:
        way, start = [State.PROPOSED], State.PROPOSED
        if target is State.ISSUED:
            return [*way, target]
    if start is not State.PROPOSED or decision.issued_on is None or target is State.PRESUMED:
        return None
    way.append(State.ISSUED)
    if decision.acquainted_on and target is not State.ACQUAINTED:
        way.append(State.ACQUAINTED)
    return [*way, target] if target in STEPS[way[-1]] else None


def _speaks_against(
    remark: TrackedRemark, decision: Decision, target: State, changed: Mapping[str, Any]
) -> Iterator[Fault]:
    if not decision.text.strip():
        yield Fault(decision.row, "text", "W104", {})
    if target in (State.PROPOSED, State.DROPPED):
        return
    if decision.responsible_id is None and remark.responsible_id is None:
        yield Fault(decision.row, "responsible_id", "W104", {})
    days = {name: changed.get(name, getattr(remark, name)) for name in ("issued_on", "due", "acquainted_on")}
    issued = days["issued_on"]
    for name in ("due", "acquainted_on"):
        if issued and days[name] and days[name] < issued and {name, "issued_on"} & changed.keys():
            yield Fault(decision.row, name, "W105", {"value": days[name], "other": issued})
