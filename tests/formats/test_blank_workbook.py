"""The workbook that a secretary fills in."""

import datetime as dt
import shutil

import openpyxl
import pytest

from ejarchive.errors import UnreadableError
from ejarchive.formats.blank_workbook import write_blank_workbook
from ejarchive.formats.read import read_journal
from ejarchive.model.schema import TABLES


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return write_blank_workbook(tmp_path_factory.mktemp("init") / "journal.xlsx")


@pytest.fixture(scope="module")
def shown(blank):
    return openpyxl.load_workbook(blank)


@pytest.fixture
def path(blank, tmp_path):
    return shutil.copy(blank, tmp_path / blank.name)


@pytest.fixture
def book(path):
    """A workbook to fill in."""
    return openpyxl.load_workbook(path)


def test_it_begins_with_explanations_and_has_a_sheet_for_every_table(shown):
    assert shown.sheetnames[:4] == ["Пояснения", "Списки", "Сотрудники", "Группы"]
    assert set(shown.sheetnames[2:]) == {table.title for table in TABLES.values()}
    assert shown["Списки"].sheet_state == "hidden"


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_each_sheet_explains_itself(shown, table):
    sheet = shown[table.title]
    headings, example = sheet[1], sheet[2]
    assert [cell.value for cell in headings] == [c.title + " *" * c.needed for c in table.columns]
    assert all(
        cell.comment and column.name in cell.comment.text for cell, column in zip(headings, table.columns, strict=True)
    )
    assert str(example[0].value).startswith("(пример)")
    assert any(cell.value for cell in example[1:])
    assert sheet.freeze_panes == "A2"


def test_lists_offer_russian_words_and_the_codes_of_other_sheets(shown):
    checks = {str(check.sqref).partition("3")[0]: check for check in shown["Курсы"].data_validations.dataValidation}
    values = shown["Списки"]
    kinds = checks["F"].formula1.rpartition("!")[2].replace("$", "")
    assert [cell[0].value for cell in values[kinds]] == list(TABLES["courses"].column("kind").labels.values())
    assert checks["B"].formula1.startswith("'Группы'!$A$3")
    assert checks["F"].showErrorMessage


def test_an_untouched_book_says_it_is_empty(path):
    with pytest.raises(UnreadableError, match="ещё не заполнена"):
        read_journal(path)


def test_a_filled_book_is_read_without_its_examples_and_untouched_sheets(path, book):
    book["Группы"].append(["21-ТМ", "21-ТМ", None, "Ветеринария", "специальность", 2, "очная", "п01"])
    book["Каникулы"].append([dt.date(2025, 12, 29), dt.date(2026, 1, 11), "Зимние каникулы"])
    book.save(path)
    journal, findings = read_journal(path.parent)  # the folder that `init` made means its book
    assert set(journal.present) == {"groups", "holidays"}
    assert journal.frame("groups").loc[3, ["programme_kind", "study_form"]].tolist() == ["speciality", "full_time"]
    assert [(finding.code, finding.place.sheet, finding.place.row) for finding in findings] == [
        ("F120", "Группы", 2),
        ("F120", "Каникулы", 2),
    ]


def test_every_example_would_be_read_without_a_doubt(path, book):
    for table in TABLES.values():
        cell = book[table.title]["A2"]
        cell.value = cell.value.removeprefix("(пример)").strip() or dt.date(2025, 12, 29)
    book["Сбои"]["A2"] = "2025-11-18T08:00:00+04:00"
    book.save(path)
    journal, findings = read_journal(path)
    assert findings == []
    assert {name: len(journal.frame(name)) for name in TABLES} == dict.fromkeys(TABLES, 1)


def test_it_is_the_same_on_any_day(path, tmp_path):
    assert write_blank_workbook(tmp_path / "again.xlsx").read_bytes() == path.read_bytes()
