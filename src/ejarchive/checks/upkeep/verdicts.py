"""From what is known of a thing to one of the four verdicts, and to the rows of `Upkeep.judged`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.calendar import UNKNOWN, Instants
from ejarchive.checks.upkeep.ground import Ground
from ejarchive.upkeep import Verdict

PLACES = ("deputy", "group_id", "course_id", "responsible_id", "lesson_id", "student_id", "period")
COLUMNS = ("rule", "verdict", "matured", *PLACES, "due_at", "done_at", "evidence", "amount")
NEVER, ALWAYS = UNKNOWN, int(np.iinfo(np.int64).max)
BREACH, NOT_DUE, IN_TIME, NO_DATA = range(4)
"""The verdicts as numbers, the worst first: that one speaks for a lesson with many cells."""
Codes = np.ndarray[Any, Any]
_WORDS = np.array([v.value for v in (Verdict.BREACH, Verdict.NOT_DUE, Verdict.IN_TIME, Verdict.NO_DATA)], dtype=object)
_STAMP, _SNAPSHOT = "stamp", "snapshot"


@dataclass(frozen=True, eq=False)
class Known:
    """When things were done: at `done` where a stamp tells it, else after `after` and not later than `by`.

    A stamp is all three. Where nothing tells it, `done` is `UNKNOWN`, `after` is `NEVER` and `by` is `ALWAYS`.
    """

    done: Instants
    after: Instants
    by: Instants

    @classmethod
    def stamped(cls, done: Instants) -> Known:
        """Know what the time stamps tell, and nothing where there is none."""
        return cls(done, done, np.where(done == UNKNOWN, ALWAYS, done))

    def bounded(self, after: Instants, by: Instants) -> Known:
        """Bound what has no stamp by looks taken before and after it was done."""
        bare = self.done == UNKNOWN
        return Known(self.done, np.where(bare, after, self.after), np.where(bare, by, self.by))

    def of(self, chosen: np.ndarray[Any, Any]) -> Known:
        """Keep what is known of some things, by mask or by position."""
        return Known(self.done[chosen], self.after[chosen], self.by[chosen])

    def evidence(self) -> np.ndarray[Any, Any]:
        """Say what the knowledge rests on: a stamp, a snapshot, or nothing."""
        words = np.full(len(self.done), None, dtype=object)
        words[(self.after > NEVER) | (self.by < ALWAYS)] = _SNAPSHOT
        words[self.done != UNKNOWN] = _STAMP
        return words


def timeliness(ground: Ground, due: Instants, known: Known) -> Codes:
    """Judge when things were done; while the term runs nothing is judged.

    Late is what a stamp says, or what was absent from a look taken when the term was over.
    """
    stamped = known.done != UNKNOWN
    late = np.where(stamped, known.done > due, known.after >= due)
    return np.select([due >= ground.now, known.by <= due, late], [NOT_DUE, IN_TIME, BREACH], NO_DATA)


def presence(
    ground: Ground, due: Instants, there: np.ndarray[Any, Any], *, told: bool | np.ndarray[Any, Any] = True
) -> Codes:
    """Judge whether things are there at all; what the source does not tell (`told` false) is «нет данных»."""
    return np.select([due >= ground.now, ~np.asarray(told), there], [NOT_DUE, NO_DATA, IN_TIME], BREACH)


def rows(
    ground: Ground,
    rule: str,
    things: pd.DataFrame,
    verdict: Codes,
    *,
    due: Instants | None = None,
    known: Known | None = None,
    matured: np.ndarray[Any, Any] | None = None,
    amount: Any = 1.0,  # noqa: ANN401 - a number or an array of them
) -> pd.DataFrame:
    """Make the rows of a rule: `things` has those of `PLACES` that it is about; matured follows from `due`."""
    nothing = np.full(len(things), UNKNOWN)
    if matured is None:
        matured = ground.calendar.matured(nothing if due is None else due)
    columns: dict[str, Any] = {
        "rule": pd.array(np.full(len(things), rule, dtype=object), dtype="str"),
        "verdict": pd.array(_WORDS[verdict], dtype="str"),
        "matured": matured,
    }
    for place in PLACES:
        absent = np.full(len(things), None, dtype=object)
        columns[place] = things[place].array if place in things.columns else pd.array(absent, dtype="str")
    columns |= {
        "due_at": _stamps(nothing if due is None else due),
        "done_at": _stamps(nothing if known is None else known.done),
        "evidence": pd.array(np.full(len(things), None) if known is None else known.evidence(), dtype="str"),
        "amount": np.broadcast_to(np.asarray(amount, dtype="float64"), len(things)),
    }
    return pd.DataFrame(columns, copy=False)


def day_done(ground: Ground, known: Known, days: pd.Series[Any]) -> np.ndarray[Any, Any]:
    """Return the day on which a thing was done; where that is not known, the day it belongs to."""
    return np.where(known.done == UNKNOWN, days.to_numpy(dtype="datetime64[s]"), ground.calendar.day(known.done))


def _stamps(moments: Instants) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(moments.view("datetime64[us]"), tz="UTC")
