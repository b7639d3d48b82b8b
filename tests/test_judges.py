"""The judges themselves: each says yes to a sound file and no to an unsound one, or its yes is worth nothing."""

from pathlib import Path

import openpyxl
import pytest

from judges import chromium_pages, engine, office_converted, pdf_fonts, program, qpdf_check, render_png, verapdf

PAGE = "<html lang=ru><title>Журнал</title><style>body {font: 12pt 'Liberation Serif'}</style><p>Журнал группы 21-ТО"


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "обычный лист.pdf"
    engine("weasyprint").HTML(string=PAGE).write_pdf(path)
    return path


@pytest.fixture(scope="module")
def archival(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "архивный лист.pdf"
    engine("weasyprint").HTML(string=PAGE).write_pdf(path, pdf_variant="pdf/a-2u")
    return path


@pytest.fixture
def torn(plain, tmp_path) -> Path:
    path = tmp_path / "torn.pdf"
    path.write_bytes(plain.read_bytes()[:-400])
    return path


def test_verapdf_passes_an_archival_file_and_names_the_clauses_of_others(plain, archival, torn):
    verdicts = verapdf([archival, plain, torn], flavour="2u")
    assert verdicts[archival] == []
    assert any(failure.startswith("6.6.") for failure in verdicts[plain]), "no PDF/A identification in its metadata"
    assert verdicts[torn], "a torn file is no PDF/A"


def test_verapdf_judges_other_flavours(archival):
    assert verapdf([archival], flavour="2b") == {archival: []}
    assert verapdf([archival], flavour="2a")[archival], "a file without tags is not accessible"
    assert verapdf([archival], flavour="ua1")[archival]


def test_qpdf_is_silent_about_a_sound_file_and_not_about_a_torn_one(plain, torn):
    assert qpdf_check(plain) == []
    assert qpdf_check(torn)


def test_fonts_are_listed_without_their_subset_prefix(plain):
    fonts = pdf_fonts(plain)
    assert fonts
    assert all(font.embedded and font.unicode and "+" not in font.name for font in fonts)


def test_a_page_becomes_a_picture(plain):
    assert len(render_png(plain, page=1, dpi=50)) > 500


def test_chromium_runs_scripts_only_where_they_are_wanted(tmp_path):
    page = tmp_path / "страница.html"
    page.write_text("<!DOCTYPE html><title>Ж</title><p id=p>до</p><script>p.textContent = 'после'</script>", "utf-8")
    assert '<p id="p">до</p>' in chromium_pages([page])[page]
    assert '<p id="p">после</p>' in chromium_pages([page], scripts=True)[page]


def test_the_office_counts_a_sound_workbook_and_opens_no_torn_one(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"], book.active["A3"] = "=6*7", "=1/0", "слово"
    sound, torn = tmp_path / "sound.xlsx", tmp_path / "torn.xlsx"
    book.save(sound)
    torn.write_bytes(sound.read_bytes()[:-400])
    (counted,) = office_converted(sound, "csv", tmp_path)
    assert counted.read_text("utf-8").split() == ["42", "#DIV/0!", "слово"]
    with pytest.raises(AssertionError, match="opened nothing"):
        office_converted(torn, "csv", tmp_path)


def test_a_missing_judge_skips_on_a_users_machine_and_fails_in_ci(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-judge"):
        program("no-such-judge", "no-such-package")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install no-such-package"):
        program("no-such-judge", "no-such-package")
