"""A single document for a screen reader: PDF/UA-1 straight from WeasyPrint, so that its tags survive.

Nothing is joined and nothing is laid over; page numbers stand in margin boxes of the template. What is written
anew is only what the file says of itself.
"""

from __future__ import annotations

import io
from typing import Protocol, cast

from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf, Stream, String

from ejarchive.document import Document
from ejarchive.render.engines import load_engine
from ejarchive.render.metadata import information, xmp


class Tagging(Protocol):
    """An engine that can tag what it draws; of ours only WeasyPrint."""

    def render_tagged(self, html: str) -> bytes:
        """Return a tagged PDF of one HTML document."""


def tagging_engine() -> Tagging:
    """Return the engine of accessible documents; `InstallationError` where WeasyPrint is missing."""
    return cast("Tagging", load_engine("weasyprint"))


def finish_accessible(document: Document, pdf: bytes) -> bytes:
    """Return the file with our title, dates and producer, its structure untouched; the same bytes on any day."""
    with Pdf.open(io.BytesIO(pdf)) as file:
        file.trailer.Info = file.make_indirect(Dictionary())
        for key, value in information(document, document.title).items():
            file.docinfo[key] = String(value)
        packet = xmp(document, document.title)
        file.Root.Metadata = file.make_indirect(Stream(file, packet, Type=Name.Metadata, Subtype=Name.XML))
        target = io.BytesIO()
        file.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, min_version="1.7")
        return target.getvalue()
