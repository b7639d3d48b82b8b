"""File names: ASCII, safe everywhere, no two alike, whatever people call their groups."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejarchive.naming import slug, stem, unique_slugs

SAFE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*_?")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("21-ТМ", "21tm"),
        ("../../etc/cron.d/x", "etccrondx"),  # security case 7
        ("a/b\\c:d\x00\n%0A~", "abcd0a"),  # case 9
        ("Й", "y"),
        ("И\u0306", "y"),  # case 11: the composed twin
        ("\u202e\u200b\ufeff", ""),  # case 13
        ("щёголь", "shchyogol"),
    ],
)
def test_a_slug_keeps_letters_and_digits_only(name, expected):
    assert slug(name) == expected


def test_a_stem_is_no_device_of_windows():
    assert stem("CON").removesuffix(".pdf") not in {"con", "CON"}  # case 8
    assert stem("NUL.pdf") == "nulpdf"


def test_a_long_name_is_cut():
    assert len(stem("pack", "я" * 300, "2025-1")) < 80  # case 10


def test_groups_of_one_name_are_told_apart_by_their_ids():
    slugs = unique_slugs({"g-1": "11-ТМ", "g-2": "1-1тм", "g-3": "///", "g-4": "21-ТМ"})  # case 12
    assert len(set(slugs.values())) == 4
    assert slugs["g-4"] == "21tm"
    assert slugs["g-1"] == "11tm-g1"


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=40), max_size=6))
def test_any_names_give_different_safe_slugs(names):
    slugs = unique_slugs(names)
    assert len(set(slugs.values())) == len(names)
    assert all(SAFE.fullmatch(each) for each in slugs.values())


@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_pieces_give_a_safe_stem(pieces):
    assert SAFE.fullmatch(stem(*pieces))
