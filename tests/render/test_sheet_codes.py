"""Codes at the foot of sheets, read from finished pages: as text, and from a picture by an independent decoder."""

import hashlib
import io
import re

import numpy as np
import pypdf
import pypdfium2
import pytest
import zxingcpp

from ejarchive.document import Counting, Layout, Side
from ejarchive.render.page_texts import coded_sheets, page_texts, texts_of_pages
from ejarchive.render.pdf import render_document
from ejarchive.sheet_code import sheet_code
from judges import verapdf
from render.documents import pack, page_part

SALT = hashlib.sha256(b"the content of a pack").hexdigest()
MM = 72 / 25.4
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


_made: dict[tuple[object, ...], list[bytes]] = {}  # rendered once for all tests


@pytest.fixture
def printed(quick):
    """The volumes of a small pack: (PDF, what its sheets are)."""

    def made(salt: str = SALT, watermark: str = "", *, anew: bool = False, **layout) -> list[bytes]:
        key = salt, watermark, *sorted(layout.items())
        if anew or key not in _made:
            document = pack(courses=3, salt=salt, watermark=watermark, layout=Layout(**{"qr": True} | layout))
            _made[key] = [volume.pdf for volume in render_document(document, quick())]
        return _made[key]

    return made


def codes_read_from_pictures(pdf: bytes, dpi: int) -> list[list[str]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pictures = [page.render(scale=dpi / 72, grayscale=True).to_numpy().copy() for page in document]
    finally:
        document.close()
    return [[found.text for found in zxingcpp.read_barcodes(np.squeeze(picture))] for picture in pictures]


def codes_of_text(pdf: bytes) -> list[list[str]]:
    return [CODE.findall(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("two_sided", [True, False])
@pytest.mark.parametrize("dpi", [200, 300])
def test_a_camera_reads_what_is_printed_beside_it(printed, two_sided, dpi):
    [pdf] = printed(two_sided=two_sided)
    told = codes_of_text(pdf)
    assert codes_read_from_pictures(pdf, dpi) == told
    assert [bool(codes) for codes in told] == [not two_sided or index % 2 == 0 for index in range(len(told))]
    assert all(len(codes) <= 1 for codes in told)


def test_every_sheet_of_the_file_has_its_own_code_in_its_place(printed):
    [pdf] = printed()
    sheets = coded_sheets(pdf, "x.pdf")
    names = [one.sheet for one in sheets]
    assert names == ["б/н 1", "оп. 1", *map(str, range(1, len(sheets) - 2)), f"б/н {2}"]
    assert [one.code for one in sheets] == [sheet_code(SALT, 1, name) for name in names]
    assert len({one.code for one in sheets}) == len(sheets)
    pages = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    covered = [page for one in sheets for page in range(one.first_page, one.last_page + 1)]
    assert covered == list(range(1, pages + 1))


def test_volumes_and_continuations_never_share_a_code(printed):
    volumes = printed(sheets_per_volume=3)
    assert len(volumes) > 1
    codes = [one.code for pdf in volumes for one in coded_sheets(pdf, "x.pdf")]
    assert len(set(codes)) == len(codes)
    [second] = printed(first_sheet=40, first_volume=2)
    assert [one.code for one in coded_sheets(second, "x.pdf") if one.sheet == "40"] == [sheet_code(SALT, 2, "40")]


def test_a_sheet_numbered_by_pencil_has_the_code_of_its_place(printed):
    [pencil], [number] = printed(sheet_numbers="blank"), printed()
    assert coded_sheets(pencil, "x.pdf") == coded_sheets(number, "x.pdf")


@pytest.mark.parametrize("unlike", [{"salt": ""}, {"watermark": "ПРОЕКТ"}, {"watermark": "ЧЕРНОВИК"}])
def test_what_is_not_for_signing_has_no_code(printed, unlike):
    [pdf] = printed(**unlike)
    assert coded_sheets(pdf, "x.pdf") == ()
    assert not any(codes_of_text(pdf))
    assert not any(codes_read_from_pictures(pdf, 150))


def test_without_the_regulations_leave_there_are_letters_and_no_picture(printed):
    [pdf] = printed(qr=False)
    assert len(list(filter(None, codes_of_text(pdf)))) == len(coded_sheets(pdf, "x.pdf")) > 5
    assert not any(codes_read_from_pictures(pdf, 200))


def test_the_code_keeps_to_its_corner(printed):
    """Within the lower 14 mm, not in the sewing margin, nothing else within its box, and large enough for a camera."""
    [pdf] = printed()
    document = pypdfium2.PdfDocument(pdf)
    page, picture = document[0], document[0].render(scale=300 / 72, grayscale=True).to_numpy()
    box = page.get_textpage().get_text_bounded(150 * MM, 0, 210 * MM, 14 * MM).strip()
    document.close()
    assert CODE.fullmatch(box)
    [found] = zxingcpp.read_barcodes(np.squeeze(picture))
    corner = found.position
    to_mm = 25.4 / 300
    side = (corner.top_right.x - corner.top_left.x) * to_mm
    assert side * 29 / 21 >= 9  # with the quiet zone, which is blank paper
    assert corner.bottom_right.x * to_mm == pytest.approx(200, abs=0.5)
    assert 297 - corner.bottom_right.y * to_mm == pytest.approx(5.2, abs=0.5)
    dark = np.squeeze(picture) < 128
    quiet = int(4 / 3 / to_mm) - 2
    left, top = corner.top_left.x - quiet, corner.top_left.y - quiet
    around = dark[top : corner.bottom_left.y + quiet, left : corner.top_right.x + quiet].copy()
    around[quiet - 2 : -quiet + 2, quiet - 2 : -quiet + 2] = False
    assert not around.any()


def test_the_same_salt_makes_the_same_bytes_and_another_one_no_code_in_common(printed):
    [first], [again], [other] = printed(), printed(anew=True), printed(salt="0" * 64)
    assert first == again
    codes = {one.code for one in coded_sheets(first, "x.pdf")}
    assert codes.isdisjoint(one.code for one in coded_sheets(other, "x.pdf"))


def test_two_printings_of_one_content_say_the_same(printed):
    [first], [other], [plain] = printed(), printed(salt="0" * 64), printed(salt="", qr=False)
    assert page_texts(first, "a") == page_texts(other, "b") == page_texts(plain, "c")


def test_the_text_of_a_sheet_is_found_with_the_number_on_its_paper(printed):
    [pdf] = printed()
    two = next(one for one in coded_sheets(pdf, "x.pdf") if one.sheet == "2")
    pages = texts_of_pages(pdf, "x.pdf", two.first_page, two.last_page)
    assert [label for label, _ in pages] == ["3", "4"]
    assert two.code in pages[0][1]
    assert two.code not in pages[1][1]


def test_codes_leave_a_pack_pdf_a(printed, tmp_path):
    path = tmp_path / "pack.pdf"
    path.write_bytes(printed()[0])
    assert verapdf([path], flavour="2u")[path] == []


def test_a_page_that_tells_a_misread_code_has_none(quick):
    document = pack(courses=1, salt=SALT, layout=Layout())
    [volume] = render_document(document, quick())
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(volume.pdf))
    private = writer.pages[0]["/PieceInfo"]["/ejarchive"]["/Private"]
    private[pypdf.generic.NameObject("/Code")] = pypdf.generic.TextStringObject("7K3M-0QTX-9VJ8")
    target = io.BytesIO()
    writer.write(target)
    assert coded_sheets(target.getvalue(), "x")[0].sheet == "оп. 1"


def test_a_blank_face_is_a_sheet_too(quick):
    parts = (page_part("a", 1), page_part("b", 1, starts=Side.FACE, counting=Counting.NONE))
    document = pack(salt=SALT, layout=Layout(qr=True))
    document = type(document)(
        kind="pack", stem="x", title="Проба", parts=parts, moment=document.moment, layout=document.layout, salt=SALT
    )
    [volume] = render_document(document, quick())
    assert [(one.sheet, one.first_page, one.last_page) for one in coded_sheets(volume.pdf, "x")] == [
        ("1", 1, 2),
        ("б/н 1", 3, 3),
    ]
