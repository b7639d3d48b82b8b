"""Numbers of sheets: plain and literal ones, in the order in which they lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejarchive.group_file import LETTERS, SheetNumber, next_letters, volume_facts, volume_of
from group_file.lives import volume

numbers = st.builds(SheetNumber, st.integers(0, 999), st.sampled_from(["", *LETTERS]))


@given(numbers)
def test_what_is_written_is_read(number):
    assert SheetNumber.read(str(number)) == number


@pytest.mark.parametrize("text", ["", "а", "12 а", "12ё", "12з", "12a", "-1", "12аб"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        SheetNumber.read(text)


def test_literal_sheets_are_counted_and_lie_behind_their_plain_one():
    part = volume(first=11, last=13, literal=(SheetNumber(12, "б"), SheetNumber(12, "а")))
    assert part.sheets == 5
    assert " ".join(map(str, part.numbers)) == "11 12 12а 12б 13"
    assert volume(first=4, last=4).range == "4"
    assert volume_of(volume_facts(part)) == part


def test_the_next_letter_is_free_and_the_alphabet_ends():
    taken = [SheetNumber(12, "а"), SheetNumber(13, "в")]
    assert [str(one) for one in next_letters(12, taken, 2)] == ["12б", "12в"]
    assert [str(one) for one in next_letters(14, taken, 1)] == ["14а"]
    with pytest.raises(ValueError, match="12"):
        next_letters(12, taken, len(LETTERS))
