"""What a job begins with: settings, regulation, journal, and the moment they speak of."""

import datetime as dt
import shutil

import pytest

from ejarchive.errors import UsageError
from ejarchive.recipes.opening import open_journal
from ejarchive.recipes.order import Order
from ejarchive.surroundings import Surroundings, gather

EVENING = dt.datetime.fromisoformat("2025-12-30T18:00")  # no offset


@pytest.fixture
def surroundings(tmp_path):
    return Surroundings(
        now=dt.datetime(2026, 8, 1, tzinfo=dt.UTC), folder=tmp_path, environment={}, cache=tmp_path / "c"
    )


@pytest.fixture
def journal(root, tmp_path):
    return shutil.copytree(root / "samples" / "college", tmp_path / "journal")


def test_the_moment_is_when_the_data_were_retrieved(journal, surroundings):
    assert open_journal(journal, Order(), surroundings).moment == dt.datetime.fromisoformat("2026-07-01T10:00:00+04:00")


def test_else_it_is_the_newest_time_stamp(journal, surroundings):
    for name in ("sources.csv", "datapackage.json"):
        (journal / name).unlink()
    moment = open_journal(journal, Order(), surroundings).moment
    assert moment is not None
    assert dt.date(2026, 6, 1) < moment.date() < dt.date(2026, 7, 1)


def test_a_moment_without_an_offset_is_the_colleges_own_time(journal, surroundings):
    opened = open_journal(journal, Order(as_of=EVENING), surroundings)
    assert opened.certain_moment.utcoffset() == dt.timedelta(hours=4)  # Europe/Samara


def test_what_was_recorded_later_is_left_out_and_counted(journal, surroundings):
    whole = open_journal(journal, Order(), surroundings)
    early = open_journal(journal, Order(as_of=EVENING), surroundings)
    assert not whole.left_out
    gone = len(whole.journal.frame("entries")) - len(early.journal.frame("entries"))
    assert 0 < gone <= sum(early.left_out.values())


def test_settings_are_looked_for_where_they_were_named_then_by_the_journal_then_here(journal, surroundings, tmp_path):
    here, named = tmp_path / "ejarchive.toml", tmp_path / "named.toml"
    here.write_text('[college]\nshort_name = "here"\n', "utf-8")
    named.write_text('[college]\nshort_name = "named"\n', "utf-8")
    assert open_journal(journal, Order(config=named), surroundings).settings.college.short_name == "named"
    assert "техникум" in open_journal(journal, Order(), surroundings).settings.college.short_name
    (journal / "ejarchive.toml").unlink()
    assert open_journal(journal, Order(), surroundings).settings.college.short_name == "here"
    here.unlink()
    assert open_journal(journal, Order(), surroundings).settings.file is None


def test_no_moment_at_all_is_asked_for(surroundings, tmp_path):
    folder = tmp_path / "bare"
    folder.mkdir()
    (folder / "groups.csv").write_text("group_id,name\ng1,11-А\n", "utf-8")
    opened = open_journal(folder, Order(), surroundings)
    assert opened.moment is None
    with pytest.raises(UsageError, match="--as-of"):
        _ = opened.certain_moment


def test_the_clock_can_be_given(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767000000")
    assert gather().now == dt.datetime.fromtimestamp(1767000000, dt.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert gather().now.year >= 2025
