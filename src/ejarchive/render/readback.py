"""Reading a finished PDF back with pypdf, a reader that shares nothing with its writer."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import cast

import pypdf
from pypdf.generic import PdfObject

from ejarchive.errors import RenderingError
from ejarchive.render import fonts
from ejarchive.render.metadata import PRODUCER


def read_back(pdf: bytes, *, pages: int) -> None:
    """Raise `RenderingError` unless the file has these pages, our fonts only, and says what it is."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    if len(reader.pages) != pages:
        raise RenderingError(f"В готовом файле {len(reader.pages)} стр. вместо {pages}.", _DEFECT)
    strangers = sorted({font for font in _base_fonts(reader) if not fonts.is_ours(font)})
    if strangers:
        raise RenderingError(f"В файл попали чужие шрифты: {', '.join(strangers)}.", _DEFECT)
    described = reader.xmp_metadata
    if described is None or not (described.pdf_producer or "").startswith(PRODUCER) or not described.dc_title:
        raise RenderingError("Готовый файл не описывает себя.", _DEFECT)


def _base_fonts(reader: pypdf.PdfReader) -> Iterator[str]:
    for page in reader.pages:
        fonts_of_page = _entries(_entries(page["/Resources"]).get("/Font"))
        for font in fonts_of_page.values():
            yield str(_entries(font)["/BaseFont"])


def _entries(value: PdfObject | None) -> Mapping[str, PdfObject]:
    return cast("Mapping[str, PdfObject]", value.get_object()) if value is not None else {}


_DEFECT = "Это ошибка программы: сообщите о ней."
