"""A finished file and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A file that was written whole: its kind (`pack`, `readiness`, `statement`, …), digest and size.

    `title` never holds a person's name. `pages` and `sheets` are None where they do not apply.
    """

    kind: str
    path: Path
    sha256: str
    title: str
    pages: int | None = None
    sheets: int | None = None
    group_id: str | None = None
    student_id: str | None = None
    term_id: str | None = None
