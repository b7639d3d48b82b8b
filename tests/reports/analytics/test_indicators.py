"""The formulas of the indicators, and all of them counted again from the CSV files without our code."""

import datetime as dt

import pandas as pd
import pytest

from ejarchive.checks.upkeep.run import judge_upkeep
from ejarchive.recipes.opening import open_journal
from ejarchive.recipes.order import Order
from ejarchive.reports.indicators.definitions import INDICATORS
from ejarchive.reports.indicators.figures import LEVELS, Figure, count_indicators
from ejarchive.reports.indicators.spans import Month, Span
from ejarchive.surroundings import gather
from recount import Recount

OF_TERM_GRADES = {"grades_set", "grades_in_time"}  # their term ends in January


@pytest.fixture(scope="module")
def sample(root):
    """The sample college with the data of July."""
    opened = open_journal(root / "samples" / "college", Order(), gather())
    moment = opened.certain_moment.astimezone(opened.settings.college.zone)
    return opened, judge_upkeep(opened.journal, opened.regulation, opened.settings, moment), moment


@pytest.fixture(scope="module")
def december(sample):
    """Our figures of December, the last month of the first term."""
    opened, upkeep, moment = sample
    return count_indicators(opened.journal, opened.regulation, upkeep, Month(2025, 12), moment)


@pytest.fixture(scope="module")
def recount(root):
    """The same figures made by plain pandas."""
    return Recount(root / "samples" / "college", "2025-1", "2025-12-01", "2025-12-31")


def ours(indicators, level, span):
    """(indicator, *ids) → (numerator, denominator) of one level."""
    table = indicators.table(span, level)
    ids = LEVELS[level]
    return {
        (row["indicator"], *(row[name] for name in ids)): (round(row["numerator"], 6), round(row["denominator"], 6))
        for row in table.to_dict("records")
    }


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("span", [Span.MONTH, Span.TERM])
def test_every_figure_is_what_plain_pandas_counts_from_the_files(december, recount, level, span):
    found = ours(december, level, span)
    expected = {
        key[1:]: amounts for key, amounts in recount.figures(list(LEVELS[level])).items() if key[0] == span.value
    }
    wanted = {name for name, indicator in INDICATORS.items() if span is Span.TERM or not indicator.term_only}
    assert {key[0] for key in expected} == wanted - OF_TERM_GRADES
    assert {key: found.get(key) for key in expected} == expected
    extra = {key for key, amounts in found.items() if key not in expected and any(amounts)}
    assert {key[0] for key in extra} <= OF_TERM_GRADES


@pytest.mark.parametrize("level", LEVELS)
def test_the_grades_of_a_period_are_what_plain_pandas_counts(sample, recount, level):
    opened, upkeep, moment = sample
    january = count_indicators(opened.journal, opened.regulation, upkeep, Month(2026, 1), moment)
    found = ours(january, level, Span.MONTH)
    again = Recount(recount.folder, "2025-1", "2026-01-01", "2026-01-31")
    expected = again.figures(list(LEVELS[level]), list(again.period_grades("2025-12-28")))
    expected = {key[1:]: amounts for key, amounts in expected.items() if key[0] == "month"}
    assert {key: amounts for key, amounts in found.items() if key[0] in OF_TERM_GRADES} == expected


@pytest.mark.parametrize(("key", "numerator", "value"), [
    ("success", 23, 92.0), ("quality", 15, 60.0), ("learning", 1451, 58.04),
])  # fmt: skip
def test_the_formula_vector(key, numerator, value):
    """n5 = 5, n4 = 10, n3 = 8, n2 = 1, one «н/а»: N = 25."""
    assert Figure(indicator=INDICATORS[key], numerator=numerator, denominator=25).value == pytest.approx(value)


def test_the_formula_vector_out_of_a_journal(sample):
    """The same grades in a journal, and «осв.», «ЗЧ», «НЗ» and one who left beside them, which count nowhere."""
    opened, upkeep, moment = sample
    journal = opened.journal
    grades = journal.frame("grades")
    values = ["5"] * 4 + ["5+"] + ["4"] * 10 + ["3"] * 8 + ["2", "н/а", "осв.", "ЗЧ", "НЗ"]
    course = "c-vt25-ood12-1"
    students = grades.loc[grades["course_id"].eq(course) & grades["period"].eq("2025-1"), "student_id"]
    inside = [each for each in students if each != "s062"]  # on leave: no member on the last day
    rows = grades.iloc[: len(values) + 1].assign(
        course_id=course, period="2025-1", kind="result", student_id=[*inside[: len(values)], "s062"],
        value=[*values, "2"],
    )  # fmt: skip
    frames = {**journal.frames, "grades": rows}
    changed = type(journal)(frames=frames, present=journal.present, places=journal.places)
    indicators = count_indicators(changed, opened.regulation, upkeep, Month(2025, 12), moment)
    figures = {
        key: indicators.figure(key, span=Span.TERM, level="course", deputy="academic", course_id=course)
        for key in ("success", "quality", "learning", "average")
    }
    assert {key: round(figure.value, 2) for key, figure in figures.items()} == {
        "success": 92.0, "quality": 60.0, "learning": 58.04, "average": round(91 / 24, 2),
    }  # fmt: skip


def test_without_anything_to_count_there_is_no_figure(december):
    assert december.figure("success", span=Span.MONTH).value is None
    assert december.figure("homework", level="deputy", deputy="practical").value is None
    assert Figure(indicator=INDICATORS["topics"]).value is None


def test_a_few_known_cases_do_not_speak_for_many_unknown_ones():
    late = INDICATORS["homework_in_time"]
    assert Figure(indicator=late, numerator=0, denominator=2, no_data=204).value is None
    assert Figure(indicator=late, numerator=150, denominator=200, no_data=6).value == pytest.approx(75)


def test_every_figure_can_be_followed_to_its_rows(december):
    for span in Span:
        table = december.table(span, "teacher")
        assert len(table) > 50
        for row in table.to_dict("records")[::7]:
            ids = {name: row[name] if isinstance(row[name], str) else None for name in ("deputy", "responsible_id")}
            rows = december.rows(row["indicator"], span=span, **ids)
            assert rows["numerator"].sum() == pytest.approx(row["numerator"])
            assert rows["denominator"].sum() == pytest.approx(row["denominator"])


def test_a_term_that_has_not_come_counts_in_the_month_it_comes_in(root):
    """On 31 October marks of its last week are not due; they are judged in November, once."""
    order = Order(as_of=dt.datetime(2025, 10, 31, 18, 0))  # noqa: DTZ001 - the college's own time
    opened = open_journal(root / "samples" / "college", order, gather())
    moment = opened.certain_moment.astimezone(opened.settings.college.zone)
    upkeep = judge_upkeep(opened.journal, opened.regulation, opened.settings, moment)
    of = {
        number: count_indicators(opened.journal, opened.regulation, upkeep, Month(2025, number), moment)
        for number in (10, 11)
    }
    marks = upkeep.judged[upkeep.judged["rule"].eq("marks_late") & upkeep.judged["verdict"].eq("not_due")]
    assert len(marks) > 20
    assert set(marks["matured"].dt.month) <= {10, 11}
    assert [of[number].figure("marks_in_time").not_due for number in (10, 11)] == [
        int(marks["matured"].dt.month.eq(number).sum()) for number in (10, 11)
    ]


def test_without_time_stamps_timeliness_is_not_known(sample):
    opened, _, moment = sample
    journal = opened.journal
    stamps = {"lessons": ["recorded_at", "homework_published_at"], "grades": ["recorded_at"],
              "entries": ["mark_recorded_at", "absence_recorded_at"]}  # fmt: skip
    frames = {
        **journal.frames,
        **{
            table: journal.frame(table).assign(**{name: pd.Series(pd.NA, dtype="str") for name in names})
            for table, names in stamps.items()
        },
    }
    bare = type(journal)(frames=frames, present=journal.present, places=journal.places)
    upkeep = judge_upkeep(bare, opened.regulation, opened.settings, moment)
    indicators = count_indicators(bare, opened.regulation, upkeep, Month(2025, 12), moment)
    for key in ("attendance_in_time", "marks_in_time", "homework_in_time"):
        figure = indicators.figure(key)
        assert figure.value is None
        assert figure.no_data > 50


def test_what_the_source_does_not_tell_is_no_data(sample):
    """A source without topics, homework and cells: nothing is 0 % for that."""
    opened, upkeep, moment = sample
    journal = opened.journal
    lessons = journal.frame("lessons").assign(topic=None, homework=None)
    present = {**journal.present, "lessons": journal.present["lessons"] - {"topic", "homework"}}
    del present["entries"]
    frames = {name: frame for name, frame in {**journal.frames, "lessons": lessons}.items() if name != "entries"}
    poor = type(journal)(frames=frames, present=present, places=journal.places)
    indicators = count_indicators(poor, opened.regulation, upkeep, Month(2025, 12), moment)
    for key in ("topics", "homework", "marks_per_lesson", "lessons_with_marks", "current_average", "attendance"):
        figure = indicators.figure(key)
        assert figure.value is None, key
        assert figure.no_data > 100
    assert indicators.figure("lessons").value > 100
