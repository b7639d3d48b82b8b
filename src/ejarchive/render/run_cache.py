"""Rendered parts kept for one run and no longer, in memory: what must leave no trace on the disk."""

from __future__ import annotations

from pathlib import Path

from ejarchive.render.cache import PartCache
from ejarchive.render.parts import RenderedPart


class RunCache(PartCache):
    """Why: a child's sheets stand in a file of their own and in the one for the printer, and are rendered once."""

    def __init__(self) -> None:
        super().__init__(Path(), now=0.0)
        self._parts: dict[str, RenderedPart] = {}

    def get(self, key: str) -> RenderedPart | None:
        """Return the part that this run has made already."""
        return self._parts.get(key)

    def put(self, key: str, rendered: RenderedPart) -> None:
        """Keep a part until the run ends."""
        self._parts[key] = rendered

    def prune(self) -> None:
        """Keep everything: it is gone with the run."""

    def clear(self) -> int:
        """Drop everything; return the number of parts there were."""
        count = len(self._parts)
        self._parts.clear()
        return count
