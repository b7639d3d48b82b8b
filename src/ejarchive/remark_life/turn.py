"""One look at the journal, whole: its own remarks, then the deputy's decisions, then what the program sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ejarchive.model.journal import Journal
from ejarchive.regulation import Regulation
from ejarchive.remark_life.advance import advanced
from ejarchive.remark_life.decisions import Decision, Fault, decided
from ejarchive.remark_life.facts import seen_today
from ejarchive.remark_life.importing import imported
from ejarchive.remark_life.replay import Remarks, with_events
from ejarchive.remark_life.tracked import DEFAULTS, Event, LifeRules
from ejarchive.upkeep import Upkeep


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Look:
    """What a look at the journal needs. `day` is the as-of day in the college's zone, `months` those reported on."""

    journal: Journal
    regulation: Regulation
    upkeep: Upkeep
    months: Collection[str]
    day: dt.date
    decisions: Sequence[Decision] = ()
    rules: LifeRules = DEFAULTS


def looked(remarks: Remarks, look: Look) -> tuple[list[Event], list[Fault]]:
    """Return what happens to the remarks; with any fault nothing of it is to be kept.

    A look back (its day is earlier than the last one's) sees the journal as it was and changes nothing: what is known
    since then is not forgotten. Her decisions are taken then too, on the day of the last look.
    """
    last = max((event.day for remark in remarks.values() for event in remark.history), default=look.day)
    if look.day < last:
        return decided(remarks, look.decisions, last)
    found, standing = seen_today(look.upkeep, look.journal, look.regulation, remarks.values())
    events = imported(remarks, look.journal, look.regulation, found, look.day)
    after = with_events(remarks, events)
    made, faults = decided(after, look.decisions, look.day)
    events += made
    after = with_events(after, made)
    events += advanced(after, found, standing, months=look.months, day=look.day, rules=look.rules)
    return events, faults
