"""The cut at a moment, against a second opinion: the snapshots that the sample's own generator makes."""

import datetime as dt

import pandas as pd
import pytest

from ejarchive.formats.read import read_journal
from ejarchive.model.as_of import as_of, default_moment
from ejarchive.regulation import load_regulation

CELLS = load_regulation("common").cells


@pytest.fixture(scope="module")
def college(root):
    return read_journal(root / "samples" / "college")[0]


@pytest.mark.parametrize(
    "moment", ["2025-10-31T20:00:00+04:00", "2025-12-10T20:30:00+04:00", "2026-03-02T07:00:00+04:00"]
)
def test_entries_grades_and_topics_are_those_of_the_generators_snapshot(college, moment, root, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(root / "samples")
    from generate import write_sample

    write_sample(tmp_path / "then", dt.datetime.fromisoformat(moment))
    then = read_journal(tmp_path / "then")[0]
    now = as_of(college, dt.datetime.fromisoformat(moment), CELLS).journal

    assert _cells(now) == _cells(then)
    for table, columns in (
        ("grades", ["course_id", "student_id", "period", "kind", "value"]),
        ("attempts", ["course_id", "student_id", "number", "value"]),
        ("corrections", ["correction_id", "before", "after"]),
        ("remarks", ["remark_id", "resolved_at"]),
    ):
        assert _rows(now, table, columns) == _rows(then, table, columns), table
    topics = ["lesson_id", "topic", "homework"]
    held = then.frame("lessons")["status"].eq("held")
    known = then.frame("lessons").loc[held, "lesson_id"]
    assert {row for row in _rows(now, "lessons", topics) if row[0] in set(known)} == {
        row for row in _rows(then, "lessons", topics) if row[0] in set(known)
    }


def test_a_moment_after_everything_leaves_the_journal_as_it_is(college):
    cut = as_of(college, default_moment(college), CELLS)
    assert cut.left_out == {}
    for table, frame in college.frames.items():
        pd.testing.assert_frame_equal(cut.journal.frame(table), frame)


def test_the_moment_is_that_of_retrieval(college):
    assert default_moment(college) == dt.datetime.fromisoformat("2026-07-01T10:00:00+04:00")


def _cells(journal):
    return _rows(journal, "entries", ["lesson_id", "student_id", "text"])


def _rows(journal, table, columns):
    frame = journal.frame(table)[columns].astype("object")
    return set(frame.where(pd.notna(frame), None).itertuples(index=False, name=None))


def test_a_lesson_of_a_day_to_come_is_planned(college):
    cut = as_of(college, dt.datetime.fromisoformat("2025-12-10T20:30:00+04:00"), CELLS).journal
    lessons = cut.frame("lessons")
    assert set(lessons.loc[lessons["date"] > "2025-12-10", "status"]) <= {"planned", "cancelled"}
    assert set(lessons.loc[lessons["date"] <= "2025-12-10", "status"]) <= {"held", "cancelled"}
