"""Findings: what is wrong with the content, as values; all of them at once.

Codes, words, remedies and clauses live in `findings.toml`; a fixture folder of the tests is named by
the code it must raise.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files

from ejarchive.model.place import Place

_LONGEST_FACT = 200


class Severity(StrEnum):
    """An error: the page cannot be printed truthfully. A warning: it can, but look. Info: to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the finding catalogue; `clauses` are keys of a regulation's clause map.

    `standard` is the place in a published standard that holds whatever the regulation: «RFC 8493, 2.1.1».
    """

    code: str
    name: str
    severity: Severity
    text: str
    remedy: str
    clauses: tuple[str, ...] = ()
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule broken at a place; `facts` fill the rule's text (ids and values, never a person's name)."""

    code: str
    place: Place = Place()
    facts: Mapping[str, object] = field(default_factory=dict)
    clause: str | None = None

    @property
    def rule(self) -> Rule:
        """The catalogue's entry."""
        return catalogue()[self.code]

    @property
    def severity(self) -> Severity:
        """Severity as the catalogue has it."""
        return self.rule.severity

    @property
    def message(self) -> str:
        """What is wrong, in Russian."""
        return self.rule.text.format_map(_shown(self.facts))

    @property
    def remedy(self) -> str:
        """What to do about it, in Russian."""
        return self.rule.remedy.format_map(_shown(self.facts))


@cache
def catalogue() -> Mapping[str, Rule]:
    """Return all rules by code."""
    data = tomllib.loads(files("ejarchive").joinpath("findings.toml").read_text("utf-8"))
    return {
        code: Rule(
            code=code,
            name=entry["name"],
            severity=Severity(entry["severity"]),
            text=entry["text"],
            remedy=entry["remedy"],
            clauses=tuple(entry.get("clauses", ())),
            standard=entry.get("standard", ""),
        )
        for code, entry in data.items()
    }


def _shown(facts: Mapping[str, object]) -> dict[str, str]:
    """Write facts as Russians do, on one line, and no longer than a line: they come from hostile hands."""
    return {name: _word(value) for name, value in facts.items()}


def _word(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 - NaN and NaT are what differs from itself
        return "—"
    if isinstance(value, dt.datetime):
        return f"{value:%d.%m.%Y %H:%M}".removesuffix(" 00:00")
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    text = "".join(sign if sign.isprintable() else " " for sign in str(value))
    return text if len(text) <= _LONGEST_FACT else f"{text[: _LONGEST_FACT - 1]}…"


def finding_in_file(code: str, file: str, *, line: int | None = None, **facts: object) -> Finding:
    """Make a finding at a line of a file whose rule rests on a published standard."""
    return Finding(code, Place(file=file or None, row=line), facts, catalogue()[code].standard or None)


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that stop a document."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
