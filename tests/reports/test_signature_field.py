"""`pack --signature-field`: an empty field at the director's line, which anyone's program for signing can fill."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdf
import pytest
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, NumberObject
from pypdfium2 import PdfDocument

from archive.signers import Signer, openssl_verifies
from ejarchive.errors import RenderingError
from ejarchive.render.pdf import RenderOptions, render_document
from ejarchive.reports.pack import PackOptions, build_pack
from judges import verapdf
from reports.small_journal import context_of, tables

MM = 72 / 25.4
PLACE = 4096  # bytes kept free for a signature


def sheet(*, field: bool):
    """The signature sheet alone, as a document."""
    document = build_pack(context_of(tables()), PackOptions(signature_field=field))
    return replace(document, parts=tuple(part for part in document.parts if part.key == "signatures"))


ENGINES = ("plutoprint", "weasyprint")


@pytest.fixture(scope="module")
def printed():
    """Print with one of the engines, in this process."""
    with ThreadPoolExecutor(1) as executor:

        def make(document, engine="plutoprint"):
            return render_document(document, RenderOptions(engine=engine, executor=executor))[0].pdf

        yield make


@pytest.fixture(scope="module")
def pdfs(printed):
    return {engine: printed(sheet(field=True), engine) for engine in ENGINES}


@pytest.fixture(params=ENGINES)
def pdf(request, pdfs):
    return pdfs[request.param]


def test_the_field_is_empty_and_stands_on_the_line_of_the_first_signature(pdf):
    [page] = pypdf.PdfReader(io.BytesIO(pdf)).pages
    [widget] = [one.get_object() for one in page["/Annots"]]
    assert (widget["/Subtype"], widget["/FT"], widget["/T"], "/V" in widget) == ("/Widget", "/Sig", "Signature", False)
    left, bottom, right, top = map(float, widget["/Rect"])
    assert (right - left, top - bottom) == pytest.approx((46 * MM, 12 * MM), abs=1)
    document = PdfDocument(pdf)
    text = document[0].get_textpage()
    index, _ = text.search("(подпись)").get_next()
    x, y, _, _ = text.get_charbox(index)
    document.close()
    assert left < x < right
    assert 0 < bottom - y < 8 * MM, "just above the word below the line"


def test_a_reader_that_is_not_ours_finds_it(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert list(reader.get_fields()) == ["Signature"]
    assert not reader.trailer["/Root"]["/AcroForm"].get("/SigFlags"), "nothing is signed yet"


def test_it_is_still_pdf_a_and_the_same_bytes_every_time(pdfs, printed, tmp_path):
    files = [tmp_path / f"{engine}.pdf" for engine in pdfs]
    for file, pdf in zip(files, pdfs.values(), strict=True):
        file.write_bytes(pdf)
    assert verapdf(files) == {file: [] for file in files}
    assert {engine: printed(sheet(field=True), engine) for engine in ENGINES} == pdfs


def test_without_the_option_there_is_none(printed):
    plain = pypdf.PdfReader(io.BytesIO(printed(sheet(field=False))))
    assert "/AcroForm" not in plain.trailer["/Root"]
    assert "/Annots" not in plain.pages[0]


def test_a_document_without_a_place_for_it_is_a_defect(printed):
    with pytest.raises(RenderingError, match="нет места"):
        printed(replace(sheet(field=False), signature_field=True))


def signed(pdf: bytes, signer: Signer) -> bytes:
    """Sign the field as a program for signing does: an update at the end of the file, a signature over all the rest."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf), incremental=True)
    [widget] = [one.get_object() for one in writer.pages[0]["/Annots"]]
    value = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/Filter"): NameObject("/Adobe.PPKLite"),
            NameObject("/SubFilter"): NameObject("/adbe.pkcs7.detached"),
            NameObject("/ByteRange"): ArrayObject(map(NumberObject, [0, *[10**9 - 1] * 3])),
            NameObject("/Contents"): ByteStringObject(bytes(PLACE)),
        }
    )
    widget[NameObject("/V")] = writer._add_object(value)
    target = io.BytesIO()
    writer.write(target)
    data = target.getvalue()
    assert data.startswith(pdf), "what was there is untouched"
    start = data.index(b"<" + b"00" * PLACE + b">")
    end = start + 2 * PLACE + 2
    told = b"0 %d %d %d" % (start, end, len(data) - end)
    blank = b"0 999999999 999999999 999999999"
    data = data.replace(blank, told.ljust(len(blank)))
    signature = signer.sign(data[:start] + data[end:]).hex().encode().ljust(2 * PLACE, b"0")
    return data[: start + 1] + signature + data[end - 1 :]


def test_the_field_can_be_signed_and_the_signature_covers_the_file(pdf, tmp_path):
    root = Signer(tmp_path, "root", usage="key_cert_sign")
    done = signed(pdf, Signer(tmp_path, "director", issuer=root))
    [field] = pypdf.PdfReader(io.BytesIO(done)).get_fields().values()
    value = field["/V"]
    first, length, second, rest = value["/ByteRange"]
    covered = done[first : first + length] + done[second : second + rest]
    assert (first, second + rest) == (0, len(done))
    signature = bytes(value["/Contents"].original_bytes)
    signature = signature[: 4 + int.from_bytes(signature[2:4])]  # its DER, without the zeros that fill the place
    content = tmp_path / "covered"
    content.write_bytes(covered)
    assert openssl_verifies(signature, content, root)
    content.write_bytes(covered.replace(b"/FT", b"/TF"))
    assert not openssl_verifies(signature, content, root)
