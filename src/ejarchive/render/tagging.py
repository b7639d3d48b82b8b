"""The engine of accessible documents: one that tags what it draws."""

from __future__ import annotations

from typing import Protocol, cast

from ejarchive.render.engines import load_engine


class Tagging(Protocol):
    """An engine that can tag what it draws; of ours only WeasyPrint."""

    def render_tagged(self, html: str) -> bytes:
        """Return a tagged PDF of one HTML document."""


def tagging_engine() -> Tagging:
    """Return the engine of accessible documents; `InstallationError` where WeasyPrint is missing."""
    return cast("Tagging", load_engine("weasyprint"))
