"""What the life of remarks adds up to: open, overdue, repeated, eliminated in time or late, and how long it took."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from ejarchive.remark_life.tracked import State, TrackedRemark

AGES = (7, 30, 90)
"""Days that part the ages of open remarks: up to a week, a month, three months, and more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of remarks on a day; what was dropped stands under `dropped` alone.

    `new` and `repeated` count in the month asked for, proposals included; `open_` are given and not settled, `presumed`
    eliminated by the data alone; `in_time` and `late` were eliminated by their term and after it; `accepted` are
    latenesses settled with an explanation; `flagged` lost a fact with its row.
    """

    proposed: int = 0
    new: int = 0
    open_: int = 0
    overdue: int = 0
    unexplained: int = 0
    repeated: int = 0
    flagged: int = 0
    presumed: int = 0
    in_time: int = 0
    late: int = 0
    accepted: int = 0
    dropped: int = 0

    @property
    def eliminated(self) -> int:
        """All that were eliminated."""
        return self.in_time + self.late


def tally(remarks: Iterable[TrackedRemark], month: str, day: dt.date) -> Tally:
    """Count remarks as they stand on a day; `new` and `repeated` are those that count in `month`."""
    counts = dict.fromkeys(Tally.__slots__, 0)
    for remark in remarks:
        for name, counted in _COUNTED.items():
            counts[name] += counted(remark, month, day)
    return Tally(**counts)


def tally_by(
    remarks: Iterable[TrackedRemark], key: Callable[[TrackedRemark], str | None], month: str, day: dt.date
) -> dict[str, Tally]:
    """Count the remarks of each person, course or group: `key` says which; those it names none for are left out."""
    parts: dict[str, list[TrackedRemark]] = {}
    for remark in remarks:
        if (part := key(remark)) is not None:
            parts.setdefault(part, []).append(remark)
    return {part: tally(own, month, day) for part, own in sorted(parts.items())}


def ages(remarks: Iterable[TrackedRemark], day: dt.date) -> dict[int | None, int]:
    """Count pending remarks by the days since they were issued: not older than 7, 30, 90 days, None = older."""
    counts: dict[int | None, int] = dict.fromkeys((*AGES, None), 0)
    for remark in remarks:
        if remark.pending and remark.issued_on is not None:
            age = (day - remark.issued_on).days
            counts[next((bound for bound in AGES if age <= bound), None)] += 1
    return counts


def median_days_to_eliminate(remarks: Iterable[TrackedRemark]) -> float | None:
    """Return the median days from issuing to elimination; None when nothing was eliminated."""
    days = [
        (remark.eliminated_on - remark.issued_on).days
        for remark in remarks
        if remark.eliminated_on is not None and remark.issued_on is not None
    ]
    return float(median(days)) if days else None


def repeat_offenders(remarks: Iterable[TrackedRemark]) -> dict[str, tuple[TrackedRemark, ...]]:
    """Return the repeated remarks of each person who has any, most first."""
    repeated: dict[str, list[TrackedRemark]] = {}
    for remark in remarks:
        if remark.repeats and remark.responsible_id and remark.state is not State.DROPPED:
            repeated.setdefault(remark.responsible_id, []).append(remark)
    order = sorted(repeated.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {person: tuple(own) for person, own in order}


def _is_late(remark: TrackedRemark) -> bool:
    done = remark.eliminated_on
    return done is not None and remark.due is not None and done > remark.due


def _in_time(remark: TrackedRemark) -> bool:
    return remark.eliminated_on is not None and not _is_late(remark)


def _accepted(remark: TrackedRemark) -> bool:
    return remark.state is State.CONFIRMED and remark.eliminated_on is None


_COUNTED: Mapping[str, Callable[[TrackedRemark, str, dt.date], bool]] = {
    "proposed": lambda remark, _month, _day: remark.state is State.PROPOSED,
    "new": lambda remark, month, _day: remark.month == month and remark.state is not State.DROPPED,
    "open_": lambda remark, _month, _day: remark.pending,
    "overdue": lambda remark, _month, day: remark.overdue(day),
    "unexplained": lambda remark, _month, day: remark.unexplained(day),
    "repeated": lambda remark, month, _day: (
        remark.month == month and remark.repeats is not None and remark.state is not State.DROPPED
    ),
    "flagged": lambda remark, _month, _day: remark.flagged and remark.state is not State.DROPPED,
    "presumed": lambda remark, _month, _day: remark.state is State.PRESUMED,
    "in_time": lambda remark, _month, _day: _in_time(remark),
    "late": lambda remark, _month, _day: _is_late(remark),
    "accepted": lambda remark, _month, _day: _accepted(remark),
    "dropped": lambda remark, _month, _day: remark.state is State.DROPPED,
}
