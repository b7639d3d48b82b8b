"""The seam of the two engines: HTML in, PDF bytes out.

An engine sees our fonts folder and nothing else. It fetches nothing but `data:` URLs; a page that asks
for more is refused, not shown without it. The same HTML makes the same bytes in any process on any day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from ejarchive.errors import RenderingError

EngineName = Literal["weasyprint", "plutoprint"]


class Engine(Protocol):
    """Renders one part. `RenderingError` for whatever the page could not have."""

    def render(self, html: str) -> bytes:
        """Return the PDF of one HTML document."""


def refuse(attempts: Sequence[str]) -> None:
    """Raise if a page asked for anything from outside. Only the scheme is told: an address may hold data."""
    if attempts:
        schemes = ", ".join(sorted({url.partition(":")[0][:20] for url in attempts}))
        raise RenderingError(
            f"Страница обращается к внешним ресурсам ({schemes}): {len(attempts)}.",
            "Шаблон может показывать только то, что в нём самом: встройте картинку как data:…",
        )
