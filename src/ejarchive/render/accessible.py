"""A single document for a screen reader: PDF/UA-1 straight from WeasyPrint, so that its tags survive.

Nothing is joined and nothing is laid over; page numbers stand in margin boxes of the template. What is written
anew is only what the file says of itself.
"""

from __future__ import annotations

import io

from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf, Stream, String

from ejarchive.document import Document
from ejarchive.render.metadata import information, xmp


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
