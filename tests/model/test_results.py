"""Formulas of «Сетевой город»: the check vector, and who is not in N."""

import pytest

from ejarchive.model.results import Results, average, count_results
from ejarchive.regulation import load_regulation

COMMON = load_regulation("common")


def test_the_check_vector():
    grades = ["5"] * 5 + ["4"] * 10 + ["3"] * 8 + ["2"] + ["н/а"]
    results = count_results(grades, COMMON.grades)
    assert results.counted == 25
    assert (results.success, results.quality, results.learning) == pytest.approx((92.0, 60.0, 58.04))


def test_exempt_and_ungraded_are_not_in_n_and_credits_stand_apart():
    results = count_results(["5", "осв.", None, "ЗЧ", "НЗ", "н/а"], COMMON.grades)
    assert results == Results(fives=1, exempt=1, passed=1, failed=1, not_assessed=1)
    assert results.counted == 2


def test_without_grades_there_is_no_percentage():
    results = count_results([None, "осв."], COMMON.grades)
    assert (results.success, results.quality, results.learning, results.average) == (None, None, None, None)


def test_five_plus_and_minus_are_five():
    assert count_results(["5+", "5-"], COMMON.grades).fives == 2
    assert average(["5+", "5-", "4", "ЗЧ", "н/а"], COMMON.cells.marks) == pytest.approx(14 / 3)
    assert average(["ЗЧ"], COMMON.cells.marks) is None


@pytest.mark.parametrize(
    ("value", "debt"), [("2", True), ("н/а", True), ("НЗ", True), ("3", False), ("ЗЧ", False), ("осв.", False)]
)
def test_what_is_a_debt(value, debt):
    assert COMMON.grades.is_debt(value) is debt
