"""A statement and the semester pack of the same journal give the same figures."""

from collections import Counter

import pytest

from ejarchive.reports.absence_summary import term_absences
from ejarchive.reports.context import pack_context
from ejarchive.reports.courses_of_term import term_courses
from ejarchive.reports.grade_columns import grade_columns
from ejarchive.reports.roll import roll
from reports.statement.conftest import rows
from reports.statement.test_statement_sums import figures

GROUPS = ("g-tm24", "g-pk25", "g-vt25")
TERMS = ("2025-1", "2025-2")


@pytest.fixture(scope="module")
def packs(college):
    return {
        (group, term): pack_context(
            college.journal, college.settings, college.source().regulation,
            group_id=group, term_id=term, moment=college.moment,
        )
        for group in GROUPS
        for term in TERMS
    }  # fmt: skip


@pytest.mark.parametrize("term", TERMS)
def test_missed_hours_and_late_arrivals(college, packs, term):
    """A student of two groups stands in both packs: there the figures are added up."""
    expected = Counter()
    for group in GROUPS:
        context = packs[group, term]
        listed = roll(context)
        for part in term_absences(context):
            codes = part.view["codes"]
            for row in part.view["rows"]:
                student = listed[row["number"] - 1].student_id
                hours = dict(zip(("missed", *codes), row["groups"][-1], strict=True))
                expected.update({(student, sort): number(text) for sort, text in hours.items()})
                expected[student, "late"] += int(row["late"] or 0)
    students = {student for student, _ in expected}
    assert len(students) > 60
    for student in students:
        total = rows(college.statement(student, term_id=term))[-1]
        told = dict(zip("бпн", total["reasons"], strict=True)) | {"missed": total["missed"]}
        assert {sort: figures(text)[1] for sort, text in told.items()} == {
            sort: expected[student, sort] for sort in told
        }, student
        assert int(total["late"]) == expected[student, "late"], student


@pytest.mark.parametrize("term", TERMS)
def test_grades_of_the_period(college, packs, term):
    for group in GROUPS:
        context = packs[group, term]
        columns = grade_columns(context, term_courses(context), term)
        for student in roll(context):
            ours = college.statement(student.student_id, term_id=term)
            tables = [item for part in ours.parts for page in part.view["pages"] for item in page["items"]]
            titles = next((item["grades"] for item in tables if item["kind"] == "table"), [])
            kept = [place for place, title in enumerate(titles) if title not in {"год", "итоговая"}]
            given = [row["grades"][place] for row in own_rows(ours, context) for place in kept]
            in_pack = [column.values[student.student_id] for column in columns if student.student_id in column.values]
            assert sorted(filter(None, given)) == sorted(in_pack), student.student_id


def own_rows(document, context):
    """The rows below the heading of this group, or all of them where no heading is needed."""
    found, heading = [], ""
    for row in rows(document):
        if row["kind"] == "heading":
            heading = row["text"]
        elif row["kind"] == "row" and (not heading or f"{context.group.name}," in heading):
            found.append(row)
    return found


def number(text):
    return float(text.replace("\u00a0", "").replace(",", ".") or 0)
