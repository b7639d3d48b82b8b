"""How the journal is kept, as values: what a rule asks, and how each lesson, cell or grade answers it.

`checks.upkeep` judges, `reports` print it, `state` remembers what became of it: so the words for it live here.
The rules themselves are data: `upkeep.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

    from ejarchive.regulation import Regulation


class Verdict(StrEnum):
    """The four answers, everywhere; `NO_DATA` is never counted as 0 or 100 %.

    Of a gap that can be filled, `IN_TIME` says that it is not there: filled after its term (`done_at` > `due_at`) it
    has gone all the same.
    """

    IN_TIME = "in_time"  # в срок
    BREACH = "breach"  # с нарушением
    NOT_DUE = "not_due"  # срок не наступил (on the as-of day)
    NO_DATA = "no_data"  # нет данных (no time stamp tells it)


class Nature(StrEnum):
    """What can become of a breach."""

    REMEDIABLE = "remediable"  # the gap can be filled: it is eliminated when the fact has gone
    FACTUAL = "factual"  # a lateness cannot be undone: it is accepted with an explanation and counted once


Fallback = Literal["day", "period", "unjudged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is asked of whoever keeps the journal; `upkeep.toml` holds them all.

    `clauses` are keys of the regulation's clause map; `deadline` a key of its deadlines, `fallback` where the term
    ends under a regulation that has none. `one` and `many` word a remark about one place and about several, with
    `{days}`, `{students}` and `{hours}` to be filled in; `remedy` says what to do.
    """

    key: str
    code: str
    nature: Nature
    title: str
    one: str
    many: str
    remedy: str
    clauses: tuple[str, ...]
    deadline: str | None = None
    fallback: Fallback = "unjudged"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rule rests on in this college, as a document may print it.

    `binding` is false where the college's own act does not say it: that yields a recommendation, not a remark.
    """

    text: str
    binding: bool


BY_SETTING = "по настройке учреждения"
"""Printed instead of a clause that is not of the college's own act."""


@dataclass(frozen=True, slots=True, eq=False)
class Upkeep:
    """All verdicts over one journal at its moment; `rules` are those this college asks for.

    `judged`: one row for each thing judged by one rule, with the columns `rule`, `verdict`, `matured` (the first day
    on which its term was over: the month of that day is the month it counts in, once), `deputy` (`academic`,
    `practical`: by kind of course), `group_id`, `course_id`, `responsible_id` (who taught: the substitute for a
    substituted lesson), `lesson_id`, `student_id`, `period` (null where it is not about one), `due_at` (the last
    moment in time), `done_at` (UTC, null where not known), `evidence` (`stamp`, `snapshot`, null) and `amount` (hours
    of a lag, else 1). Rule, course, lesson, student and period together name a thing, the same on every run.
    """

    rules: Mapping[str, Rule]
    judged: pd.DataFrame


@cache
def upkeep_rules() -> Mapping[str, Rule]:
    """Return all rules by their key, in the order in which a report names them."""
    data = tomllib.loads(files("ejarchive").joinpath("upkeep.toml").read_text("utf-8"))
    return {
        key: Rule(**{**entry, "key": key, "nature": Nature(entry["nature"]), "clauses": tuple(entry["clauses"])})
        for key, entry in data.items()
    }


def basis_of(rule: Rule, regulation: Regulation) -> Basis:
    """Return what a document may cite for the rule: a clause of the college's own act, else «по настройке учреждения».

    Clauses of `common` belong to other colleges' acts and are never printed (see `Regulation.own_act`).
    """
    clause = regulation.clause(*rule.clauses) if regulation.own_act else None
    return Basis(BY_SETTING, binding=False) if clause is None else Basis(clause, binding=True)
