"""The seam of the two engines: HTML in, PDF bytes out.

An engine sees our fonts folder and nothing else. It fetches nothing but `data:` URLs; a page that asks
for more is refused, not shown without it. The same HTML makes the same bytes in any process on any day.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import redirect_stdout
from typing import Literal, Protocol

from ejarchive.errors import InstallationError, RenderingError
from ejarchive.render import fonts

EngineName = Literal["weasyprint", "plutoprint"]


class Engine(Protocol):
    """Renders one part. `RenderingError` for whatever the page could not have."""

    name: EngineName

    def render(self, html: str) -> bytes:
        """Return the PDF of one HTML document."""


def load_engine(name: EngineName) -> Engine:
    """Import an engine and make it ready; `InstallationError` with the mending command if it is not there."""
    fonts.use_only_ours()
    try:
        # Late: WeasyPrint takes a second to import and needs Pango, PlutoPrint is an extra.
        # It speaks on stdout when a library is missing; stdout is ours.
        with redirect_stdout(io.StringIO()):
            if name == "plutoprint":
                from ejarchive.render.plutoprint_engine import PlutoPrint

                return PlutoPrint()
            from ejarchive.render.weasyprint_engine import WeasyPrint

            return WeasyPrint()
    except ImportError as error:
        raise InstallationError(f"Не установлен движок печати «{name}».", _MENDING[name]) from error
    except OSError as error:
        raise InstallationError("Не найдена библиотека Pango, без неё WeasyPrint не работает.", _PANGO) from error


def refuse(attempts: Sequence[str]) -> None:
    """Raise if a page asked for anything from outside. Only the scheme is told: an address may hold data."""
    if attempts:
        schemes = ", ".join(sorted({url.partition(":")[0][:20] for url in attempts}))
        raise RenderingError(f"Страница обращается к внешним ресурсам ({schemes}): {len(attempts)}.", _OUTSIDE)


_MENDING = {
    "weasyprint": "Установите его: pip install weasyprint",
    "plutoprint": "Установите его: pip install 'ejarchive[fast]' или печатайте с --engine weasyprint",
}
_PANGO = (
    "Установите её: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    " или печатайте без неё: pip install 'ejarchive[fast]' и --engine plutoprint"
)
_OUTSIDE = "Шаблон может показывать только то, что в нём самом: встройте картинку как data:…"
