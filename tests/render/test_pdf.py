"""Finished documents: both engines agree, the judges are content, the bytes are the same everywhere."""

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from ejarchive import __version__
from ejarchive.document import Layout
from ejarchive.errors import InTheWayError, RenderingError
from ejarchive.render import fonts
from ejarchive.render.metadata import is_ours
from ejarchive.render.parts import page_texts, squeezed
from ejarchive.render.pdf import RenderOptions, render_document, write_document
from judges import pdf_fonts, qpdf_check, verapdf
from render.documents import TEMPLATES, contents_part, pack, page_part

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def packs(here, tmp_path_factory) -> dict[str, Path]:
    """A small pack with everything on it, by engine."""
    folder = tmp_path_factory.mktemp("packs")
    document = pack(courses=3, watermark="ПРОЕКТ")
    written = {}
    for name in ("weasyprint", "plutoprint"):
        options = RenderOptions(engine=name, executor=here, templates=TEMPLATES)
        [artifact] = write_document(replace(document, stem=name), folder, options)
        written[name] = artifact.path
    return written


def test_both_engines_make_the_same_pages_with_the_same_text(packs):
    ours, other = (page_texts(path.read_bytes()) for path in packs.values())
    assert len(ours) == len(other) == 15
    assert [squeezed(text) for text in ours] == [squeezed(text) for text in other]
    assert sum(map(len, ours)) > 5000


def test_every_pack_is_pdf_a_2u(packs):
    assert verapdf(packs.values(), flavour="2u") == {path: [] for path in packs.values()}


def test_every_pack_is_sound_and_holds_our_fonts_only(packs):
    for path in packs.values():
        assert qpdf_check(path) == []
        found = pdf_fonts(path)
        assert found
        for font in found:
            assert font.embedded
            assert font.subset
            assert fonts.is_ours(font.name)


def test_identical_font_programs_are_stored_once(packs):
    for path in packs.values():
        reader = pypdf.PdfReader(path)
        programs = {}
        for page in reader.pages:
            for font in page["/Resources"].get("/Font", {}).values():
                one = font.get_object()
                descriptor = one["/DescendantFonts"][0].get_object() if "/DescendantFonts" in one else one
                descriptor = descriptor["/FontDescriptor"].get_object()
                reference = descriptor.raw_get("/FontFile2")
                programs.setdefault(descriptor["/FontFile2"].get_data(), set()).add(reference.idnum)
        assert len(programs) > 1
        assert [len(places) for places in programs.values() if len(places) > 1] == []


def test_a_pack_says_what_it_is(packs):
    for path in packs.values():
        reader = pypdf.PdfReader(path)
        info, xmp = reader.metadata, reader.xmp_metadata
        assert info.title == xmp.dc_title["x-default"] == "Журнал группы ТО-21"
        assert info.author == xmp.dc_creator[0] == "Колледж «Пример» & Ко"
        assert info.producer == info.creator == xmp.pdf_producer == xmp.xmp_creator_tool == f"ejarchive {__version__}"
        assert info.creation_date_raw == info.modification_date_raw == "D:20251228190000+04'00'"
        assert f"{xmp.xmp_create_date:%Y-%m-%dT%H:%M}" == "2025-12-28T15:00"
        root = reader.trailer["/Root"]
        assert root["/Lang"] == "ru"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert b"<pdf:Producer>ejarchive " in path.read_bytes(), "XMP must be readable without software"
        assert len(reader.trailer["/ID"]) == 2


def test_the_outline_leads_to_the_first_page_of_each_part(packs):
    for path in packs.values():
        reader = pypdf.PdfReader(path)
        for item in reader.outline:
            page = reader.pages[reader.get_destination_page_number(item)]
            assert item.title in page.extract_text().replace("\n", " ")
        assert [item.title for item in reader.outline][2:6] == [
            "Часть title", "Содержание", "Часть course-0", "Часть course-1",
        ]  # fmt: skip


def test_the_outline_is_nested_by_level_and_skips_what_has_no_title(options):
    parts = (
        page_part("a", title="Раздел"),
        page_part("b", title="МДК", level=2),
        page_part("c", title="Практика", level=3),
        page_part("d", title="", level=2),
        page_part("e", title="Второй", level=2),
        page_part("f", title="Конец"),
    )
    [volume] = render_document(replace(pack(0), parts=parts), options())

    def nested(items) -> list:
        return [nested(item) if isinstance(item, list) else item.title for item in items]

    assert nested(pypdf.PdfReader(io.BytesIO(volume.pdf)).outline) == [
        "Раздел", ["МДК", ["Практика"], "Второй"], "Конец",
    ]  # fmt: skip


def test_a_viewer_shows_the_numbers_of_the_paper(packs):
    labels = pypdf.PdfReader(packs["plutoprint"]).page_labels
    assert labels == ["—", "—", "оп. 1", "оп. 2", *map(str, range(1, 11)), "—"]


def test_a_continuation_goes_on_from_its_sheet(quick):
    document = replace(pack(1), parts=(page_part("a", 2), page_part("b", 1)), layout=Layout(first_sheet=31))
    [volume] = render_document(document, quick())
    shown = [squeezed(text).rpartition("ЗЧ4б3")[2][-4:] for text in page_texts(volume.pdf)]
    assert [shown[0], shown[1][-2:], shown[2]] == ["6131", "62", "6332"]  # page number, then sheet number
    assert volume.numbers.first_sheet == 31
    assert pypdf.PdfReader(io.BytesIO(volume.pdf)).page_labels == ["61", "62", "63"]


_MAKE = """
import sys
from pathlib import Path
from render.documents import TEMPLATES, pack
from ejarchive.render.pdf import RenderOptions, write_document
if __name__ == "__main__":
    options = RenderOptions(engine=sys.argv[1], jobs=int(sys.argv[3]), templates=TEMPLATES)
    write_document(pack(3), Path(sys.argv[2]), options)
"""


def test_the_bytes_are_the_same_in_any_process_on_any_day(engine, tmp_path):
    made = []
    # Between these two places the calendar differs by a day at any moment.
    for zone, seed, jobs in (("Pacific/Kiritimati", "1", 1), ("Etc/GMT+12", "2", 2)):
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(TESTS)}
        folder = tmp_path / str(jobs)
        subprocess.run([sys.executable, "-c", _MAKE, engine, folder, str(jobs)], env=environment, check=True)
        made.append((folder / "pack.pdf").read_bytes())
    assert made[0] == made[1]


def test_other_content_is_another_file(options):
    first, second = (
        render_document(replace(pack(0), parts=(page_part("a", heading=text),)), options())[0].pdf
        for text in ("первый", "второй")
    )
    identifiers = {str(pypdf.PdfReader(io.BytesIO(pdf)).trailer["/ID"]) for pdf in (first, second)}
    assert len(identifiers) == 2


def test_numbers_in_the_contents_are_those_of_the_pages(options):
    [volume] = render_document(pack(3), options())
    texts = page_texts(volume.pdf)
    contents = next(text for text in texts if text.startswith("Содержание"))
    for number in range(3):
        span = volume.numbers.spans[f"course-{number}"]
        assert f"Часть course-{number} — л. {span.first_sheet}–{span.last_sheet}" in contents
    assert f"Всего {volume.numbers.sheets} (пять) листов, том 1 из 1, опись 1" in contents


def test_each_volume_lists_its_own_parts(quick):
    document = pack(6, layout=Layout(sheets_per_volume=6))
    volumes = render_document(document, quick())
    assert len(volumes) == 2
    listed = []
    for volume in volumes:
        contents = next(text for text in page_texts(volume.pdf) if text.startswith("Содержание"))
        assert f"том {volume.numbers.volume} из 2" in contents
        listed.append({key for key in (f"course-{number}" for number in range(6)) if key in contents})
        assert listed[-1] == {key for key in volume.numbers.spans if key.startswith("course")}
        title = pypdf.PdfReader(io.BytesIO(volume.pdf)).metadata.title
        assert title == f"Журнал группы ТО-21. Том {volume.numbers.volume} из 2"
    assert len(listed[0] | listed[1]) == 6
    assert not listed[0] & listed[1]


def test_contents_that_grow_or_shrink_with_their_numbers_are_settled(quick):
    titles = {f"course-{number}": "Т" * 10 for number in range(6)}
    tall = contents_part(titles, tall=60)  # four entries a page: another number of entries is another length
    parts = tuple(tall if part.key == "contents" else part for part in pack(6).parts)
    for limit in (250, 6, 5):
        volumes = render_document(replace(pack(6), parts=parts, layout=Layout(sheets_per_volume=limit)), quick())
        for volume in volumes:
            texts = page_texts(volume.pdf)
            assert len(texts) == volume.pages
            said = squeezed("".join(texts))
            for key, span in volume.numbers.spans.items():
                if key.startswith("course"):
                    assert f"{'Т' * 10}—л.{span.first_sheet}–{span.last_sheet}" in said
    assert len(volumes) > 1


def test_writing_replaces_what_is_ours_and_leftover_volumes(quick, tmp_path):
    many = write_document(pack(6, layout=Layout(sheets_per_volume=6)), tmp_path, quick())
    assert [artifact.path.name for artifact in many] == ["pack.pdf", "pack-t2.pdf"]
    assert [artifact.title for artifact in many][1] == "Журнал группы ТО-21. Том 2 из 2"
    assert all(is_ours(artifact.path) for artifact in many)
    [one] = write_document(pack(6, group_id="g1"), tmp_path, quick())
    assert [path.name for path in tmp_path.iterdir()] == ["pack.pdf"]
    assert (one.pages, one.sheets, one.group_id, one.kind) == (21, 8, "g1", "pack")
    assert one.sha256 == hashlib.sha256(one.path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["pack.pdf", "pack-t2.pdf"])
def test_a_stranger_in_the_place_is_left_alone(quick, tmp_path, name):
    (tmp_path / name).write_bytes(b"%PDF-1.4 somebody else's")
    with pytest.raises(InTheWayError):
        write_document(pack(6, layout=Layout(sheets_per_volume=6)), tmp_path, quick())
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == b"%PDF-1.4 somebody else's"


def test_a_failed_run_leaves_what_stood_there(quick, tmp_path):
    write_document(pack(1), tmp_path, quick())
    before = (tmp_path / "pack.pdf").read_bytes()
    broken = replace(pack(1), parts=(*pack(1).parts, page_part("broken", promises=("нет такого",))))
    with pytest.raises(RenderingError, match="«broken»"):
        write_document(broken, tmp_path, quick())
    assert [path.name for path in tmp_path.iterdir()] == ["pack.pdf"]
    assert (tmp_path / "pack.pdf").read_bytes() == before


def test_two_parts_of_one_key_are_refused(options):
    with pytest.raises(RenderingError, match="ключ"):
        render_document(replace(pack(0), parts=(page_part("a"), page_part("a"))), options())


def test_progress_counts_every_part_once(quick):
    seen = []
    document = replace(pack(0), parts=tuple(page_part(f"p{number}") for number in range(100)))
    render_document(document, quick(progress=lambda done, total: seen.append((done, total))))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert {total for _, total in seen} == {100}
    assert seen[-1] == (100, 100)
