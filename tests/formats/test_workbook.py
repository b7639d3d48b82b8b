"""The workbook as people fill it in, as other programs write it, and as nobody should."""

import datetime as dt
import re
import zipfile

import openpyxl
import pytest

from ejarchive.errors import InTheWayError, UnreadableError, UsageError
from ejarchive.formats.read import read_journal
from ejarchive.formats.workbook_writer import write_workbook
from formats.journals import AWKWARD, codes, write_tables

HEAD = ["Код занятия", "Код курса", "Дата", "№ пары", "Часов", "Тема", "Внесено"]
DAY = dt.date(2025, 9, 1)
HALF_PAST_EIGHT = dt.datetime(2025, 9, 1, 8, 30)  # noqa: DTZ001 - a spreadsheet knows no zones


@pytest.fixture
def path(tmp_path):
    return tmp_path / "книга.xlsx"


def make_book(path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def with_part(path, part, change):
    """Rewrite one part of a workbook by hand."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_dates_numbers_and_text_are_taken_as_the_cells_have_them(path):
    make_book(
        path,
        Занятия=[
            HEAD,
            [1, "c1", DAY, 2.0, 1.5, 12, HALF_PAST_EIGHT],
            [],
            ["l2", "c1", "02.09.2025", "3", "2,0"],
        ],
    )
    journal, findings = read_journal(path, zone=dt.timezone(dt.timedelta(hours=4)))
    first, second = journal.frame("lessons").to_dict("records")
    assert (first["lesson_id"], first["date"].date(), first["slot"], first["hours"], first["topic"]) == (
        "1",
        DAY,
        2,
        1.5,
        "12",
    )
    assert first["recorded_at"] == "2025-09-01T08:30:00+04:00"
    assert (second["date"].date(), second["slot"], second["hours"]) == (dt.date(2025, 9, 2), 3, 2.0)
    assert journal.frame("lessons").index.tolist() == [2, 4]
    assert codes(findings) == ["F108"]


def test_english_names_are_read_as_well(path):
    make_book(path, holidays=[["starts", "ends", "name"], [DAY, DAY, "День знаний"]], Lists=[["x"]])
    journal, findings = read_journal(path)
    assert len(journal.frame("holidays")) == 1
    assert [(finding.code, finding.place.sheet) for finding in findings] == [("F103", "Lists")]


def test_a_mark_that_became_a_date_is_told(path):
    make_book(
        path, Записи=[["Код занятия", "Код обучающегося", "Запись"], ["l1", "s1", dt.date(2025, 3, 4)], ["l1", "s2", 5]]
    )
    journal, findings = read_journal(path)
    assert [(finding.code, finding.place.row, finding.place.column) for finding in findings] == [("F117", 2, "Запись")]
    assert journal.frame("entries")["text"].tolist() == ["2025-03-04", "5"]


def test_cells_that_a_reader_would_drop_are_told(path):
    rows = [["starts", "ends", "name"], [DAY, DAY, "#REF!"], [DAY, DAY, '="a"&"b"'], [DAY, DAY, "x"]]
    _, findings = read_journal(make_book(path, holidays=rows))
    assert [(finding.code, finding.place.row, finding.place.column) for finding in findings] == [
        ("F118", 2, "name"),
        ("F119", 3, "name"),
    ]


def test_the_same_table_on_two_sheets_is_told(path):
    rows = [["starts", "ends"], [DAY, DAY]]
    assert codes(read_journal(make_book(path, holidays=rows, Каникулы=rows))[1]) == ["F104"]


@pytest.mark.parametrize("reference", ["XFD1048576", "XFD1", "BA2"])
def test_a_cell_at_the_end_of_the_world_is_refused_before_memory_is(path, reference):
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Каникулы"
    book.worksheets[0][reference] = "x"
    book.save(path)
    with pytest.raises(UnreadableError, match="слишком широк"):
        read_journal(path)


def test_a_cell_far_down_is_a_row_like_any_other(path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Каникулы"
    sheet.append(["starts", "ends"])
    sheet["A1048576"], sheet["B1048576"] = DAY, DAY
    book.save(path)
    journal, _ = read_journal(path)
    assert journal.frame("holidays").index.tolist() == [1_048_576]


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
XXE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize("doctype", [BOMB, XXE])
def test_entities_are_refused_in_every_part(path, part, doctype):
    make_book(path, holidays=[["starts", "ends"], [DAY, DAY]])
    with_part(path, part, lambda data: doctype + re.sub(rb"<\?xml.*?\?>", b"", data))
    with pytest.raises(UnreadableError, match="DTD"):
        read_journal(path)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("change", [lambda data: data[: len(data) // 2], lambda _: b"\xff\xfe\x00<", lambda _: b""])
def test_a_broken_workbook_is_unreadable(path, part, change):
    make_book(path, holidays=[["starts", "ends"], [DAY, DAY]])
    with_part(path, part, change)
    with pytest.raises(UnreadableError) as caught:
        read_journal(path)
    assert caught.value.remedy


def test_a_workbook_without_a_table_of_ours_is_unreadable(path):
    with pytest.raises(UnreadableError, match="ни одного листа"):
        read_journal(make_book(path, Смета=[["руб."], [1]]))


@pytest.fixture
def awkward(tmp_path):
    rows = "".join(f'2025-01-01,2025-01-02,"{text.replace(chr(34), chr(34) * 2)}"\n' for text in AWKWARD)
    return read_journal(write_tables(tmp_path / "j", holidays="starts,ends,name\n" + rows))[0]


def test_text_is_never_a_formula_and_stays_text_when_edited(awkward, path):
    write_workbook(awkward, path)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b't="e"' not in sheet
    book = openpyxl.load_workbook(path)
    assert {cell.data_type for cell in book.worksheets[0]["C"]} <= {"s", "n"}
    assert {cell.number_format for cell in book.worksheets[0]["C"][1:] if cell.value} == {"@"}


def test_a_workbook_has_russian_names_labels_and_real_dates(tmp_path, path):
    tables = {
        "groups": "group_id,name\ng1,21-ТМ\n",
        "courses": "course_id,group_id,term_id,name,kind\nc1,g1,2025-1,Физика,subject\n",
        "lessons": "lesson_id,course_id,date\nl1,c1,2025-09-01\n",
    }
    journal, _ = read_journal(write_tables(tmp_path / "j", **tables))
    book = openpyxl.load_workbook(write_workbook(journal, path))
    groups, courses, lessons = book["Группы"], book["Курсы"], book["Занятия"]
    assert groups["A1"].value == "Код группы"
    assert courses["E2"].value == "учебный предмет"
    assert lessons["C2"].value == dt.datetime(2025, 9, 1)  # noqa: DTZ001 - a spreadsheet's date has no zone
    assert lessons["C2"].number_format == "DD.MM.YYYY"
    assert lessons.freeze_panes == "A2"


def test_a_text_too_long_for_a_cell_is_an_error_and_not_cut(tmp_path, path):
    rows = f"starts,ends,name\n2025-01-01,2025-01-02,{'x' * 32_768}\n"
    journal, _ = read_journal(write_tables(tmp_path / "j", holidays=rows))
    with pytest.raises(UsageError, match="32768"):
        write_workbook(journal, path)
    assert not path.exists()


def test_only_a_workbook_is_replaced(awkward, path):
    path.write_bytes(b"x")
    with pytest.raises(InTheWayError):
        write_workbook(awkward, path)
    path.unlink()
    write_workbook(awkward, path)
    write_workbook(awkward, path)


def test_a_workbook_that_is_no_journal_is_never_replaced(tmp_path):
    write_tables(tmp_path / "source", groups="group_id,name\ng1,21-ТМ\n")
    journal, _ = read_journal(tmp_path / "source")
    foreign = tmp_path / "отчёт.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Лист1"
    book.save(foreign)
    before = foreign.read_bytes()
    with pytest.raises(InTheWayError):
        write_workbook(journal, foreign)
    assert foreign.read_bytes() == before
    write_workbook(journal, tmp_path / "журнал.xlsx")
    write_workbook(journal, tmp_path / "журнал.xlsx")
