"""The sample college is sound: what is planted in it shows, and nothing else does, at any moment of its year."""

import datetime as dt
from collections import Counter

import pytest

from ejarchive.checks.run import check_journal, check_pack
from ejarchive.finding import errors
from ejarchive.formats.read import read_journal
from ejarchive.model.as_of import as_of, default_moment
from ejarchive.regulation import load_regulation
from ejarchive.settings import load_settings, regulation_of


@pytest.fixture(scope="module")
def college(root):
    folder = root / "samples" / "college"
    settings, faults = load_settings(folder / "ejarchive.toml")
    journal, doubts = read_journal(folder, zone=settings.college.zone)
    assert [*faults, *doubts] == []
    return journal, regulation_of(settings), settings


def test_only_the_planted_not_assessed_without_terms_is_found(college):
    assert Counter(finding.code for finding in check_journal(*college)) == {"J206": 1}


@pytest.mark.parametrize("group", ["g-tm24", "g-pk25", "g-vt25"])
def test_a_pack_of_it_lacks_nothing(college, group):
    assert check_pack(*college, group, default_moment(college[0])) == []


@pytest.mark.parametrize("day", ["2025-09-30", "2025-10-31", "2025-12-10", "2026-03-02", "2026-06-28"])
def test_as_of_any_day_it_has_no_error(college, day):
    journal, regulation, settings = college
    moment = dt.datetime.fromisoformat(f"{day}T20:30:00+04:00")
    then = as_of(journal, moment, regulation.cells).journal
    assert errors(check_journal(then, regulation, settings, moment)) == ()


@pytest.mark.parametrize("name", ["common", "apt-2020"])
def test_it_is_sound_under_each_regulation_that_has_its_marks(college, name):
    journal, _, settings = college
    assert errors(check_journal(journal, load_regulation(name), settings)) == ()
