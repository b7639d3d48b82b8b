"""Statements and the register as paper: no child's page behind another's, every line of the register readable."""

import datetime as dt
import importlib.util
import shutil

import openpyxl
import pypdf
import pytest

from ejarchive.errors import InTheWayError
from ejarchive.issuance import Period
from ejarchive.model.people import Student
from ejarchive.recipes.opening import open_journal
from ejarchive.recipes.order import Order
from ejarchive.recipes.register import RegisterOrder, print_register
from ejarchive.recipes.statement import make_statements
from ejarchive.recipes.statement_order import StatementOrder
from ejarchive.state.issue_register import NewIssue, open_register
from ejarchive.surroundings import Surroundings

FAST = Order(engine="plutoprint" if importlib.util.find_spec("plutoprint") else "weasyprint", jobs=1)
TERM = Period(starts=dt.date(2025, 9, 1), ends=dt.date(2025, 12, 28), term_id="2025-1")


def surroundings(folder, day):
    now = dt.datetime(2026, 7, day, 9, tzinfo=dt.UTC)
    return Surroundings(now=now, folder=folder, environment={}, cache=folder / "cache", state=folder / "state")


@pytest.fixture(scope="module")
def issued(root, tmp_path_factory):
    """Issue to all who refused the diary, after a number that was annulled; return the folder and what was made."""
    folder = tmp_path_factory.mktemp("issued")
    with open_register(folder / "state", surroundings(folder, 2).now) as register, register.run() as run:
        run.reserve([NewIssue(request=None, student_id=None, group_id="g-tm24", period=TERM, copies=25)])
    wanted = StatementOrder(
        refused=True,
        term="2025-1",
        request="б/н, 01.07.2026",
        recipient="representative",
        basis="=согласие «законного» <представителя>",
        annex=False,
    )
    college = root / "samples" / "college"
    return folder, make_statements(college, folder / "out", wanted, FAST, surroundings(folder, 2)).artifacts


@pytest.fixture(scope="module")
def people(root, tmp_path_factory):
    """Code → surname and first name of every student of the sample college."""
    folder = tmp_path_factory.mktemp("read")
    opened = open_journal(root / "samples" / "college", Order(), surroundings(folder, 2))
    return {each.student_id: f"{each.last_name} {each.first_name}" for each in opened.journal.rows(Student)}


def texts(path):
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


def named_in(text, people):
    return {code for code, name in people.items() if name in text}


def test_a_statement_names_its_child_and_no_other(issued, people):
    _, artifacts = issued
    single = [each for each in artifacts if each.kind == "statement"]
    assert len(single) == 6
    for artifact in single:
        assert named_in(" ".join(texts(artifact.path)), people) == {artifact.student_id}


def test_in_two_sided_print_no_childs_page_lies_behind_anothers(issued, people):
    _, artifacts = issued
    joined = artifacts[-1]
    pages = texts(joined.path)
    assert (joined.kind, joined.pages) == ("statement_batch", len(pages))
    pages += [""] * (len(pages) % 2)
    leaves = [named_in(f"{front} {back}", people) for front, back in zip(pages[::2], pages[1::2], strict=True)]
    assert all(len(leaf) == 1 for leaf in leaves)
    order = list(dict.fromkeys(code for leaf in leaves for code in leaf))
    assert order == [each.student_id for each in artifacts if each.kind == "statement"]


def test_the_register_is_printed_with_every_number_and_comes_out_the_same_on_any_day(issued, root, people):
    folder, artifacts = issued
    college = root / "samples" / "college"
    made = []
    for name, day in (("a", 2), ("b", 9)):
        pdf, xlsx = print_register(college, folder / name, RegisterOrder(), FAST, surroundings(folder, day)).artifacts
        assert (pdf.kind, xlsx.kind) == ("register", "register")
        made.append((pdf.path.read_bytes(), xlsx.path.read_bytes()))
    assert made[0] == made[1]
    text = " ".join(texts(folder / "a" / "statement-register.pdf"))
    assert "номер аннулирован: выдача прервана" in text
    assert "Всего номеров: 7. Выдано: 6. Аннулировано: 1." in text
    assert named_in(text, people) == {each.student_id for each in artifacts if each.student_id}
    book = openpyxl.load_workbook(folder / "a" / "statement-register.xlsx")
    heading, *rows = book["Выдача"].iter_rows(values_only=True)
    lines = [dict(zip(heading, row, strict=True)) for row in rows]
    assert [line["№"] for line in lines] == [1, 2, 3, 4, 5, 6, 7]
    assert [line["SHA-256 файла"] for line in lines[1:]] == [each.sha256 for each in artifacts[:-1]]
    assert lines[1]["Основание"] == "=согласие «законного» <представителя>", "a text stays a text"
    assert lines[1]["Листов"] == artifacts[0].sheets
    assert lines[0]["Состояние"].startswith("номер аннулирован")


def test_a_workbook_that_somebody_wrote_into_is_never_replaced(issued, root, tmp_path):
    folder, _ = issued
    print_register(root / "samples" / "college", tmp_path, RegisterOrder(), FAST, surroundings(folder, 2))
    book = openpyxl.load_workbook(tmp_path / "statement-register.xlsx")
    book["Выдача"]["S2"] = "получено лично"
    book.save(tmp_path / "statement-register.xlsx")
    stood = {path.name: path.read_bytes() for path in tmp_path.glob("*.*")}
    with pytest.raises(InTheWayError, match="-o ПАПКА"):
        print_register(root / "samples" / "college", tmp_path, RegisterOrder(), FAST, surroundings(folder, 2))
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.*")} == stood


def test_of_a_student_whom_the_journal_does_not_know_the_register_shows_the_code(issued, root, tmp_path):
    folder, _ = issued
    shutil.copytree(root / "tests" / "bad" / "sound", tmp_path / "journal")
    order = Order(engine=FAST.engine, jobs=1, config=root / "samples" / "college" / "ejarchive.toml")
    outcome = print_register(tmp_path / "journal", tmp_path, RegisterOrder(), order, surroundings(folder, 2))
    assert " s003 " in " ".join(texts(outcome.artifacts[0].path))
