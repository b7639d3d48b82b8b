"""What a finished PDF says, page by page: to tell whether a printed or signed one is the one we would print."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from ejarchive.errors import UnreadableError, UsageError
from ejarchive.sheet_code import CodedSheet, read_code

_PIECE = ("/PieceInfo", "/ejarchive", "/Private")


def page_texts(pdf: bytes, name: str, *, without: str = "") -> tuple[str, ...]:
    """Return the text of each page without white space, without a watermark and without the code of its sheet.

    The code tells which printing of a page it is, and nothing of what stands on it. `UnreadableError` when broken.
    """
    with _opened(pdf, name) as reader:
        texts = [_uncoded("".join(page.extract_text().split()), page) for page in reader.pages]
    return tuple(text.replace(without, "") if without else text for text in texts)


def coded_sheets(pdf: bytes, name: str) -> tuple[CodedSheet, ...]:
    """Return the sheets of a PDF that have codes, in their order; a back belongs to the face before it."""
    sheets: list[CodedSheet] = []
    with _opened(pdf, name) as reader:
        for number, page in enumerate(reader.pages, 1):
            if mark := _mark(page):
                sheets.append(CodedSheet(mark[0], name, mark[1], number, number))
            elif sheets:
                last = sheets[-1]
                sheets[-1] = CodedSheet(last.code, name, last.sheet, last.first_page, number)
    return tuple(sheets)


def texts_of_pages(pdf: bytes, name: str, first: int, last: int) -> list[tuple[str, str]]:
    """Return (number on the paper, text as it stands) of some pages, counted from 1."""
    with _opened(pdf, name) as reader:
        labels = reader.page_labels
        return [(labels[index], reader.pages[index].extract_text()) for index in range(first - 1, last)]


@contextmanager
def _opened(pdf: bytes, name: str) -> Iterator[pypdf.PdfReader]:
    try:
        yield pypdf.PdfReader(io.BytesIO(pdf))
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(f"Файл {name} повреждён или это не PDF.", "Возьмите его копию.") from error


def _uncoded(text: str, page: pypdf.PageObject) -> str:
    mark = _mark(page)
    before, _, after = text.rpartition(mark[0]) if mark else (text, "", "")
    return before + after


def _mark(page: pypdf.PageObject) -> tuple[str, str] | None:
    """Return the code and the name of the sheet of which a page is the face; None where it says none that holds."""
    told: object = page
    for key in _PIECE:
        told = told.get(key) if isinstance(told, DictionaryObject) else None
        told = told.get_object() if told is not None else None
    if isinstance(told, DictionaryObject):
        with suppress(UsageError):
            return read_code(str(told.get("/Code", ""))), str(told.get("/Sheet", ""))
    return None
