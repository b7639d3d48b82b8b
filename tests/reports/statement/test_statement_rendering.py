"""Statements drawn: one page where one is enough, nothing cut or covered, the same in both engines, sound files."""

import datetime as dt
import io
import re
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pytest

from ejarchive.document import Side
from ejarchive.render.parts import squeezed
from ejarchive.render.pdf import RenderOptions, render_document
from ejarchive.reports.statement import build_statement_batch, counted_pages
from ejarchive.reports.statement_styles import LARGE, ORDINARY
from ejarchive.typeface import TextStyle
from judges import verapdf

pytest.importorskip("plutoprint")

ENGINES = ("weasyprint", "plutoprint")
FACES = {"serif": "Liberation Serif", "narrow": "PT Sans Narrow"}
STATEMENTS = {
    "dense": ("s017", "apt-2020", {"term_id": "2025-2"}),
    "moved": ("s032", "bgsht-2022", {}),
    "annex": ("s062", "bgsht-2022", {"annex": True, "reader": "student"}),
    "dates": ("s062", "bgsht-2022", {"annex": True}),
    "draft": ("s062", "common", {"request_number": "", "issue_number": ""}),
    "informing": ("s035", "apt-2020", {"informing": True, "request_number": "", "issue_number": ""}),
    "large": ("s006", "common", {"large": True}),
    "months": ("s001", "common", {"term_id": None, "starts": dt.date(2025, 9, 1), "ends": dt.date(2026, 6, 30)}),
}


@pytest.fixture(scope="module")
def made(college):
    return Made(college)


class Made:
    """Documents by name, and their PDF by name and engine, each drawn once."""

    def __init__(self, college):
        self._pdfs = {}
        self.documents = {
            name: college.statement(student, regulation, **changes)
            for name, (student, regulation, changes) in STATEMENTS.items()
        }

    def pdf(self, name, engine):
        if (name, engine) not in self._pdfs:
            self._pdfs[name, engine] = drawn(self.documents[name], engine)
        return self._pdfs[name, engine]


def drawn(document, engine="plutoprint"):
    with ThreadPoolExecutor(1) as here:
        (volume,) = render_document(document, RenderOptions(engine=engine, executor=here))
    return volume.pdf


def texts(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("name", STATEMENTS)
def test_both_engines_print_the_same_pages(made, name):
    """The promises of each part are held by the renderer; here the pages are compared with one another."""
    first, second = ([sorted(squeezed(text)) for text in texts(made.pdf(name, engine))] for engine in ENGINES)
    assert first == second


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["dense", "draft", "informing"])
def test_an_ordinary_semester_is_one_page_with_its_slip(made, name, engine):
    (text,) = texts(made.pdf(name, engine))
    assert "Страница 1 из 1" in text
    assert ("линия отреза" in text) == (name != "draft")


def test_every_student_has_an_ordinary_semester_on_one_page(college):
    """All but the one who changed groups: two groups are two tables' worth of disciplines."""
    longer = [
        (student, term)
        for student in college.source().students
        for term in ("2025-1", "2025-2")
        if sum(part.pages for part in college.statement(student, "apt-2020", term_id=term).parts) > 1
    ]
    assert longer == [("s032", "2025-1")]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["dense", "annex", "dates", "informing", "large", "months"])
def test_nothing_covers_anything(made, render, name, engine):
    """The slip lies below everything else, and everything above the foot, on each page."""
    for part in made.documents[name].parts:
        for characters in render.characters(part, engine):
            text = "".join(character for character, *_ in characters)
            foot = min(text.rindex(word) for word in (squeezed(part.view["foot"]), "Страница") if word in text)
            bottom = characters[foot][2]
            assert min(low for _, _, low, _ in characters[:foot]) > bottom + 2, part.key
            if (cut := text.find("линияотреза")) > 0:
                assert min(low for _, _, low, _ in characters[:cut]) > characters[cut][2], part.key
            edges = [right for *_, right in characters]
            assert max(edges) <= 200 / 25.4 * 72 + 1, part.key


def test_pages_are_counted_through_to_the_end_of_the_annex(made):
    text = " ".join(texts(made.pdf("annex", "plutoprint")))
    numbers = re.findall(r"Страница (\d+) из (\d+)", text)
    assert len(numbers) > 2
    assert numbers == [(str(page), str(len(numbers))) for page in range(1, len(numbers) + 1)]
    assert squeezed(f"на {len(numbers)} стр. получил") in squeezed(text)
    assert counted_pages(made.documents["annex"]) == len(numbers)


def test_only_this_child_is_in_the_file(made, college):
    for name, document in made.documents.items():
        text = squeezed(" ".join(texts(made.pdf(name, "plutoprint"))))
        for student in college.source().students.values():
            named = squeezed(f"{student.last_name}{student.first_name}") in text
            assert named == (student.student_id == document.student_id), name


def test_the_mark_of_a_draft(made):
    for name in STATEMENTS:
        text = squeezed("".join(texts(made.pdf(name, "plutoprint"))))
        assert ("Черновик" in text) == (name == "draft")


def test_print_files_are_archival(made, tmp_path):
    paths = []
    for name in ("dense", "draft", "large"):
        for engine in ENGINES:
            paths.append(tmp_path / f"{name}-{engine}.pdf")
            paths[-1].write_bytes(made.pdf(name, engine))
    assert {path.name: faults for path, faults in verapdf(paths).items() if faults} == {}


def test_in_two_sided_print_no_child_lies_behind_another(college):
    documents = [
        college.statement("s001"),
        college.statement("s062", annex=True),
        college.statement("s032"),  # its slip is a sheet of its own
        college.statement("s002"),
    ]
    batch = build_statement_batch(documents, stem="batch")
    people = college.source().students
    whose = []
    for text in texts(drawn(batch)):
        named = [s for s in people if squeezed(f"{people[s].last_name}{people[s].first_name}") in squeezed(text)]
        whose.append(named[0] if named else None)
    assert list(dict.fromkeys(filter(None, whose))) == ["s001", "s062", "s032", "s002"]
    for face, back in zip(whose[::2], [*whose[1::2], None], strict=False):
        assert back in {None, face}
    assert (batch.kind, batch.student_id, len({part.key for part in batch.parts})) == (
        "statement_batch", None, len(batch.parts),
    )  # fmt: skip
    assert all(part.starts is Side.FACE for part in batch.parts if part.title)


def test_a_batch_is_of_one_kind(college):
    issued, draft = college.statement("s001"), college.statement("s002", draft=True)
    with pytest.raises(ValueError, match="never joined"):
        build_statement_batch([issued, draft], stem="batch")
    with pytest.raises(ValueError, match="never joined"):
        build_statement_batch([], stem="batch")
    with pytest.raises(ValueError, match="tags"):
        build_statement_batch([college.statement("s001", accessible=True)], stem="batch")


def test_the_style_sheet_says_what_is_measured_with(root):
    css = (root / "templates" / "statement" / "sizes.css").read_text("utf-8")
    rule = re.compile(r'^(\.large )?\.s-(\w+) \{ font: (bold )?([\d.]+)pt/([\d.]+)mm "([^"]+)"; \}$', re.MULTILINE)
    told = {
        (bool(large), name): (bool(bold), float(size), float(leading), family)
        for large, name, bold, size, leading, family in rule.findall(css)
    }
    expected = {}
    for large, sizes in ((False, ORDINARY), (True, LARGE)):
        for name in type(sizes).__dataclass_fields__:
            style: TextStyle = getattr(sizes, name)
            family, _, weight = style.face.partition("-")
            expected[large, name] = (weight == "bold", style.size, style.leading, FACES[family])
    assert told == expected
