"""The numbering layer, read from finished pages: what stands where."""

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from ejarchive.document import Counting, Document, Geometry, Layout, Side
from ejarchive.render.layer_font import layer_font
from ejarchive.render.pdf import RenderOptions, render_document
from judges import render_png
from render.documents import MOMENT, TEMPLATES, page_part

MM = 72 / 25.4


@pytest.fixture
def finished(here):
    """The finished pages of parts, as pdfium sees them."""
    opened = []

    def finish(*parts, watermark: str = "", **layout):
        document = Document(
            kind="pack",
            stem="x",
            title="Проба",
            parts=parts,
            moment=MOMENT,
            layout=Layout(**layout),
            watermark=watermark,
        )
        options = RenderOptions(engine="plutoprint", executor=here, templates=TEMPLATES)
        [volume] = render_document(document, options)
        opened.append(pypdfium2.PdfDocument(volume.pdf))
        return list(opened[-1])

    yield finish
    for pdf in opened:
        pdf.close()


def texts_at(page, left: float, right: float, bottom: float = 280, top: float = 297) -> str:
    """The text in a box of the page, in millimetres from the lower left corner."""
    return page.get_textpage().get_text_bounded(left * MM, bottom * MM, right * MM, top * MM).strip()


def left_edge_of_heading(page) -> float:
    textpage = page.get_textpage()
    index = textpage.get_text_range().index("Часть")
    return textpage.get_charbox(index)[0] / MM


CENTRE_FACE, CENTRE_BACK = (100, 130), (80, 110)


def test_page_numbers_stand_in_the_middle_of_the_text_from_the_second_page(finished):
    pages = finished(page_part("a", 4))
    assert [texts_at(page, *box) for page, box in zip(pages, [CENTRE_FACE, CENTRE_BACK] * 2, strict=True)] == [
        "", "2", "3", "4",
    ]  # fmt: skip


def test_sheet_numbers_stand_in_the_right_corner_of_faces_only(finished):
    assert [texts_at(page, 170, 210) for page in finished(page_part("a", 4))] == ["1", "", "2", ""]
    assert [texts_at(page, 170, 210) for page in finished(page_part("a", 3), two_sided=False)] == ["1", "2", "3"]


def test_numbers_keep_ten_millimetres_from_the_edge(finished):
    page = finished(page_part("a", 2))[1]
    assert texts_at(page, *CENTRE_BACK, bottom=287) == ""
    assert texts_at(page, *CENTRE_BACK, bottom=278, top=288) == "2"


def test_a_back_is_moved_to_the_mirrored_margin(finished):
    face, back = finished(page_part("a", 2))
    assert left_edge_of_heading(face) == pytest.approx(30, abs=0.6)
    assert left_edge_of_heading(back) == pytest.approx(10, abs=0.6)


def test_one_sided_every_page_is_sewn_at_the_left(finished):
    for page in finished(page_part("a", 2), two_sided=False):
        assert left_edge_of_heading(page) == pytest.approx(30, abs=0.6)


def test_a_blank_face_bears_its_sheet_number_only(finished):
    pages = finished(page_part("a", 1), page_part("b", 1), page_part("spread", 2, starts=Side.BACK))
    assert len(pages) == 5
    assert pages[2].get_textpage().get_text_bounded().strip() == "2"


def test_for_the_pencil_there_is_an_empty_box(finished):
    blank = finished(page_part("a", 2), sheet_numbers="blank")
    assert texts_at(blank[0], 170, 210) == ""
    assert darkness(blank[0], 180, 205, 280, 295)
    assert not darkness(blank[1], 180, 205, 280, 295), "a back has no sheet number"


def darkness(page, left: float, right: float, bottom: float, top: float) -> bool:
    scale = 2
    bitmap = page.render(scale=scale, grayscale=True).to_numpy()
    height = bitmap.shape[0]
    rows = slice(int(height - top * MM * scale), int(height - bottom * MM * scale))
    return bool((bitmap[rows, int(left * MM * scale) : int(right * MM * scale)] < 128).any())


def test_what_is_not_counted_bears_no_number(finished):
    cover, _, inventory = finished(
        page_part("cover", counting=Counting.NONE), page_part("inventory", counting=Counting.OWN)
    )
    assert texts_at(cover, 0, 210) == ""
    assert texts_at(inventory, 0, 210) == "1"


def test_a_part_may_go_without_page_numbers(finished):
    pages = finished(page_part("a", 2, page_numbers=False))
    assert texts_at(pages[1], *CENTRE_BACK) == ""


def test_a_document_without_a_layer_is_left_as_it_is(finished):
    pages = finished(page_part("a", 2), sheet_numbers=None)
    assert [texts_at(page, 0, 210) for page in pages] == ["", ""]
    assert left_edge_of_heading(pages[1]) == pytest.approx(30, abs=0.6)


@pytest.mark.parametrize("watermark", ["ПРОЕКТ", "Черновик"])
def test_a_watermark_lies_on_every_page_and_hides_nothing(finished, tmp_path, watermark):
    plain = seen_by_poppler(finished(page_part("a", 2), sheet_numbers=None), tmp_path / "plain.pdf")
    pages = finished(page_part("a", 2), sheet_numbers=None, watermark=watermark)
    for page, before, after in zip(pages, plain, seen_by_poppler(pages, tmp_path / "marked.pdf"), strict=True):
        assert watermark in page.get_textpage().get_text_bounded().replace("\r\n", "")
        assert (after <= before).all(), "a letter was painted over"
        paper = after[before > 250]
        assert (paper > 200).all(), "the mark is too dark to read through"
        assert (paper < 230).mean() < 0.02, "more than an outline is dark"
        assert (paper < 245).mean() > 0.02, "there is no mark to be seen"


def seen_by_poppler(pages, path) -> list[np.ndarray]:
    """Pages as grey pictures. Why not pdfium: it smooths letters otherwise once a page has a blend mode."""
    pages[0].pdf.save(path)
    pictures = [Image.open(io.BytesIO(render_png(path, number + 1, dpi=60))) for number in range(len(pages))]
    return [np.asarray(picture.convert("L")) for picture in pictures]


def test_a_watermark_stays_on_the_page_whatever_its_length_and_the_paper(finished):
    wide = page_part("a", geometry=Geometry(width=297, height=210))
    for watermark in ("П", "НЕДЕЙСТВИТЕЛЬНЫЙ ЭКЗЕМПЛЯР"):
        [page] = finished(wide, watermark=watermark, sheet_numbers=None)
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        assert min(min(box) for box in boxes) >= 0
        assert max(box[2] for box in boxes) <= 297 * MM
        assert max(box[3] for box in boxes) <= 210 * MM


def test_the_font_of_the_layer_holds_what_it_draws():
    from fontTools.ttLib import TTFont

    font = layer_font("0123456789ЁЙ")
    with TTFont(io.BytesIO(font.program)) as program:
        for character, glyph in font.glyphs.items():
            advance = program["hmtx"][program.getGlyphName(glyph)][0] * 1000 / program["head"].unitsPerEm
            assert advance == font.widths[character]
            assert program["glyf"][program.getGlyphName(glyph)].numberOfContours != 0
    assert font.width("10", 10) == 10
