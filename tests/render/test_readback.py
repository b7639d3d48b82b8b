"""The finished file is read by a stranger before anyone gets it."""

import io
from dataclasses import replace

import pikepdf
import pytest

from ejarchive.errors import RenderingError
from ejarchive.render.metadata import is_ours
from ejarchive.render.pdf import render_document
from ejarchive.render.readback import read_back
from render.documents import pack, page_part


@pytest.fixture
def changed(quick):
    """A finished two-page PDF, changed by a function."""
    [volume] = render_document(replace(pack(0), parts=(page_part("a", 2),)), quick())

    def change(how) -> bytes:
        target = io.BytesIO()
        with pikepdf.open(io.BytesIO(volume.pdf)) as pdf:
            how(pdf)
            pdf.save(target)
        return target.getvalue()

    return change


def drop_page(pdf):
    del pdf.pages[1]


def borrow_font(pdf):
    font = next(iter(pdf.pages[0].resources.Font.values()))
    font.BaseFont = pikepdf.Name("/ABCDEF+DejaVuSans")


def forget_metadata(pdf):
    del pdf.Root.Metadata


def claim_another_maker(pdf):
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b">ejarchive ", b">Word "))


def test_a_sound_file_passes(changed):
    read_back(changed(lambda _pdf: None), pages=2)


@pytest.mark.parametrize(
    ("how", "complaint"),
    [
        (drop_page, r"1 стр\. вместо 2"),
        (borrow_font, "чужие шрифты: /ABCDEF[+]DejaVuSans"),
        (forget_metadata, "не описывает себя"),
        (claim_another_maker, "не описывает себя"),
    ],
)
def test_a_defect_is_noticed(changed, how, complaint):
    with pytest.raises(RenderingError, match=complaint):
        read_back(changed(how), pages=2)


def test_ours_is_known_by_its_maker_not_by_its_name(changed, tmp_path):
    path = tmp_path / "pack.pdf"
    path.write_bytes(changed(lambda _pdf: None))
    assert is_ours(path)
    for how in (forget_metadata, claim_another_maker):
        path.write_bytes(changed(how))
        assert not is_ours(path)
    for content in (
        b"",
        b"%PDF-1.7\n",
        b"\x00" * 100,
        b"PK\x03\x04",
        b"%PDF-1.7\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF",
    ):
        path.write_bytes(content)
        assert not is_ours(path)
    assert not is_ours(tmp_path)
    assert not is_ours(tmp_path / "absent.pdf")
