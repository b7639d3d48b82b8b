"""`file status` and `file mark`: in words, as CSV and as PDF, without a journal and without a person's name."""

import csv
import datetime as dt
import io

import pytest
from pypdf import PdfReader

from ejarchive.errors import InTheWayError, UsageError
from ejarchive.recipes.group_file import read_order, show_files
from ejarchive.recipes.order import Order
from recipes.filing import NOW, Registry, without_engine


@pytest.fixture
def registry(tmp_path, monkeypatch):
    return without_engine(Registry(tmp_path), monkeypatch.setattr)


@pytest.fixture
def filed(registry):
    """Two semesters: the first has changed its keeper, the second waits for the director."""
    registry.pack()
    for step in ("signed", "sealed"):
        registry.mark(step)
    registry.mark("kept", reason="подшивать будут в июне")
    registry.pack("2025-2", continuation=True, close_volume=True)
    registry.now = NOW + dt.timedelta(days=60)
    registry.mark("kept", date="2026-02-02", keeper="p7", order="5-к, 02.02.2026")
    return registry


def test_without_a_ledger_it_says_who_begins_one(registry):
    assert "ejarchive pack" in registry.status().lines[0]
    assert not registry.state.exists(), "to ask is not to begin"
    with pytest.raises(UsageError, match="Дела группы 21-ТМ в учёте нет"):
        registry.mark("signed")


def test_status_tells_where_each_semester_stands_and_what_comes_next(filed):
    assert filed.status().lines == (
        "Группа 21-ТМ (g1)",
        "  2025-1  1 семестр 2025/2026 учебного года: на хранении 02.02.2026, хранит p7",
        "      том 1, листы 1–19, pack-21tm-2025-1.pdf",
        "      не отмечено: подшит",
        "      дальше: после выпуска группы передать в архив (archived)",
        "  2025-2  2 семестр 2025/2026 учебного года: напечатан 12.01.2026",
        "      том 1, листы 20–38, том закрыт, pack-21tm-2025-2.pdf",
        "      дальше: подписать у директора (signed)",
    )


@pytest.mark.parametrize("name", ["g1", "21-тм", "21 - ТМ"])
def test_a_group_is_meant_by_its_id_or_its_name(filed, name):
    assert filed.status(group=name).lines == filed.status().lines
    with pytest.raises(UsageError, match=r"Есть: 21-ТМ \(g1\)"):
        filed.status(group="99-ХХ")


def test_without_a_semester_all_are_meant_that_wait_for_the_step(registry):
    registry.pack()
    registry.pack("2025-2", continuation=True)
    registry.mark("signed", None)
    assert {term.step.value for term in registry.file.terms} == {"signed"}
    with pytest.raises(UsageError, match="Нет семестра, который ждёт шага «подшит»"):
        registry.mark("stitched", None)


@pytest.mark.parametrize(
    ("step", "wanted", "words"),
    [
        ("signed", {"reason": "  "}, "Не названа причина"),
        ("signed", {"keeper": "p7"}, "отмечают вместе с хранением"),
        ("signed", {"order": "5-к"}, "Приказ не понят"),
        ("signed", {"order": "5-к, 31.02.2026"}, "Приказ не понят"),
    ],
)
def test_a_mark_that_says_too_much_or_too_little_is_refused(registry, step, wanted, words):
    registry.pack()
    with pytest.raises(UsageError, match=words):
        registry.mark(step, **wanted)
    assert registry.term().step.value == "printed"


@pytest.mark.parametrize("text", ["№ 5-к, 01.09.2026", "5-к от 1.9.2026", "№5-к от 01.09.2026 г.", "5-к,2026-09-01"])
def test_an_order_is_read_as_people_write_it(text):
    assert read_order(text) == "№ 5-к от 01.09.2026"


def test_the_table_has_a_line_for_each_semester_in_each_volume(filed):
    filed.status(out=filed.folder / "учёт")
    text = (filed.folder / "учёт" / "group-files.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    first, second = rows
    assert (first["Том"], first["Листы с"], first["Листы по"], first["Том закрыт"]) == ("1", "1", "19", "")
    assert (first["Подписан"], first["Подшит"], first["Принят на хранение"]) == ("2026-01-12", "", "2026-02-02")
    assert (first["Кто хранит (код)"], first["Приказ"]) == ("p7", "№ 5-к от 02.02.2026")
    assert (second["Листы с"], second["Том закрыт"], second["Подписан"]) == ("20", "да", "")
    assert second["SHA-256"] == filed.term("2025-2").volumes[0].sha256


def test_a_table_of_another_program_is_not_overwritten(filed):
    (filed.folder / "group-files.csv").write_text("Код группы;моё", "utf-8")
    with pytest.raises(InTheWayError):
        filed.status(out=filed.folder)
    filed.status(out=filed.folder / "учёт")
    filed.status(out=filed.folder / "учёт")


def test_the_sheet_on_paper_says_the_same(tmp_path, monkeypatch):
    registry = Registry(tmp_path)
    with monkeypatch.context() as patched:
        without_engine(registry, patched.setattr)
        registry.pack()
        registry.mark("sealed", reason="директор подписал на листе подписей")
    made = show_files("21-ТМ", tmp_path / "учёт", Order(engine="plutoprint"), registry.surroundings)
    [pdf] = [one for one in made.artifacts if one.path.suffix == ".pdf"]
    assert (pdf.kind, pdf.group_id, pdf.title) == ("register", "g1", "Лист учёта дела группы 21-ТМ на 12.01.2026")
    said = " ".join(" ".join(page.extract_text() for page in PdfReader(pdf.path).pages).split())
    for words in ("Группа 21-ТМ (1 том, 19 листов)", "том 1, л. 1–19", "причина: директор подписал на листе подписей",
                  "не отмечено: подписан", "дальше: подшить к титульному листу группы"):  # fmt: skip
        assert words in said
    assert registry.term().volumes[0].sha256 in said
