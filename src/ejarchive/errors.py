"""Errors of an unusable input, output or installation; each carries its exit code and the next step.

Bad *content* is no error here but a `Finding`. Messages are Russian and hold no person's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from ejarchive.finding import Finding


class EjarchiveError(Exception):
    """Base of all expected failures: `message` says what happened, `remedy` what to do next."""

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message


class UsageError(EjarchiveError):
    """The call does not say enough, or contradicts itself."""

    exit_code = 2


class UnreadableError(EjarchiveError):
    """A file is missing, broken or of no known kind."""

    exit_code = 3


class FindingsError(EjarchiveError):
    """The content has findings of severity error: nothing was written."""

    exit_code = 4

    def __init__(self, message: str, findings: tuple[Finding, ...], remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.findings = findings


class RenderingError(EjarchiveError):
    """A page could not be made, or what was made is not what was promised."""

    exit_code = 5


class InvalidBagError(EjarchiveError):
    """A bag is incomplete or altered."""

    exit_code = 6


class InstallationError(EjarchiveError):
    """A part of the installation is missing."""

    exit_code = 7


class InTheWayError(EjarchiveError):
    """Something that is not ours stands where the output must go."""

    exit_code = 8
