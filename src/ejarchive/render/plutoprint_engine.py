"""PlutoPrint, the fast engine (extra `fast`): C++, needs no Pango."""

from __future__ import annotations

import io

import plutoprint

from ejarchive.render.engine import refuse
from ejarchive.resources import folder

# The finisher dates the document; a part must not know the day it was made on.
_NO_DAY = "2000-01-01T00:00:00Z"


class PlutoPrint:
    """One per process."""

    def __init__(self) -> None:
        plutoprint.plutobook_set_fontconfig_path(str(folder("fonts")))

    def render(self, html: str) -> bytes:
        """Return the PDF."""
        guard = _Guard()
        book = plutoprint.Book()
        book.custom_resource_fetcher = guard
        book.load_html(html, base_url="ejarchive:/")
        book.set_metadata(plutoprint.PDF_METADATA_CREATION_DATE, _NO_DAY)
        book.set_metadata(plutoprint.PDF_METADATA_MODIFICATION_DATE, _NO_DAY)
        target = io.BytesIO()
        book.write_to_pdf_stream(target)
        refuse(guard.attempts)
        return target.getvalue()


class _Guard(plutoprint.ResourceFetcher):
    """Writes down every address asked for; `data:` never comes here, the engine reads it itself."""

    def __init__(self) -> None:
        super().__init__()
        self.attempts: list[str] = []

    def fetch_url(self, url: str) -> plutoprint.ResourceData:
        self.attempts.append(url)
        return plutoprint.ResourceData(b"")
