"""The code of a sheet: what it tells, what it refuses, and who can make it."""

import re
from itertools import combinations

import pytest

from ejarchive.errors import UsageError
from ejarchive.sheet_code import ALPHABET, read_code, sheet_code

SALT = "5f" * 32
SHEETS = [*map(str, range(1, 251)), "12а", "12б", "оп. 1"]
CODES = [sheet_code(SALT, 1, sheet) for sheet in SHEETS]


def holds(text: str) -> bool:
    try:
        read_code(text)
    except UsageError:
        return False
    return True


def test_a_code_is_three_groups_of_crockford_characters_and_reads_as_itself():
    for code in CODES:
        assert re.fullmatch(rf"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{2}}", code)
        assert read_code(code) == code
    assert set(ALPHABET).isdisjoint("ILOU")
    assert len(ALPHABET) == 32


def test_every_sheet_has_a_code_of_its_own():
    many = {sheet_code(SALT, volume, str(sheet)) for volume in range(1, 41) for sheet in range(1, 251)}
    assert len(many) == 10_000
    assert len(set(CODES)) == len(SHEETS)


@pytest.mark.parametrize("code", CODES[:3])
def test_no_wrong_character_is_read(code):
    places = [place for place, sign in enumerate(code) if sign != "-"]
    wrong = [code[:place] + sign + code[place + 1 :] for place in places for sign in ALPHABET if sign != code[place]]
    assert len(wrong) == 12 * 31
    assert not any(map(holds, wrong))


@pytest.mark.parametrize("code", CODES)
def test_no_two_characters_that_changed_places_are_read(code):
    places = [place for place, sign in enumerate(code) if sign != "-"]
    swapped = []
    for one, other in combinations(places, 2):
        signs = list(code)
        signs[one], signs[other] = signs[other], signs[one]
        swapped.append("".join(signs))
    assert len(swapped) == 66
    assert not any(holds(text) for text in swapped if text != code)


def test_no_two_wrong_characters_are_read():
    code = CODES[0].replace("-", "")
    for one, other in combinations(range(0, 12, 3), 2):
        for first in ALPHABET:
            for second in ALPHABET:
                signs = list(code)
                signs[one], signs[other] = first, second
                assert holds("".join(signs)) == ("".join(signs) == code)


@pytest.mark.parametrize(
    "text",
    [
        "7k3m-0qtx-9vjk",
        "7K3M 0QTX 9VJK",
        "7K3M0QTX9VJK",
        "7к3м–oqtх—9vjк",
        " 7K3M-OQTX\u00a09VJK\n",
    ],
)
def test_a_code_is_read_as_people_write_it(text):
    assert read_code(text) == "7K3M-0QTX-9VJK"


def test_one_is_read_from_the_letters_like_it():
    code = next(code for code in CODES if "1" in code)
    assert read_code(code.replace("1", "I")) == read_code(code.replace("1", "l")) == code


@pytest.mark.parametrize(
    "text", ["", "7K3M", "7K3M-0QTX-9VJK-0", "UUUU-UUUU-UUUU", "7Ж3M-0QTX-9VJK", "лист 12", "٣" * 12]
)
def test_what_is_no_code_is_refused(text):
    with pytest.raises(UsageError, match="не код листа"):
        read_code(text)


def test_a_misread_code_says_that_it_was_misread():
    with pytest.raises(UsageError, match="прочитан с ошибкой: 7K3M-0QTX-9VJ8"):
        read_code("7k3m0qtx9vj8")


def test_the_code_is_of_the_pack_the_volume_and_the_sheet_and_of_nothing_else():
    assert sheet_code(SALT, 1, "12") == sheet_code(SALT, 1, "12")
    others = {sheet_code("5e" * 32, 1, "12"), sheet_code(SALT, 2, "12"), sheet_code(SALT, 1, "12а")}
    assert len(others | {sheet_code(SALT, 1, "12")}) == 4


def test_the_letter_of_a_sheet_is_the_same_however_it_is_encoded():
    assert sheet_code(SALT, 1, "12й") == sheet_code(SALT, 1, "12и\u0306")


def test_a_guessed_code_seldom_holds():
    """Two check characters: one of 1024 words holds, and it is still no sheet of any pack."""
    word = "7K3M0QTX"
    held = sum(
        holds(word[:6] + one + two + third + "000") for one in ALPHABET for two in ALPHABET for third in ALPHABET
    )
    assert 16 <= held <= 48  # 32 · 1024 words
