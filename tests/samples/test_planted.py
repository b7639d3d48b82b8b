"""What is planted is there, and nothing else: every rule recomputed from the CSV files."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

PRACTICE = {"training_practice", "work_placement"}


def planted(plants, rule, key="lesson_ids"):
    return sorted(each for plant in plants if plant["rule"] == rule for each in plant.get(key, ()))


def outage(college):
    row = college["outages"].iloc[0]
    return pd.Timestamp(row.starts_at), pd.Timestamp(row.ends_at)


def deadline(days_after, dates):
    """The end of the day `days_after` days after each date, in the college's own time."""
    return pd.to_datetime(dates).dt.tz_localize("+04:00") + pd.Timedelta(days=days_after + 1)


def late(college, rows, column, due):
    """Rows stamped after `due`, when the outage did not stand in between."""
    starts, ends = outage(college)
    rows, due = rows[rows[column].notna()], due[rows[column].notna()]
    stamped = pd.to_datetime(rows[column])
    excused = due.between(starts, ends + pd.Timedelta(hours=1)) & (stamped < ends + pd.Timedelta(hours=12))
    return rows[(stamped >= due) & ~excused]


def test_absences_are_late_only_where_planted(college, plants):
    cells = college.cells
    found = late(college, cells, "absence_recorded_at", deadline(2, cells.date))
    unfilled = planted(plants, "lesson_unfilled")
    assert sorted(set(found.lesson_id) - set(unfilled)) == planted(plants, "attendance_late")


def test_marks_are_late_only_where_planted(college, plants):
    cells = college.cells.merge(college["tasks"].groupby("lesson_id").marks_due.max(), on="lesson_id", how="left")
    cells = cells[cells.marks_due.isna()]
    found = late(college, cells, "mark_recorded_at", deadline(7, cells.date))
    unfilled = planted(plants, "lesson_unfilled")
    assert sorted(set(found.lesson_id) - set(unfilled)) == planted(plants, "marks_late")


def test_marks_with_a_longer_term_keep_it(college):
    cells = college.cells.merge(college["tasks"].groupby("lesson_id").marks_due.max(), on="lesson_id")
    cells = cells[cells.marks_due.notna() & cells.mark_recorded_at.notna()]
    assert len(cells) > 500
    assert (cells.mark_recorded_at.str[:10] <= cells.marks_due).all()


def test_homework_is_late_or_missing_only_where_planted(college, plants):
    lessons = college.held[~college.held.kind_of_course.isin(PRACTICE)]
    ordinary = lessons[lessons.kind.isin(["lesson", "practical", "laboratory", "control"])]
    unfilled = planted(plants, "lesson_unfilled")
    missing = ordinary[ordinary.homework.isna() & ~ordinary.lesson_id.isin(unfilled)]
    mended = sorted(x for p in plants if p["rule"] == "homework_missing" and "mended" in p for x in p["lesson_ids"])
    assert sorted([*missing.lesson_id, *mended]) == planted(plants, "homework_missing")
    due = pd.to_datetime(lessons.date).dt.tz_localize("+04:00") + pd.Timedelta(hours=19, seconds=1)
    found = set(late(college, lessons, "homework_published_at", due).lesson_id) - set(unfilled) - set(mended)
    assert sorted(found) == planted(plants, "homework_late")


def test_topics_are_late_or_missing_only_where_planted(college, plants):
    lessons = college.held
    unfilled = planted(plants, "lesson_unfilled")
    late_topics = set(late(college, lessons, "recorded_at", deadline(0, lessons.date)).lesson_id)
    missing = set(lessons[lessons.topic.isna()].lesson_id)
    assert sorted((late_topics | missing) - set(unfilled)) == planted(plants, "topic_missing")


def test_marks_have_tasks_of_their_lesson_save_the_planted(college, plants):
    cells = college.cells[college.cells.marks != ""]
    without = cells[cells.task_ids.isna()]
    assert sorted(without.student_id) == planted(plants, "mark_without_task", "student_ids")
    assert set(without.lesson_id) == set(planted(plants, "mark_without_task"))
    linked = (
        cells.dropna(subset="task_ids").assign(task_id=lambda frame: frame.task_ids.str.split(";")).explode("task_id")
    )
    tasks = college["tasks"].set_index("task_id").lesson_id
    assert (linked.task_id.map(tasks) == linked.lesson_id).all()
    counts = cells.dropna(subset="task_ids")
    assert (counts.marks.str.count("/") == counts.task_ids.str.count(";")).all()


def test_entries_are_written_by_those_who_teach_the_group(college, plants):
    courses = college["courses"]
    teaching = set(zip(courses.group_id, courses.teacher_id, strict=True))
    cells = college.cells
    cells = cells[cells.teacher_id.isna()]
    foreign = {row.lesson_id for row in cells.itertuples() if (row.group_id, row.recorded_by) not in teaching}
    assert sorted(foreign) == planted(plants, "foreign_author")


def test_nothing_is_stamped_in_the_outage_or_after_the_data(college):
    starts, ends = outage(college)
    until = pd.Timestamp(college["sources"].retrieved_at[0])
    for table, column in (
        ("entries", "mark_recorded_at"), ("entries", "absence_recorded_at"), ("lessons", "recorded_at"),
        ("lessons", "homework_published_at"), ("tasks", "published_at"), ("grades", "recorded_at"),
        ("corrections", "at"),
    ):  # fmt: skip
        stamps = pd.to_datetime(college[table][column].dropna())
        assert not ((stamps > starts) & (stamps < ends)).any(), (table, column)
        assert stamps.max() <= until
        assert college[table][column].dropna().str.endswith("+04:00").all()
    in_outage = college.cells[college.cells.date == "2025-11-18"]
    assert (in_outage.absence_recorded_at.dropna() > "2025-11-21").all(), "late by the calendar, excused by the outage"
    assert len(in_outage.absence_recorded_at.dropna()) > 3


def test_grades_are_set_in_time_and_missing_only_where_planted(college, plants):
    terms = college["terms"][college["terms"].group_id.isna()].set_index("term_id").ends
    results = college["grades"][(college["grades"].kind == "result") & college["grades"].period.str.startswith("2025-")]
    due = deadline(4, results.period.map(terms))
    found = results[pd.to_datetime(results.recorded_at) >= due]
    assert sorted(found.student_id) == planted(plants, "grades_late", "student_ids")
    given = set(zip(results.course_id, results.student_id, strict=True))
    expected = {(cell.course_id, cell.student_id) for cell in college.cells.itertuples() if cell.marks}
    missing = {
        (course, student) for course, student in expected - given
        if not gone(college, student, course)
    }  # fmt: skip
    assert sorted(student for _, student in missing) == planted(plants, "grade_missing", "student_ids")


def gone(college, student, course):
    """Whether the student had left the course's group before the term ended."""
    row = college["courses"].set_index("course_id").loc[course]
    end = college["terms"].groupby("term_id").ends.max()[row.term_id]
    moves = college["movements"][(college["movements"].student_id == student) & (college["movements"].date <= end)]
    last = moves.sort_values("date", kind="stable").iloc[-1]
    if last.kind == "programme_changed":
        return last.to_group_id != row.group_id
    return last.kind in {"expelled", "leave", "transferred_out"}


def test_results_follow_from_the_marks(college):
    """The average of the marks, halves up, gives the term's result; export averages agree."""
    cells = college.cells.assign(mark=lambda frame: frame.marks.str.split("/")).explode("mark")
    numbers = cells[cells.mark.str[:1].isin(list("2345"))].assign(mark=lambda frame: frame.mark.str[0].astype(int))
    means = numbers.groupby(["course_id", "student_id"]).mark.mean()
    results = college["grades"][college["grades"].period.str.startswith("2025-") & (college["grades"].kind == "result")]
    numeric = results[results.value.isin(list("2345"))].set_index(["course_id", "student_id"])
    practice = numeric.index.get_level_values(0).str.contains("pp01")
    numeric = numeric[~practice]
    assert len(numeric) > 900
    assert ((means.reindex(numeric.index) + 0.5).astype(int).clip(lower=2) == numeric.value.astype(int)).all()
    exported = numeric.exported_average.dropna().astype(float)
    assert (means.reindex(exported.index).sub(exported).abs() <= 0.005 + 1e-9).all()


def test_special_grades(college, plants):
    grades = college["grades"]
    assert set(grades.value) == {"5", "4", "3", "2", "ЗЧ", "н/а", "осв."}
    assert set(grades.kind) == {"result", "exam", "module_exam", "coursework"}
    assert set(grades.period) == {"2025-1", "2025-2", "2025", "final"}
    assert set(grades.basis.dropna()) == {"перезачтено", "переаттестация"}
    bare = grades[(grades.value == "н/а") & grades.make_up_until.isna()]
    assert set(bare.student_id) == set(planted(plants, "not_assessed_bare", "student_ids"))
    attempts = college["attempts"]
    assert set(attempts.kind) == {"retake", "commission"}
    debts = grades[grades.value.isin(["2", "н/а", "НЗ"])][["course_id", "student_id", "period"]].drop_duplicates()
    assert len(attempts.merge(debts)) == len(attempts), "an attempt follows a debt"


def test_a_present_student_is_never_long_without_a_mark(college, plants):
    """At most four lessons in a row without a mark, save the planted silence, who is exempt or on his own plan."""
    ordinary = ["lesson", "practical", "laboratory", "control", "practice"]
    lessons = college.held[
        college.held.kind.isin(ordinary) & ~college.held.lesson_id.isin(planted(plants, "few_marks"))
    ]
    lessons = lessons[~lessons.lesson_id.isin(planted(plants, "lesson_unfilled"))].sort_values(["date", "slot"])
    cells = college.cells
    marked = set(zip(cells.lesson_id[cells.marks != ""], cells.student_id[cells.marks != ""], strict=True))
    away = cells.code.isin(["н", "п", "б"]) & (cells.marks == "")
    away = set(zip(cells.lesson_id[away], cells.student_id[away], strict=True))
    # Who came late or left has empty cells outside his time; one is exempt, one attends freely.
    takers = cells[~cells.student_id.isin({"s022", "s023", "s030", "s032", "s062", "s065", "s015", "s019"})]
    takers = takers.groupby("course_id").student_id.unique()
    longest = 0
    for course, own in lessons.groupby("course_id"):
        for student in takers[course]:
            run = 0
            for lesson in own.lesson_id:
                if (lesson, student) not in away:
                    run = 0 if (lesson, student) in marked else run + 1
                    longest = max(longest, run)
    assert longest <= 4


def test_the_first_term_of_the_first_group_is_nearly_ready(college, plants):
    """One topic, one grade, two hours and a handful of open remarks are all that the director would miss."""
    lessons = college.held[(college.held.group_id == "g-tm24") & (college.held.term_id == "2025-1")]
    assert lessons.topic.isna().sum() == 1
    given = lessons[~lessons.kind.isin(["self_study"])].hours.astype(int).groupby(lessons.course_id).sum()
    courses = college["courses"].set_index("course_id")
    lag = (courses.loc[given.index].planned_hours.astype(int) - given).loc[lambda rows: rows != 0]
    assert lag.to_dict() == {"c-tm24-op01-1": 2}
    remarks = college["remarks"][college["remarks"].course_id.isin(given.index)]
    assert len(remarks[~remarks.state.isin(["confirmed", "dropped"])]) == 3


def test_hours_lag_only_where_planted(college, plants):
    given = college.held.hours.astype(int).groupby(college.held.course_id).sum()
    courses = college["courses"].set_index("course_id").planned_hours.astype(int).drop("c-tm24-pp01-2")
    lag = (courses - given).loc[lambda rows: rows != 0].to_dict()
    assert lag == {plant["course_id"]: plant["hours"] for plant in plants if plant["rule"] == "plan_lag"}


def test_corrections_end_in_what_stands_there(college, plants):
    corrections = college["corrections"]
    assert set(corrections.kind) == {"correction", "absence_reason"}
    assert set(corrections.field) == {"text", "topic", "homework", "value"}
    texts = college["entries"].set_index(["lesson_id", "student_id"]).text
    for row in corrections[corrections.field == "text"].itertuples():
        assert texts[row.lesson_id, row.student_id] == row.after != row.before
    marks = college.cells.merge(corrections[corrections.kind == "correction"], on=["lesson_id", "student_id"])
    days = pd.to_datetime(marks["at"]) - pd.to_datetime(marks.mark_recorded_at)
    late_ones = sorted(marks[days > pd.Timedelta(days=7)].lesson_id)
    assert late_ones == sorted([*planted(plants, "correction_late"), *planted(plants, "correction_after_period")])


def test_remarks_have_all_states_and_repeat(college, plants):
    remarks = college["remarks"]
    assert set(remarks.state) == {
        "proposed",
        "issued",
        "acquainted",
        "presumed_eliminated",
        "confirmed",
        "returned",
        "dropped",
    }
    assert remarks.repeats.notna().sum() == 4
    assert {plant["remark_id"] for plant in plants if "remark_id" in plant} == set(remarks.remark_id)
    overdue = remarks[remarks.resolved_at.notna() & (remarks.resolved_at > remarks.due)]
    assert overdue.remark_id.tolist() == [
        plant["remark_id"] for plant in plants if plant["rule"] == "homework_missing" and "mended" in plant
    ]
    names = "|".join(set(college["students"].last_name))
    assert not remarks.text.str.contains(names).any()


@pytest.fixture(scope="module")
def at_month_ends(tmp_path_factory, generate, read_college):
    moments = ["2025-11-01", "2025-12-01", "2026-01-01"]
    folders = [tmp_path_factory.mktemp("then") / moment for moment in moments]
    for moment, folder in zip(moments, folders, strict=True):
        generate("--as-of", f"{moment}T08:00:00+04:00", "-o", folder)
    return [read_college(folder) for folder in folders]


def test_earlier_states_show_what_was_mended(at_month_ends, plants):
    """In each state exactly the held lessons have no topic whose plant was not yet mended on that day."""
    for then, day in zip(at_month_ends, [dt.date(2025, 11, 1), dt.date(2025, 12, 1), dt.date(2026, 1, 1)], strict=True):
        lessons = then["lessons"].set_index("lesson_id")
        expected = {
            lesson
            for plant in plants
            if plant["rule"] in {"topic_missing", "lesson_unfilled"} and plant.get("mended", dt.date.max) >= day
            for lesson in plant["lesson_ids"]
            if lessons.date[lesson] < day.isoformat()
        }
        held = lessons[lessons.status == "held"]
        assert set(held[held.topic.isna()].index) == expected
        assert (held.date < day.isoformat()).all()
    before, after = at_month_ends[0]["students"], at_month_ends[1]["students"]
    assert "Ёлкина" in set(before[before.group_id == "g-tm24"].last_name)
    assert "Ёлкина" not in set(after[after.group_id == "g-tm24"].last_name)
    assert len(before) == len(after) - 1, "the transferred student is not there yet"


def test_no_mark_is_recorded_after_the_grade_it_counts_in(college):
    """АПТ 4.4: all is in the journal before the period's grade; only planted corrections come later."""
    cells = college.cells[college.cells.marks != ""]
    latest = pd.to_datetime(cells.mark_recorded_at).groupby([cells.course_id, cells.student_id]).max()
    grades = college["grades"][(college["grades"].kind == "result") & college["grades"].period.str.startswith("2025-")]
    given = pd.to_datetime(grades.set_index(["course_id", "student_id"]).recorded_at)
    both = pd.concat([latest.rename("mark"), given.rename("grade")], axis=1, join="inner")
    assert len(both) > 1000
    assert both[both.mark > both.grade].index.tolist() == []
