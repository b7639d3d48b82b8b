"""What a journal answers: rows, presence, moments, places."""

import pandas as pd
import pytest

from ejarchive.model.journal import Journal
from ejarchive.model.people import Student
from ejarchive.model.place import Place
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import typed


@pytest.fixture
def journal():
    raw = pd.DataFrame(
        {"student_id": ["s1"], "group_id": ["g1"], "last_name": ["Ёжикова"], "first_name": ["Ия"]}, index=[2]
    )
    stamps = pd.DataFrame({"starts_at": ["2025-11-18T08:00:00+04:00", ""], "ends_at": ["", ""]}, index=[2, 3])
    return Journal(
        frames={
            "students": typed(TABLES["students"], raw)[0],
            "outages": typed(TABLES["outages"], stamps)[0],
        },
        present={"students": frozenset(raw.columns), "outages": frozenset(stamps.columns)},
        places={"students": Place(file="книга.xlsx", sheet="Обучающиеся")},
        headings={"students": {"last_name": "Фамилия"}},
    )


def test_rows_are_objects_made_once(journal):
    assert journal.rows(Student) == (Student(student_id="s1", group_id="g1", last_name="Ёжикова", first_name="Ия"),)
    assert journal.rows(Student) is journal.rows(Student)


def test_what_the_source_did_not_give_is_absent_and_not_invented(journal):
    assert journal.has("students", "last_name")
    assert not journal.has("students", "diary")
    assert not journal.has("lessons")
    assert journal.frame("lessons").empty
    assert list(journal.frame("lessons").columns) == [column.name for column in TABLES["lessons"].columns]


def test_moments_are_utc(journal):
    first, second = journal.moments("outages", "starts_at")
    assert first == pd.Timestamp("2025-11-18T04:00:00Z")
    assert pd.isna(second)


def test_a_place_speaks_the_language_of_the_users_file(journal):
    assert journal.place("students", 2, "last_name") == Place("книга.xlsx", "Обучающиеся", 2, "Фамилия")
    assert str(journal.place("students", 2, "last_name")) == "книга.xlsx, лист «Обучающиеся», строка 2, столбец Фамилия"
    assert journal.place("lessons") == Place(file="lessons")
