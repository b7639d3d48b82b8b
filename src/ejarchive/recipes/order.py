"""What a job is told, what it answers, and how it talks while it works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from ejarchive.artifact import Artifact
from ejarchive.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What every job may be told, whatever else it takes.

    `config` names the settings file; `as_of` without an offset is in the college's time zone;
    `engine` None = as in the settings; `jobs` None = as many as there are processors.
    """

    config: Path | None = None
    as_of: dt.datetime | None = None
    jobs: int | None = None
    scheduler: str | None = None
    engine: Literal["weasyprint", "plutoprint"] | None = None
    cache: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a job has made and found, and what it has to say to a person, line by line.

    `exit_code` is not 0 where the answer itself is bad news (`check` found errors, `doctor` misses a part,
    which `failure` names).
    """

    artifacts: tuple[Artifact, ...] = ()
    findings: tuple[Finding, ...] = ()
    lines: tuple[str, ...] = ()
    failure: str = ""
    exit_code: int = 0


class Talk(Protocol):
    """Whom a job tells how far it is."""

    def say(self, text: str) -> None:
        """Tell something a person should know now."""

    def tell(self, findings: Sequence[Finding]) -> None:
        """Tell findings that do not stop the job."""

    def progress(self, done: int, total: int) -> None:
        """Tell that so many parts of so many are done."""


class Silence:
    """Nobody listens: the default of the library door."""

    def say(self, text: str) -> None:
        """Say nothing."""

    def tell(self, findings: Sequence[Finding]) -> None:
        """Tell nothing."""

    def progress(self, done: int, total: int) -> None:
        """Show nothing."""
