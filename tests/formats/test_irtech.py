"""Answers of «Сетевой город ПОО» become a journal: every oddity of the documented shape, and the published samples."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ejarchive.finding import Severity
from ejarchive.formats.answers import Answer
from ejarchive.formats.folder_writer import write_folder
from ejarchive.formats.irtech.shapes import kind_of
from ejarchive.formats.irtech.subjects import code_and_name, kind_told
from ejarchive.formats.irtech.system import Irtech
from ejarchive.formats.irtech.terms import number_in_year
from ejarchive.formats.read import read_journal, read_sources
from ejarchive.model.courses import Course, CourseStudent
from ejarchive.model.grades import Grade
from ejarchive.model.groups import Group, Term
from ejarchive.model.lessons import Entry, Lesson
from ejarchive.model.people import Movement, Staff, Student
from ejarchive.model.place import Place
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import text_of
from formats import irtech_answers as ia

SAMPLES = Path(__file__).parents[1] / "data" / "irtech_spo"
COURSE = "11-2025-1-71"


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    return read_journal(ia.write_recording(tmp_path_factory.mktemp("har") / "запись.har", ia.all_answers()))


@pytest.fixture(scope="module")
def journal(read):
    return read[0]


def codes(findings):
    return {finding.code for finding in findings}


def test_cells_hold_absence_and_all_marks_of_both_vocabularies(journal):
    cells = {(one.lesson_id.rpartition("-")[2], one.student_id): one.text for one in journal.rows(Entry)}
    assert cells == {
        ("101", "901"): "5/4",  # in the order of the tasks, not of the answer
        ("101", "902"): "н",
        ("101", "903"): "о3",
        ("102", "901"): "н",  # the older build tells no reason
        ("102", "902"): "б4",
        ("102", "903"): "п",
        ("103", "901"): "ЗЧ",
        ("103", "902"): "НЗ",
    }


def test_a_mark_that_is_due_is_counted_and_leaves_no_sign_in_the_cell(read):
    due = [finding for finding in read[1] if finding.code == "F214"]
    assert [finding.facts["count"] for finding in due] == [1]
    assert due[0].place.file == "запись.har#8"


def test_topics_come_from_the_programme_and_a_pair_may_have_two(journal):
    lessons = {one.lesson_id: one for one in journal.rows(Lesson) if one.course_id == COURSE}
    assert [one.topic for one in lessons.values()] == ["Кости", "Мышцы", None, "Мышцы"]
    assert [one.plan_position for one in lessons.values()] == [1, 2, None, 3]
    assert [one.status for one in lessons.values()] == ["held", "held", "held", "planned"]
    assert lessons[f"{COURSE}-101"].homework == "§ 1"
    assert {one.hours for one in lessons.values()} == {2}


def test_people_are_joined_by_name_within_the_group(journal):
    assert {one.student_id for one in journal.rows(Student)} == {"901", "902", "903"}
    assert {one.person_id: one.roles for one in journal.rows(Staff)} == {
        "801": ("teacher", "curator"),
        "802": ("teacher",),
    }


def test_courses_terms_and_controls(journal):
    courses = {one.course_id: one for one in journal.rows(Course)}
    anatomy, practice, module = courses.values()
    assert (anatomy.code, anatomy.name, anatomy.kind, anatomy.control) == (
        "ОП.01",
        "Анатомия животных",
        "discipline",
        "exam",
    )
    assert (anatomy.teacher_id, anatomy.planned_hours) == ("801", 36)
    assert (practice.kind, practice.control) == ("training_practice", "credit")
    assert (module.kind, module.control) == ("module", "module_exam")
    assert [(one.term_id, one.starts.isoformat()) for one in journal.rows(Term)] == [("2025-1", "2025-09-01")]
    assert [(one.group_id, one.year_of_study, one.department) for one in journal.rows(Group)] == [
        ("11", 2, "Ветеринарное отделение")
    ]


def test_a_page_of_fewer_students_is_a_subgroup(journal):
    assert [(one.course_id, one.student_id) for one in journal.rows(CourseStudent)] == [("11-2025-1-72", "901")]


def test_grades_come_from_the_sheet_with_their_kinds(journal):
    grades = [(one.course_id[-2:], one.student_id, one.kind, one.value) for one in journal.rows(Grade)]
    assert grades == [
        ("71", "901", None, "5"),
        ("71", "902", None, "4"),
        ("72", "901", None, "ЗЧ"),
        ("73", "901", "module_exam", "5"),
        ("71", "902", "coursework", "4"),
    ]


def test_of_a_card_only_the_movement_is_read(read, tmp_path):
    journal, findings = read
    moves = [(one.kind, one.order_number, one.from_group_id, one.to_group_id) for one in journal.rows(Movement)]
    assert moves == [("enrolled", "55-к", None, None), ("transferred_in", "60-к", "9", "11")]
    assert "F226" in codes(findings)
    written = b"".join(file.read_bytes() for file in write_folder(journal, tmp_path / "journal").iterdir())
    assert not [name for name, secret in ia.SECRETS.items() if secret.encode() in written]


def test_a_diary_is_joined_to_the_page_and_the_difference_told(read):
    journal, findings = read
    assert len([one for one in journal.rows(Lesson) if one.course_id == COURSE]) == 4
    told = [finding for finding in findings if finding.code == "F231"]
    assert [(finding.facts["kept"], finding.facts["other"]) for finding in told] == [("5/4", "5")]


def test_a_folder_under_any_names_gives_the_same_tables_as_the_recording(journal, tmp_path):
    answers = ia.all_answers()
    del answers["diary"]  # whose it is, only the address tells
    other, findings = read_journal(ia.write_folder(tmp_path / "ответы", answers))
    for table in other.frames:
        ours, theirs = (text_of(TABLES[table], one.frame(table)).reset_index(drop=True) for one in (journal, other))
        assert ours.equals(theirs), table
    assert "F205" in codes(findings)
    assert "sources" not in other.frames


def test_an_unknown_value_passes_through_and_is_told_once(tmp_path):
    page = ia.anatomy()
    for lesson in page["lessons"][:2]:
        lesson["markSets"] = {"11": {"absenceType": "OnTheMoon", "marks": {"1": ia.mark("Six")}}}
    answers = ia.all_answers("groups", "employees", "students", "entries", "anatomy", anatomy=page)
    journal, findings = read_journal(ia.write_recording(tmp_path / "a.har", answers))
    assert [one.text for one in journal.rows(Entry)][:2] == ["OnTheMoonSix"] * 2
    told = [(f.facts["value"], f.facts["count"]) for f in findings if f.code == "F207"]
    assert told == [("OnTheMoon", 2), ("Six", 2)]


def test_a_page_opened_again_replaces_the_earlier_look(tmp_path):
    later = ia.anatomy()
    later["lessons"] = later["lessons"][:1]
    more = ia.exchange(ia.ADDRESSES["anatomy"], later)
    journal, findings = read_journal(ia.write_recording(tmp_path / "a.har", ia.all_answers(), more))
    assert len([one for one in journal.rows(Lesson) if one.course_id == COURSE]) == 1
    assert "F221" not in codes(findings)


def test_without_people_students_get_codes_that_do_not_show_their_names(tmp_path):
    journal, _ = read_journal(ia.write_recording(tmp_path / "a.har", ia.all_answers("entries", "anatomy")))
    students = journal.rows(Student)
    assert [one.last_name for one in students] == [last for _, last, _, _ in ia.STUDENTS]
    assert all(one.student_id.isascii() and len(one.student_id) == 11 for one in students)
    again, _ = read_journal(ia.write_recording(tmp_path / "a.har", ia.all_answers("entries", "anatomy", "practice")))
    assert {one.student_id for one in again.rows(Student)} == {one.student_id for one in students}


HOSTILE = [None, 0, -1, 1e308, "", "x" * 300, "\x00\u202e", [], {}, [[]], [None], {"id": {}}, True, "2025-99-99"]


def spots_in(node):
    """Yield every place in a JSON value where another value could stand."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in list(pairs):
        yield node, key
        yield from spots_in(child)


@pytest.mark.parametrize("name", ia.MAKERS)
@settings(deadline=None, max_examples=12)
@given(spot=st.integers(0, 500), value=st.sampled_from(HOSTILE), addressed=st.booleans())
def test_no_value_anywhere_in_an_answer_breaks_the_reading(name, spot, value, addressed):
    answers = ia.all_answers()
    spots = list(spots_in(answers[name]))
    node, key = spots[spot % len(spots)]
    node[key] = deepcopy(value)
    system = Irtech()
    for one, answer in answers.items():
        system.take(Answer(answer, Place(), ia.ADDRESSES[one] if addressed else ""))
    journal, findings = system.journal(None)
    assert journal.frames
    assert all(finding.message for finding in findings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ОП.01 Анатомия", ("ОП.01", "Анатомия", "discipline")),
        ("МДК.01.02 Кормление животных", ("МДК.01.02", "Кормление животных", "mdk")),
        ("УП.01 Русский язык", ("УП.01", "Русский язык", "subject")),
        ("УП.01 Учебная практика", ("УП.01", "Учебная практика", "training_practice")),
        ("УП.01.01 Вождение", ("УП.01.01", "Вождение", "training_practice")),
        ("ПП.02 Производственная практика", ("ПП.02", "Производственная практика", "work_placement")),
        ("ОУД.03 История", ("ОУД.03", "История", "subject")),
        ("ПМ.01 Уход", ("ПМ.01", "Уход", "module")),
        ("Физика", ("", "Физика", "")),
        ("Преддипломная практика", ("", "Преддипломная практика", "work_placement")),
    ],
)
def test_a_name_tells_index_and_kind(text, expected):
    code, name = code_and_name(text)
    assert (code, name, kind_told(code, name)) == expected


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [(1, "semester", 1), (3, "semester", 1), (8, "semester", 2), (3, "trimester", 3), (4, "trimester", 1), (5, "", 1)],
)
def test_terms_are_counted_within_the_year(number, kind, expected):
    assert number_in_year(number, kind) == expected


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("attestation_excerpt", "attestation"),
        ("lessons_excerpt", "diary"),
        ("report_current_performance_excerpt", "performance"),
        ("report_group_attestation", "sheet"),
    ],
)
def test_published_answers_are_recognised_by_shape_alone(file, kind):
    value = json.loads((SAMPLES / f"{file}.json").read_text("utf-8"))
    assert kind_of(Answer(value, Place())) == (kind, {})


def test_the_published_answers_of_one_student_make_a_small_journal(tmp_path):
    def sample(name):
        return json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))

    people = [ia.named(223, "Foo", "Foo", "Foo", studentGroup={"id": 1, "name": "Foo"})]
    more = [
        ia.exchange("/services/people/students", {"studentsCount": 1, "students": people}),
        ia.exchange("/services/students/223/lessons/2020-01-01/2020-01-07", sample("lessons_excerpt")),
        ia.exchange("/services/students/223/attestation", sample("attestation_excerpt")),
        ia.exchange("/services/reports/current/performance/223", sample("report_current_performance_excerpt")),
    ]  # fmt: skip
    journal, findings = read_journal(ia.write_recording(tmp_path / "a.har", {}, *more))
    lessons = journal.rows(Lesson)
    assert [one.topic for one in lessons if one.kind == "lecture"] == ["foo", "foo; foo"]
    assert sum(one.text == "5" for one in journal.rows(Entry)) >= 2
    assert not [f for f in findings if f.severity is Severity.ERROR]


def test_what_the_source_lacks_is_filled_by_a_second_one(tmp_path):
    recording = ia.write_recording(tmp_path / "a.har", ia.all_answers())
    extra = tmp_path / "программы"
    extra.mkdir()
    (extra / "groups.csv").write_text("group_id,name,programme_name\ng1,21-тм,Ветеринария\n", "utf-8")
    journal, findings = read_sources([recording, extra])
    assert [(one.group_id, one.programme_name) for one in journal.rows(Group)] == [("11", "Ветеринария")]
    assert [f.place.file for f in findings if f.code == "F230"][-2:] == ["a.har", "программы"]
