"""Breaches of upkeep as findings, for machines: code, clause, and the row of the user's file they stand in.

Why a type of their own: their rules are those of `upkeep.toml`, not of the catalogue, which holds what `check` finds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ejarchive.finding import Finding, Rule, Severity
from ejarchive.model.journal import Journal
from ejarchive.model.place import Place
from ejarchive.regulation import Regulation
from ejarchive.upkeep import Upkeep, Verdict, upkeep_rules

_PLACES = ("course_id", "lesson_id", "student_id", "period")
_WORDS = {"course_id": "курс", "lesson_id": "занятие", "student_id": "обучающийся", "period": "период"}
_TABLES = {  # what a breach is about → the table its row stands in, and the key there
    ("course_id", "lesson_id", "student_id"): ("entries", ("lesson_id", "student_id")),
    ("course_id", "lesson_id"): ("lessons", ("lesson_id",)),
    ("course_id", "student_id", "period"): ("grades", ("course_id", "student_id", "period")),
}


@dataclass(frozen=True, slots=True)
class UpkeepFinding(Finding):
    """A breach of an upkeep rule."""

    @property
    def rule(self) -> Rule:
        """The rule of `upkeep.toml` under this code."""
        return _rules()[self.code]


def upkeep_findings(
    upkeep: Upkeep, journal: Journal, regulation: Regulation, *, months: Collection[str], deputy: str | None = None
) -> list[Finding]:
    """Return the breaches that count in these months (`2025-10`), of one deputy's journals or of all, in order."""
    judged = upkeep.judged
    if judged.empty:
        return []
    chosen = judged["verdict"].eq(Verdict.BREACH) & judged["matured"].dt.strftime("%Y-%m").isin(set(months))
    if deputy is not None:
        chosen &= judged["deputy"].eq(deputy)
    rows = judged[chosen].sort_values(["rule", *_PLACES], kind="stable").to_dict("records")
    keys = {table: _row_numbers(journal, table, key, rows) for table, key in _TABLES.values()}
    return [_finding(row, upkeep, journal, regulation, keys) for row in rows]


def _finding(
    row: Mapping[Any, Any],
    upkeep: Upkeep,
    journal: Journal,
    regulation: Regulation,
    keys: Mapping[str, Mapping[tuple[Any, ...], int]],
) -> Finding:
    rule = upkeep.rules[row["rule"]]
    about = {name: row[name] for name in _PLACES if isinstance(row[name], str)}
    where = ", ".join(f"{_WORDS[name]} {value}" for name, value in about.items())
    facts = {"title": rule.title, "where": where or "по колледжу"}
    return UpkeepFinding(rule.code, _place(about, journal, keys), facts, regulation.clause(*rule.clauses))


def _place(about: Mapping[str, str], journal: Journal, keys: Mapping[str, Mapping[tuple[Any, ...], int]]) -> Place:
    """Return the row that is wrong, or where it should stand: a missing grade has only its table."""
    table, key = _TABLES.get(tuple(about), ("courses", ()))
    row = keys[table].get(tuple(about[name] for name in key)) if key else None
    return journal.place(table, row)


def _row_numbers(
    journal: Journal, table: str, key: tuple[str, ...], rows: Collection[Mapping[Any, Any]]
) -> dict[tuple[Any, ...], int]:
    """Return key → row of a table: of half a million cells only those of the lessons asked for."""
    frame = journal.frame(table)
    frame = frame[frame[key[0]].isin({row[key[0]] for row in rows})]
    return dict(zip(zip(*(frame[name] for name in key), strict=True), frame.index, strict=True))


@cache
def _rules() -> Mapping[str, Rule]:
    return {
        rule.code: Rule(
            code=rule.code,
            name=key,
            severity=Severity.WARNING,
            text="{title}: {where}.",
            remedy=rule.remedy,
            clauses=rule.clauses,
        )
        for key, rule in upkeep_rules().items()
    }
