"""«б5» reads as «65» where letters and figures are set alike: letters of a cell are told apart and measured so."""

import ctypes
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDFText_GetFontInfo

from ejarchive.regulation import load_regulation
from ejarchive.reports.statement_signs import CodedStyle, codes_pattern, pieces_of
from ejarchive.reports.statement_styles import ORDINARY
from ejarchive.typeface import TextStyle
from reports.statement.conftest import rows

CELLS = load_regulation("common").cells
PATTERN = codes_pattern(CELLS)
CODE_FACE, MARK_FACES = "LiberationSerifBoldItalic", ("PTSansNarrow", "LiberationSerif")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("4 б5 о3 5-", ["б", "о"]),
        ("н", ["н"]),
        ("б3/4 нЗЧ", ["б", "н"]),
        ("н/а осв. НЗ", []),
        ("отметка: п2", ["п"]),
        ("«б5»", ["б"]),
        ("нет данных, об отметках", []),
        ("", []),
    ],
)
def test_codes_of_whole_cells_and_nothing_else(text, codes):
    pieces = pieces_of(text, PATTERN)
    assert pieces[1::2] == codes
    assert "".join(pieces) == text


@given(st.lists(st.tuples(st.sampled_from(["", *CELLS.codes]), st.sampled_from([*CELLS.marks])), min_size=1))
def test_every_cell_of_the_grammar_is_cut_before_its_marks(cells):
    pieces = pieces_of(" ".join(code + mark for code, mark in cells), PATTERN)
    assert pieces[1::2] == [code for code, _ in cells if code]


def test_a_code_is_measured_in_its_own_face():
    plain, coded = ORDINARY.cell, CodedStyle.of(ORDINARY.cell, PATTERN)
    bold = TextStyle("serif-bold-italic", plain.size, plain.leading)
    assert coded.width("б5") == pytest.approx(bold.width("б") + plain.width("5"))
    assert coded.width("б5") > plain.width("б5")
    assert coded.width("65") == plain.width("65")


@pytest.mark.parametrize("engine", ["weasyprint", "plutoprint"])
def test_on_paper_a_code_has_another_face_and_is_still_read_with_its_mark(college, render, engine):
    """In the table, in the legend, and in the annex."""
    document = college.statement("s018", annex=True)
    assert any("о4" in row["marks"] for row in rows(document))
    for part, least in zip(document.parts[:2], (4, 3), strict=True):
        faces = faces_of("о4", render.rendered(part, engine).pdf)
        assert len(faces) >= least
        for code, mark in faces:
            assert code == CODE_FACE
            assert mark.startswith(MARK_FACES)
            assert mark != code


def faces_of(text, pdf):
    """The faces of the characters of each place where the text stands."""
    document = PdfDocument(pdf)
    found = []
    for page in document:
        texts = page.get_textpage()
        whole = texts.get_text_range()
        assert len(whole) == texts.count_chars()
        places = [at.start() for at in re.finditer(rf"(?<!\w){text}(?!\w)", whole)]
        found += [tuple(face(texts, place + n) for n in range(len(text))) for place in places]
    document.close()
    return found


def face(texts, place):
    name = ctypes.create_string_buffer(100)
    FPDFText_GetFontInfo(texts, place, name, 100, ctypes.byref(ctypes.c_int()))
    return name.value.decode().rpartition("+")[2].replace("-", "")
