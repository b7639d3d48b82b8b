"""What a journal does not need is dropped at the door, said by name, and appears nowhere again."""

import openpyxl
import pytest

from ejarchive.formats.folder_writer import write_folder
from ejarchive.formats.headings import is_personal
from ejarchive.formats.read import read_journal
from ejarchive.formats.workbook_writer import write_workbook
from ejarchive.formats.zipped import write_zip
from ejarchive.model.schema import TABLES

SECRET = "112-233-445 95"  # noqa: S105 - nobody's
HEADINGS = [
    "СНИЛС", "Паспорт", "серия и номер паспорта", "Телефон", "тел.", "E-mail", "Электронная почта", "Адрес регистрации",
    "ФИО родителя", "Мать", "Законный представитель", "Инвалидность", "Группа здоровья", "ОВЗ", "ИНН", "Полис ОМС",
    "Гражданство", "snils", "phone", "passport_number", "parentName", "password", "disability", "health_group",
]  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_personal_headings_are_known_in_both_languages(heading):
    assert is_personal(heading)


def test_none_of_our_own_columns_looks_personal():
    for table in TABLES.values():
        assert [c.title for c in table.columns if is_personal(c.title) or is_personal(c.name)] == []
        assert not is_personal(table.title)


@pytest.mark.parametrize("heading", ["Тема", "Отделение", "Материал", "Инновации", "Полисемия", "Отцы и дети"])
def test_ordinary_words_are_not_taken_for_personal_ones(heading):
    assert not is_personal(heading)


@pytest.fixture(params=["csv", "xlsx"])
def source(request, tmp_path):
    rows = [
        ["Код обучающегося", "Код группы", "Фамилия", "Имя", *HEADINGS],
        ["s1", "g1", "Ёжикова", "Ия", *[SECRET] * len(HEADINGS)],
    ]
    if request.param == "csv":
        folder = tmp_path / "source"
        folder.mkdir()
        (folder / "students.csv").write_text("".join(";".join(row) + "\n" for row in rows), "utf-8")
        (folder / "Родители.csv").write_text(f"ФИО\n{SECRET}\n", "utf-8")
        return folder
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Обучающиеся"
    for row in rows:
        book.worksheets[0].append(row)
    book.create_sheet("Родители").append([SECRET])
    book.save(tmp_path / "source.xlsx")
    return tmp_path / "source.xlsx"


def test_dropped_columns_are_told_and_appear_in_no_output(source, tmp_path):
    journal, findings = read_journal(source)
    assert {finding.code for finding in findings} == {"F102"}
    assert len(findings) == len(HEADINGS) + 1
    words = [f"{finding.message} {finding.remedy} {finding.place} {finding.facts}" for finding in findings]
    assert SECRET not in "".join(words)
    assert SECRET not in repr(journal) + "".join(frame.to_csv() for frame in journal.frames.values())
    written = [write_folder(journal, tmp_path / "out"), write_zip(journal, tmp_path / "out.zip")]
    for path in written:
        files = path.iterdir() if path.is_dir() else [path]
        assert not any(SECRET.encode() in file.read_bytes() for file in files)
    sheet = openpyxl.load_workbook(write_workbook(journal, tmp_path / "out.xlsx")).worksheets[0]
    assert SECRET not in [cell.value for row in sheet.iter_rows() for cell in row]
