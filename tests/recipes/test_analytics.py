"""The analysis of a month, from the sample college to the PDF a deputy signs."""

import csv
import datetime as dt
import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from pypdf import PdfReader

from ejarchive.checks.upkeep.run import judge_upkeep
from ejarchive.errors import FindingsError, UsageError
from ejarchive.recipes.analytics import AnalyticsOrder, analyse
from ejarchive.recipes.analytics_remarks import look_at_remarks
from ejarchive.recipes.opening import open_journal
from ejarchive.recipes.order import Order
from ejarchive.surroundings import gather
from judges.vera import verapdf
from recount import Recount

DECEMBER = dt.datetime(2026, 1, 14, 18, 0)  # noqa: DTZ001 - the college's own time
EARLIER = (("2025-10", dt.datetime(2025, 11, 5, 18, 0)), ("2025-11", dt.datetime(2025, 12, 5, 18, 0)))  # noqa: DTZ001


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory):
    """A machine of its own, with the remarks of October and November in its records."""
    folder = tmp_path_factory.mktemp("analytics")
    return replace(gather(), folder=folder, cache=folder / "cache", state=folder / "state", processors=1)


@pytest.fixture(scope="module")
def college(root):
    """The sample college."""
    return root / "samples" / "college"


@pytest.fixture(scope="module")
def december(college, surroundings):
    """What the analysis of December leaves, by file name."""
    for month, moment in EARLIER:
        opened = open_journal(college, Order(as_of=moment), surroundings)
        local = opened.moment.astimezone(opened.settings.college.zone)
        upkeep = judge_upkeep(opened.journal, opened.regulation, opened.settings, local)
        look_at_remarks(opened, upkeep, months=[month], day=local.date(), surroundings=surroundings)
    return made(college, surroundings, "out", engine="plutoprint")


def made(college, surroundings, out, *, engine, deputy=None):
    order = Order(as_of=DECEMBER, engine=engine, jobs=1)
    outcome = analyse(
        college, surroundings.folder / out, AnalyticsOrder(month="2025-12", deputy=deputy), order, surroundings
    )
    return {artifact.path.name: artifact for artifact in outcome.artifacts}


@pytest.fixture(scope="module")
def recount(college):
    """December counted again by plain pandas."""
    return Recount(college, "2025-1", "2025-12-01", "2025-12-31")


@pytest.fixture(scope="module")
def pages(december):
    """The text of each page of each PDF, spaces made one."""
    return {
        name: [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(artifact.path).pages]
        for name, artifact in december.items()
        if artifact.kind in ("report", "summary")
    }


def test_each_deputy_gets_a_report_and_a_workbook_and_the_director_a_page(december):
    sheets = {name: artifact for name, artifact in december.items() if artifact.kind == "teacher_sheet"}
    assert len(sheets) > 4
    assert all(re.fullmatch(r"remarks-2025-12-(academic|practical)-p\d\d\.pdf", name) for name in sheets)
    assert {name: artifact.kind for name, artifact in december.items() if name not in sheets} == {
        "report-2025-12-academic.pdf": "report",
        "report-2025-12-practical.pdf": "report",
        "workbook-academic-2025-12.xlsx": "workbook",
        "workbook-practical-2025-12.xlsx": "workbook",
        "summary-2025-12.pdf": "summary",
    }
    assert december["summary-2025-12.pdf"].pages == 1


@pytest.mark.parametrize("deputy", ["academic", "practical"])
def test_the_working_page_says_what_the_files_say(pages, college, recount, deputy):
    """Journals, lessons, what is not filled in, what was late, hours: counted again by plain pandas."""
    figures = recount.figures(["deputy", "responsible_id"])
    lessons = recount.lessons[recount.lessons["deputy"].eq(deputy) & recount.lessons["date"].ge("2025-12-01")]
    journals = lessons.groupby("responsible_id")["course_id"].nunique()
    assert len(journals) == {"academic": 16, "practical": 1}[deputy]
    page = pages[f"report-2025-12-{deputy}.pdf"][0]
    names = {row["person_id"]: short_name(row) for row in table(college, "staff")}

    def short(key, who, span="month"):
        above, below = figures.get((span, key, deputy, who), (0.0, 0.0))
        return f"{below - above:g}" if below else "–"

    for who, number in journals.items():
        plan = figures["term", "plan", deputy, who]
        cells = [
            str(number), f"{figures['month', 'lessons', deputy, who][0]:g}",
            *(short(key, who) for key in ("topics", "homework", "attendance_in_time", "marks_in_time",
                                          "homework_in_time")),
            "–", f"{plan[1]:g}", f"{plan[0]:g}", f"{plan[1] - plan[0]:g}",
        ]  # fmt: skip
        printed = re.search(
            re.escape(names[who]).replace(r"\ ", r"\s").replace(r"\-", r"-\s?") + r" ((?:[\d–]+ ){15})", page
        )
        assert printed, f"{who} does not stand on the page with fifteen numbers"
        assert printed[1].split()[:11] == cells, who


def test_the_worst_stand_first_and_are_told_what_to_do_by_when(pages):
    page = pages["report-2025-12-academic.pdf"][0]
    order = ["Бессонов И.В.", "Никифоров В.Э.", "Осипова В.Н.", "Дроздова Л.А.", "Тимошенко Л.А.", "Артамонова Ю.И."]
    text = page.replace("\u00a0", " ")
    places = [text.index(name) for name in order]
    assert places == sorted(places)
    assert "оценки выставлены без назначенного задания: 06.11.2025 — устранить до 10.12.2025, срок истёк" in text
    assert "не записана тема занятия: 08.12.2025 — устранить до 19.01.2026" in text


def test_the_report_tells_what_became_of_last_months_remarks(pages):
    text = " ".join(pages["report-2025-12-academic.pdf"]).replace("\u00a0", " ")
    assert "Из замечаний прошлого месяца (4) закрыто 2, не закрыто 2." in text
    assert "Срок устранения истёк у 1 замечания." in text
    assert "Отставание — 2 ч. в 1 журнале." in text
    assert "из них повторных — 2." in text
    assert "по настройке учреждения" in text
    other = " ".join(pages["report-2025-12-practical.pdf"]).replace("\u00a0", " ")
    assert "На 1 занятии недостающее внесено уже после окончания месяца." in other, "P17, mended on 13 January"
    assert "уже после окончания" not in text
    assert (
        "БГСХТ" not in text
    )  # the sample's regulation is no act of its own: other colleges' clauses are never printed
    assert "АПТ" not in text


def test_no_student_is_named_outside_the_annex(pages, college):
    students = [short_name(row) for row in table(college, "students")]
    assert len(students) > 60
    for name, texts in pages.items():
        plain = [text.replace("\u00a0", " ") for text in texts if "Приложение к справке" not in text]
        assert len(plain) >= 1
        assert [who for who in students if any(who in text for text in plain)] == [], name


def test_the_report_is_signed_by_who_signs_on_that_day(pages):
    summary = pages["summary-2025-12.pdf"][0].replace("\u00a0", " ")
    assert "И.о. директора" in summary  # in force until 1 February
    report = " ".join(pages["report-2025-12-academic.pdf"]).replace("\u00a0", " ")
    assert "О.Ю. Мещерякова" in report
    assert "Лист ознакомления" in report


def test_the_same_month_gives_the_same_bytes_and_forgets_no_remark(college, surroundings, december):
    later = replace(surroundings, now=surroundings.now + dt.timedelta(days=40), cache=surroundings.folder / "other")
    again = made(college, later, "again", engine="plutoprint", deputy="practical")
    assert len(again) == 2
    assert {name: artifact.sha256 for name, artifact in again.items()} == {
        name: december[name].sha256 for name in again
    }


def test_the_other_engine_prints_the_same_words_and_a_sound_archive_file(college, surroundings, pages):
    printed = made(college, surroundings, "reference", engine="weasyprint", deputy="practical")
    assert {artifact.kind for artifact in printed.values()} == {"report", "workbook"}
    path = printed["report-2025-12-practical.pdf"].path
    texts = [page.extract_text() for page in PdfReader(path).pages]
    assert sorted("".join("".join(texts).split())) == sorted(
        "".join("".join(pages["report-2025-12-practical.pdf"]).split())
    )
    assert verapdf([path]) == {path: []}


@pytest.mark.parametrize(("month", "told"), [
    ("октябрь", "Месяц не понят"), ("2025-13", "Месяц не понят"), ("2026-02", "ещё не начался"),
])  # fmt: skip
def test_a_month_that_cannot_be_is_refused(college, surroundings, month, told):
    with pytest.raises(UsageError, match=told):
        analyse(college, surroundings.folder / "no", AnalyticsOrder(month=month), Order(as_of=DECEMBER), surroundings)
    assert not (surroundings.folder / "no").exists()


def test_untruthful_data_are_not_counted(root, surroundings):
    with pytest.raises(FindingsError, match="Считать нельзя"):
        analyse(
            root / "tests" / "bad" / "J201_unknown_cell", surroundings.folder / "no", AnalyticsOrder(month="2025-09"),
            Order(as_of=DECEMBER), surroundings,
        )  # fmt: skip
    assert not (surroundings.folder / "no").exists()


def test_the_command_answers_in_json_and_names_nobody(root, tmp_path, college):
    command = ["analytics", college, "--month", "2025-12", "--as-of", "2026-01-14", "--deputy", "practical"]
    command += ["--state", tmp_path / "state", "-o", tmp_path / "out", "--engine", "plutoprint", "--json", "-v"]
    done = subprocess.run(
        [sys.executable, "-m", "ejarchive", *command], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert {'"kind": "report"', '"kind": "workbook"'} <= set(re.findall(r'"kind": "\w+"', done.stdout))
    breaches = [each for each in json.loads(done.stdout)["findings"] if (each["code"] or "").startswith("U")]
    assert [(each["code"], each["clause"], each["source"]["file"], each["message"]) for each in breaches] == [
        ("U102", "АПТ 4.4; БГСХТ 4.2.3.3", "lessons.csv",
         "Оценки за занятие выставлены с опозданием: курс c-tm24-up01-1-2, занятие l00551."),
    ]  # fmt: skip
    with (college / "lessons.csv").open(encoding="utf-8") as file:
        assert "l00551" in file.readlines()[breaches[0]["source"]["row"] - 1]
    said = done.stdout.encode().decode("unicode_escape") + done.stderr
    people = {row["last_name"] for name in ("students", "staff") for row in table(college, name)}
    assert [who for who in people if who in said] == []


def table(college, name):
    """The rows of a table as they stand in the file."""
    with (college / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def short_name(row):
    """«Фамилия И.О.»"""
    return f"{row['last_name']} {row['first_name'][0]}.{row['middle_name'][:1]}{'.' if row['middle_name'] else ''}"
