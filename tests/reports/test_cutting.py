"""Cutting loses nothing, makes the fewest pages, and leaves no lonely row."""

from hypothesis import given
from hypothesis import strategies as st

from ejarchive.reports.cutting import even_cuts, even_runs

heights = st.lists(st.integers(1, 30), max_size=60)


def test_twenty_one_lessons_are_eleven_and_ten():
    assert [len(run) for run in even_runs(21, 20)] == [11, 10]


def test_no_things_are_no_runs():
    assert even_runs(0, 20) == []


@given(heights, st.integers(30, 90))
def test_every_thing_is_in_one_run_in_its_order_and_every_run_fits(sizes, room):
    runs = even_cuts(len(sizes), lambda start, end: sum(sizes[start:end]) <= room)
    assert [index for run in runs for index in run] == list(range(len(sizes)))
    assert all(sum(sizes[index] for index in run) <= room for run in runs)


@given(heights, st.integers(30, 90))
def test_there_are_never_more_runs_than_a_greedy_cutter_makes(sizes, room):
    runs = even_cuts(len(sizes), lambda start, end: sum(sizes[start:end]) <= room)
    greedy, used = 0, room
    for size in sizes:
        used = used + size if used + size <= room else size
        greedy += used == size
    assert len(runs) <= max(greedy, len(sizes) > 0)


@given(st.integers(1, 200), st.integers(1, 40))
def test_runs_of_equal_things_differ_by_one_at_most(count, most):
    lengths = [len(run) for run in even_runs(count, most)]
    assert max(lengths) - min(lengths) <= 1
    assert lengths == sorted(lengths, reverse=True)


def test_a_thing_too_large_for_a_page_is_still_there():
    assert [len(run) for run in even_cuts(3, lambda *_: False)] == [1, 1, 1]
