"""Typed columns: text ↔ types without loss, and nothing guessed."""

import datetime as dt
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejarchive.model.lessons import Entry, Lesson
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import DTYPES, MOMENT, empty_frame, rows_of, text_of, typed

LESSONS, STAFF, COURSES = TABLES["lessons"], TABLES["staff"], TABLES["courses"]


def read(table, **columns):
    return typed(table, pd.DataFrame(columns, dtype="str"))


def one(table, column, text):
    frame, bad = read(table, **{column: [text]})
    value = frame[column][0]
    return None if pd.isna(value) else value, [value.value for value in bad]


@pytest.mark.parametrize("text", ["2025-09-01", "01.09.2025", " 2025-09-01 ", "2025-09-01 00:00:00"])
def test_a_date_is_read_as_iso_and_as_a_russian_spreadsheet_writes_it(text):
    assert one(LESSONS, "date", text) == (pd.Timestamp("2025-09-01"), [])


@pytest.mark.parametrize("text", ["2025-02-30", "31.02.2025", "01.09.25", "45901", "2025-9-1", "09/01/2025", "осень"])
def test_an_impossible_or_ambiguous_date_is_bad_and_not_guessed(text):
    assert one(LESSONS, "date", text) == (None, [text])


@pytest.mark.parametrize(
    ("text", "number"), [("2", 2), ("1,5", 1.5), ("1.5", 1.5), ("1 234,5", 1234.5), ("-1", -1), ("1e3", 1000)]
)
def test_a_number_is_read_with_point_or_comma(text, number):
    assert one(LESSONS, "hours", text) == (number, [])


@pytest.mark.parametrize("text", ["два", "1,2,3", "0x10", "inf", "nan", "1_000", "1 23", "1e999", "٣x"])
def test_what_only_resembles_a_number_is_bad(text):
    assert one(LESSONS, "hours", text) == (None, [text])


@pytest.mark.parametrize(("text", "number"), [("3", 3), ("3.0", 3), ("3,0", 3)])
def test_a_whole_number_may_come_as_a_spreadsheet_writes_it(text, number):
    assert one(LESSONS, "slot", text) == (number, [])


@pytest.mark.parametrize("text", ["3.5", "9007199254740993"])
def test_an_integer_that_would_be_rounded_is_bad(text):
    assert one(LESSONS, "slot", text) == (None, [text])


@pytest.mark.parametrize(("text", "value"), [("да", True), ("TRUE", True), ("Ложь", False), ("0", False)])
def test_yes_and_no_are_read_in_both_languages(text, value):
    assert one(TABLES["consents"], "given", text) == (value, [])


@pytest.mark.parametrize(
    "text",
    ["2025-09-01T08:30:00+04:00", "2025-09-01 08:30+04:00", "2025-09-01T08:30:00Z", "2024-02-29T23:59:59.123456-11:30"],
)
def test_a_moment_stays_the_text_it_was_written_as(text):
    assert one(LESSONS, "recorded_at", text) == (text, [])


@pytest.mark.parametrize(
    "text",
    [
        "2025-09-01T08:30:00",  # no offset: it proves nothing
        "2025-09-01",
        "2025-02-30T08:30:00+04:00",
        "2025-09-01T25:30:00+04:00",
        "20250901T083000+0400",
        "2025-09-01T08:30:00+0400",
        "2025-09-01T08:30:00+04:0x",
        "вчера",
    ],
)
def test_a_moment_without_offset_or_sense_is_bad(text):
    assert one(LESSONS, "recorded_at", text) == (None, [text])


@given(st.lists(st.from_regex(re.compile(MOMENT, re.ASCII), fullmatch=True) | st.text("0123456789-:+T Z", max_size=26)))
def test_the_fast_look_at_moments_lets_nothing_through_that_the_pattern_would_not(texts):
    frame, _ = read(LESSONS, recorded_at=texts)
    for text in frame["recorded_at"].dropna():
        assert re.fullmatch(MOMENT, text)
        assert dt.datetime.fromisoformat(text).utcoffset() is not None


def test_a_label_means_its_value_in_any_case_and_in_a_list():
    frame, bad = read(STAFF, roles=["Преподаватель; классный руководитель", "teacher;дворник"])
    assert frame["roles"].tolist() == ["teacher;curator", "teacher;дворник"]
    assert one(COURSES, "kind", "Дисциплина") == ("discipline", [])
    assert bad == []


def test_every_bad_value_is_told_with_its_row():
    raw = pd.DataFrame({"date": ["2025-09-01", "x", "y", "x"]}, index=[2, 3, 5, 8], dtype="str")
    _, bad = typed(LESSONS, raw)
    assert [(value.row, value.column, value.value, value.expected) for value in bad] == [
        (3, "date", "x", "date"),
        (5, "date", "y", "date"),
        (8, "date", "x", "date"),
    ]


def test_absent_columns_are_null_and_unknown_ones_are_left_out():
    frame, _ = read(LESSONS, lesson_id=["l1"], weather=["дождь"])
    assert list(frame.columns) == [column.name for column in LESSONS.columns]
    assert frame.notna().sum(axis="columns").tolist() == [1]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_frame_has_the_promised_types_with_rows_and_without(table):
    expected = [DTYPES[column.type] for column in table.columns]
    filled, _ = typed(table, pd.DataFrame({table.columns[0].name: ["", "1"]}, dtype="str"))
    assert [str(kind) for kind in empty_frame(table).dtypes] == expected
    assert [str(kind) for kind in filled.dtypes] == expected


@given(
    slot=st.lists(st.none() | st.integers(-(2**53) + 1, 2**53 - 1), min_size=3, max_size=3),
    hours=st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False), min_size=3, max_size=3),
    date=st.lists(st.none() | st.dates(), min_size=3, max_size=3),
)
def test_reading_what_was_written_gives_the_same(slot, hours, date):
    frame = empty_frame(LESSONS).reindex(range(3)).astype({c.name: DTYPES[c.type] for c in LESSONS.columns})
    frame["slot"], frame["hours"] = pd.array(slot, "Int64"), pd.array(hours, "float64")
    frame["date"] = pd.Series(date, dtype="datetime64[s]")
    again, bad = typed(LESSONS, text_of(LESSONS, frame))
    assert bad == []
    pd.testing.assert_frame_equal(again, frame, check_exact=True)


def test_row_objects_have_python_types_and_none_for_absent():
    frame, _ = read(
        TABLES["entries"], lesson_id=["l1"], student_id=["s1"], text=["о5"], absent_hours=[""], task_ids=["t1; t2;"]
    )
    assert rows_of(TABLES["entries"], frame) == (
        Entry(lesson_id="l1", student_id="s1", text="о5", task_ids=("t1", "t2")),
    )
    lesson, _ = read(LESSONS, lesson_id=["l1"], course_id=["c1"], date=["01.09.2025"], slot=["2"], hours=["2"])
    assert rows_of(LESSONS, lesson) == (
        Lesson(lesson_id="l1", course_id="c1", date=dt.date(2025, 9, 1), slot=2, hours=2.0),
    )
