"""A teacher's sheet: his own remarks with their facts, nobody else's, and room to answer."""

import datetime as dt
import shutil

import pytest
from pypdf import PdfReader

from ejarchive.recipes.analytics_leftovers import clear_old_sheets
from ejarchive.remark_life import State, looked, with_events
from ejarchive.render.pdf import RenderOptions, write_document
from ejarchive.reports.teacher_sheet import teacher_sheets
from remark_life.test_workbook import look_of, review_of


@pytest.fixture(scope="module")
def remarks(three_looks):
    found = {}
    for seen in three_looks:
        found = with_events(found, looked(found, look_of(seen))[0])
    return found


@pytest.fixture(scope="module")
def sheets(three_looks, remarks):
    """Person → the document, of both deputies in January."""
    both = [document for deputy in ("academic", "practical")
            for document in teacher_sheets(review_of(three_looks[-1], remarks, deputy))]  # fmt: skip
    return {document.stem.rpartition("-")[2]: document for document in both}


def view(document):
    (part,) = document.parts
    return part.view


def test_everyone_who_has_something_to_answer_gets_one_sheet_and_nobody_else(sheets, remarks):
    answering = {remark.responsible_id for remark in remarks.values()
                 if remark.state in (State.PROPOSED, State.ISSUED, State.ACQUAINTED, State.RETURNED)}  # fmt: skip
    assert sheets.keys() == answering
    settled = (State.PRESUMED, State.CONFIRMED, State.DROPPED)
    rows = sum(len(view(document)["rows"]) for document in sheets.values())
    assert rows == sum(remark.state not in settled for remark in remarks.values())


def test_a_sheet_names_no_other_teacher_and_its_file_and_title_nobody(sheets, three_looks):
    staff = three_looks[0].journal.frame("staff")
    names = dict(zip(staff["person_id"], staff["last_name"], strict=True))
    for person, document in sheets.items():
        shown = str(view(document))
        deputies = {"Мещерякова", "Лукьянов"}
        assert not [name for key, name in names.items() if key != person and name in shown and name not in deputies]
        assert not [name for name in names.values() if name in document.title + document.stem]
        assert (document.kind, document.title) == (
            "teacher_sheet", "Лист замечаний по ведению журнала за декабрь 2025\u00a0года")  # fmt: skip


def test_facts_say_where_and_when_and_what_repeats(sheets):
    rows = {row["text"].replace("\u00a0", " "): row for row in view(sheets["p12"])["rows"]}
    late = rows["Отсутствующие отмечены позднее двух дней после занятия: 01.12.2025."]
    assert late["facts"] == [
        "занятие 01.12.2025, пара 2 (Горюче-смазочные материалы); срок 03.12.2025 23:59, внесено 05.12.2025 16:20"
    ]
    assert (late["what"], late["due"]) == ("объяснить", "19.01.2026")
    missing = rows["Не записана тема занятия: 08.12.2025."]
    assert (missing["what"], missing["repeats"].replace("\u00a0", " ")) == (
        "устранить", "Повторно: такое же замечание было за октябрь 2025 года.")  # fmt: skip
    assert [row["state"].replace("\u00a0", " ") for row in view(sheets["p12"])["closed"]] == [
        "объяснение принято 07.11.2025", "объяснение принято 07.11.2025", "устранено 10.11.2025"]  # fmt: skip


def test_a_student_is_named_where_the_teacher_must_find_him(sheets, three_looks):
    students = three_looks[0].journal.frame("students").set_index("student_id")["last_name"]
    (row,) = (row for row in view(sheets["p06"])["rows"] if "задания" in row["text"])
    assert all(students[student] in row["facts"][0] for student in ("s037", "s051", "s053"))


def test_all_of_it_is_on_the_page_and_a_sheet_nobody_needs_any_more_goes(sheets, remarks, tmp_path, three_looks):
    (artifact,) = write_document(sheets["p12"], tmp_path, RenderOptions())
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(artifact.path).pages)
    for words in ("Никифоров Вадим Эдуардович", "С замечаниями и сроками ознакомлен(а)", "В.Э. Никифоров",
                  "О.Ю. Мещерякова", "Дополнительные объяснения:", "Запишите тему по рабочей программе."):  # fmt: skip
        assert words in text
    assert (artifact.kind, artifact.pages) == ("teacher_sheet", 1)
    assert three_looks[-1].day == dt.date(2026, 1, 12)
    names = [
        "remarks-2025-12-academic-p99.pdf",
        "remarks-2025-12-practical-p99.pdf",
        "remarks-2025-11-academic-p99.pdf",
    ]
    for name in names:
        shutil.copy(artifact.path, tmp_path / name)
    (tmp_path / "remarks-2025-12-academic-note.pdf").write_bytes(b"somebody else's")
    clear_old_sheets(tmp_path, [review_of(three_looks[-1], remarks)], [artifact])
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        names[2], "remarks-2025-12-academic-note.pdf", artifact.path.name, names[1]]  # fmt: skip
