"""What is known of a group's file: its semesters, how far each has come, on which sheets, and who keeps it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ejarchive.group_file.sheets import Volume


class Step(StrEnum):
    """How far a semester has come, in the order of БГСХТ 5.5."""

    PRINTED = "printed"
    SIGNED = "signed"
    SEALED = "sealed"
    STITCHED = "stitched"
    KEPT = "kept"
    ARCHIVED = "archived"

    @property
    def words(self) -> str:
        """«подписан», as it is said of a semester's journal."""
        return _WORDS[self][0]

    @property
    def task(self) -> str:
        """What is to be done so that this step is reached."""
        return _WORDS[self][1]

    @property
    def place(self) -> int:
        """Number of the step, from 0."""
        return ORDER.index(self)


ORDER = tuple(Step)
_WORDS: Mapping[Step, tuple[str, str]] = {
    Step.PRINTED: ("напечатан", "напечатать"),
    Step.SIGNED: ("подписан", "подписать у директора"),
    Step.SEALED: ("заверен печатью", "заверить печатью"),
    Step.STITCHED: ("подшит", "подшить к титульному листу группы"),
    Step.KEPT: ("на хранении", "отдать на хранение тому, кто ведёт группу"),
    Step.ARCHIVED: ("в архиве", "после выпуска группы передать в архив"),
}


class Kind(StrEnum):
    """What an event of the ledger tells. `PRINTING` is an intention: `PRINTED` or `ABANDONED` follows it."""

    PRINTING = "printing"
    PRINTED = "printed"
    ABANDONED = "abandoned"
    STEP = "step"
    BAGGED = "bagged"
    REBUILT = "rebuilt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the ledger, never changed afterwards. `facts` are JSON values; `day` is None where nobody knows it.

    `number` is its place in the ledger, 0 before it is written.
    """

    kind: Kind
    group_id: str
    term_id: str
    day: dt.date | None
    facts: Mapping[str, Any]
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """One version of a semester's pack, put in its place on a disk.

    `content` is the digest of all that its bytes depend on, known before it is rendered: equal contents are one
    version. `ordered` are the options by which the same is printed again, `as_of` the moment of its data (ISO).
    """

    version: int
    content: str
    volumes: tuple[Volume, ...]
    ordered: str = ""
    as_of: str = ""
    day: dt.date | None = None
    rebuilt: bool = False  # known from its bag alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A step that was reached: when, by which order, for which reason it came out of turn."""

    day: dt.date | None
    order: str = ""  # «№ 5-к от 01.09.2026»
    keeper: str | None = None  # person_id of who keeps the file from this step on
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledBag:
    """An electronic case of the semester: its name, the SHA-256 of its tag manifest, where it was put.

    `version` of the pack whose PDFs are in it, None where these are none that the ledger knows.
    """

    name: str
    fingerprint: str
    path: str
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledTerm:
    """A semester in the file of its group. Without `printings` only its bags are known."""

    group_id: str
    term_id: str
    group_name: str
    title: str
    starts: dt.date
    ends: dt.date
    curator_id: str | None = None  # as the journal had it when it was printed
    printings: tuple[Printing, ...] = ()
    marks: Mapping[Step, Mark] = field(default_factory=dict)
    bags: tuple[FiledBag, ...] = ()
    history: tuple[Event, ...] = ()

    @property
    def current(self) -> Printing | None:
        """The version that counts: the last one."""
        return self.printings[-1] if self.printings else None

    @property
    def volumes(self) -> tuple[Volume, ...]:
        """The sheets of the current version."""
        return self.current.volumes if self.current else ()

    @property
    def step(self) -> Step | None:
        """The last step that was reached, None before it was printed."""
        return max(self.marks, key=lambda step: step.place, default=None)

    @property
    def next_step(self) -> Step | None:
        """What comes next, None when the semester is in the archive."""
        if self.step is None:
            return Step.PRINTED
        return ORDER[self.step.place + 1] if self.step.place + 1 < len(ORDER) else None

    @property
    def signed(self) -> bool:
        """Whether the director has signed, or has gone past it: the sheets can only be amended."""
        return self.step is not None and self.step.place >= Step.SIGNED.place

    @property
    def unsure(self) -> bool:
        """Whether nobody has said yet if these sheets, known from a bag alone, were signed."""
        return self.current is not None and self.current.rebuilt and self.step is Step.PRINTED

    @property
    def bag(self) -> FiledBag | None:
        """The newest electronic case that holds just the sheets of the current version."""
        version = self.current.version if self.current else None
        return next((bag for bag in reversed(self.bags) if version and bag.version == version), None)

    @property
    def keeper(self) -> str | None:
        """Who keeps it, once somebody does."""
        mark = self.marks.get(Step.KEPT)
        return mark.keeper if mark and self.step is Step.KEPT else None

    @property
    def custody(self) -> tuple[Mark, ...]:
        """Everybody who kept it, in turn, and from which day."""
        steps = [event for event in self.history if event.kind is Kind.STEP and event.facts["step"] == Step.KEPT]
        return tuple(
            Mark(day=event.day, **{name: event.facts[name] for name in ("order", "keeper", "reason")})
            for event in steps
        )

    @property
    def skipped(self) -> tuple[Step, ...]:
        """Steps that were passed over, each with a reason in the mark of the step after them."""
        last = self.step
        return tuple(step for step in ORDER if last and step.place < last.place and step not in self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFile:
    """Дело группы: its semesters in the order of time, printed or only bagged."""

    group_id: str
    terms: tuple[FiledTerm, ...]

    @property
    def name(self) -> str:
        """The name of the group in its newest semester."""
        return self.terms[-1].group_name

    @property
    def printed(self) -> tuple[FiledTerm, ...]:
        """The semesters that have sheets."""
        return tuple(term for term in self.terms if term.printings)

    def term(self, term_id: str) -> FiledTerm | None:
        """Return a semester, None where nothing is known of it."""
        return next((term for term in self.terms if term.term_id == term_id), None)
