"""The large college is of the size ordered, and legal."""

from __future__ import annotations

import pandas as pd
import pytest


@pytest.fixture(scope="module")
def large(tmp_path_factory, generate, read_college):
    folder = tmp_path_factory.mktemp("scale")
    generate("--groups", 14, "--students", 140, "--entries", 30000, "-o", folder)
    assert (folder / "ejarchive.toml").is_file()
    return read_college(folder)


def test_it_has_the_size_ordered(large):
    assert len(large["groups"]) == 14
    assert len(large["students"]) == 140
    assert large["students"].group_id.value_counts().eq(10).all()
    assert abs(len(large["entries"]) - 30000) < 1500
    assert abs(len(large["courses"]) - 175) <= 14


def test_nobody_stands_in_two_places(large):
    lessons = large["lessons"].merge(large["courses"], on="course_id", suffixes=("", "_of_course"))
    assert not lessons.duplicated(["date", "slot", "group_id"]).any()
    assert not lessons.duplicated(["date", "slot", "teacher_id_of_course"]).any()


def test_cells_belong_to_the_group(large):
    cells = large["entries"].merge(large["lessons"], on="lesson_id").merge(large["courses"], on="course_id")
    groups = large["students"].set_index("student_id").group_id
    assert len(cells) == len(large["entries"])
    assert (cells.student_id.map(groups) == cells.group_id).all()
    assert not large["entries"].duplicated(["lesson_id", "student_id"]).any()
    marked = cells[cells.text.str.contains("[2-5]")]
    assert (marked.task_ids.str[1:] == marked.lesson_id.str[1:]).all()


def test_lessons_stand_in_terms_and_on_no_holiday(large):
    lessons = large["lessons"].merge(large["courses"][["course_id", "term_id"]]).merge(large["terms"], on="term_id")
    assert ((lessons.starts <= lessons.date) & (lessons.date <= lessons.ends)).all()
    for holiday in large["holidays"].itertuples():
        assert not lessons.date.between(holiday.starts, holiday.ends).any()
    assert pd.to_datetime(lessons.date).dt.day_of_week.max() <= 5
