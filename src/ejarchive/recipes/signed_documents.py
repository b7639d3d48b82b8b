"""Packs that were printed or signed already: taken as they are, when they say what the journal says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ejarchive.errors import UsageError
from ejarchive.render.page_texts import page_texts
from ejarchive.reports.pack import PROJECT

SIGNATURES = (".sig", ".p7s")


def documents_of(folder: Path, stem: str, *, needed: bool = True) -> dict[str, bytes]:
    """Return the volumes of a document in a folder and the signatures beside them: name → bytes, untouched.

    `UsageError` when it is not there though it is `needed`.
    """
    if not folder.is_dir():
        raise UsageError(f"Нет папки с документами: {folder}.", "Укажите папку с готовыми PDF: --documents ПАПКА")
    ours = re.compile(re.escape(stem) + r"(-t\d+)?(\.pdf(\.\w+)?)?")  # x.pdf.director.sig: one of several
    found = {}
    for file in sorted(folder.iterdir()):
        plain = file.name.removesuffix(file.suffix) if file.suffix.lower() in SIGNATURES else file.name
        if file.is_file() and ours.fullmatch(plain) and (plain != file.name or plain.endswith(".pdf")):
            found[file.name] = file.read_bytes()
    if not any(name.endswith(".pdf") for name in found):
        if not needed:
            return {}
        raise UsageError(
            f"В папке {folder} нет файла {stem}.pdf.", "Положите туда журнал, напечатанный ejarchive pack."
        )
    return found


def first_pdf(given: Mapping[str, bytes]) -> bytes:
    """Return the first volume: it tells how the document was ordered."""
    return given[min((name for name in given if name.endswith(".pdf")), key=len)]


def differences(given: Mapping[str, bytes], rendered: Mapping[str, bytes]) -> Iterator[str]:
    """Yield in what the documents given differ from those the journal makes today; «ПРОЕКТ» does not count."""
    pages = [(name, page) for name, pdf in sorted(given.items()) if name.endswith(".pdf") for page in _pages(name, pdf)]
    todays = [page for name, pdf in sorted(rendered.items()) for page in _pages(name, pdf)]
    if len(pages) != len(todays):
        yield f"страниц {len(pages)}, а по журналу {len(todays)}"
        return
    others = [
        (name, number)
        for number, ((name, page), today) in enumerate(zip(pages, todays, strict=True), 1)
        if page != today
    ]
    for name, number in others:
        yield f"{name}: страница {number}"


def _pages(name: str, pdf: bytes) -> tuple[str, ...]:
    return page_texts(pdf, name, without=PROJECT)
