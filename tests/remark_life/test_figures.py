"""What the life of remarks adds up to, around its boundaries."""

import dataclasses
import datetime as dt

import pytest

from ejarchive.remark_life import State, ages, median_days_to_eliminate, repeat_offenders, tally
from remark_life.lives import DAY, LATENESS, breach, look, only


def remark(state=State.ISSUED, rule=None, **fields):
    made = only(look({}, [breach(rule)] if rule else [breach()]))
    return dataclasses.replace(made, state=state, **({"issued_on": DAY} | fields))


def days(number):
    return DAY + dt.timedelta(days=number)


@pytest.mark.parametrize(("age", "bound"), [(0, 7), (7, 7), (8, 30), (30, 30), (31, 90), (90, 90), (91, None)])
def test_an_open_remark_has_an_age(age, bound):
    counts = ages([remark()], days(age))
    assert {key for key, count in counts.items() if count} == {bound}
    assert sum(ages([remark(State.CONFIRMED), remark(State.PROPOSED), remark(State.PRESUMED)], days(age)).values()) == 0


@pytest.mark.parametrize(("done", "late"), [(6, 0), (7, 0), (8, 1)])
def test_eliminated_on_the_last_day_is_in_time_and_a_day_later_is_not(done, late):
    for state in (State.CONFIRMED, State.PRESUMED):
        counts = tally([remark(state, due=days(7), settled_on=days(done))], "2025-10", days(40))
        assert (counts.in_time, counts.late, counts.eliminated, counts.open_) == (1 - late, late, 1, 0)


def test_a_lateness_that_was_settled_is_accepted_and_not_eliminated():
    counts = tally([remark(State.CONFIRMED, LATENESS, settled_on=days(1))], "2025-10", days(40))
    assert (counts.accepted, counts.eliminated) == (1, 0)
    assert median_days_to_eliminate([remark(State.CONFIRMED, LATENESS, settled_on=days(1))]) is None


def test_a_remark_is_new_in_its_own_month_alone_and_a_dropped_one_never():
    assert tally([remark()], "2025-10", DAY).new == 1
    assert tally([remark()], "2025-11", DAY).new == 0
    dropped = tally([remark(State.DROPPED, repeats="x")], "2025-10", DAY)
    assert (dropped.new, dropped.repeated, dropped.dropped) == (0, 0, 1)


@pytest.mark.parametrize(("taken", "median"), [([], None), ([3], 3.0), ([1, 8], 4.5), ([1, 2, 90], 2.0)])
def test_the_median_time_to_eliminate(taken, median):
    done = [remark(State.CONFIRMED, settled_on=days(number)) for number in taken]
    assert median_days_to_eliminate([*done, remark()]) == median


def test_repeat_offenders_come_worst_first():
    own = [remark(repeats="x", responsible_id=who) for who in ("p3", "p1", "p2", "p1")]
    assert list(repeat_offenders([*own, remark(responsible_id="p4")])) == ["p1", "p2", "p3"]
