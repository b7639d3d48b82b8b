"""`ejarchive verify`: exit codes, the log, the second copy, what is due."""

import datetime as dt
import json
import shutil

import pytest

from archive.bags import INFO, PAYLOAD
from ejarchive.archive.bag import make_bag
from ejarchive.archive.writer import write_bag
from ejarchive.errors import UnreadableError, UsageError
from ejarchive.recipes.order import Order
from ejarchive.recipes.verify import VerifyOrder, verify_bags
from ejarchive.surroundings import Surroundings

NOW = dt.datetime(2026, 3, 31, 12, tzinfo=dt.UTC)


@pytest.fixture
def verify(tmp_path):
    def run(*paths, now=NOW, **wanted):
        surroundings = Surroundings(now=now, folder=tmp_path, environment={}, cache=tmp_path / "cache")
        return verify_bags(paths, VerifyOrder(**wanted), Order(), surroundings)

    return run


def damage(bag):
    (bag / "data" / "settings.toml").write_text("changed")


def test_a_sound_bag_is_0_and_a_damaged_one_6_among_many(verify, folder, zipped):
    assert verify(folder, zipped).exit_code == 0
    damage(folder)
    outcome = verify(folder, zipped)
    assert outcome.exit_code == 6
    assert all(str(finding.place).startswith(str(folder)) for finding in outcome.findings)


def test_a_folder_that_is_no_bag_is_6_even_with_a_bag_inside_and_nothing_at_all_is_3(verify, folder, tmp_path):
    assert verify(tmp_path).exit_code == 6
    with pytest.raises(UnreadableError):
        verify(tmp_path / "absent")


def test_each_check_is_an_event_in_the_log_beside_the_archive(verify, folder, tmp_path):
    verify(folder)
    damage(folder)
    verify(folder, fast=True)
    events = [json.loads(line) for line in (tmp_path / "ejarchive-state/fixity.jsonl").read_text("utf-8").splitlines()]
    assert [(event["eventOutcome"], event["eventDetail"]) for event in events] == [
        ("pass", "all checksums"),
        ("fail", "sizes only"),
    ]
    assert {event["linkingObjectIdentifier"] for event in events} == {"bag"}


def test_what_was_not_checked_for_months_is_due(verify, folder, tmp_path):
    assert "не проверялся" in verify(tmp_path, due=1).lines[0]
    verify(folder)
    assert verify(tmp_path, due=1).lines == ("Всё проверено в срок.",)
    assert "проверен 31.03.2026" in verify(tmp_path, due=1, now=dt.datetime(2026, 5, 1, 13, tzinfo=dt.UTC)).lines[0]
    verify(folder, fast=True, now=dt.datetime(2026, 5, 1, tzinfo=dt.UTC))
    assert "31.03.2026" in verify(tmp_path, due=1, now=dt.datetime(2026, 5, 1, 13, tzinfo=dt.UTC)).lines[0]


def test_what_failed_its_last_check_is_due_however_lately_it_was_sound(verify, folder, tmp_path):
    verify(folder)
    damage(folder)
    verify(folder, now=NOW + dt.timedelta(hours=1))
    assert "не прошёл проверку 31.03.2026" in verify(tmp_path, due=12).lines[0]


def test_due_looks_into_subfolders_and_passes_over_what_a_repair_put_aside(verify, folder, tmp_path):
    shutil.copytree(folder, tmp_path / "2026" / "other")
    shutil.copytree(folder, tmp_path / "2026" / "other.damaged-1")
    verify(folder)
    assert verify(tmp_path, due=1).lines == (f"{tmp_path / '2026' / 'other'}: не проверялся",)


def test_a_folder_without_bags_is_not_all_checked_in_time(verify, tmp_path):
    with pytest.raises(UnreadableError, match="нет архивных пакетов"):
        verify(tmp_path, due=1)


def test_a_log_that_was_spoilt_is_read_as_far_as_it_can_be(verify, folder, tmp_path):
    verify(folder)
    log = tmp_path / "ejarchive-state" / "fixity.jsonl"
    line = log.read_text("utf-8")
    log.write_text(f"{line}{line.replace('+00:00', '').replace('pass', 'fail')}[]\n{{\n{line[:40]}", "utf-8")
    assert verify(folder, due=1).lines == ("Всё проверено в срок.",)


def test_all_that_is_not_there_is_named_before_anything_is_checked(verify, folder, tmp_path):
    with pytest.raises(UnreadableError, match=r"one.*two"):
        verify(folder, tmp_path / "one", tmp_path / "two")
    assert not (tmp_path / "ejarchive-state").exists()


@pytest.mark.parametrize("which", ["first", "second"])
def test_the_damaged_copy_is_mended_by_the_sound_one_only_when_asked(verify, folder, tmp_path, which):
    copy = tmp_path / "second" / "bag"
    shutil.copytree(folder, copy)
    assert "одинаковы" in verify(folder, copy=tmp_path / "second").lines[-1]
    damaged = folder if which == "first" else copy
    damage(damaged)
    outcome = verify(folder, copy=copy)
    assert (outcome.exit_code, "--repair" in outcome.lines[-1]) == (6, True)
    assert (damaged / "data/settings.toml").read_text() == "changed"
    assert verify(folder, copy=copy, repair=True).exit_code == 0
    assert (damaged / "data/settings.toml").read_bytes() == b""
    assert (damaged.with_name("bag.damaged-1") / "data/settings.toml").read_text() == "changed"


def test_of_two_damaged_copies_none_is_mended(verify, folder, tmp_path):
    copy = tmp_path / "second"
    shutil.copytree(folder, copy)
    damage(folder)
    damage(copy)
    assert verify(folder, copy=copy, repair=True).exit_code == 6
    assert not (tmp_path / "bag.damaged-1").exists()


def test_another_bag_is_no_copy(verify, folder, tmp_path):  # B301_copy_is_another_bag
    other = write_bag(make_bag({**PAYLOAD, "x": b""}, INFO), tmp_path / "other")
    damage(folder)
    outcome = verify(folder, copy=other, repair=True)
    assert "B301" in {finding.code for finding in outcome.findings}
    assert (folder / "data/settings.toml").read_text() == "changed"


def test_a_repair_wants_a_copy_and_a_full_check(verify, folder):
    for wanted in ({"repair": True}, {"repair": True, "copy": folder, "fast": True}):
        with pytest.raises(UsageError):
            verify(folder, **wanted)
