"""A remark that is followed until it is settled: its facts, its state, and every event that made it what it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ejarchive.upkeep import Nature


class State(StrEnum):
    """Состояние замечания; the values are those of the journal's own table `remarks`."""

    PROPOSED = "proposed"  # found by the program, not yet given to anybody
    ISSUED = "issued"
    ACQUAINTED = "acquainted"
    PRESUMED = "presumed_eliminated"  # the facts have gone; the deputy has not looked yet
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    DROPPED = "dropped"


GIVEN = frozenset({State.ISSUED, State.ACQUAINTED, State.RETURNED})
"""States in which somebody still has to do something about the remark."""
SETTLED = frozenset({State.CONFIRMED, State.DROPPED})
STEPS: Mapping[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.ISSUED, State.DROPPED}),
    State.ISSUED: frozenset({State.ACQUAINTED, State.PRESUMED, State.CONFIRMED, State.RETURNED, State.DROPPED}),
    State.ACQUAINTED: frozenset({State.PRESUMED, State.CONFIRMED, State.RETURNED, State.DROPPED}),
    State.PRESUMED: frozenset({State.CONFIRMED, State.RETURNED, State.DROPPED}),
    State.RETURNED: frozenset({State.ACQUAINTED, State.PRESUMED, State.CONFIRMED, State.DROPPED}),
    State.CONFIRMED: frozenset({State.RETURNED}),
    State.DROPPED: frozenset({State.PROPOSED}),
}
"""state → the states it may lead to; whatever goes further goes through them one by one."""


class Origin(StrEnum):
    """Who made the remark."""

    FOUND = "found"  # the program, from the journal's data
    JOURNAL = "journal"  # it stood in the journal's own table
    DEPUTY = "deputy"  # written by the deputy into the workbook


class FactState(StrEnum):
    """What became of a fact since it was found."""

    OPEN = "open"
    GONE = "gone"  # the gap has been filled
    VANISHED = "vanished"  # no longer to be seen, but because its row has gone: nobody has filled anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing a rule complains about: a lesson, a cell, a grade or a course.

    `day` is the lesson's; `matured` the day its term ended; `amount` hours of a lag, else 1. `rows` names the tables
    whose row the fact rested on when it was found; `since` is the day the state was first seen.
    """

    rule: str
    matured: dt.date
    course_id: str | None = None
    lesson_id: str | None = None
    student_id: str | None = None
    period: str | None = None
    day: dt.date | None = None
    amount: float = 1.0
    rows: tuple[str, ...] = ()
    state: FactState = FactState.OPEN
    since: dt.date | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """Rule and place: the fact's identity over all months, whoever answers for it."""
        return (self.rule, *(part or "" for part in (self.course_id, self.lesson_id, self.student_id, self.period)))


class Actor(StrEnum):
    """Whose doing an event was."""

    PROGRAM = "program"
    DEPUTY = "deputy"
    JOURNAL = "journal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened to a remark on a day; `changes` are fields of `TrackedRemark` and their new values.

    Events are only ever added: a remark is what its events, replayed in order, make of it.
    """

    remark_id: str
    day: dt.date
    actor: Actor
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedRemark:
    """Замечание, за устранением которого следят (БГСХТ 4.2.3.3, 4.2.4.3).

    `month` (`2025-10`) is the month it counts in; `rule` is a key of the upkeep rules, None = the author's own words.
    `binding` is false for a recommendation: the college's own act says nothing of it. `worded`: a person has written
    the text, so that the program no longer does. `repeats` is the id of the earlier remark it repeats; `given` the
    journal's row as last taken in.
    """

    remark_id: str
    origin: Origin
    month: str
    found_on: dt.date
    deputy: str = "academic"
    rule: str | None = None
    nature: Nature = Nature.REMEDIABLE
    binding: bool = True
    responsible_id: str | None = None
    group_id: str | None = None
    course_id: str | None = None
    facts: tuple[Fact, ...] = ()
    text: str = ""
    worded: bool = False
    due: dt.date | None = None
    state: State = State.PROPOSED
    issued_on: dt.date | None = None
    acquainted_on: dt.date | None = None
    explanation: str = ""
    settled_on: dt.date | None = None
    resolution: str = ""
    repeats: str | None = None
    given: Mapping[str, str] | None = None
    history: tuple[Event, ...] = ()

    @property
    def open_facts(self) -> tuple[Fact, ...]:
        """The facts that can still be seen in the journal."""
        return tuple(fact for fact in self.facts if fact.state is FactState.OPEN)

    @property
    def flagged(self) -> bool:
        """Whether a fact vanished with its row: to be looked at by the deputy, not eliminated."""
        return any(fact.state is FactState.VANISHED for fact in self.facts)

    @property
    def pending(self) -> bool:
        """Whether it was given to somebody and is not settled."""
        return self.state in GIVEN

    @property
    def eliminated_on(self) -> dt.date | None:
        """The day it was settled as mended, or first seen to be; None while it is open, dropped, or only accepted."""
        if self.nature is Nature.FACTUAL or self.state not in (State.CONFIRMED, State.PRESUMED):
            return None
        return self.settled_on

    def overdue(self, day: dt.date) -> bool:
        """Whether its term has passed: a lateness cannot be mended, so it is never overdue."""
        may_be = self.nature is Nature.REMEDIABLE and self.pending
        return may_be and self.due is not None and self.due < day

    def unexplained(self, day: dt.date) -> bool:
        """Whether a lateness waits for its explanation after the term for it."""
        waits = self.nature is Nature.FACTUAL and self.pending and not self.explanation
        return waits and self.due is not None and self.due < day


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeRules:
    """What a college may set: days given to mend a remark, and months within which a like one repeats it."""

    days_to_mend: int = 7
    repeat_months: int = 3


DEFAULTS = LifeRules()


def month_of(day: dt.date) -> str:
    """Return `2025-10`."""
    return f"{day:%Y-%m}"
