"""Rendering for the tests of reports: what was drawn, and where on the page."""

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from ejarchive.render.parts import PartOrder, render_part

MM = 25.4 / 72


class Render:
    """Renders parts with both engines and reads back where each character stands."""

    engines = ("weasyprint", "plutoprint")
    templates = Path(__file__).parent / "templates"

    def __init__(self):
        self._rendered = {}

    def rendered(self, part, engine):
        """The part rendered, once."""
        if (id(part), engine) not in self._rendered:
            order = PartOrder(part=part, engine=engine, templates=self.templates)
            self._rendered[id(part), engine] = part, render_part(order)
        return self._rendered[id(part), engine][1]

    def pages(self, part, engine):
        """The text of each page."""
        return self.rendered(part, engine).texts

    def characters(self, part, engine):
        """Each page's drawn characters as (character, left, bottom, right) in points, from the lower left corner."""
        document = PdfDocument(self.rendered(part, engine).pdf)
        try:
            return [_characters(page) for page in document]
        finally:
            document.close()


def _characters(page):
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        if char.strip():
            left, bottom, right, _ = text.get_charbox(index, loose=True)
            found.append((char, left, bottom, right))
    return found


@pytest.fixture(scope="session")
def render():
    """Both engines, ready; a machine without one of them skips."""
    pytest.importorskip("plutoprint")
    return Render()
