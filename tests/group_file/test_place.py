"""Where the sheets of a semester go, which version they are, and whether they still follow one another."""

from dataclasses import replace

import pytest

from ejarchive.errors import UsageError
from ejarchive.group_file import (
    FiledBag,
    Printing,
    Version,
    breaks,
    newly_broken,
    place_after,
    place_of_new_volume,
    version_of,
    with_printing,
)
from group_file.lives import STARTS, Life, term, volume


def after(life, term_id="2025-2"):
    place = place_after(life.file, STARTS[term_id], term_id)
    return place and (place.volume, place.first_sheet, place.begins)


def test_sheets_go_on_after_the_last_semester_or_begin_a_volume_after_a_closed_one():
    assert place_after(None, STARTS["2025-2"], "2025-2") is None
    assert after(Life().printed()) == (1, 20, False)
    assert after(Life().printed("2025-1", volume(closed=True))) == (2, 1, True)
    two = Life().printed("2025-1", volume(closed=True), volume(number=2, first=1, last=7))
    assert after(two) == (2, 8, False)


def test_later_semesters_do_not_move_an_earlier_one():
    life = Life().printed("2025-2", volume(first=58, last=60))
    assert place_after(life.file, STARTS["2025-1"], "2025-1") is None
    assert after(life, "2026-1") == (1, 61, False)


def test_a_pack_with_a_title_page_begins_the_next_volume():
    assert place_of_new_volume(None, STARTS["2025-1"], "2025-1").volume == 1
    assert place_of_new_volume(Life().printed().file, STARTS["2025-2"], "2025-2").volume == 2
    closed = Life().printed("2025-1", volume(closed=True))
    assert place_of_new_volume(closed.file, STARTS["2025-2"], "2025-2").volume == 2


def test_a_semester_that_grew_breaks_the_numbers_of_the_next_one():
    life = Life().printed().printed("2025-2", volume(first=20, last=40))
    assert list(breaks(life.file)) == []
    grown = with_printing(life.file, term(), Printing(version=2, content="more", volumes=(volume(last=21),)))
    assert [one.term_id for one in newly_broken(life.file, grown)] == ["2025-2"]
    [(broken, place)] = breaks(grown)
    assert (broken.term_id, place.first_sheet) == ("2025-2", 22)
    assert list(newly_broken(grown, grown)) == []


def test_equal_contents_are_one_version_and_other_ones_the_next_while_unsigned():
    life = Life()
    assert version_of(None, "content 1") == Version(1, new=True)
    life.printed()
    assert version_of(life.term(), "content 1") == Version(1, new=False)
    assert version_of(life.term(), "other") == Version(2, new=True)
    life.printed(version=2, content="other", on="2026-01-11")
    assert [one.version for one in life.term().printings] == [1, 2]
    assert version_of(life.term(), "content 1") == Version(3, new=True), "the first one is on no paper that counts"


def test_signed_sheets_are_not_replaced_and_the_bag_is_named():
    life = Life().printed()
    life.mark("signed")
    assert version_of(life.term(), "content 1") == Version(1, new=False)
    with pytest.raises(UsageError, match="листы уже подписаны") as caught:
        version_of(life.term(), "other")
    assert "--draft" in caught.value.remedy
    bags = (FiledBag(name="bag-v1", fingerprint="f", path="/архив/bag-v1", version=1),
            FiledBag(name="bag-v2", fingerprint="f", path="/архив/bag-v2"))  # fmt: skip
    with pytest.raises(UsageError) as caught:
        version_of(replace(life.term(), bags=bags), "other")
    assert "bag-v1: /архив/bag-v1" in caught.value.remedy, "the one that holds the signed sheets"


def test_sheets_known_from_a_bag_alone_may_be_signed():
    life = Life().rebuilt()
    assert version_of(life.term(), "content 1") == Version(1, new=False)
    with pytest.raises(UsageError, match="подписан ли этот журнал, программа не знает"):
        version_of(life.term(), "other")
    life.mark("printed", "2026-01-10")
    assert version_of(life.term(), "other") == Version(2, new=True)
