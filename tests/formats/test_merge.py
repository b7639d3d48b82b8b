"""Several sources become one journal by identity, and everything that differs or stays alone is told."""

import subprocess
import sys

import pytest

from ejarchive.formats.merge import Part, merge
from ejarchive.formats.read import read_sources
from ejarchive.formats.rows import Rows
from ejarchive.model.groups import Group
from ejarchive.model.lessons import Entry, Lesson
from ejarchive.model.people import Staff, Student
from formats import irtech_answers as ia


def part(name, **tables):
    rows = Rows()
    for table, found in tables.items():
        for row in found:
            rows.add(table, **row)
    return Part(name, rows.journal(name, "F213")[0])


def person(code, last, first="Пётр", middle="Олегович", **more):
    return {"last_name": last, "first_name": first, "middle_name": middle, **code, **more}


def student(code, last="Весенний", first="Пётр", middle="Олегович", group="g1"):
    return person({"student_id": code}, last, first, middle, group_id=group)


GROUP = [{"group_id": "g1", "name": "21-ТМ"}]
THEIRS = [{"group_id": "11", "name": "21-тм", "programme_name": "Ветеринария"}]


def told(findings):
    return [finding.code for finding in findings if finding.code != "F230"]


def test_the_same_group_and_student_are_one_under_our_codes():
    journal, findings = merge(
        [
            part("a", groups=GROUP, students=[student("s1")]),
            part("b", groups=THEIRS, students=[student("7", group="11")]),
        ]
    )
    assert [(one.group_id, one.name, one.programme_name) for one in journal.rows(Group)] == [
        ("g1", "21-ТМ", "Ветеринария")
    ]
    assert [(one.student_id, one.group_id) for one in journal.rows(Student)] == [("s1", "g1")]
    assert told(findings) == ["F231"], "the spelling of the group differs"


def test_codes_that_mean_different_people_are_kept_apart():
    first = part("a", groups=GROUP, students=[student("s1")])
    second = part("b", groups=GROUP, students=[student("s1", "Зимний", "Иван", None)])
    journal, findings = merge([first, second])
    assert [(one.student_id, one.last_name) for one in journal.rows(Student)] == [
        ("s1", "Весенний"),
        ("s1~2", "Зимний"),
    ]
    assert told(findings) == ["F233"]


def test_namesakes_are_never_merged_by_guess():
    twins = [student("s1"), student("s2")]
    journal, findings = merge(
        [part("a", groups=GROUP, students=twins), part("b", groups=GROUP, students=[student("x")])]
    )
    assert len(journal.rows(Student)) == 3
    assert "F232" in told(findings)


def test_a_changed_surname_under_the_same_code_is_one_person_and_a_finding_without_names():
    first = part("a", groups=GROUP, students=[student("s1")])
    second = part("b", groups=GROUP, students=[student("s1", "Летний")])
    journal, findings = merge([first, second])
    assert [one.last_name for one in journal.rows(Student)] == ["Весенний"]
    (finding,) = [finding for finding in findings if finding.code == "F231"]
    assert "Весенний" not in finding.message
    assert "Летний" not in finding.message


@pytest.mark.parametrize("turned", [False, True])
def test_initials_find_the_whole_name_which_is_kept(turned):
    sides = [
        part("a", staff=[person({"person_id": "t1"}, "Зимин", "О.", "П.")]),
        part("b", staff=[person({"person_id": "801"}, "Зимин", "Олег", "Петрович")]),
    ]
    journal, findings = merge(sides[::-1] if turned else sides)
    assert [(one.last_name, one.first_name, one.middle_name) for one in journal.rows(Staff)] == [
        ("Зимин", "Олег", "Петрович")
    ]
    assert told(findings) == []


def test_two_whole_names_with_the_same_initials_are_two_people():
    first = part("a", staff=[person({"person_id": "t1"}, "Зимин", "Олег", "Петрович")])
    second = part("b", staff=[person({"person_id": "t2"}, "Зимин", "Остап", "Павлович")])
    assert len(merge([first, second])[0].rows(Staff)) == 2


def lessons(code, text, *, topic=None):
    course = {"course_id": f"c{code}", "group_id": "g1", "term_id": "2025-1", "name": "Анатомия"}
    lesson = {"lesson_id": f"l{code}", "course_id": f"c{code}", "date": "2025-09-02", "topic": topic}
    entry = {"lesson_id": f"l{code}", "student_id": "s1", "text": text}
    return part(code, groups=GROUP, students=[student("s1")], courses=[course], lessons=[lesson], entries=[entry])


def test_lessons_meet_by_course_and_day_gaps_are_filled_and_differences_told():
    journal, findings = merge([lessons("a", "5"), lessons("b", "4", topic="Скелет")])
    assert [(one.lesson_id, one.topic) for one in journal.rows(Lesson)] == [("la", "Скелет")]
    assert [(one.lesson_id, one.text) for one in journal.rows(Entry)] == [("la", "5")]
    assert told(findings) == ["F231"]
    assert merge([lessons("a", "5"), lessons("b", "5")])[1][-1].code == "F230"


def test_two_recordings_of_one_name_are_both_read(tmp_path):
    for folder, names in (("a", ("groups", "students", "employees")), ("b", ("entries", "anatomy"))):
        (tmp_path / folder).mkdir()
        ia.write_recording(tmp_path / folder / "запись.har", ia.all_answers(*names))
    journal, _ = read_sources([tmp_path / "a" / "запись.har", tmp_path / "b" / "запись.har"])
    assert [one.student_id for one in journal.rows(Student)] == ["901", "902", "903"]
    assert len(journal.frame("sources")) == 2


@pytest.mark.slow
def test_a_recording_and_what_it_lacks_make_a_pack(tmp_path):
    recording, extra = ia.write_recording(tmp_path / "a.har", ia.all_answers()), tmp_path / "extra"
    extra.mkdir()
    files = {
        "groups.csv": "group_id,name,programme_name\ng1,21-ТМ,Ветеринария\n",
        "courses.csv": "course_id,group_id,term_id,code,name,teacher_id\nx,g1,2025-1,ПМ.01,Уход за животными,t1\n",
        "staff.csv": "person_id,last_name,first_name,middle_name,roles\nt1,Летова,Анна,Юрьевна,teacher\n",
        "ejarchive.toml": '[college]\nfull_name = "Техникум"\nshort_name = "Т"\n'
        '[signatories.director]\nposition = "Директор"\nname = "В.И. Яровая"\n',
    }
    for name, text in files.items():
        (extra / name).write_text(text, "utf-8")
    orders = (
        ["convert", recording, extra, "-o", tmp_path / "journal"],
        ["pack", tmp_path / "journal", "--config", extra / "ejarchive.toml", "-o", tmp_path / "out"],
    )
    for order in orders:
        done = subprocess.run([sys.executable, "-m", "ejarchive", *map(str, order)], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "out" / "pack-21tm-2025-1.pdf").is_file()
