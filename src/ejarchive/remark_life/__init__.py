"""Remarks with a life: found, proposed, issued, acquainted, presumed eliminated, confirmed or returned.

A deputy answers for remarks, so the program only proposes and presumes; every step is an event that is never lost.
"""

from ejarchive.remark_life.advance import advanced
from ejarchive.remark_life.facts import Breach, Standing, seen_today
from ejarchive.remark_life.replay import Remarks, replayed, with_events
from ejarchive.remark_life.tracked import (
    GIVEN,
    SETTLED,
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

__all__ = [
    "GIVEN",
    "SETTLED",
    "Actor",
    "Breach",
    "Event",
    "Fact",
    "FactState",
    "LifeRules",
    "Origin",
    "Remarks",
    "Standing",
    "State",
    "TrackedRemark",
    "advanced",
    "month_of",
    "replayed",
    "seen_today",
    "with_events",
]
