"""The history of remarks: what was added stays, whole or not at all, whoever else is writing."""

import datetime as dt
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from ejarchive.errors import UnreadableError
from ejarchive.remark_life import State, advanced
from ejarchive.state.remarks import FILE, remark_history
from remark_life.lives import DAY, breach, standing

LATER = DAY + dt.timedelta(days=30)


def look(folder, found, day=DAY):
    with remark_history(folder) as history:
        return history.keep(lambda remarks: advanced(remarks, found, standing(), months={"2025-10"}, day=day))


def lines(folder):
    with closing(sqlite3.connect(folder / FILE)) as store:
        return store.execute("SELECT remark_id, day, actor, changes FROM event ORDER BY number").fetchall()


def test_what_was_kept_is_there_when_it_is_opened_again(tmp_path):
    kept = look(tmp_path, [breach(lesson="l1"), breach(lesson="l2", course="c2")])
    with remark_history(tmp_path) as history:
        assert history.remarks() == kept
    assert len(kept) == 2


def test_lines_are_added_and_never_changed(tmp_path):
    look(tmp_path, [breach()])
    first = lines(tmp_path)
    look(tmp_path, [breach()])
    assert lines(tmp_path) == first, "nothing new was seen"
    look(tmp_path, [], LATER)
    assert lines(tmp_path)[: len(first)] == first
    assert len(lines(tmp_path)) > len(first)


def test_the_remarks_of_an_earlier_day_can_be_seen_again(tmp_path):
    before = look(tmp_path, [breach()])
    look(tmp_path, [], LATER)
    with remark_history(tmp_path) as history:
        assert history.remarks(until=DAY) == before
        (now,) = history.remarks().values()
        assert now.state is State.DROPPED


def test_a_turn_that_fails_leaves_nothing(tmp_path):
    look(tmp_path, [breach()])
    before = lines(tmp_path)

    def failing(remarks):
        raise RuntimeError(len(remarks))

    with remark_history(tmp_path) as history, pytest.raises(RuntimeError, match="1"):
        history.keep(failing)
    assert lines(tmp_path) == before


def test_each_history_has_an_identity_of_its_own(tmp_path):
    with remark_history(tmp_path / "empty") as history:
        assert history.identity == ""
    look(tmp_path / "a", [breach()])
    look(tmp_path / "b", [breach(course="c2")])
    identities = []
    for name in ("a", "b", "a"):
        with remark_history(tmp_path / name) as history:
            identities.append(history.identity)
    assert identities[0] == identities[2] != identities[1]


def test_a_file_that_is_no_history_is_refused(tmp_path):
    (tmp_path / FILE).write_bytes(b"not a database, but long enough to be looked at" * 30)
    with pytest.raises(UnreadableError, match="не читаются"), remark_history(tmp_path):
        pass


def test_two_processes_at_once_find_each_fact_once(tmp_path):
    lessons = [f"l{number}" for number in range(1, 9)]
    script = Path(__file__).with_name("adding_remarks.py")
    orders = [lessons, lessons[::-1]]
    running = [
        subprocess.Popen([sys.executable, str(script), str(tmp_path), str(number), *order])
        for number, order in enumerate(orders)
    ]
    deadline = time.monotonic() + 60
    while len(list(tmp_path.glob("ready-*"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    (tmp_path / "go").touch()
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    with remark_history(tmp_path) as history:
        held = sorted(fact.lesson_id for remark in history.remarks().values() for fact in remark.facts)
    assert held == lessons
