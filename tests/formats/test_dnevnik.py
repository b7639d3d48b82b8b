"""Дневник.ру: a folder of answers under any names and a recording say the same, and nothing else passes."""

import datetime as dt
import json
from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from ejarchive.formats.folder_writer import write_folder
from ejarchive.formats.read import read_journal, read_sources
from ejarchive.model.courses import Course
from ejarchive.model.grades import Grade
from ejarchive.model.groups import Term
from ejarchive.model.lessons import Entry, Lesson, Task
from ejarchive.model.people import Staff, Student
from formats.dnevnik_answers import BIG, GROUP, bundle
from formats.journals import contents

ZONE = ZoneInfo("Europe/Samara")
NOW = dt.datetime(2025, 12, 29, 18, tzinfo=ZONE)
ANNA, BORIS = str(BIG + 1), str(BIG + 2)


def folder_of(answers, to):
    to.mkdir()
    for number, value in enumerate(answers.values()):
        (to / f"ответ {number}.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return to


def recording_of(answers, to):
    entries = [
        {"startedDateTime": "2025-12-29T14:00:00Z", "request": {"url": url, "headers": [{"value": "PLANTED"}]},
         "response": {"status": 200, "content": {"mimeType": "application/json", "text": json.dumps(value)}}}
        for url, value in answers.items()
    ]  # fmt: skip
    to.write_text(json.dumps({"log": {"entries": entries}}), "utf-8")
    return to


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    return read_journal(recording_of(bundle(), tmp_path_factory.mktemp("har") / "запись.har"), zone=ZONE)


def test_people_courses_and_terms_have_the_string_ids(read):
    journal, _ = read
    assert {s.student_id for s in journal.rows(Student)} == {ANNA, BORIS}
    assert {(c.group_id, c.name, c.teacher_id) for c in journal.rows(Course)} == {
        (GROUP, "Алгебра", "71"),
        (GROUP, "Физика", "71"),
    }
    assert [(t.term_id, t.starts.isoformat(), t.kind) for t in journal.rows(Term)] == [
        ("2025-1", "2025-09-01", "semester")
    ]
    assert [(s.last_name, s.position) for s in journal.rows(Staff)] == [("Зимин", "преподаватель")]


def test_lessons_have_topics_homework_and_the_moment_it_was_published(read):
    lessons = {lesson.lesson_id: lesson for lesson in read[0].rows(Lesson)}
    assert (lessons["900"].topic, lessons["900"].homework, lessons["900"].slot) == ("Пределы", "§ 5", 1)
    assert lessons["900"].homework_published_at == dt.datetime(2025, 9, 3, 15, 10, tzinfo=ZONE)
    assert lessons["901"].homework_published_at is None
    assert [(t.task_id, t.kind, t.title) for t in read[0].rows(Task)] == [
        ("501", "control", "Срез"),
        ("502", "control", None),
    ]


def test_a_cell_holds_absence_and_marks_with_their_moments(read):
    entries = {(e.lesson_id, e.student_id): e for e in read[0].rows(Entry)}
    assert {key: entry.text for key, entry in entries.items()} == {
        ("900", ANNA): "о4/5", ("900", BORIS): "н", ("901", ANNA): "б", ("901", BORIS): "3", ("902", ANNA): "п",
        ("902", BORIS): "Quarantine",
    }  # fmt: skip
    late = entries["900", ANNA]
    assert late.absence_recorded_at == dt.datetime(2025, 9, 3, 9, tzinfo=ZONE)
    assert late.mark_recorded_at == dt.datetime(2025, 9, 9, 8, tzinfo=ZONE)
    assert late.task_ids == ("501", "502")


def test_final_marks_are_of_their_period_or_of_the_year(read):
    grades = {(g.student_id, g.period): (g.value, g.recorded_at) for g in read[0].rows(Grade)}
    when = dt.datetime(2025, 12, 26, 10, tzinfo=ZONE)
    assert grades == {(ANNA, "2025-1"): ("5", when), (ANNA, "2025"): ("5", when)}


def test_an_unknown_status_passes_and_is_told_and_local_times_too(read):
    found = Counter(finding.code for finding in read[1])
    assert found["F207"] == 1
    assert found["F108"] == 3
    assert not {"F250", "F107"} & found.keys()


def test_a_folder_of_answers_under_any_names_says_the_same(read, tmp_path):
    answers = bundle()
    journal, findings = read_sources([folder_of(answers, tmp_path / "ответы")], zone=ZONE, retrieved_at=NOW)
    assert "F250" not in {finding.code for finding in findings}
    ours, theirs = contents(journal), contents(read[0])
    assert {name: table for name, table in ours.items() if name != "sources"} == {
        name: table for name, table in theirs.items() if name != "sources"
    }


def test_nothing_planted_passes_the_door(read, tmp_path):
    write_folder(read[0], tmp_path / "журнал")
    written = "".join(file.read_text("utf-8") for file in (tmp_path / "журнал").iterdir())
    assert "PLANTED" not in written + "".join(f.message + f.remedy + str(f.place) for f in read[1])


def test_what_was_written_reads_back_the_same(read, tmp_path):
    again, _ = read_journal(write_folder(read[0], tmp_path / "журнал"))
    assert contents(again) == contents(read[0])


def test_without_a_zone_a_time_stamp_is_no_moment(tmp_path):
    journal, findings = read_sources([folder_of(bundle(), tmp_path / "x")], retrieved_at=NOW)
    assert "F107" in {finding.code for finding in findings}
    assert all(entry.mark_recorded_at is None for entry in journal.rows(Entry))


def test_records_of_what_was_not_saved_are_counted(tmp_path):
    answers = {url: value for url, value in bundle().items() if "/lessons/" not in url}
    journal, findings = read_journal(recording_of(answers, tmp_path / "a.har"), zone=ZONE)
    assert not journal.rows(Entry)
    assert [f.facts["count"] for f in findings if f.code == "F250"] == [6]
