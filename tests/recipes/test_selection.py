"""Which groups and which term are meant."""

import datetime as dt
import shutil

import pytest

from ejarchive.errors import UsageError
from ejarchive.formats.read import read_journal
from ejarchive.recipes.selection import chosen_groups, chosen_term

JULY = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
DECEMBER = dt.datetime(2025, 12, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def journal(root):
    return read_journal(root / "samples" / "college")[0]


@pytest.mark.parametrize("asked", ["g-pk25", "11-ПК", "11-пк", " 11-ПК "])
def test_a_group_is_known_by_its_id_and_its_name(journal, asked):
    assert chosen_groups(journal, [asked], "2025-1") == ("g-pk25",)


def test_without_a_group_all_groups_of_the_term_are_meant(journal):
    assert set(chosen_groups(journal, [], "2025-1")) == {"g-tm24", "g-pk25", "g-vt25"}


def test_a_group_asked_for_twice_is_printed_once(journal):
    assert chosen_groups(journal, ["11-ПК", "g-pk25"], "2025-1") == ("g-pk25",)


def test_an_unknown_group_is_answered_with_those_there_are(journal):
    with pytest.raises(UsageError, match="11-ПК"):
        chosen_groups(journal, ["11-ХХ"], "2025-1")


def test_without_a_term_that_of_the_newest_lesson_is_meant(journal):
    assert chosen_term(journal, None, JULY) == "2025-2"
    assert chosen_term(journal, None, DECEMBER) == "2025-1"


def test_an_unknown_term_is_answered_with_those_there_are(journal):
    with pytest.raises(UsageError, match="2025-1, 2025-2"):
        chosen_term(journal, "2030-1", JULY)


def test_a_term_of_one_group_alone_is_not_meant_for_the_others(root, tmp_path):
    folder = shutil.copytree(root / "tests" / "bad" / "sound", tmp_path / "journal")
    with (folder / "groups.csv").open("a", encoding="utf-8") as file:
        file.write("g9,99-Я,Ветеринария,1,p2\n")
    for table in ("courses", "lessons", "entries", "grades"):
        file = folder / f"{table}.csv"
        file.write_text(file.read_text("utf-8").partition("\n")[0] + "\n", "utf-8")
    terms = (folder / "terms.csv").read_text("utf-8")
    (folder / "terms.csv").write_text(terms.replace("учебного года,\n", "учебного года,g9\n"), "utf-8")
    assert chosen_groups(read_journal(folder)[0], [], "2025-1") == ("g9",)
