"""Working days: the Government's calendar where it is fixed, the Labour Code elsewhere."""

import datetime as dt

import pytest

from ejarchive.working_days import is_fixed, is_working_day, working_day_after

DAY = dt.timedelta(days=1)


def days_of(year):
    first = dt.date(year, 1, 1)
    return [first + DAY * number for number in range((dt.date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_fixed_year_has_the_number_of_working_days_that_was_published(year):
    assert is_fixed(year)
    assert sum(map(is_working_day, days_of(year))) == 247


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2025-12-15", "2025-12-29"),  # nothing but weekends in between
        ("2025-12-22", "2026-01-15"),  # 31 December and the holidays to 11 January are off
        ("2025-10-27", "2025-11-11"),  # the working Saturday of 1 November counts, 3 and 4 November do not
        ("2026-04-24", "2026-05-12"),  # 1 and 11 May are off
        ("2026-02-21", "2026-03-10"),  # asked on a Saturday; 23 February and 9 March are off
    ],
)
def test_ten_working_days_after_a_request(asked, due):
    assert working_day_after(dt.date.fromisoformat(asked), 10) == dt.date.fromisoformat(due)


def test_other_years_follow_the_labour_code():
    assert not is_fixed(2028)
    off = [day for day in days_of(2028) if day.weekday() < 5 and not is_working_day(day)]
    # 2028: 1–8 January with a weekend inside; 23 February a Wednesday, 8 March too; 1 and 9 May; 12 June; 4 November
    # is a Saturday, so the Monday after it is off
    told = [f"{day:%m-%d}" for day in off]
    assert told == ["01-03", "01-04", "01-05", "01-06", "01-07", "02-23", "03-08", "05-01", "05-09", "06-12", "11-06"]


def test_the_college_adds_its_own_days_off_only_where_the_government_has_not_spoken():
    own = {dt.date(2028, 3, 10), dt.date(2026, 3, 10)}
    assert not is_working_day(dt.date(2028, 3, 10), own)
    assert is_working_day(dt.date(2026, 3, 10), own)


def test_no_days_mean_the_day_itself():
    assert working_day_after(dt.date(2026, 3, 7), 0) == dt.date(2026, 3, 7)
