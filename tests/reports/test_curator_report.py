"""The curator's report: its figures are those of the files, each student stands alone, one page shows the group."""

import datetime as dt
import re
from pathlib import Path

import pandas as pd
import pytest

from ejarchive.formats.read import read_journal
from ejarchive.model.as_of import default_moment
from ejarchive.model.cell import parse_cell
from ejarchive.model.lessons import Lesson
from ejarchive.reports.curator_report.document import curator_report, month_span, term_span
from ejarchive.reports.curator_report.facts import PupilFacts, _attended_since_mark, group_report
from ejarchive.reports.statement_facts import LessonFact, Taught
from ejarchive.reports.statement_source import statement_source
from ejarchive.settings import load_settings, regulation_of

COLLEGE = Path(__file__).resolve().parents[2] / "samples" / "college"
GROUP = "g-tm24"


@pytest.fixture(scope="module")
def source():
    settings, _ = load_settings(COLLEGE / "ejarchive.toml")
    journal, _ = read_journal(COLLEGE)
    return statement_source(journal, settings, regulation_of(settings), default_moment(journal))


@pytest.fixture(scope="module")
def files():
    names = ("lessons", "entries", "courses", "grades", "attempts")
    return {name: pd.read_csv(COLLEGE / f"{name}.csv", dtype=str, keep_default_na=False) for name in names}


@pytest.fixture(scope="module")
def october(source):
    return group_report(source, GROUP, month_span(source, GROUP, dt.date(2025, 10, 1)))


def test_hours_by_reason_and_lateness_are_those_of_the_files(october, files):
    lessons = files["lessons"].merge(files["courses"][["course_id", "group_id"]], on="course_id")
    lessons = lessons[(lessons.group_id == GROUP) & lessons.date.str.startswith("2025-10")]
    lessons = lessons[lessons.status.isin(["", "held"]) & (lessons.kind != "consultation")]
    cells = files["entries"].merge(lessons, on="lesson_id")
    cells["code"] = cells.text.str.extract("^([нпбо])", expand=False)
    cells["missed"] = cells.absent_hours.where(cells.absent_hours != "", cells.hours).astype(float)
    hours = cells[cells.code.isin(["н", "п", "б"])].groupby(["student_id", "code"]).missed.sum()
    late = cells[cells.code == "о"].groupby("student_id").size()
    assert len(october.pupils) == 24
    assert hours.sum() > 0
    for pupil in october.pupils:
        student, absences = pupil.student.student_id, pupil.now.total.absences
        told = {code: value for code, value in absences.hours.items() if value}
        assert told == hours.xs(student).to_dict() if student in hours.index.levels[0] else told == {}, student
        assert absences.late == late.get(student, 0), student


def test_a_debt_is_what_no_later_attempt_has_mended(source, files):
    report = group_report(source, GROUP, term_span(source, GROUP, "2025-1"))
    grades = files["grades"][files["grades"].value.isin(["2", "НЗ", "н/а"])]
    mended = files["attempts"][~files["attempts"].value.isin(["2", "НЗ", "н/а"])]
    keys = ["course_id", "student_id", "period"]
    owed = grades[~grades.set_index(keys).index.isin(mended.set_index(keys).index)]
    expected = owed.groupby("student_id").size()
    told = {pupil.student.student_id: len(pupil.debts) for pupil in report.pupils if pupil.debts}
    assert told
    assert told == {
        student: expected[student]
        for student in expected.index
        if student in {p.student.student_id for p in report.pupils}
    }


def fact(day, text, grammar, kind=None):
    lesson = Lesson(lesson_id=f"l{day}", course_id="c", date=dt.date(2025, 10, day), hours=2.0, kind=kind)
    return LessonFact(lesson, text, parse_cell(text, grammar) if text else None, None)


@pytest.mark.parametrize(
    ("cells", "lessons"),
    [(["5", "", "", ""], 3), (["", "", "н", "б", ""], 3), (["", "4"], 0), (["", "н5"], 0), (["о", "о"], 2), ([], 0)],
)
def test_lessons_without_a_mark_are_those_the_student_came_to(source, cells, lessons):
    grammar = source.regulation.cells
    assert _attended_since_mark([fact(day, text, grammar) for day, text in enumerate(cells, start=1)]) == lessons


def test_a_sheet_names_nobody_else(source):
    document = curator_report(source, GROUP, month_span(source, GROUP, dt.date(2025, 10, 1)), period="2025-10")
    names = {f"{one.last_name} {one.first_name}" for one in source.students.values()}
    assert len(document.parts) == 25
    for part in document.parts[1:]:
        text = repr(dict(part.view))
        found = {name for name in names if re.search(rf"\b{name}\b", text)}
        assert len(found) == 1, part.key
        assert part.view["name"].startswith(found.pop())


def test_a_month_outside_every_period_is_refused(source):
    with pytest.raises(KeyError):
        month_span(source, GROUP, dt.date(2024, 10, 1))


@pytest.mark.parametrize("engine", ["weasyprint", "plutoprint"])
def test_the_largest_group_stands_on_one_page(source, render, engine):
    document = curator_report(source, "g-vt25", term_span(source, "g-vt25", "2025-1"), period="2025-1")
    [page] = render.pages(document.parts[0], engine)
    assert "Всего" in page
    assert len(render.pages(document.parts[5], engine)) == 1


def test_a_fall_needs_enough_marks_on_both_sides(source):
    def pupil(before, now):
        grammar = source.regulation.cells
        facts = [fact(day, text, grammar) for day, text in enumerate([*before, *now], start=1)]
        starts = dt.date(2025, 10, 1 + len(before))
        return PupilFacts(
            student=next(iter(source.students.values())),
            now=_Stub(facts[len(before) :]),
            so_far=_Stub(facts),
            worth=grammar.marks,
            starts=starts,
            unexplained=(),
            debts=(),
            silences=(),
        )

    assert pupil("555", "444").falling
    assert not pupil("555", "554").falling
    assert not pupil("55", "333").falling
    assert not pupil("555", "33").falling
    assert not pupil("333", "555").falling


class _Stub:
    """The facts of a student of one discipline."""

    def __init__(self, lessons):
        self.total = Taught(tuple(lessons))
        self.disciplines = (type("One", (), {"title": "ОП.01", "taught": self.total})(),)
