"""The ledger of groups' files: events are added whole or not at all, and nothing is left half-done."""

import contextlib
import datetime as dt
import hashlib
import sqlite3

import pytest

from ejarchive.errors import InTheWayError, UnreadableError, UsageError
from ejarchive.group_file import Event, FiledTerm, Kind, Printing, Step, Volume, printing_facts
from ejarchive.state.group_files import FILE, group_files, is_begun
from ejarchive.state.lease import turn_of

NOW = dt.datetime(2026, 1, 12, 9, tzinfo=dt.UTC)
TERM = FiledTerm(
    group_id="g1",
    term_id="2025-1",
    group_name="21-ТМ",
    title="1 семестр",
    starts=dt.date(2025, 9, 1),
    ends=dt.date(2025, 12, 28),
)


def printing(*places, kind=Kind.PRINTING):
    """The event of a pack that lies, or shall lie, in these places."""
    volumes = tuple(
        Volume(
            volume=number, first_sheet=1, last_sheet=9, pages=18, file=place.name,
            sha256=hashlib.sha256(place.name.encode()).hexdigest(),
        )
        for number, place in enumerate(places, 1)
    )  # fmt: skip
    facts = printing_facts(TERM, Printing(version=1, content="c", volumes=volumes))
    return Event(
        kind=kind,
        group_id="g1",
        term_id="2025-1",
        day=NOW.date(),
        facts=facts | {"places": [str(one) for one in places]},
    )


def put(place):
    place.write_text(place.name)


def terms(folder):
    with group_files(folder, NOW) as ledger:
        return [term.step for file in ledger.files().values() for term in file.terms]


def test_files_in_their_places_are_printed(tmp_path):
    place = tmp_path / "pack.pdf"
    assert not is_begun(tmp_path / "state")
    with group_files(tmp_path / "state", NOW) as ledger:
        with ledger.placing(lambda _: [printing(place)]):
            assert ledger.files() == {}, "an intention is no fact"
            put(place)
        assert ledger.files()["g1"].terms[0].step is Step.PRINTED
    assert is_begun(tmp_path / "state")


@pytest.mark.parametrize("done", [0, 1], ids=["none", "one of two"])
def test_files_that_did_not_get_their_names_are_not_printed(tmp_path, done):
    places = [tmp_path / "pack.pdf", tmp_path / "pack-t2.pdf"]
    with group_files(tmp_path, NOW) as ledger:
        with contextlib.suppress(KeyboardInterrupt), ledger.placing(lambda _: [printing(*places)]):
            for place in places[:done]:
                put(place)
            raise KeyboardInterrupt
        assert ledger.files() == {}
    with sqlite3.connect(tmp_path / FILE) as store:
        assert [kind for (kind,) in store.execute("SELECT kind FROM event")] == ["printing", "abandoned"]
    store.close()


@pytest.mark.parametrize("placed", [True, False])
def test_what_a_killed_run_left_is_settled_by_the_next_look(tmp_path, placed):
    place = tmp_path / "pack.pdf"
    with group_files(tmp_path, NOW) as ledger:
        ledger.keep(lambda _: [printing(place)])  # as far as a killed one comes
    if placed:
        put(place)
    assert terms(tmp_path) == ([Step.PRINTED] if placed else [])
    place.unlink(missing_ok=True)
    assert terms(tmp_path) == ([Step.PRINTED] if placed else []), "settled once: a file may be moved afterwards"


def test_a_refusal_adds_nothing(tmp_path):
    def refuse(_):
        raise UsageError("no")

    with group_files(tmp_path, NOW) as ledger:
        before = (tmp_path / FILE).read_bytes()
        with pytest.raises(UsageError):
            ledger.keep(refuse)
        with pytest.raises(UsageError), ledger.placing(refuse):
            pytest.fail("the block must not begin")
    assert (tmp_path / FILE).read_bytes() == before


def test_a_turn_sees_what_another_has_added_meanwhile(tmp_path):
    place = tmp_path / "pack.pdf"
    put(place)
    with group_files(tmp_path, NOW) as first, group_files(tmp_path, NOW) as second:
        second.keep(lambda _: [printing(place, kind=Kind.REBUILT)])
        seen = []
        first.keep(lambda files: seen.extend(files) or [])
        assert seen == ["g1"]


def test_one_at_a_time_puts_files_in_place(tmp_path):
    with turn_of(tmp_path / "lock") as mine:
        assert mine
        with turn_of(tmp_path / "lock", patience=0.05) as also:
            assert not also
    with turn_of(tmp_path / "lock", patience=0.05) as mine:
        assert mine


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "groups.lock").mkdir()
    with group_files(tmp_path, NOW) as ledger, pytest.raises(InTheWayError, match="нельзя писать"):
        ledger.keep(lambda _: [])


def test_a_ledger_of_a_newer_program_is_not_touched(tmp_path):
    with sqlite3.connect(tmp_path / FILE) as store:
        store.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(UnreadableError, match="более новой версией"), group_files(tmp_path, NOW):
        pytest.fail("it must not open")
