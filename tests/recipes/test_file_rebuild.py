"""Bags and the ledger: each tells the other, and a lost ledger is begun anew from the bags, as far as they know."""

import datetime as dt
import json
import shutil

import pytest

from ejarchive.archive.verify import verify_bag
from ejarchive.errors import UnreadableError, UsageError
from ejarchive.recipes.bundle import BundleOrder, make_bundles
from ejarchive.recipes.contents import look_into
from ejarchive.recipes.group_file_rebuilding import rebuild_files
from ejarchive.recipes.order import Order
from ejarchive.recipes.pack import PackOrder, make_packs
from recipes.filing import Registry

FAST = Order(engine="plutoprint", jobs=1)


class Archive(Registry):
    """A college that prints with an engine, and puts what it has printed into bags."""

    def pack(self, term="2025-1", **wanted):
        order = PackOrder(groups=["g1"], term=term, accept_gaps="причина", **wanted)
        return make_packs(self.journal, self.out, order, FAST, self.surroundings, talk=self.talk)

    def bundle(self, term="2025-1", **wanted):
        order = BundleOrder(groups=["g1"], term=term, **wanted)
        return make_bundles(self.journal, self.folder / "archive", order, FAST, self.surroundings, talk=self.talk)

    def rebuild(self, group=None):
        return rebuild_files(self.folder / "archive", group, FAST, self.surroundings, talk=self.talk)

    def provenance(self, name):
        return json.loads((self.folder / "archive" / name / "data" / "provenance.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Two semesters, printed and bundled: the first as it was printed, the second made for the bag."""
    archive = Archive(tmp_path_factory.mktemp("kept"))
    archive.pack()
    archive.mark("signed")
    archive.bundle(documents=archive.out)
    archive.pack("2025-2", continuation=True)
    archive.bundle("2025-2")
    return archive


@pytest.fixture
def lost(kept, tmp_path):
    """The same bags, and no ledger."""
    archive = Archive(tmp_path)
    shutil.copytree(kept.folder / "archive", tmp_path / "archive")
    return archive


def test_a_bag_is_in_the_ledger_with_its_place_and_its_fingerprint(kept):
    path = kept.folder / "archive" / "bag-21tm-2025-1-v1"
    [bag] = kept.term().bags
    assert (bag.name, bag.path, bag.version) == (path.name, str(path), 1)
    assert bag.fingerprint == verify_bag(path).fingerprint
    assert any(f"электронное дело {bag.name}: {path}" in line for line in kept.status().lines)


def test_a_bag_tells_which_sheets_it_holds(kept):
    for term_id in ("2025-1", "2025-2"):
        name = f"bag-21tm-{term_id}-v1"
        told = kept.provenance(name)["group_file"]
        [volume] = kept.term(term_id).volumes
        assert (told["version"], told["content"]) == (1, kept.term(term_id).current.content)
        assert [(one["first_sheet"], one["last_sheet"], one["sha256"]) for one in told["volumes"]] == [
            (volume.first_sheet, volume.last_sheet, volume.sha256)
        ]
        assert [*verify_bag(kept.folder / "archive" / name).findings] == []
        assert look_into(kept.folder / "archive" / name) == []


def test_a_bag_without_documents_given_holds_the_sheets_as_they_were_printed(kept):
    printed = kept.out / "pack-21tm-2025-2.pdf"
    held = kept.folder / "archive" / "bag-21tm-2025-2-v1" / "data" / "documents" / printed.name
    assert held.read_bytes() == printed.read_bytes()


def test_bundled_again_nothing_changes(kept):
    before = (kept.state / "groups.sqlite").read_bytes()
    assert kept.bundle(documents=kept.out).artifacts == ()
    assert (kept.state / "groups.sqlite").read_bytes() == before


def test_signed_sheets_are_found_in_their_bag(kept, tmp_path):
    other = Archive(tmp_path)
    shutil.copytree(kept.state, other.state)
    other.edit()
    with pytest.raises(UsageError) as caught:
        other.pack()
    assert str(kept.folder / "archive" / "bag-21tm-2025-1-v1") in caught.value.remedy


def test_a_lost_ledger_knows_again_what_the_bags_know(kept, lost):
    said = lost.rebuild().lines
    assert [term.volumes for term in lost.file.terms] == [term.volumes for term in kept.file.terms]
    assert [term.current.content for term in lost.file.terms] == [term.current.content for term in kept.file.terms]
    assert [term.bags[0].fingerprint for term in lost.file.terms] == [
        term.bags[0].fingerprint for term in kept.file.terms
    ]
    assert "Восстановлено: 2\u00a0журнала." in said
    assert any("Чего пакеты не знают" in line and "подписан" in line for line in said)
    assert [(mark.day, lost.term().unsure) for mark in lost.term().marks.values()] == [(None, True)]


def test_what_was_rebuilt_is_printed_again_unchanged_and_is_not_replaced_unasked(lost):
    lost.rebuild()
    lost.pack()
    assert lost.term().unsure, "the same sheets once more say nothing of the paper"
    lost.edit()
    with pytest.raises(UsageError, match="программа не знает"):
        lost.pack()
    lost.mark("printed", date="2026-01-10")
    assert lost.term().marks[lost.term().step].day == dt.date(2026, 1, 10)
    lost.pack()
    assert lost.term().current.version == 2


def test_rebuilding_changes_nothing_that_is_known(lost):
    lost.rebuild()
    lost.mark("signed")
    assert "Всё это уже было в учёте." in lost.rebuild().lines
    assert lost.term().signed


def test_a_bag_that_fails_its_check_is_not_believed(lost):
    name = "bag-21tm-2025-2-v1"
    pdf = lost.folder / "archive" / name / "data" / "documents" / "pack-21tm-2025-2.pdf"
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    lost.rebuild()
    assert [term.term_id for term in lost.file.terms] == ["2025-1"]
    assert any(name in said and "верить нельзя" in said for said in lost.talk.said)


@pytest.mark.parametrize("place", ["none", "empty"])
def test_where_no_bag_tells_anything_nothing_is_begun(tmp_path, place):
    archive = Archive(tmp_path)
    if place == "empty":
        (tmp_path / "archive").mkdir()
    with pytest.raises(UnreadableError):
        archive.rebuild()
    assert not archive.state.exists()


def test_a_bag_made_without_a_ledger_tells_its_sheets_too(kept, tmp_path):
    archive = Archive(tmp_path)
    archive.bundle(documents=kept.out)
    assert not archive.state.exists()
    told = archive.provenance("bag-21tm-2025-1-v1")["group_file"]
    assert told["version"] == 0, "which version it is nobody knows there"
    archive.rebuild()
    assert archive.term().volumes == kept.term().volumes
    assert archive.term().current.version == 1
