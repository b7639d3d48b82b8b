"""Cells are read strictly and repaired aloud (АПТ 3.6, 4.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejarchive.model.cell import Cell, CellFault, format_cell, parse_cell, read_cells, repairs
from ejarchive.regulation import load_regulation

COMMON = load_regulation("common").cells


@given(
    st.sampled_from([None, *COMMON.absences]),
    st.booleans(),
    st.lists(st.sampled_from(list(COMMON.marks)), max_size=4).map(tuple),
)
def test_what_is_written_is_read_back(absence, late, marks):
    cell = Cell(absence, late and absence is None, marks)
    if cell != Cell():
        assert parse_cell(format_cell(cell, COMMON), COMMON) == cell


@given(st.text(max_size=12))
def test_any_text_is_a_cell_in_its_own_spelling_or_a_fault(text):
    cell = parse_cell(text, COMMON)
    if isinstance(cell, Cell):
        assert format_cell(cell, COMMON) == cell.text == text
    else:
        assert cell.text == text
        assert all(isinstance(parse_cell(repair, COMMON), Cell) for repair in cell.repairs)


@given(st.text(alphabet="5432НнпбоОЗЧooHn064-+/ ", max_size=30))
def test_a_repair_is_never_the_text_itself(text):
    cell = parse_cell(text, COMMON)
    if isinstance(cell, CellFault):
        assert text not in cell.repairs
        assert (cell.repair is not None) == (len(cell.repairs) == 1)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("5", Cell(marks=("5",))),
        ("н", Cell(absence="н")),
        ("о5", Cell(late=True, marks=("5",))),
        ("н3", Cell(absence="н", marks=("3",))),
        ("б4", Cell(absence="б", marks=("4",))),
        ("о4/3", Cell(late=True, marks=("4", "3"))),
        ("5-/5+", Cell(marks=("5-", "5+"))),
        ("НЗ", Cell(marks=("НЗ",))),
    ],
)
def test_the_signs_of_the_act_are_read(text, cell):
    assert parse_cell(text, COMMON) == cell


def test_a_late_arrival_is_presence():
    assert parse_cell("о", COMMON) == Cell(absence=None, late=True)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("o5", ("о5",)),  # Latin o
        ("H", ("н",)),
        ("p", ("п",)),
        ("64", ("б4",)),
        ("05", ("о5",)),
        ("н 3", ("н3",)),
        ("н/3", ("н3",)),
        ("4 3", ("4/3",)),
        ("43", ("4/3",)),
        ("5 -", ("5-",)),
        ("5–", ("5-",)),
        ("зч", ("ЗЧ",)),
        ("зачёт", ("ЗЧ",)),
        ("УП", ("п",)),
        ("Б  3/3", ("б3/3",)),
        ("5\u200b", ("5",)),
    ],
)
def test_a_recognisable_cell_comes_with_its_repair(text, meant):
    assert parse_cell(text, COMMON) == CellFault(text, "spelling", meant)


@pytest.mark.parametrize(("text", "meant"), [("n", {"н", "п"}), ("Н3", {"н3", "НЗ"}), ("нз", {"н3", "НЗ"})])
def test_two_readings_are_both_told_and_neither_is_taken(text, meant):
    fault = parse_cell(text, COMMON)
    assert set(fault.repairs) == meant
    assert fault.repair is None


@pytest.mark.parametrize(
    ("text", "reason"), [("1", "scale"), ("4+", "scale"), ("10", "scale"), ("н/а", "unknown"), ("", "unknown")]
)
def test_what_cannot_be_meant_has_no_repair(text, reason):
    assert parse_cell(text, COMMON) == CellFault(text, reason)


def test_a_hostile_text_costs_no_time():
    assert parse_cell("5" * 40_000, COMMON).reason == "unknown"
    assert parse_cell("о5" * 12, COMMON).reason == "unknown"


def test_marks_of_one_college_are_no_marks_of_another():
    assert isinstance(parse_cell("5-", load_regulation("apt-2020").cells), Cell)
    assert isinstance(parse_cell("5-", load_regulation("bgsht-2022").cells), CellFault)


def test_every_text_is_read_once():
    assert read_cells(["5", "5", "o5"], COMMON) == {"5": Cell(marks=("5",)), "o5": CellFault("o5", "spelling", ("о5",))}


def test_a_grade_is_repaired_as_a_whole():
    assert repairs("H/A", ["н/а", "осв."]) == ("н/а",)
    assert repairs("5/4", ["5", "4"]) == ()
