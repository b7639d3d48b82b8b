"""A spreadsheet becomes a workbook that others open, count and trust."""

import csv
import datetime as dt
import io
import types
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejarchive.errors import InTheWayError, RenderingError
from ejarchive.render.xlsx_writer import spreadsheet_bytes, write_spreadsheet
from ejarchive.spreadsheet import Colouring, Column, Format, Formula, Sheet, Spreadsheet
from judges import office_converted

MOMENT = dt.datetime(2025, 11, 5, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=4)))
HOSTILE = ["=1+1", "+7 900", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "#Н/Д", "_x0041_", "\tтекст", "1/2", "01.10"]


def book(*sheets, **fields):
    return Spreadsheet(kind="workbook", stem="proba", title="Проба", sheets=sheets, moment=MOMENT, **fields)


def hours(**fields):
    columns = (
        Column(key="course", title="Дисциплина", width=30, wrap=True, locked=True),
        Column(key="plan", title="План", format=Format.WHOLE),
        Column(key="given", title="Дано", format=Format.NUMBER),
        Column(key="share", title="Выполнено", format=Format.PERCENT),
        Column(key="day", title="До", format=Format.DATE),
        Column(key="state", title="Состояние", choices=("вручено", "снято")),
    )
    rows = [
        {
            "course": "ОП.01",
            "plan": 40,
            "given": 30.5,
            "share": Formula("{given}/{plan}"),
            "day": dt.date(2025, 11, 12),
        },
        {"course": "ОП.02", "plan": 60, "given": 60, "share": Formula("{given}/{plan}"), "state": "снято"},
    ]
    totals = {"course": "Всего", "plan": Formula("SUM({plan:column})"),
              "share": Formula("SUM({given:column})/SUM({plan:column})")}  # fmt: skip
    colours = (Colouring(column="share", when="below", value=0.9, colour="bad"),
               Colouring(column="state", when="equals", value='сн"ято', colour="warn", whole_row=True))  # fmt: skip
    return Sheet(title="Часы", columns=columns, rows=rows, totals=totals, colours=colours,
                 notes=("Часы за октябрь",), frozen=1, **fields)  # fmt: skip


def read(data, tmp_path):
    path = tmp_path / "read.xlsx"
    path.write_bytes(data)
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    """The rows of a workbook as LibreOffice counts them."""
    folder = tmp_path_factory.mktemp("office")
    texts = Sheet(title="Тексты", columns=(Column(key="t", title="Текст"),), rows=[{"t": text} for text in HOSTILE])
    (artifact,) = write_spreadsheet(book(hours(room=2), texts), folder)
    files = office_converted(artifact.path, "csv", folder)
    return {file.stem.partition("-")[2]: list(csv.reader(file.read_text("utf-8").splitlines())) for file in files}


def test_libreoffice_opens_the_workbook_and_counts_its_formulas(counted):
    assert [row[:4] for row in counted["Часы"]] == [
        ["Часы за октябрь", "", "", ""],
        ["Дисциплина", "План", "Дано", "Выполнено"],
        ["ОП.01", "40", "30.5", "76.25%"],
        ["ОП.02", "60", "60", "100%"],
        *[[""] * 4] * 2,
        ["Всего", "100", "", "90.5%"],
    ]


def test_a_text_that_looks_like_a_formula_stays_a_text_in_libreoffice(counted):
    assert [row[0] for row in counted["Тексты"][1:]] == HOSTILE


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_no_text_becomes_a_formula_or_loses_a_letter(text, tmp_path_factory):
    sheet = Sheet(title="Лист", columns=(Column(key="t", title=text),), rows=[{"t": text}], notes=(text,))
    page = read(spreadsheet_bytes(book(sheet)), tmp_path_factory.mktemp("law"))["Лист"]
    for row in (1, 2, 3):
        cell = page.cell(row, 1)
        assert cell.data_type == "s"
        assert cell.value.replace("_x005F_", "_") == text.replace("_x005F_", "_")
        assert cell.number_format == "@"


def test_a_text_too_long_for_a_cell_is_refused_and_never_cut():
    sheet = Sheet(title="Лист", columns=(Column(key="t", title="Текст"),), rows=[{"t": "ж" * 32_768}])
    with pytest.raises(RenderingError, match="ячейку A2: 32768 знаков"):
        spreadsheet_bytes(book(sheet))


def test_a_control_character_is_shown_as_a_replacement(tmp_path):
    sheet = Sheet(title="Лист", columns=(Column(key="t", title="Текст"),), rows=[{"t": "a\x07b"}])
    assert read(spreadsheet_bytes(book(sheet)), tmp_path)["Лист"]["A2"].value == "a\ufffdb"


def test_heading_filter_formats_lists_and_protection_are_there(tmp_path):
    wb = read(spreadsheet_bytes(book(hours(room=2, protected=True))), tmp_path)
    page = wb["Часы"]
    assert page.freeze_panes == "B3"
    assert page.auto_filter.ref == "A2:F6"
    assert page.print_title_rows == "$2:$2"
    assert [page.cell(3, n).number_format for n in range(2, 6)] == ["#,##0", "#,##0.00", "0.0%", "DD.MM.YYYY"]
    assert page["D3"].value == "=C3/B3"
    assert page["D7"].value == "=SUM($C$3:$C$6)/SUM($B$3:$B$6)"
    (offer,) = page.data_validations.dataValidation
    assert (str(offer.sqref), offer.formula1) == ("F3:F6", "'Списки'!$A$1:$A$2")
    assert wb["Списки"].sheet_state == "hidden"
    assert page.protection.sheet
    assert (page["A3"].protection.locked, page["F3"].protection.locked) == (True, False)
    rules = [rule.formula for area in page.conditional_formatting for rule in area.rules]
    assert rules == [['AND($D3<>"",$D3<0.9)'], ['AND($F3<>"",$F3="сн""ято")']]
    assert [str(area.sqref) for area in page.conditional_formatting] == ["D3:D6", "A3:F6"]


def test_the_bytes_are_the_same_on_any_day(monkeypatch):
    first = spreadsheet_bytes(book(hours()))
    later = types.SimpleNamespace(
        datetime=types.SimpleNamespace(now=lambda **_: dt.datetime(2031, 2, 3, tzinfo=dt.UTC)), timezone=dt.timezone
    )
    monkeypatch.setattr("openpyxl.writer.excel.datetime", later)
    stamped = io.BytesIO()
    openpyxl.Workbook().save(stamped)
    assert b"2031-02-03" in zipfile.ZipFile(stamped).read("docProps/core.xml"), "the clock is really another"
    assert spreadsheet_bytes(book(hours())) == first


def test_our_own_file_is_replaced_but_never_one_that_was_saved_by_hand(tmp_path):
    (artifact,) = write_spreadsheet(book(hours()), tmp_path)
    write_spreadsheet(book(hours(room=1)), tmp_path)
    wb = openpyxl.load_workbook(artifact.path)
    wb["Часы"]["F3"] = "вручено"
    wb.save(artifact.path)
    edited = artifact.path.read_bytes()
    with pytest.raises(InTheWayError, match="правки, которые ещё не приняты"):
        write_spreadsheet(book(hours()), tmp_path)
    assert artifact.path.read_bytes() == edited
    write_spreadsheet(book(hours()), tmp_path, taken_in=artifact.path)
    assert artifact.path.read_bytes() == spreadsheet_bytes(book(hours()))


def test_a_file_that_is_not_ours_is_left_alone(tmp_path):
    foreign = tmp_path / "proba.xlsx"
    openpyxl.Workbook().save(foreign)
    with pytest.raises(InTheWayError, match="посторонний"):
        write_spreadsheet(book(hours()), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["proba.xlsx"]
    assert "docProps/core.xml" in zipfile.ZipFile(foreign).namelist()


@pytest.mark.parametrize(
    ("title", "row", "formula"),
    [
        ("a/b", {}, ""),
        ("x" * 32, {}, ""),
        ("", {}, ""),
        ("Лист", {"other": 1}, ""),
        ("Лист", {}, "SUM({other:column})"),
    ],
)
def test_a_sheet_that_a_program_would_repair_cannot_be_made(title, row, formula):
    with pytest.raises(ValueError, match=r"no title|unknown"):
        Sheet(
            title=title,
            columns=(Column(key="t", title="Т", format=Format.WHOLE),),
            rows=[row],
            totals={"t": Formula(formula)},
        )


def test_a_formula_may_count_the_rows_of_another_sheet(tmp_path):
    total = Formula('COUNTIF({Часы!state:column},"снято")')
    other = Sheet(title="Итог", columns=(Column(key="n", title="Снято", format=Format.WHOLE),), rows=[{"n": total}])
    page = read(spreadsheet_bytes(book(hours(), other)), tmp_path)["Итог"]
    assert page["A2"].value == "=COUNTIF('Часы'!$F$3:$F$4,\"снято\")"
    with pytest.raises(ValueError, match="not there"):
        book(other)


def test_a_formula_in_a_column_of_texts_cannot_be_made():
    with pytest.raises(ValueError, match="column of texts"):
        Sheet(title="Лист", columns=(Column(key="t", title="Т"),), rows=[{"t": Formula("1+1")}])


def test_two_sheets_of_one_name_cannot_be_made():
    with pytest.raises(ValueError, match="twice"):
        book(hours(), hours())
