"""The accessible statement: PDF/UA-1 with headings, tables and a language, the same words as on paper."""

import io

import pypdf
import pytest

from judges import verapdf
from reports.statement.conftest import rows
from reports.statement.test_statement_rendering import drawn, texts


@pytest.fixture(scope="module")
def files(college):
    """By name: document, PDF."""
    pytest.importorskip("weasyprint")
    documents = {
        "ordinary": college.statement("s062", "apt-2020", accessible=True, annex=True),
        "large": college.statement("s032", "bgsht-2022", accessible=True, large=True),
        "draft": college.statement("s062", accessible=True, request_number=""),
    }
    return {name: (document, drawn(document)) for name, document in documents.items()}


def test_it_keeps_to_pdf_ua(files, tmp_path):
    for name, (_, pdf) in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
    verdicts = verapdf([tmp_path / f"{name}.pdf" for name in files], "ua1")
    assert {path.name: faults for path, faults in verdicts.items() if faults} == {}


def test_it_has_headings_tables_and_a_language(files):
    reader = pypdf.PdfReader(io.BytesIO(files["ordinary"][1]))
    kinds = set()

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            kinds.add(node.get("/S"))
            walk(node.get("/K", pypdf.generic.ArrayObject()))

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI"} <= kinds
    assert reader.trailer["/Root"]["/Lang"] == "ru"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == files["ordinary"][0].title
    assert reader.xmp_metadata.pdf_producer.startswith("ejarchive")


def test_it_says_what_the_paper_says(college, files):
    paper = rows(college.statement("s062", "apt-2020", annex=True))
    spoken = files["ordinary"][0].parts[0].view["groups"]
    cells = [["".join(cell) for cell in row["cells"]] for group in spoken for row in group["rows"]]
    assert cells == [
        [row["held"], row["marks"], *row["grades"], row["missed"], *row["reasons"], row["late"]] for row in paper
    ]
    text = " ".join(texts(files["ordinary"][1]))
    assert "Савина Арина" in text
    assert "линия отреза" not in text
    assert f"Страница 1 из {len(texts(files['ordinary'][1]))}" in text


def test_a_draft_says_so_in_words(files):
    document, pdf = files["draft"]
    assert document.watermark == ""
    assert "Черновик: не является документом." in texts(pdf)[0]


def test_the_same_bytes_twice(files):
    document, pdf = files["draft"]
    assert drawn(document) == pdf
