"""`pack` and the ledger: what is printed for signing is in it, and what is in it decides where sheets go on."""

import datetime as dt
import hashlib
from dataclasses import replace

import pytest

from ejarchive.document import Document
from ejarchive.errors import InTheWayError, RenderingError, UsageError
from ejarchive.recipes.order import Order
from ejarchive.recipes.pack import PackOrder, make_packs
from ejarchive.state.group_files import FILE, is_begun
from recipes.filing import NOW, Registry, without_engine


@pytest.fixture
def registry(tmp_path, monkeypatch):
    return without_engine(Registry(tmp_path), monkeypatch.setattr)


def printed_by(monkeypatch, registry):
    """The documents that reach the engine."""
    seen: list[Document] = []

    def render(document, options):
        seen.append(document)
        return registry.render(document, options)

    monkeypatch.setattr("ejarchive.render.pdf.render_document", render)
    return seen


def test_a_pack_for_signing_is_in_the_ledger(registry):
    [pack] = [one for one in registry.pack(close_volume=True).artifacts if one.kind == "pack"]
    term = registry.term()
    [part] = term.volumes
    assert part.sha256 == pack.sha256 == hashlib.sha256(pack.path.read_bytes()).hexdigest()
    assert (part.volume, part.range, part.pages, part.file, part.closed) == (1, "1–19", 38, pack.path.name, True)
    assert (term.group_name, term.title, term.curator_id) == ("21-ТМ", "1 семестр 2025/2026 учебного года", "p2")
    assert (term.current.version, term.current.day) == (1, dt.date(2026, 1, 12))
    assert sorted(path.name for path in registry.state.iterdir()) == ["groups.lock", FILE]


@pytest.mark.parametrize("wanted", [{"draft": True}, {"accept_gaps": None}], ids=["ЧЕРНОВИК", "ПРОЕКТ"])
def test_what_is_not_for_signing_begins_no_ledger(registry, wanted):
    registry.edit("lessons", "Скелет", "")
    registry.pack(**wanted)
    assert not registry.state.exists()


def test_the_same_again_changes_nothing_and_a_change_is_a_version(registry):
    registry.pack()
    before = (registry.state / FILE).read_bytes()
    registry.pack()
    assert (registry.state / FILE).read_bytes() == before
    registry.edit()
    registry.now += dt.timedelta(days=1)
    registry.pack()
    assert [(one.version, one.day.day) for one in registry.term().printings] == [(1, 12), (2, 13)]
    assert (
        registry.term().volumes[0].sha256
        == hashlib.sha256((registry.out / registry.term().volumes[0].file).read_bytes()).hexdigest()
    )


def test_signed_sheets_are_refused_in_another_shape_and_nothing_is_printed(registry):
    registry.pack()
    registry.mark("signed")
    registry.pack()
    assert registry.term().signed, "the same once more is no change"
    files = {path: path.read_bytes() for path in registry.out.iterdir()}
    registry.edit()
    with pytest.raises(UsageError, match="листы уже подписаны") as caught:
        registry.pack()
    assert "--draft" in caught.value.remedy
    assert {path: path.read_bytes() for path in registry.out.iterdir()} == files
    registry.pack(draft=True)
    assert registry.term().current.version == 1


def test_a_continuation_goes_on_where_the_ledger_ends(registry, monkeypatch):
    registry.pack()
    seen = printed_by(monkeypatch, registry)
    registry.pack("2025-2", continuation=True)
    pack = next(one for one in seen if one.kind == "pack")
    assert pack.layout.first_sheet == 20
    assert pack.ordered.startswith("--continuation --from-sheet 20 ")
    assert registry.ranges() == {"2025-1": [(1, "1–19")], "2025-2": [(1, "20–38")]}


def test_a_first_sheet_that_disagrees_is_refused_with_the_reason(registry):
    registry.pack()
    with pytest.raises(UsageError, match=r"первый новый лист — 20 \(1 семестр .* кончается листом 19\).*указан 25"):
        registry.pack("2025-2", continuation=True, from_sheet=25)
    assert registry.term("2025-2") is None
    registry.pack("2025-2", continuation=True, from_sheet=20)
    assert registry.ranges()["2025-2"] == [(1, "20–38")]


def test_without_an_entry_the_user_decides_as_before(registry):
    registry.pack("2025-2", continuation=True, from_sheet=58)
    assert registry.ranges() == {"2025-2": [(1, "58–76")]}
    registry.pack("2025-2", continuation=True)
    assert registry.term("2025-2").current.version == 1, "the ledger remembers where it began"


def test_after_a_closed_volume_a_new_one_begins_with_its_title_page(registry, monkeypatch):
    registry.sheets = (250, 7)
    registry.pack(close_volume=True)
    assert registry.ranges() == {"2025-1": [(1, "1–250"), (2, "1–7")]}
    registry.sheets = (19,)
    seen = printed_by(monkeypatch, registry)
    registry.pack("2025-2", continuation=True)
    pack = next(one for one in seen if one.kind == "pack")
    assert (pack.layout.first_volume, pack.layout.first_sheet) == (3, 1)
    assert "--continuation" not in pack.ordered
    assert any(part.title == "Титульный лист" for part in pack.parts)
    assert registry.ranges()["2025-2"] == [(3, "1–19")]
    assert any("том 2 закрыт" in said for said in registry.talk.said)


def test_an_open_volume_goes_on_after_a_pack_of_several(registry):
    registry.sheets = (250, 7)
    registry.pack()
    registry.sheets = (19,)
    registry.pack("2025-2", continuation=True)
    assert registry.ranges()["2025-2"] == [(2, "8–26")]


def test_a_title_page_in_the_middle_begins_a_volume_and_is_said(registry):
    registry.pack()
    registry.pack("2025-2")
    assert registry.ranges()["2025-2"] == [(2, "1–19")]
    assert any("добавьте --continuation" in said for said in registry.talk.said)


def test_an_earlier_semester_that_grew_moves_the_next_one_unless_that_is_signed(registry):
    registry.pack()
    registry.pack("2025-2", continuation=True)
    registry.edit()
    registry.sheets = (21,)
    registry.pack()
    assert any("больше не продолжают" in said for said in registry.talk.said)
    assert any("должны начинаться с листа 22" in line for line in registry.status().lines)
    registry.sheets = (19,)
    registry.pack("2025-2", continuation=True)
    assert registry.ranges()["2025-2"] == [(1, "22–40")]
    registry.mark("signed", "2025-2")
    registry.edit(before="Анатомия", after="Анатомия животных")
    with pytest.raises(UsageError, match="уже подписан с листа 22"):
        registry.pack()
    assert registry.term().current.version == 2
    assert registry.ranges()["2025-1"] == [(1, "1–21")]


def test_a_state_folder_that_cannot_be_made_does_not_stop_the_first_pack(registry):
    registry.state.write_text("a file in the place of the folder", "utf-8")
    made = registry.pack()
    assert any(one.kind == "pack" and one.path.exists() for one in made.artifacts)
    assert any("дело группы не ведётся" in said for said in registry.talk.said)


def test_a_ledger_that_was_begun_and_cannot_be_read_does(registry):
    registry.state.mkdir()
    (registry.state / FILE).write_text("no database, and long enough to be taken for one" * 50, "utf-8")
    assert is_begun(registry.state)
    with pytest.raises(Exception, match="не читаются"):
        registry.pack()
    assert not registry.out.exists()


def test_equal_contents_with_other_bytes_are_a_fault_of_the_program(registry):
    registry.pack()
    registry.sheets = (20,)
    with pytest.raises(RenderingError, match="те же данные напечатались иначе"):
        registry.pack()
    assert registry.ranges() == {"2025-1": [(1, "1–19")]}


def test_another_run_between_plan_and_print_stops_this_one(registry, monkeypatch):
    """Two writers: this one has rendered its sheets when another writes other ones into the ledger."""
    other = Registry(registry.folder / "other")
    other.state = registry.state
    other.edit()
    met = []

    def render(document, options):
        if document.kind == "pack" and not met:
            met.append(1)
            other.pack()
        return registry.render(document, options)

    monkeypatch.setattr("ejarchive.render.pdf.render_document", render)
    with pytest.raises(UsageError, match="изменил другой запуск"):
        registry.pack()
    assert not list(registry.out.glob("pack-*")), "nothing got its name"
    assert [one.version for one in registry.term().printings] == [1]
    registry.pack()
    assert [one.version for one in registry.term().printings] == [1, 2]


def test_a_place_that_is_not_ours_leaves_no_version(registry, monkeypatch):
    registry.pack()
    registry.edit()
    monkeypatch.setattr("ejarchive.render.pdf.is_ours", lambda _: False)
    with pytest.raises(InTheWayError):
        registry.pack()
    assert [one.version for one in registry.term().printings] == [1]


def test_equal_ledgers_print_equal_bytes(tmp_path, monkeypatch):
    made = []
    for name, later in (("one", 0), ("two", 40)):
        (tmp_path / name).mkdir()
        registry = without_engine(Registry(tmp_path / name, now=NOW + dt.timedelta(days=later)), monkeypatch.setattr)
        registry.pack()
        registry.pack("2025-2", continuation=True)
        made.append({path.name: path.read_bytes() for path in registry.out.iterdir()})
    assert made[0] == made[1]


def test_the_refusals_of_all_groups_come_at_once(registry):
    registry.edit("groups", "g1,21-ТМ", "g2,31-ТМ,Ветеринария,3,p2\ng1,21-ТМ")
    order = PackOrder(groups=["g1", "g2"], term="2025-1", accept_gaps="причина")
    make_packs(registry.journal, registry.out, order, Order(), registry.surroundings)
    again = replace(order, term="2025-2", continuation=True, from_sheet=3)
    with pytest.raises(UsageError) as caught:
        make_packs(registry.journal, registry.out, again, Order(), registry.surroundings)
    assert "21-ТМ" in caught.value.message
    assert "31-ТМ" in caught.value.message
    assert caught.value.remedy.count("Уберите --from-sheet") == 1
