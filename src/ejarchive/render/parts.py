"""One part: template and view in, checked PDF pages out. Runs in a worker, knows nothing of the document.

To look at one part while writing its template:

    from ejarchive.document import Part
    from ejarchive.render.parts import PartOrder, render_part

    part = Part(key="title", template="pack/title.html.j2", view={"college": "…"}, promises=("…",))
    rendered = render_part(PartOrder(part=part, engine="plutoprint"))   # or "weasyprint"
    open("title.pdf", "wb").write(rendered.pdf)                     # rendered.texts: the text of each page
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2.sandbox import ImmutableSandboxedEnvironment

from ejarchive.document import Numbers, Part
from ejarchive.errors import RenderingError
from ejarchive.render.engine import Engine, EngineName
from ejarchive.render.engines import load_engine
from ejarchive.render.tagging import Tagging, tagging_engine
from ejarchive.render.templates import fill_template, template_environment
from ejarchive.typeface import missing_characters


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOrder:
    """All a worker needs to render a part."""

    part: Part
    numbers: Numbers | None = None
    language: str = "ru"
    engine: EngineName = "weasyprint"
    templates: Path | None = None
    accessible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPart:
    """A part as PDF, and the text of each page as it was read back."""

    pdf: bytes
    texts: tuple[str, ...]

    @property
    def pages(self) -> int:
        """Number of pages."""
        return len(self.texts)


def render_part(order: PartOrder) -> RenderedPart:
    """Render a part and hold it to its word: number of pages, promised texts, no missing character."""
    part = order.part
    markup = fill_template(_environment(order.templates), part, numbers=order.numbers, language=order.language)
    if missing := missing_characters(html.unescape(markup)):
        names = ", ".join(f"U+{ord(character):04X}" for character in missing[:5])
        names += f" и ещё {len(missing) - 5}" if len(missing) > 5 else ""
        raise RenderingError(f"В шрифтах программы нет знаков {names} (часть «{part.key}»).", _CHARACTERS)
    try:
        pdf = _tagging().render_tagged(markup) if order.accessible else _engine(order.engine).render(markup)
    except RenderingError as error:
        raise RenderingError(f"{error.message} (часть «{part.key}», шаблон {part.template})", error.remedy) from error
    rendered = RenderedPart(pdf=pdf, texts=page_texts(pdf))
    _hold_to_its_word(part, rendered)
    return rendered


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page, read by pdfium."""
    from pypdfium2 import PdfDocument  # late: a native library that only a worker needs

    document = PdfDocument(pdf)
    try:
        return tuple(_text(page) for page in document)
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Return the text without white space, invisible marks and ligatures: what a promise is compared by."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def _text(page: object) -> str:
    textpage = page.get_textpage()  # type: ignore[attr-defined]
    text: str = textpage.get_text_bounded()
    # pdfium turns the hyphen that ends a line into a control character.
    return text.replace("\x02", "-").replace("\ufffe", "-").replace("\r\n", "\n")


def _hold_to_its_word(part: Part, rendered: RenderedPart) -> None:
    if part.pages is not None and rendered.pages != part.pages:
        raise RenderingError(
            f"Часть «{part.key}» рассчитана на {part.pages} стр., а вышло {rendered.pages}.", _OVERFLOW
        )
    text = squeezed("".join(rendered.texts))
    promised = Counter(squeezed(promise) for promise in part.promises)
    lost = sum(1 for promise, times in promised.items() if text.count(promise) < times)
    if lost:
        raise RenderingError(f"На страницах части «{part.key}» не найдено обещанных текстов: {lost}.", _OVERFLOW)


@cache
def _environment(own: Path | None) -> ImmutableSandboxedEnvironment:
    return template_environment(own)


@cache
def _engine(name: EngineName) -> Engine:
    return load_engine(name)


@cache
def _tagging() -> Tagging:
    return tagging_engine()


_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_CHARACTERS = "Замените их в журнале: такой знак нельзя напечатать."
_OVERFLOW = "Текст не поместился. Проверьте шаблон этой части."
