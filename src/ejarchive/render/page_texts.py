"""What a finished PDF says, page by page: to tell whether a printed or signed one is the one we would print."""

from __future__ import annotations

import io

import pypdf
from pypdf.errors import PyPdfError

from ejarchive.errors import UnreadableError


def page_texts(pdf: bytes, name: str, *, without: str = "") -> tuple[str, ...]:
    """Return the text of each page without white space, and without a watermark; `UnreadableError` when broken."""
    try:
        texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(f"Файл {name} повреждён или это не PDF.", "Возьмите его копию.") from error
    plain = ("".join(text.split()) for text in texts)
    return tuple(text.replace(without, "") if without else text for text in plain)
