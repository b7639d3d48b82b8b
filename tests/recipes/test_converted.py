"""What a real system gives goes all the way to paper; what it does not give is «нет данных» there, never a guess."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from ejarchive.recipes.analysis import AnalysisOrder, make_analysis
from ejarchive.recipes.convert import convert
from ejarchive.recipes.order import Order
from ejarchive.recipes.statement import make_statements
from ejarchive.recipes.statement_order import StatementOrder
from ejarchive.surroundings import gather
from formats import dnevnik_answers, irtech_answers

REPORTS = Path(__file__).parents[1] / "data" / "class_reports"
ORDER = Order(engine="plutoprint")
SETTINGS = '{regulation}[college]\nfull_name = "Техникум"\nshort_name = "Т"\ntimezone = "Europe/Samara"\n'
MARKS = '{"5" = 5, "4" = 4, "3" = 3, "2" = 2, "0" = 0}'
OWN = f'extends = "common"\nname = "own"\ntitle = "Положение"\n[cells]\nmarks = {MARKS}\n'


@pytest.fixture
def surroundings(tmp_path):
    return replace(gather(), state=tmp_path / "state")


def settled(journal, *, own=False):
    """Settings beside a journal; `own`: a regulation whose scale has the «0» of the class reports."""
    (journal / "ejarchive.toml").write_text(
        SETTINGS.format(regulation='regulation = "own.toml"\n' if own else ""), "utf-8"
    )
    if own:
        (journal / "own.toml").write_text(OWN, "utf-8")
    return journal


def text_of(artifacts, kind):
    files = [artifact.path for artifact in artifacts if artifact.kind == kind]
    assert files
    return " ".join(page.extract_text() for file in files for page in PdfReader(file).pages).replace("\u00a0", " ")


def test_class_reports_give_a_statement_and_an_honest_analysis(tmp_path, surroundings):
    moment = dt.datetime.fromisoformat("2025-06-01T12:00:00+04:00")
    convert(sorted(REPORTS.glob("*.xlsx")), tmp_path / "journal", ORDER, surroundings, retrieved_at=moment)
    journal = settled(tmp_path / "journal", own=True)
    wanted = StatementOrder(student="8a-04", term="2024-4", annex=False)
    sheet = text_of(make_statements(journal, tmp_path / "out", wanted, ORDER, surroundings).artifacts, "statement")
    assert "2 2 4 3 3 0 3" in sheet, "the marks of chemistry as the report shows them"
    assert "Продолжительность занятий: нет данных" in sheet
    asked = AnalysisOrder(month="2025-04", deputy="academic")
    report = text_of(make_analysis(journal, tmp_path / "out", asked, ORDER, surroundings).artifacts, "report")
    assert "нет данных" in report
    assert "Темы не записаны" not in report, "a source without topics accuses nobody"
    assert "100,0 %" not in report.partition("Показатели")[2].partition("Оценок на занятие")[0]


def test_a_recording_of_setevoy_gorod_gives_a_statement(tmp_path, surroundings):
    recording = irtech_answers.write_recording(tmp_path / "запись.har", irtech_answers.all_answers())
    convert([recording], tmp_path / "journal", ORDER, surroundings)
    journal = settled(tmp_path / "journal")
    wanted = StatementOrder(student="901", term="2025-1")
    sheet = text_of(make_statements(journal, tmp_path / "out", wanted, ORDER, surroundings).artifacts, "statement")
    assert "5/4" in sheet
    assert "Сводная ведомость" in sheet


def test_answers_of_dnevnik_give_a_statement(tmp_path, surroundings):
    known = {url: value for url, value in dnevnik_answers.bundle().items() if "lesson-log" not in url}
    answers = irtech_answers.write_folder(tmp_path / "ответы", known)
    moment = dt.datetime.fromisoformat("2025-12-29T12:00:00+04:00")
    convert([answers], tmp_path / "journal", ORDER, surroundings, retrieved_at=moment)
    journal = settled(tmp_path / "journal")
    student = (journal / "students.csv").read_text("utf-8").splitlines()[1].partition(",")[0]
    wanted = StatementOrder(student=student, term="2025-1")
    sheet = text_of(make_statements(journal, tmp_path / "out", wanted, ORDER, surroundings).artifacts, "statement")
    assert "Сводная ведомость" in sheet
