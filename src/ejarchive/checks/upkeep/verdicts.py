"""From what is known of a thing to one of the four verdicts, and to the rows of `Upkeep.judged`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.ground import Ground
from ejarchive.upkeep import Verdict

PLACES = ("deputy", "group_id", "course_id", "responsible_id", "lesson_id", "student_id", "period")
COLUMNS = ("rule", "verdict", "matured", *PLACES, "due_at", "done_at", "evidence", "amount")
NEVER = pd.Timestamp.min.tz_localize("UTC").ceil("us")
ALWAYS = pd.Timestamp.max.tz_localize("UTC").floor("us")


@dataclass(frozen=True, eq=False)
class Known:
    """When a thing was done: at `done` where a stamp tells it, else after `after` and not later than `by` (both exist).

    A stamp is all three. Where nothing tells it, `after` is `NEVER` and `by` is `ALWAYS`.
    """

    done: pd.Series[Any]
    after: pd.Series[Any]
    by: pd.Series[Any]

    @classmethod
    def stamped(cls, done: pd.Series[Any]) -> Known:
        """Know what the time stamps tell, and nothing where there is none."""
        return cls(done, done.fillna(NEVER), done.fillna(ALWAYS))

    def of(self, chosen: pd.Series[bool]) -> Known:
        """Keep what is known of some things."""
        return Known(self.done[chosen], self.after[chosen], self.by[chosen])

    def at(self, places: np.ndarray[Any, Any], index: pd.Index[Any]) -> Known:
        """Take what is known by position, under another index."""
        taken = (pd.Series(values.array.take(places), index) for values in (self.done, self.after, self.by))
        return Known(*taken)

    def bounded(self, after: pd.Series[Any], by: pd.Series[Any]) -> Known:
        """Bound what has no stamp by looks taken before and after it was done."""
        return Known(self.done, self.done.fillna(after), self.done.fillna(by))

    def in_time(self, due: pd.Series[Any]) -> pd.Series[bool]:
        """Tell what was done in time for certain."""
        return self.by <= due

    def late(self, due: pd.Series[Any]) -> pd.Series[bool]:
        """Tell what was done too late for certain: by its stamp, or absent in a look taken when the term was over."""
        return (self.done > due) | (self.done.isna() & (self.after >= due))

    def evidence(self) -> pd.Series[Any]:
        """Say what the knowledge rests on."""
        looked = (self.after > NEVER) | (self.by < ALWAYS)
        words = pd.Series(pd.NA, self.done.index, dtype="str").mask(looked, "snapshot")
        return words.mask(self.done.notna(), "stamp")


def timeliness(ground: Ground, due: pd.Series[Any], known: Known) -> pd.Series[Any]:
    """Judge when things were done; while the term runs nothing is judged."""
    verdict = np.select(
        [due >= ground.moment, known.in_time(due), known.late(due)],
        [Verdict.NOT_DUE.value, Verdict.IN_TIME.value, Verdict.BREACH.value],
        Verdict.NO_DATA.value,
    )
    return pd.Series(verdict, due.index, dtype="str")


def presence(ground: Ground, due: pd.Series[Any], there: pd.Series[bool]) -> pd.Series[Any]:
    """Judge whether things are there at all."""
    verdict = np.select(
        [due >= ground.moment, there], [Verdict.NOT_DUE.value, Verdict.IN_TIME.value], Verdict.BREACH.value
    )
    return pd.Series(verdict, due.index, dtype="str")


def rows(
    ground: Ground,
    rule: str,
    things: pd.DataFrame,
    verdict: pd.Series[Any],
    *,
    due: pd.Series[Any] | None = None,
    known: Known | None = None,
    matured: pd.Series[Any] | None = None,
    amount: pd.Series[Any] | float = 1.0,
) -> pd.DataFrame:
    """Make the rows of a rule: `things` has those of `PLACES` that it is about; matured follows from `due`."""
    if matured is None:
        matured = things["date"] if due is None else ground.calendar.matured(due)
    nothing = pd.Series(pd.NaT, things.index, dtype="datetime64[us, UTC]")
    columns: dict[str, Any] = {"rule": rule, "verdict": verdict, "matured": matured}
    for place in PLACES:
        columns[place] = things[place] if place in things.columns else pd.Series(dtype="str", index=things.index)
    columns |= {
        "due_at": nothing if due is None else due,
        "done_at": nothing if known is None else known.done,
        "evidence": pd.Series(dtype="str", index=things.index) if known is None else known.evidence(),
        "amount": amount,
    }
    return pd.DataFrame(columns, index=things.index)[list(COLUMNS)]
