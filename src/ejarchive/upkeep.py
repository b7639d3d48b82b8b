"""How the journal is kept, as values: what a rule asks, and how each lesson, cell or grade answers it.

`checks.upkeep` judges, `reports` print it, `state` remembers what became of it: so the words for it live here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class Verdict(StrEnum):
    """The four answers, everywhere; `NO_DATA` is never counted as 0 or 100 %."""

    IN_TIME = "in_time"  # в срок
    BREACH = "breach"  # с нарушением
    NOT_DUE = "not_due"  # срок не наступил (on the as-of day)
    NO_DATA = "no_data"  # нет данных (no time stamp tells it)


class Nature(StrEnum):
    """What can become of a breach."""

    REMEDIABLE = "remediable"  # the gap can be filled: it is eliminated when the fact has gone
    FACTUAL = "factual"  # a lateness cannot be undone: it is accepted with an explanation and counted once


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is asked of whoever keeps the journal; `upkeep.toml` holds them all.

    `clause` is a key of the regulation's clause map; `deadline` a key of its deadlines.
    """

    key: str
    nature: Nature
    title: str
    remedy: str
    clause: str
    deadline: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Upkeep:
    """All verdicts over one journal at its moment.

    `judged`: one row for each thing judged by one rule, with the columns `rule`, `verdict`, `matured` (the day its
    term ended: the month of that day is the month it counts in, once), `deputy` (`academic`, `practical`: by kind of
    course), `group_id`, `course_id`, `responsible_id` (who taught: the substitute for a substituted lesson),
    `lesson_id`, `student_id`, `period` (null where it is not about one), `due_at`, `done_at` (UTC, null where not
    known), `evidence` (`stamp`, `snapshot`, null) and `amount` (hours of a lag, else 1).
    """

    rules: Mapping[str, Rule]
    judged: pd.DataFrame
