"""CSV as people's programs leave it: every encoding and separator of a Russian office, and every way to break one."""

from unicodedata import normalize

import pytest

from ejarchive.errors import UnreadableError
from ejarchive.formats.delimited import read_delimited
from ejarchive.formats.folder import journal_of_files
from ejarchive.model.place import Place
from ejarchive.model.schema import TABLES
from formats.journals import codes

HEAD = "student_id,group_id,last_name,first_name"
PLAIN = f"{HEAD}\ns1,g1,Ёжикова,Ия\ns2,g1,Львов,Пётр\n"
NAMES = [["s1", "g1", "Ёжикова", "Ия"], ["s2", "g1", "Львов", "Пётр"]]
EXCEL = "Код обучающегося;Код группы;Фамилия;Имя\r\ns1;g1;Ёжикова;Ия\r\ns2;g1;Львов;Пётр\r\n"


def read(data: bytes, table="students"):
    return journal_of_files({f"{table}.csv": data})


def names(journal):
    return journal.frame("students")[["student_id", "group_id", "last_name", "first_name"]].to_numpy().tolist()


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("cp1251"),
        PLAIN.encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.rstrip("\n").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        EXCEL.encode("utf-8-sig"),
        EXCEL.encode("cp1251"),
        PLAIN.replace("Львов", '"Львов"').encode(),
        normalize("NFD", PLAIN).encode(),
        PLAIN.replace("first_name", "first_name,middle_name")
        .replace("Ия\n", "Ия,\n")
        .replace("Пётр\n", "Пётр,\n")
        .encode(),
    ],
)
def test_the_same_students_are_read_from_every_form(data):
    journal, findings = read(data)
    assert names(journal) == NAMES
    assert findings == []


def test_quoted_separators_newlines_and_quotes_stay_in_their_cell():
    first = 'l1,c1,2025-09-01,"Завод ""Кубань"", ч. 1;\r\nпродолжение"'
    data = f'lesson_id,course_id,date,topic\n{first}\nl2,c1,2025-09-02,Тема "в" кавычках\n'
    journal, findings = read(data.encode(), "lessons")
    assert journal.frame("lessons")["topic"].tolist() == ['Завод "Кубань", ч. 1;\nпродолжение', 'Тема "в" кавычках']
    assert findings == []


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    data = 'starts,ends,name\n\n2025-01-01,x,"две\nстроки"\n,,\n2025-01-01,y,\n'.encode()
    journal, findings = read(data, "holidays")
    assert journal.frame("holidays").index.tolist() == [3, 5], "blank rows are left out, not renumbered"
    assert [finding.place.row for finding in findings] == [3, 5]


def test_lines_in_two_encodings_are_each_told():
    head, first, second = PLAIN.splitlines()
    data = f"{head}\n{first}\n".encode() + f"{second}\n".encode("cp1251")
    journal, findings = read(data)
    assert names(journal) == NAMES
    assert [(finding.code, finding.place.row) for finding in findings] == [("F112", 3)]


@pytest.mark.parametrize("data", [PLAIN.encode("cp866"), b"\x98\x98,\xff", PLAIN.encode("utf-16")[:-1]])
def test_an_unknown_encoding_is_not_guessed(data):
    with pytest.raises(UnreadableError, match="кодировк"):
        read(data)


def test_utf_16_without_a_mark_is_no_table_of_ours():
    assert "F106" in codes(read(PLAIN.encode("utf-16-le"))[1])


def test_rows_with_too_many_fields_are_told_all_at_once():
    data = f"{HEAD}\ns1,g1,Ёжикова,Ия\ns2,g1,Львов,Пётр,лишнее\ns3,g1,А,Б{',x' * 40}\n".encode()
    journal, findings = read(data)
    assert len(journal.frame("students")) == 3
    assert [(finding.code, finding.place.row) for finding in findings] == [("F111", 3), ("F111", 4)]


def test_a_row_wider_than_any_spreadsheet_is_no_table():
    with pytest.raises(UnreadableError, match="полей"):
        read(f"{HEAD}\ns1{',x' * 150_000}\n".encode())


def test_an_open_quote_is_unreadable_and_its_row_is_named():
    with pytest.raises(UnreadableError, match="строка 3"):
        read(f'{HEAD}\ns1,g1,А,Б\ns2,g1,"Львов,Пётр\n'.encode())


def test_a_file_cut_off_in_its_last_line_is_told():
    assert codes(read(PLAIN.encode()[:-14])[1]) == ["F113"]


@pytest.mark.parametrize("data", [b"", b"\n", "﻿".encode(), HEAD.encode(), f"{HEAD}\n\n\n".encode()])
def test_an_empty_table_is_a_table_without_rows(data):
    raw, _ = read_delimited(data, TABLES["students"], Place("students.csv"))
    assert raw.frame.empty


def test_a_very_long_cell_is_kept_whole():
    journal, _ = read(f"{HEAD}\ns1,g1,{'ы' * 1_000_000},Ия\n".encode())
    assert len(journal.frame("students")["last_name"][2]) == 1_000_000


def test_one_form_of_unicode_and_no_unseen_signs_with_a_finding_for_these():
    data = f"{HEAD}\ns\u200b1,g1,\u202eавольвЛ,\x00Ия\ns2,g1,Ёжик,Пё\u00adтр\n"
    journal, findings = read(data.encode())
    assert names(journal) == [["s1", "g1", "авольвЛ", "Ия"], ["s2", "g1", "Ёжик", "Пётр"]]
    assert [(finding.code, finding.place.row, finding.place.column) for finding in findings] == [
        ("F110", 2, "student_id"),
        ("F110", 2, "last_name"),
        ("F110", 2, "first_name"),
        ("F110", 3, "first_name"),
    ]


def test_an_unbroken_bad_column_is_told_value_by_value():
    rows = "".join(f"l{n},c1,осень\n" for n in range(3000))
    _, findings = read(f"lesson_id,course_id,date\n{rows}".encode(), "lessons")
    assert codes(findings) == ["F107"] * 3000
    assert findings[-1].place.row == 3001
