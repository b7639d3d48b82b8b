"""The program's turn: what was found becomes a proposal, what has gone is presumed eliminated. No more than that:
it never issues, confirms or drops what a person has issued.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from ejarchive.remark_life.facts import Breach, Standing
from ejarchive.remark_life.replay import Remarks, applied, moved, with_events
from ejarchive.remark_life.tracked import (
    DEFAULTS,
    Actor,
    Event,
    Fact,
    FactState,
    LifeRules,
    Origin,
    State,
    TrackedRemark,
    month_of,
)
from ejarchive.remark_life.wording import text_of
from ejarchive.upkeep import Nature

MENDED_BEFORE = "Устранено до вручения"
NOT_CONFIRMED = "Данными журнала больше не подтверждается"
SEEN_AGAIN = "Нарушение появилось снова"
_SCHOOL_YEAR_BEGINS = 9


def advanced(
    remarks: Remarks,
    found: Sequence[Breach],
    standing: Standing,
    *,
    months: Collection[str],
    day: dt.date,
    rules: LifeRules = DEFAULTS,
) -> list[Event]:
    """Return what happens to the remarks when the journal is looked at on `day` (as of).

    New remarks are made of facts that matured in `months`, and of two sorts of earlier months of that school year that
    nobody has been told of yet: gaps, and records made so late that the report of their month could not know of them.
    Each counts in the month it matured in. Looking again at the same changes nothing.
    """
    seen = {breach.fact.key: breach for breach in found}
    events = [event for remark in remarks.values() for event in _looked_at(remark, seen, standing, day)]
    events += [event for remark in with_events(remarks, events).values() for event in _renewed(remark, day, rules)]
    after = with_events(remarks, events)
    held = {fact.key for remark in after.values() for fact in remark.facts}
    fresh = [breach for breach in found if breach.fact.key not in held and _counts(breach, months)]
    sisters: dict[str, list[str]] = {}
    for name in after:
        sisters.setdefault("/".join(name.split("/")[:4]), []).append(name)
    for place, group in _by_place(fresh).items():
        names = sisters.setdefault(_identity(place), [])
        untouched = next((after[name] for name in names if _untouched(after[name])), None)
        event = _widened(untouched, group, day) if untouched else _proposed(len(names), place, group, day, rules)
        events.append(event)
        after[event.remark_id] = applied(after.get(event.remark_id), event)
    return events + list(_linked(after, day, rules))


def _looked_at(
    remark: TrackedRemark, seen: dict[tuple[str, ...], Breach], standing: Standing, day: dt.date
) -> Iterable[Event]:
    """Look at the facts of one remark again."""
    facts = tuple(_today(fact, seen, standing, day) for fact in remark.facts)
    if facts == remark.facts:
        return
    changes: dict[str, object] = {"facts": facts}
    if remark.state is State.PROPOSED and not remark.worded:
        shown = tuple(fact for fact in facts if fact.state is FactState.OPEN) or facts
        rule = next((seen[fact.key].rule for fact in shown if fact.key in seen), None)
        changes |= {"text": text_of(rule, shown)} if rule else {}
    yield Event(remark_id=remark.remark_id, day=day, actor=Actor.PROGRAM, changes=changes)
    yield from _consequence(remark, facts, day)


def _renewed(remark: TrackedRemark, day: dt.date, rules: LifeRules) -> Iterable[Event]:
    """Give a proposal that nobody has issued in time a new term, unless the deputy has set it."""
    hers = any(event.actor is not Actor.PROGRAM and "due" in event.changes for event in remark.history)
    if remark.state is State.PROPOSED and remark.due is not None and remark.due < day and not hers:
        due = day + dt.timedelta(days=rules.days_to_mend)
        yield Event(remark_id=remark.remark_id, day=day, actor=Actor.PROGRAM, changes={"due": due})


def _today(fact: Fact, seen: dict[tuple[str, ...], Breach], standing: Standing, day: dt.date) -> Fact:
    if fact.key in seen:
        return fact if fact.state is FactState.OPEN else dataclasses.replace(fact, state=FactState.OPEN, since=day)
    if fact.state is not FactState.OPEN:
        return fact
    lost = set(fact.rows) - set(standing.rows(fact))
    return dataclasses.replace(fact, state=FactState.VANISHED if lost else FactState.GONE, since=day)


def _consequence(remark: TrackedRemark, facts: tuple[Fact, ...], day: dt.date) -> Iterable[Event]:
    """Return the step that follows from facts which have just come or gone; none while the deputy must judge."""
    still = any(fact.state is FactState.OPEN for fact in facts)
    came_back = still and any(
        old.state is not FactState.OPEN and new.state is FactState.OPEN
        for old, new in zip(remark.facts, facts, strict=True)
    )
    deleted = any(fact.state is FactState.VANISHED for fact in facts)
    mended = not still and not deleted and remark.nature is Nature.REMEDIABLE
    match remark.state:
        case State.PROPOSED if not still and not deleted:
            why = MENDED_BEFORE if mended else NOT_CONFIRMED
            yield moved(remark, State.DROPPED, day, Actor.PROGRAM, resolution=why, settled_on=day)
        case State.DROPPED if came_back and remark.resolution in (MENDED_BEFORE, NOT_CONFIRMED):
            yield moved(remark, State.PROPOSED, day, Actor.PROGRAM, resolution="", settled_on=None)
        case State.ISSUED | State.ACQUAINTED | State.RETURNED if mended:
            yield moved(remark, State.PRESUMED, day, Actor.PROGRAM, settled_on=day)
        case State.PRESUMED | State.CONFIRMED if came_back and remark.nature is Nature.REMEDIABLE:
            yield moved(remark, State.RETURNED, day, Actor.PROGRAM, resolution=SEEN_AGAIN, settled_on=None)


def _counts(breach: Breach, months: Collection[str]) -> bool:
    month = month_of(breach.fact.matured)
    if month in months:
        return True
    return any(
        _earlier_this_year(month, wanted) and (breach.rule.nature is Nature.REMEDIABLE or _appeared(breach, wanted))
        for wanted in months
    )


def _appeared(breach: Breach, month: str) -> bool:
    """Tell whether a record was made in that month or after it: before, its lateness could not be seen."""
    return breach.done_on is not None and month_of(breach.done_on) >= month


def _earlier_this_year(month: str, wanted: str) -> bool:
    year, number = int(wanted[:4]), int(wanted[5:])
    began = f"{year if number >= _SCHOOL_YEAR_BEGINS else year - 1}-{_SCHOOL_YEAR_BEGINS:02}"
    return began <= month < wanted


Place = tuple[str, str, str, str, str]
"""Month, rule, deputy, course (or group) and who answers for it: what one remark is about."""


def _by_place(found: Iterable[Breach]) -> dict[Place, list[Breach]]:
    groups: dict[Place, list[Breach]] = {}
    for breach in found:
        fact = breach.fact
        where = fact.course_id or breach.group_id or "college"
        key = (month_of(fact.matured), fact.rule, breach.deputy, where, breach.responsible_id or "nobody")
        groups.setdefault(key, []).append(breach)
    return dict(sorted(groups.items()))


def _identity(place: Place) -> str:
    """Return the id of a remark about a place; a stroke inside a part is written otherwise, to tell the parts."""
    month, rule, _, where, whose = (part.replace("%", "%25").replace("/", "%2F") for part in place)
    return f"{month}/{rule}/{where}/{whose}"


def _widened(remark: TrackedRemark, group: list[Breach], day: dt.date) -> Event:
    """Put the facts into a proposal that nobody has touched yet; a remark that was given is never changed."""
    facts = (*remark.facts, *(breach.fact for breach in group))
    still = [fact for fact in facts if fact.state is FactState.OPEN]
    changes = {"facts": facts, "text": text_of(group[0].rule, still)}
    return Event(remark_id=remark.remark_id, day=day, actor=Actor.PROGRAM, changes=changes)


def _untouched(remark: TrackedRemark) -> bool:
    return remark.state is State.PROPOSED and not remark.worded and remark.origin is Origin.FOUND


def _proposed(earlier: int, place: Place, group: list[Breach], day: dt.date, rules: LifeRules) -> Event:
    month, rule, deputy, _, _ = place
    facts = tuple(breach.fact for breach in group)
    changes = {
        "origin": Origin.FOUND,
        "month": month,
        "found_on": day,
        "deputy": deputy,
        "rule": rule,
        "nature": group[0].rule.nature,
        "binding": group[0].binding,
        "responsible_id": group[0].responsible_id,
        "group_id": group[0].group_id,
        "course_id": facts[0].course_id,
        "facts": facts,
        "text": text_of(group[0].rule, facts),
        "due": day + dt.timedelta(days=rules.days_to_mend),
    }
    identity = _identity(place) + (f"/{earlier + 1}" if earlier else "")
    return Event(remark_id=identity, day=day, actor=Actor.PROGRAM, changes=changes)


def _linked(remarks: Remarks, day: dt.date, rules: LifeRules) -> Iterable[Event]:
    """Point proposals to the remarks they repeat, in whatever order the months were looked at."""
    alike: dict[tuple[str | None, ...], list[TrackedRemark]] = {}
    for remark in remarks.values():
        if remark.rule and remark.responsible_id and remark.state is not State.DROPPED:
            alike.setdefault((remark.rule, remark.responsible_id, remark.course_id), []).append(remark)
    for own in alike.values():
        for remark in own:
            if remark.state is State.PROPOSED and remark.repeats is None:
                earlier = [each for each in own if _shortly_before(each.month, remark.month, rules)]
                if earlier:
                    last = max(earlier, key=lambda each: (each.month, each.remark_id))
                    changes = {"repeats": last.remark_id}
                    yield Event(remark_id=remark.remark_id, day=day, actor=Actor.PROGRAM, changes=changes)


def _shortly_before(earlier: str, later: str, rules: LifeRules) -> bool:
    months = (int(later[:4]) - int(earlier[:4])) * 12 + int(later[5:]) - int(earlier[5:])
    return 0 < months <= rules.repeat_months
