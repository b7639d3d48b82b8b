"""The journal's own remarks, taken in as history: once, under their own ids, and later what has changed in them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ejarchive.model.courses import Course
from ejarchive.model.journal import Journal
from ejarchive.model.records import Remark
from ejarchive.regulation import Regulation
from ejarchive.remark_life.facts import Breach
from ejarchive.remark_life.replay import Remarks, moved, with_events
from ejarchive.remark_life.tracked import Actor, Event, Origin, State, TrackedRemark, month_of
from ejarchive.upkeep import Nature, Rule, upkeep_rules

MERGED = "Внесено в журнал под кодом"


def imported(
    remarks: Remarks, journal: Journal, regulation: Regulation, found: Sequence[Breach], day: dt.date
) -> list[Event]:
    """Return the events that bring the history up to the journal's table `remarks`.

    A row that was taken in before counts only where the journal has changed it since. A new row takes over the facts
    it speaks of: a proposal of ours about the same is closed, so that nothing is remarked on twice.
    """
    events: list[Event] = []
    after = dict(remarks)
    for row in journal.rows(Remark):
        before = after.get(row.remark_id)
        made = _renewed(before, row, day) if before else _taken_in(after, row, journal, regulation, found, day)
        events += made
        after = with_events(after, made)
    return events


def _renewed(before: TrackedRemark, row: Remark, day: dt.date) -> list[Event]:
    given = _given(row)
    if before.given == given:
        return []
    old = before.given or {}
    changed = {
        name: value for name, value in _fields(row).items() if old.get(_COLUMN[name]) != given.get(_COLUMN[name])
    }
    return [Event(remark_id=row.remark_id, day=day, actor=Actor.JOURNAL, changes={**changed, "given": given})]


def _taken_in(
    remarks: Remarks, row: Remark, journal: Journal, regulation: Regulation, found: Sequence[Breach], day: dt.date
) -> list[Event]:
    about = _about(row, remarks, found)
    rule = about[0].rule if about else _rule(row)
    course = next((course for course in journal.rows(Course) if course.course_id == row.course_id), None)
    reviewer = regulation.reviewer(course.kind if course else None)
    changes: dict[str, Any] = {
        "origin": Origin.JOURNAL,
        "month": month_of(about[0].fact.matured if about else row.date.replace(day=1) - dt.timedelta(days=1)),
        "found_on": row.date,
        "deputy": about[0].deputy if about else reviewer.removeprefix("deputy_"),
        "rule": rule.key if rule else None,
        "nature": rule.nature if rule else Nature.REMEDIABLE,
        "group_id": row.group_id or (course.group_id if course else None),
        "course_id": row.course_id,
        "facts": tuple(breach.fact for breach in about),
        "worded": True,
        "given": _given(row),
        **_fields(row),
    }
    events = [Event(remark_id=row.remark_id, day=day, actor=Actor.JOURNAL, changes=changes)]
    taken = {breach.fact.key for breach in about}
    for proposal in remarks.values():
        mine = tuple(fact for fact in proposal.facts if fact.key not in taken)
        if len(mine) == len(proposal.facts):
            continue
        if mine:
            events.append(dataclasses.replace(moved(proposal, proposal.state, day, Actor.PROGRAM, facts=mine)))
        else:
            why = f"{MERGED} {row.remark_id}"
            events.append(moved(proposal, State.DROPPED, day, Actor.PROGRAM, facts=(), resolution=why, settled_on=day))
    return events


def _about(row: Remark, remarks: Remarks, found: Sequence[Breach]) -> list[Breach]:
    """Return the breaches a row of the journal speaks of: of its rule, course and person, come due shortly before it.

    A row without a rule is understood by its lesson, where exactly one rule complains about that lesson.
    """
    held = {fact.key for remark in remarks.values() if remark.state is not State.PROPOSED for fact in remark.facts}
    months = {month_of(row.date), month_of(row.date.replace(day=1) - dt.timedelta(days=1))}
    near = [
        breach
        for breach in found
        if breach.fact.key not in held
        and breach.fact.course_id == row.course_id
        and row.responsible_id in (None, breach.responsible_id)
        and breach.fact.matured <= row.date
        and month_of(breach.fact.matured) in months
    ]
    rule = _rule(row)
    rules = {rule.key} if rule else {b.rule.key for b in near if row.lesson_id and b.fact.lesson_id == row.lesson_id}
    return [breach for breach in near if len(rules) == 1 and breach.rule.key in rules]


def _rule(row: Remark) -> Rule | None:
    """Return the rule a row names, by key or by code."""
    return next((rule for rule in upkeep_rules().values() if row.code in (rule.key, rule.code)), None)


_COLUMN: Mapping[str, str] = {
    "responsible_id": "responsible_id",
    "text": "text",
    "due": "due",
    "state": "state",
    "issued_on": "issued_at",
    "explanation": "explanation",
    "settled_on": "resolved_at",
    "resolution": "resolution",
    "repeats": "repeats",
}


def _fields(row: Remark) -> dict[str, Any]:
    return {
        "responsible_id": row.responsible_id,
        "text": row.text,
        "due": row.due,
        "state": State(row.state) if row.state in set(State) else State.ISSUED,
        "issued_on": row.issued_at,
        "explanation": row.explanation or "",
        "settled_on": row.resolved_at,
        "resolution": row.resolution or "",
        "repeats": row.repeats,
    }


def _given(row: Remark) -> dict[str, str]:
    """Return the row as it was written, to see later what has changed in it."""
    values: Iterable[tuple[str, object]] = ((column, getattr(row, column)) for column in _COLUMN.values())
    return {column: str(value) for column, value in values if value is not None}
