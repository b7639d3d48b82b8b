"""The справка of a period: its figures are those of the files; no student is named; every sentence is Russian."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from ejarchive.group_file import FiledTerm, GroupFile, Mark, Step
from ejarchive.recipes.analytics_period import PeriodOrder, analyse_period
from ejarchive.recipes.order import Order
from ejarchive.reports.period_report import report as period_report_module
from ejarchive.reports.period_report.conclusions import (
    debts_text,
    grades_text,
    hours_text,
    packs_text,
    remarks_text,
)
from ejarchive.reports.period_report.curators import curator_rows
from ejarchive.reports.period_report.grades import CourseDebts, CourseGrades, course_debts, course_grades
from ejarchive.reports.period_report.groups import pack_rows
from ejarchive.reports.period_report.hours import kind_rows, lag_rows
from ejarchive.reports.period_report.results import result_rows
from ejarchive.reports.period_report.review import terms_before, terms_of
from ejarchive.surroundings import gather

COLLEGE = Path(__file__).resolve().parents[2] / "samples" / "college"
DEBTS = ["2", "НЗ", "н/а"]


@pytest.fixture(scope="module")
def files():
    names = ("lessons", "entries", "courses", "grades", "attempts", "course_hours", "students")
    return {name: pd.read_csv(COLLEGE / f"{name}.csv", dtype=str, keep_default_na=False) for name in names}


@pytest.fixture(scope="module")
def reviews(tmp_path_factory):
    """What the recipe puts together for 2025-1, both deputies, on the full sample."""
    found = []
    patch = pytest.MonkeyPatch()
    patch.setattr("ejarchive.recipes.analytics_period.print_documents", lambda *_args, **_more: [])
    real = period_report_module.period_report
    patch.setattr(
        "ejarchive.recipes.analytics_period.period_report", lambda review: (found.append(review), real(review))[1]
    )
    surroundings = replace(gather(), state=tmp_path_factory.mktemp("state"))
    analyse_period(COLLEGE, Path("nowhere"), PeriodOrder(term="2025-1"), Order(), surroundings)
    patch.undo()
    return {review.review.deputy: review for review in found}


def of_deputy(courses, deputy):
    practical = courses["kind"].isin(["training_practice", "work_placement"])
    return courses[(courses["term_id"] == "2025-1") & (practical == (deputy == "practical"))]


@pytest.mark.parametrize("deputy", ["academic", "practical"])
def test_grades_set_and_debts_are_those_of_the_files(reviews, files, deputy):
    courses = of_deputy(files["courses"], deputy)
    grades = files["grades"].merge(courses[["course_id"]], on="course_id")
    grades = grades[grades["period"] == "2025-1"]
    results = grades[grades["kind"].isin(["", "result"])]
    told = {one.course.course_id: one.given for one in course_grades(reviews[deputy])}
    assert told == results["course_id"].value_counts().to_dict()
    owed = grades[grades["value"].isin(DEBTS)]
    debts = course_debts(reviews[deputy])
    assert {one.course.course_id: one.not_assessed + one.failed for one in debts} == owed[
        "course_id"
    ].value_counts().to_dict()
    keys = ["course_id", "student_id", "period"]
    good = files["attempts"][~files["attempts"]["value"].isin(DEBTS)].set_index(keys).index
    made_up = owed[owed.set_index(keys).index.isin(good)]
    assert sum(one.made_up for one in debts) == len(made_up)


def test_late_and_missing_grades_are_the_planted_ones(reviews):
    late = {one.course.course_id: one.late for one in course_grades(reviews["academic"]) if one.late}
    missing = {one.course.course_id: one.missing for one in course_grades(reviews["academic"]) if one.missing}
    assert late == {"c-vt25-ood12-1": 32}
    assert missing == {"c-tm24-op01-1": 1, "c-vt25-ood02-1": 5, "c-pk25-mdk0101-1": 3}


@pytest.mark.parametrize("deputy", ["academic", "practical"])
def test_hours_are_those_of_the_files(reviews, files, deputy):
    courses = of_deputy(files["courses"], deputy)
    lessons = files["lessons"].merge(courses[["course_id"]], on="course_id")
    given = lessons[lessons["status"].isin(["", "held"])]["hours"].astype(float).sum()
    plan = files["course_hours"].merge(courses[["course_id"]], on="course_id")
    planned = plan[plan["kind"] != "self_study"]["planned"].astype(float).sum()
    total = kind_rows(reviews[deputy])[-1]
    assert total["title"] == "Всего"
    plain = [text.replace("\u00a0", "").replace(",", ".") for text in total["cells"][:2]]
    assert list(map(float, plain)) == [planned, given]


def test_the_planted_lag_is_told_with_room_for_its_cause(reviews):
    [row] = lag_rows(reviews["academic"])
    assert (row["group"], row["lag"]) == ("21-ТМ", "2")
    assert "Инженерная графика" in row["title"]


def test_quality_of_a_group_is_that_of_the_files(reviews, files):
    courses = of_deputy(files["courses"], "academic")
    courses = courses[courses["group_id"] == "g-pk25"]
    grades = files["grades"].merge(courses[["course_id"]], on="course_id")
    grades = grades[(grades["period"] == "2025-1") & grades["kind"].isin(["", "result"])]
    counted = grades[grades["value"].isin(["5+", "5", "5-", "4", "3", "2", "н/а"])]
    good = counted["value"].isin(["5+", "5", "5-", "4"]).sum()
    row = next(one for one in result_rows(reviews["academic"])["groups"] if one["title"] == "11-ПК")
    assert float(row["cells"][1]["now"].replace(",", ".")) == pytest.approx(100 * good / len(counted), abs=0.06)


def test_the_period_before_is_found_group_by_group(reviews):
    journal = reviews["academic"].review.journal
    before = terms_before(journal, terms_of(journal, "2025-2"))
    assert {group: term.term_id for group, term in before.items()} == dict.fromkeys(before, "2025-1")
    assert len(before) == 3
    assert not terms_before(journal, terms_of(journal, "2025-1"))


@pytest.mark.parametrize("deputy", ["academic", "practical"])
def test_no_student_is_named(reviews, files, deputy):
    document = period_report_module.period_report(reviews[deputy])
    text = repr([dict(part.view) for part in document.parts])
    staff = set(pd.read_csv(COLLEGE / "staff.csv", dtype=str)["last_name"])
    students = set(files["students"]["last_name"]) - staff
    assert not {name for name in students if name in text}


def test_the_curators_part_is_what_the_files_and_the_groups_file_say(reviews, files):
    assert curator_rows(reviews["practical"]) == []
    term = FiledTerm(group_id="g-pk25", term_id="2025-1", group_name="11-ПК", title="", starts=dt.date(2025, 9, 1),
                     ends=dt.date(2025, 12, 28), marks={Step.PRINTED: Mark(day=dt.date(2026, 1, 12))})  # fmt: skip
    review = replace(reviews["academic"], files={"g-pk25": GroupFile(group_id="g-pk25", terms=(term,))})
    rows = {row["group"]: row for row in curator_rows(review)}
    assert rows["11-ПК"]["papers"] == ["12.01.2026", "нет данных"]
    assert rows["11-ВТ"]["papers"] == ["нет данных", "нет данных"]
    assert [row["papers"] for row in pack_rows(review) if row["name"] == "11-ПК"] == [["12.01.2026", "", ""]]
    assert {group: row["students"] for group, row in rows.items()} == {"11-ВТ": "32", "11-ПК": "8", "21-ТМ": "25"}
    term_lessons = files["lessons"].merge(files["courses"], on="course_id")
    term_lessons = term_lessons[(term_lessons["term_id"] == "2025-1") & (term_lessons["kind_x"] != "consultation")]
    cells = files["entries"].merge(term_lessons, on="lesson_id")
    cells = cells[cells["text"].str.contains("н(?!/а)", regex=True) & (cells["group_id"] == "g-vt25")]
    hours = cells["absent_hours"].where(cells["absent_hours"] != "", cells["hours"])
    there = ~cells["student_id"].isin(["s032", "s062"])  # in another group, on leave when the period ended
    assert rows["11-ВТ"]["unexplained"]["text"] == f"{hours[there].astype(float).sum():.0f}" == "155"


@pytest.mark.parametrize("engine", ["weasyprint", "plutoprint"])
def test_both_engines_print_it(reviews, render, engine):
    [part] = period_report_module.period_report(reviews["practical"]).parts
    pages = render.pages(part, engine)
    assert "Выполнение учебного плана" in "".join(pages)
    assert len(pages) == 2


def course(reviews):
    return reviews["academic"].courses[0]


def test_every_sentence_is_said_for_every_number(reviews):
    one = course(reviews)

    def grades(given=0, missing=0, not_due=0, late=0, after=0):
        return grades_text(
            [CourseGrades(course=one, given=given, missing=missing, not_due=not_due, late=late, after=after)]
        )

    def debts(number, terms, made_up, overdue):
        return debts_text(
            [CourseDebts(course=one, not_assessed=number, failed=0, with_terms=terms, made_up=made_up, overdue=overdue)]
        )

    assert grades() == ""
    assert grades(given=5) == "Оценки за период выставлены все (5)."
    assert grades(given=1) == "Оценка за период выставлена."
    assert grades(given=20, missing=1).startswith("Оценки за период: не выставлено 1 из 21 (")
    assert (
        grades(given=571, not_due=36)
        == "Выставлено оценок за период — 571. Оценок, срок которых ещё не наступил, — 36."
    )
    assert grades(given=2, late=1) == "Оценки за период выставлены все (2). С нарушением срока выставлено оценок — 1."
    assert debts(0, 0, 0, 0) == "Академических задолженностей по итогам периода нет."
    assert debts(5, 5, 2, 0) == "Академических задолженностей по итогам периода — 5, из них ликвидировано — 2."
    assert debts(5, 1, 0, 1) == (
        "Академических задолженностей по итогам периода — 5, из них ликвидировано — 0, с истёкшим сроком — 1; "
        "без срока или формы ликвидации — 4."
    )
    assert hours_text(21, 0) == "Программы выполнены по всем журналам (21)."
    assert hours_text(21, 1) == "Журналов, в которых часов дано меньше плана, — 1 из 21."
    assert hours_text(0, 0) == ""
    assert remarks_text(0, 0, 0, 0) == "Замечаний за период нет."
    assert remarks_text(0, 0, 0, 2) == "Вручено замечаний — 0; ещё не вручено — 2."
    assert remarks_text(5, 2, 1, 0) == "Вручено замечаний — 5, из них не закрыто — 2, с истёкшим сроком — 1."
    assert packs_text(["11-ПК"], []) == "Журналы всех групп готовы к печати: 11-ПК."
    assert packs_text(["11-ПК"], ["21-ТМ"]) == "Готовы к печати журналы групп: 11-ПК. Не готовы к печати: 21-ТМ."
    assert packs_text([], ["21-ТМ"]) == "Не готовы к печати: 21-ТМ."


def test_the_second_period_stands_beside_the_first(tmp_path):
    surroundings = replace(gather(), state=tmp_path / "state")
    outcome = analyse_period(
        COLLEGE,
        tmp_path / "out",
        PeriodOrder(term="2025-2", deputy="practical"),
        Order(engine="plutoprint"),
        surroundings,
    )
    [artifact] = outcome.artifacts
    assert (artifact.kind, artifact.term_id, artifact.path.name) == ("report", "2025-2", "report-2025-2-practical.pdf")
    assert artifact.path.read_bytes().startswith(b"%PDF-1.7")
