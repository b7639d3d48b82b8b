"""The cases that papers and bags go to; nothing here is ever invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

_STRICT: Mapping[str, Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCase:
    """A case of its own beside the journal's: some sheets of it, kept for a term of their own.

    `parts` are kinds of sheets as the regulation names them: `term_grades`, `year_grades`.
    """

    __pydantic_config__: ClassVar = _STRICT

    index: str = ""
    heading: str = ""
    term: str = ""
    article: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSettings:
    """The case of the journal itself, and the cases that some of its sheets form beside."""

    __pydantic_config__: ClassVar = _STRICT

    case_index: str = ""
    retention_term: str = ""
    retention_basis: str = ""
    streebog: bool = False
    case: tuple[ArchiveCase, ...] = ()

    @property
    def retention(self) -> str:
        """How long the case is kept, and what says so."""
        return ", ".join(filter(None, (self.retention_term, self.retention_basis)))
