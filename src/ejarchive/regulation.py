"""A regulation as data: marks, codes, deadlines, words, the sheets of a pack and who signs them.

Shipped: `bgsht-2022`, `apt-2020` and their union `common`; a college adds a file, not code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ejarchive.model.cell import CellGrammar


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words this college uses; each may hold several grammatical cases."""

    curator: str = "классный руководитель"
    curator_genitive: str = "классного руководителя"
    curator_instrumental: str = "классным руководителем"
    journal: str = "журнал учебных занятий"
    practice_journal: str = "журнал учёта производственного обучения"
    student: str = "обучающийся"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A term for an entry: `days` after the lesson or period, or the hour of the day; `clause` is its key."""

    days: int | None = None
    hour: str | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRules:
    """Which sheets a pack has, in which order, and who signs a course."""

    parts: tuple[str, ...] = ()
    practice: Literal["in_pack", "own_journal"] = "in_pack"
    teacher_signs_course: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """One college's rules. `clauses`: key of a rule → «АПТ 4.4»; printed only when the act is its own."""

    name: str
    title: str
    short_title: str = ""
    cells: CellGrammar
    period_values: Mapping[str, int | None] = field(default_factory=dict)
    deadline_days: Literal["calendar", "working"] = "calendar"
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    words: Words = Words()
    pack: PackRules = PackRules()
    clauses: Mapping[str, str] = field(default_factory=dict)
    own_act: bool = True  # false for `common`: its clauses are of two other colleges and are never printed

    def clause(self, *keys: str) -> str | None:
        """Return the clauses of these keys joined for citing («АПТ 4.4; БГСХТ 4.2.3.2»), or None."""
        cited = [self.clauses[key] for key in keys if key in self.clauses]
        return "; ".join(dict.fromkeys(cited)) or None
