"""Whole-class xlsx reports: the real ten blocks against an independent reading, and every trap on its own."""

import datetime as dt
import re
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from ejarchive.errors import UnreadableError
from ejarchive.formats.read import read_journal, read_sources
from ejarchive.model.courses import Course
from ejarchive.model.grades import Grade
from ejarchive.model.groups import Group, Term
from ejarchive.model.lessons import Entry, Lesson
from ejarchive.model.people import Student
from formats.class_report_files import CARD, TITLE, card_block, report_block, write_report

DATA = Path(__file__).parents[1] / "data" / "class_reports"
REPORT = DATA / "otchet_ob_uspevaemosti_i_poseshchaemosti_ves_klass_10.xlsx"
CARDS = DATA / "tabel_uspevaemosti_ves_klass_10.xlsx"
MONTHS = {"Март": 3, "Апрель": 4, "Май": 5}
ANNA, BORIS = "Белова Анна Юрьевна", "Быков Борис"


def codes(findings):
    return Counter(finding.code for finding in findings)


def names_of(journal):
    return {s.student_id: " ".join(filter(None, (s.last_name, s.first_name, s.middle_name)))
            for s in journal.rows(Student)}  # fmt: skip


def grades_of(journal):
    """(student, subject, period, kind) → value and averages."""
    names, courses = names_of(journal), {c.course_id: c.name for c in journal.rows(Course)}
    return {(names[g.student_id], courses[g.course_id], g.period, g.kind):
            (g.value, g.exported_average, g.exported_weighted_average) for g in journal.rows(Grade)}  # fmt: skip


def cells_of(journal):
    """(student, subject, day) → cells of the day."""
    names, courses = names_of(journal), {c.course_id: c.name for c in journal.rows(Course)}
    lessons = {lesson.lesson_id: (courses[lesson.course_id], lesson.date) for lesson in journal.rows(Lesson)}
    found = {}
    for entry in sorted(journal.rows(Entry), key=lambda entry: entry.lesson_id):
        found.setdefault((names[entry.student_id], *lessons[entry.lesson_id]), []).append(entry.text)
    return found


def spelled(text):
    """The cell in our grammar, by another road than the reader's."""
    text = re.sub(r"[\s/]+", " ", text).strip().lower().replace("у", "п")
    code, marks = text[:1] if text[0].isalpha() else "", re.findall(r"\d", text)
    return code + "/".join(marks)


def report_by_openpyxl():
    """Cells and grades of the real report, read cell by cell without any of our code."""
    sheet = openpyxl.load_workbook(REPORT).active
    cells, grades, student, columns = {}, {}, "", {}
    for row in sheet.iter_rows():
        first = row[0].value
        if isinstance(first, str) and first.startswith("Ученик:"):
            student, columns = first.removeprefix("Ученик:").strip(), {}
        elif first == "Предмет":
            columns, month = {c.column: c.value for c in row if c.value}, None
        elif student and columns and first is None and isinstance(row[1].value, int | float):
            for cell in row[1:]:
                month = MONTHS.get(columns.get(cell.column), month)
                if isinstance(cell.value, int | float):
                    columns[cell.column] = dt.date(2025, month, int(cell.value))
        elif student and isinstance(first, str) and len(first) > 1 and columns:
            told = {columns.get(c.column): c.value for c in row if isinstance(columns.get(c.column), str)}
            average = told["Средняя оценка"], told["Средневзвешенный \n балл"]
            grades[student, first] = (told["Итоговая оценка за период"], *(value or None for value in average))
            for cell in row:
                if isinstance(columns.get(cell.column), dt.date) and cell.value:
                    cells.setdefault((student, first, columns[cell.column]), []).append(spelled(cell.value))
        elif first == "Н":
            columns = {}
    return cells, grades


def cards_by_openpyxl():
    """(student, subject) → the thirteen values of its line, 0 and emptiness as None."""
    sheet = openpyxl.load_workbook(CARDS).active
    found, student = {}, ""
    for row in sheet.iter_rows(values_only=True):
        if isinstance(row[0], str) and row[0].startswith("Ученик:"):
            student = row[0].removeprefix("Ученик:").strip()
        elif isinstance(row[0], str) and row[0].isdecimal():
            found[student, row[1]] = [value or None for value in row[2:18]]
    return found


@pytest.fixture(scope="module")
def both():
    return read_sources([REPORT, CARDS])


def test_every_visible_mark_and_code_of_the_real_report_is_in_its_place():
    journal, _ = read_journal(REPORT)
    expected, _ = report_by_openpyxl()
    assert sum(map(len, expected.values())) == 1156
    assert cells_of(journal) == expected


def test_every_grade_and_average_of_the_real_report_is_as_exported():
    journal, _ = read_journal(REPORT)
    _, expected = report_by_openpyxl()
    assert len(expected) == 200
    assert {key[:2]: value for key, value in grades_of(journal).items()} == {
        key: value for key, value in expected.items() if value[0]
    }


def test_every_grade_and_average_of_the_real_cards_is_as_exported():
    journal, _ = read_journal(CARDS)
    found, expected = grades_of(journal), {}
    for (student, subject), line in cards_by_openpyxl().items():
        for number in range(4):
            average, weighted, value = line[3 * number : 3 * number + 3]
            expected[student, subject, f"2024-{number + 1}", None] = (value, average, weighted)
        expected[student, subject, "2024", None] = (line[12], None, None)
    assert len(expected) == 200 * 5
    assert found == {key: value for key, value in expected.items() if value[0]}


def test_the_two_real_files_agree_on_all_200_pairs_and_make_one_journal(both):
    journal, findings = both
    _, report = report_by_openpyxl()
    cards = cards_by_openpyxl()
    assert report.keys() == cards.keys()
    assert len(cards) == 200
    assert all(report[pair][0] == cards[pair][11] for pair in cards), "our premise: the files themselves agree"
    assert not {"F231", "F232", "F233"} & codes(findings).keys()
    assert (len(journal.rows(Student)), len(journal.rows(Course)), len(journal.rows(Group))) == (10, 80, 1)
    fourth = {key[:2]: value for key, value in grades_of(journal).items() if key[2] == "2024-4"}
    assert fourth == {pair: value for pair, value in report.items() if value[0]}, "with the exact averages"


def test_the_order_of_the_two_files_changes_no_grade(both):
    other, findings = read_sources([CARDS, REPORT])
    assert "F231" not in codes(findings)
    assert grades_of(other) == grades_of(both[0])
    assert cells_of(other) == cells_of(both[0])


def test_terms_without_days_get_them_by_custom_and_say_so(both):
    journal, findings = both
    days = {term.term_id: (term.starts, term.ends) for term in journal.rows(Term)}
    assert days["2024-4"] == (dt.date(2025, 3, 24), dt.date(2025, 5, 24)), "as the report tells"
    assert days["2024-3"][1] == dt.date(2025, 3, 23), "a term by custom does not overlap it"
    assert codes(findings)["F228"] == 3


def test_one_finding_tells_with_counts_which_cells_were_spelled_otherwise(both):
    (finding,) = [finding for finding in both[1] if finding.code == "F243"]
    assert finding.facts["count"] == 316
    assert "«У» → «п» (16)" in finding.message


def test_an_empty_text_is_a_lesson_and_an_empty_cell_is_none(tmp_path):
    subjects = [["Алгебра", "", None, "5", 5, 0, "5"], ["Физика", None, None, "", 0, 0, None]]
    path = write_report(tmp_path / "r.xlsx", TITLE, report_block(ANNA, {"Апрель": [1, 2, 3]}, subjects))
    journal, _ = read_journal(path)
    lessons = {(lesson.course_id.split("-")[1], lesson.date.day) for lesson in journal.rows(Lesson)}
    assert lessons == {("algebra", 1), ("algebra", 3), ("fizika", 3)}
    assert [entry.text for entry in journal.rows(Entry)] == ["5"]


def test_a_day_given_twice_is_two_lessons_whatever_the_layout_of_the_block(tmp_path):
    first = report_block(ANNA, {"Март": [31, 31]}, [["Алгебра", "4", "Н", 4, 0, "4"]])
    second = report_block(BORIS, {"Март": [28, 31, 31], "Апрель": [1]}, [["Алгебра", None, "", "5", "Б", 5, 0, "5"]])
    journal, _ = read_journal(write_report(tmp_path / "r.xlsx", TITLE, first, second))
    assert len(journal.rows(Lesson)) == 3
    assert cells_of(journal) == {
        (ANNA, "Алгебра", dt.date(2025, 3, 31)): ["4", "н"],
        (BORIS, "Алгебра", dt.date(2025, 3, 31)): ["5"],
        (BORIS, "Алгебра", dt.date(2025, 4, 1)): ["б"],
    }
    assert len({entry.lesson_id for entry in journal.rows(Entry)}) == 3, "Boris's 5 is of the second lesson"


@pytest.mark.parametrize(
    ("written", "read"),
    [("О 4/3", "о4/3"), ("Б  3/3", "б3/3"), ("У", "п"), ("у5", "у5"), ("4 3", "4/3"), ("Н Н", "н"), ("Н О", "Н О"),
     ("5", "5"), (4, "4"), ("?", "?")],
)  # fmt: skip
def test_cells_are_put_into_our_grammar_and_doubts_are_kept_and_told(tmp_path, written, read):
    block = report_block(ANNA, {"Апрель": [1]}, [["Алгебра", written, 0, 0, None]])
    journal, findings = read_journal(write_report(tmp_path / "r.xlsx", TITLE, block))
    assert [entry.text for entry in journal.rows(Entry)] == [read]
    doubt = {"Н Н": "F244", "Н О": "F245", "у5": "F245", "?": "F245"}.get(written)
    assert {"F244", "F245"} & codes(findings).keys() == ({doubt} if doubt else set())


def test_the_year_of_a_day_follows_from_the_school_year(tmp_path):
    block = report_block(ANNA, {"Декабрь": [30], "Январь": [10]}, [["Алгебра", "4", "5", 4.5, 0, "5"]],
                         period="с 01.09.2025 по 31.05.2026", year="2025/2026")  # fmt: skip
    journal, _ = read_journal(write_report(tmp_path / "r.xlsx", TITLE, block))
    assert [lesson.date for lesson in journal.rows(Lesson)] == [dt.date(2025, 12, 30), dt.date(2026, 1, 10)]
    assert [term.term_id for term in journal.rows(Term)] == ["2025"], "a whole year is no semester"


@pytest.mark.parametrize(
    ("period", "term"),
    [("с 01.09.25 по 26.10.25", "2025-1"), ("с 05.11.25 по 30.12.25", "2025-2"), ("с 12.01.26 по 22.03.26", "2025-3"),
     ("с 01.09.25 по 30.12.25", "2025-1"), ("с 12.01.26 по 30.06.26", "2025-2"), ("с 01.12.25 по 28.02.26", "2025-2")],
)  # fmt: skip
def test_the_period_is_taken_for_the_term_it_lies_in(tmp_path, period, term):
    block = report_block(ANNA, {"Декабрь": [1]}, [["Алгебра", "4", 4, 0, "4"]], period=period, year="2025/2026")
    journal, _ = read_journal(write_report(tmp_path / "r.xlsx", TITLE, block))
    assert [one.term_id for one in journal.rows(Term)] == [term]


def test_a_card_of_semesters_gives_exams_and_final_grades(tmp_path):
    subject = ["Физика", 3.5, 0, "4", 4.2, 4.1, "4", "4", "5", "3", "4"]
    path = write_report(tmp_path / "r.xlsx", CARD, card_block(ANNA, [subject], term="Семестр", terms=2))
    journal, findings = read_journal(path)
    assert grades_of(journal) == {
        (ANNA, "Физика", "2024-1", None): ("4", 3.5, None),
        (ANNA, "Физика", "2024-2", None): ("4", 4.2, 4.1),
        (ANNA, "Физика", "2024", None): ("4", None, None),
        (ANNA, "Физика", "2024", "exam"): ("5", None, None),
        (ANNA, "Физика", "final", "state_exam"): ("3", None, None),
        (ANNA, "Физика", "final", None): ("4", None, None),
    }
    assert [term.kind for term in journal.rows(Term)] == ["semester", "semester"]
    assert codes(findings) == {"F228": 2}


def test_full_namesakes_of_one_class_stay_two_people(tmp_path):
    blocks = [report_block(ANNA, {"Апрель": [1]}, [["Алгебра", mark, 0, 0, mark]]) for mark in ("4", "5")]
    journal, _ = read_journal(write_report(tmp_path / "r.xlsx", TITLE, *blocks))
    assert [entry.text for entry in journal.rows(Entry)] == ["4", "5"]
    assert len(journal.rows(Student)) == 2


def test_a_wide_report_is_read_and_an_endless_one_is_refused(tmp_path):
    days = {"Апрель": [day for day in range(1, 31) for _ in range(3)]}
    subject = ["Алгебра", *["5"] * 90, 5, 0, "5"]
    path = write_report(tmp_path / "r.xlsx", TITLE, report_block(ANNA, days, [subject]))
    assert len(read_journal(path)[0].rows(Entry)) == 90
    book = openpyxl.load_workbook(path)
    book.active["XFD1048576"] = "5"
    book.save(path)
    with pytest.raises(UnreadableError, match="лист больше"):
        read_journal(path)


def test_a_broken_report_is_refused_in_words(tmp_path):
    path = tmp_path / "r.xlsx"
    with zipfile.ZipFile(REPORT) as whole, zipfile.ZipFile(path, "w") as part:
        for name in whole.namelist():
            data = whole.read(name)
            part.writestr(name, data[: len(data) // 2] if "sheet1" in name else data)
    try:
        read_journal(path)
    except UnreadableError as error:
        assert error.remedy  # noqa: PT017 - either refused, or read as far as it goes


@pytest.mark.parametrize("period", ["не выбран", "с 24.05.25 по 24.03.25", "с 31.02.25 по 24.03.25"])
def test_days_without_a_period_are_refused_and_not_given_to_the_term_before(tmp_path, period):
    first = report_block(ANNA, {"Апрель": [1]}, [["Алгебра", "4", 4, 0, "4"]])
    second = report_block(BORIS, {"Апрель": [1]}, [["Алгебра", "5", 5, 0, "5"]], period=period)
    journal, findings = read_journal(write_report(tmp_path / "r.xlsx", TITLE, first, second))
    assert codes(findings)["F240"] == 1
    assert [entry.text for entry in journal.rows(Entry)] == ["4"]


def test_a_subject_given_twice_to_one_student_is_told_and_not_swallowed(tmp_path):
    block = report_block(ANNA, {"Апрель": [1]}, [["Алгебра", "5", 5, 0, "5"], ["Алгебра", "2", 2, 0, "2"]])
    _, findings = read_journal(write_report(tmp_path / "r.xlsx", TITLE, block))
    assert [finding.place.row for finding in findings if finding.code == "F248"] == [14]


@pytest.mark.parametrize(
    ("days", "year"), [([10**15], "2024/2025"), (["1" * 5000], "2024/2025"), ([1], "9999/10000"), ([1], "0000/0001")]
)
def test_impossible_days_and_years_are_findings_or_refused_in_words(tmp_path, days, year):
    good = report_block(ANNA, {"Апрель": [1]}, [["Алгебра", "4", 4, 0, "4"]])
    bad = report_block(BORIS, {"Апрель": days}, [["Алгебра", "5", 5, 0, "5"]], year=year)
    _, findings = read_journal(write_report(tmp_path / "r.xlsx", TITLE, good, bad))
    assert {"F240", "F242"} & codes(findings).keys()
