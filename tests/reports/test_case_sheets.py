"""Sheets that form a case of their own: which are in it, and which gaps make them a draft."""

import pytest

from ejarchive.readiness import Gap, GapKind, Readiness
from ejarchive.reports.case_sheets import case_sheets
from ejarchive.reports.pack import PROJECT, PackOptions
from reports.small_journal import context_of, tables


def sheets(kinds, *gaps, reason=""):
    found = tuple(Gap(kind=kind, course_id="c1") for kind in gaps)
    options = PackOptions(readiness=Readiness(group_id="g", term_id="2025-1", gaps=found), accepted_gaps=reason)
    return case_sheets(context_of(tables()), "case-x", "сводные ведомости", kinds, options)


def test_the_sheets_asked_for_are_followed_by_the_signatures():
    document = sheets(["term_grades"])
    assert [part.key for part in document.parts] == ["grades", "signatures"]
    assert document.title.startswith("Сводные ведомости. Группа ")
    assert (document.stem, document.kind, document.watermark) == ("case-x", "pack", "")


def test_sheets_of_the_year_wait_for_its_last_period_and_an_empty_case_is_none():
    assert sheets(["year_grades"]) is None
    assert [part.key for part in sheets(["year_grades", "term_grades"]).parts] == ["grades", "signatures"]


@pytest.mark.parametrize(
    ("kinds", "gap", "watermark"),
    [
        (["term_grades"], GapKind.TOPIC, ""),
        (["term_grades"], GapKind.REMARK, ""),
        (["term_grades"], GapKind.GRADE, PROJECT),
        (["term_grades"], GapKind.MAKE_UP, PROJECT),
        (["term_grades", "absences"], GapKind.TOPIC, PROJECT),
    ],
)
def test_only_gaps_that_the_sheets_would_show_make_them_a_draft(kinds, gap, watermark):
    assert sheets(kinds, gap).watermark == watermark
    assert sheets(kinds, gap, reason="срок — 16 января").watermark == ""


def test_a_reason_is_printed_only_where_there_is_a_gap():
    assert sheets(["term_grades"], GapKind.TOPIC, reason="срок").parts[-1].view["reason"] == ""
    assert sheets(["term_grades"], GapKind.GRADE, reason="срок").parts[-1].view["reason"] == "срок"
