"""Remarks with a life: found, proposed, issued, acquainted, presumed eliminated, confirmed or returned.

A deputy answers for remarks, so the program only proposes and presumes; every step is an event that is never lost.
"""

from ejarchive.remark_life.advance import advanced
from ejarchive.remark_life.decisions import Decision, Fault
from ejarchive.remark_life.facts import Breach, Standing, seen_today
from ejarchive.remark_life.figures import Tally, ages, median_days_to_eliminate, repeat_offenders, tally, tally_by
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
from ejarchive.remark_life.turn import Look, looked

__all__ = [
    "GIVEN",
    "SETTLED",
    "Actor",
    "Breach",
    "Decision",
    "Event",
    "Fact",
    "FactState",
    "Fault",
    "LifeRules",
    "Look",
    "Origin",
    "Remarks",
    "Standing",
    "State",
    "Tally",
    "TrackedRemark",
    "advanced",
    "ages",
    "looked",
    "median_days_to_eliminate",
    "month_of",
    "repeat_offenders",
    "replayed",
    "seen_today",
    "tally",
    "tally_by",
    "with_events",
]
