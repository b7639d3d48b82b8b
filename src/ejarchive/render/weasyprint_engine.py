"""WeasyPrint, the reference engine. Import it late: it takes a second and needs Pango."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from ejarchive.errors import RenderingError
from ejarchive.render.engine import refuse


class WeasyPrint:
    """One per process: the font configuration is reused."""

    def __init__(self) -> None:
        self._fonts = FontConfiguration()

    def render(self, html: str) -> bytes:
        """Return the PDF; a warning of WeasyPrint is an error."""
        return self._render(html)

    def render_tagged(self, html: str) -> bytes:
        """Return the PDF as PDF/UA-1, its structure tagged."""
        return self._render(html, pdf_variant="pdf/ua-1")

    def _render(self, html: str, **options: str) -> bytes:
        fetcher = _Guard()
        with _complaints() as complaints, _no_search_for_garbage():
            document = weasyprint.HTML(string=html, base_url="ejarchive:/", url_fetcher=fetcher)
            pdf: bytes = document.write_pdf(font_config=self._fonts, **options)
        refuse(fetcher.attempts)
        if complaints:
            raise RenderingError(f"WeasyPrint: {complaints[0]}", "Исправьте шаблон: предупреждений быть не должно.")
        return pdf


class _Guard(URLFetcher):  # type: ignore[misc]
    """Lets `data:` through and writes down everything else.

    Why no fatal error: it would be a BaseException, and an image inside an SVG is not stopped by it.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.attempts: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if not url.lower().startswith("data:"):
            self.attempts.append(url)
            raise ValueError("not allowed")
        return super().fetch(url, headers)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    messages: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    listener = Listener(logging.WARNING)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        yield messages
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """The boxes of a part all live to its end: searching them for garbage took a tenth of the time."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
