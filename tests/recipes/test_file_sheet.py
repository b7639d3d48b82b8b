"""`file sheet`: a sheet of paper found by its code, with the ledger, with the bag alone, and when it was replaced."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ejarchive.errors import FindingsError, UnreadableError, UsageError
from ejarchive.recipes.bundle import BundleOrder, make_bundles
from ejarchive.recipes.file_sheet import find_sheet
from ejarchive.recipes.order import Order
from ejarchive.recipes.pack import PackOrder, make_packs
from ejarchive.render.page_texts import coded_sheets
from ejarchive.sheet_code import ALPHABET, sheet_code
from recipes.filing import Registry

ORDER = Order(engine="plutoprint", jobs=1)


class Office(Registry):
    """The small college with a real engine and an archive."""

    def printed(self, out="out"):
        wanted = PackOrder(groups=["g1"], term="2025-1", accept_gaps="причина", close_volume=True)
        outcome = make_packs(self.journal, self.folder / out, wanted, ORDER, self.surroundings, talk=self.talk)
        [pack] = [one.path for one in outcome.artifacts if one.kind == "pack"]
        return pack

    def bag(self, documents=None):
        wanted = BundleOrder(groups=["g1"], term="2025-1", documents=documents)
        outcome = make_bundles(self.journal, self.folder / "archive", wanted, ORDER, self.surroundings, talk=self.talk)
        return next(one.path for one in outcome.artifacts if one.kind == "bag")

    def find(self, code, archive=None, **changed):
        return find_sheet(code, archive, ORDER, replace(self.surroundings, **changed), talk=self.talk)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A pack was printed and bagged as it is; then the journal changed, and a second version was printed and bagged."""
    office = Office(tmp_path_factory.mktemp("office"))
    office.first = office.printed("first")
    office.bags = [office.bag(office.first.parent)]
    office.edit()
    office.second = office.printed("second")
    office.bags.append(office.bag())
    return office


def sheet_of(pdf: Path, name: str) -> str:
    return next(one.code for one in coded_sheets(pdf.read_bytes(), pdf.name) if one.sheet == name)


def test_the_last_version_is_found_with_its_bag_its_pages_and_its_text(office):
    outcome = office.find(sheet_of(office.second, "2").lower().replace("-", " "))
    said = "\n".join(outcome.lines)
    assert outcome.exit_code == 0
    assert "Группа 21-ТМ (g1), 1 семестр 2025/2026 учебного года (2025-1)" in said
    assert "том 1, лист 2, версия 2" in said
    assert "версия последняя" in said
    assert f"Пакет {office.bags[1].name}: {office.bags[1]}" in said
    assert f"documents/{office.second.name}, лист 2, страницы файла" in said
    assert "Лицевая сторона, страница 3:" in said
    assert "Оборот, страница 4:" in said
    assert "ЗАМЕНЁН" not in said
    assert "повреждён" not in said
    [bag] = outcome.artifacts
    assert (bag.kind, bag.path, bag.pages, bag.group_id, bag.term_id) == ("bag", office.bags[1], 2, "g1", "2025-1")


def test_a_sheet_of_an_earlier_version_is_said_to_be_replaced(office):
    said = "\n".join(office.find(sheet_of(office.first, "2")).lines)
    assert "версия 1" in said
    assert "ЗАМЕНЁН: действует версия 2" in said
    assert f"ЗАМЕНЁН: есть версия {office.bags[1].name}, в ней у этого листа код {sheet_of(office.second, '2')}" in said
    assert str(office.bags[0]) in said


def test_every_sheet_of_the_pack_is_found_by_the_bag_alone(office, tmp_path):
    shutil.copytree(office.bags[0], tmp_path / "shelf" / "a" / office.bags[0].name)
    sheets = coded_sheets(office.first.read_bytes(), office.first.name)
    assert len(sheets) > 8
    for one in (sheets[0], sheets[1], sheets[-1]):
        outcome = office.find(one.code, Path("shelf"), folder=tmp_path, state=tmp_path / "none")
        assert any(one.code in line for line in outcome.lines[1:])
        assert outcome.artifacts[0].pages == one.last_page - one.first_page + 1
    listed = (office.bags[0] / "data" / "sheets.csv").read_text("utf-8")
    assert [line.split(",")[0] for line in listed.splitlines()[1:]] == [one.code for one in sheets]
    assert not (tmp_path / "none").exists(), "to ask is not to begin a ledger"


def test_a_code_of_a_sheet_that_the_pack_has_not_leads_nowhere(office):
    salt = office.term().printings[0].content
    assert sheet_code(salt, 1, "2") == sheet_of(office.first, "2")
    for forged in (sheet_code(salt, 1, "999"), sheet_code(salt, 2, "2"), sheet_code("0" * 64, 1, "2")):
        with pytest.raises(FindingsError, match=f"{forged} нет ни в учёте дел, ни в пакетах"):
            office.find(forged)


def test_a_misread_code_is_refused_before_anything_is_looked_for(office):
    code = sheet_of(office.second, "3")
    wrong = ALPHABET[(ALPHABET.index(code[0]) + 1) % 32] + code[1:]
    with pytest.raises(UsageError, match="прочитан с ошибкой"):
        office.find(wrong)
    with pytest.raises(UsageError, match="не код листа"):
        office.find("лист 3")


def test_where_there_is_no_archive_it_says_so(office):
    with pytest.raises(UnreadableError, match="Нет такой папки"):
        office.find(sheet_of(office.second, "2"), Path("нет"))


def test_a_damaged_document_is_not_shown_as_if_it_were_sound(office, tmp_path):
    bag = shutil.copytree(office.bags[0], tmp_path / office.bags[0].name)
    document = bag / "data" / "documents" / office.first.name
    document.write_bytes(document.read_bytes() + b"\n")
    outcome = office.find(sheet_of(office.first, "2"), tmp_path, state=tmp_path / "none")
    assert f"  файл повреждён, проверьте пакет: ejarchive verify {bag}" in outcome.lines
    document.unlink()
    outcome = office.find(sheet_of(office.first, "2"), tmp_path, state=tmp_path / "none")
    assert "  прочитать страницы нельзя" in outcome.lines


def test_a_bag_that_moved_is_told_of_and_its_sheet_still_known(office, tmp_path):
    moved = tmp_path / "moved"
    (office.folder / "archive").rename(moved)
    try:
        outcome = office.find(sheet_of(office.second, "2"))
        assert "том 1, лист 2, версия 2" in "\n".join(outcome.lines)
        assert outcome.artifacts == ()
        assert any("нет на прежнем месте" in line for line in office.talk.said)
        assert len(office.find(sheet_of(office.second, "2"), moved).artifacts) == 1
    finally:
        moved.rename(office.folder / "archive")


def test_printing_again_makes_the_same_bytes_and_a_bag_of_its_own_the_same_codes(office):
    assert office.printed("third").read_bytes() == office.second.read_bytes()
    bagged = office.bags[1] / "data" / "documents" / office.second.name
    assert bagged.read_bytes() == office.second.read_bytes()
