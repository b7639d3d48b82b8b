"""Period grades one by one: the value, the period, the student."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ejarchive.checks.cells import meant
from ejarchive.checks.inspection import Inspection, each
from ejarchive.finding import Finding
from ejarchive.model.cell import repairs
from ejarchive.model.courses import CONTROLS

_TABLES = ("grades", "attempts")
_FINAL = "final"
_NUMBER_CONTROLS = {"exam", "graded_credit", "module_exam", "coursework"}


def unknown_grade(inspection: Inspection) -> Iterator[Finding]:
    """Find a period grade outside the scale; a recognisable one comes with its repair."""
    scale, aliases = inspection.regulation.grades, inspection.regulation.cells.aliases
    for table in _TABLES:
        values = inspection.journal.frame(table)["value"].dropna()
        for row, value in values[~values.isin(scale.values)].items():
            meaning = repairs(value, scale.values, {**aliases, "осв": "осв.", "на": "н/а", "н.а": "н/а"})
            meaning = tuple(sign for sign in meaning if sign in scale.values)
            facts = {"value": value, "known": ", ".join(scale.values), "repair": meant(meaning)}
            yield inspection.finding("J205" if meaning else "J204", table, row, "value", **facts)


def not_assessed_without_terms(inspection: Inspection) -> Iterator[Finding]:
    """Find «н/а» without the date and the form of making it up (АПТ 4.4)."""
    frame = inspection.journal.frame("grades")
    result = frame["kind"].isna() | frame["kind"].eq("result")
    open_ones = frame[frame["value"].isin(inspection.regulation.grades.not_assessed) & result]
    for row, value, until, form in each(open_ones, "value", "make_up_until", "make_up_form"):
        missing = [word for word, fact in (("срока", until), ("формы", form)) if pd.isna(fact)]
        if missing:
            column = "make_up_until" if pd.isna(until) else "make_up_form"
            yield inspection.finding("J206", "grades", row, column, value=value, missing=" и ".join(missing))


def grade_against_control(inspection: Inspection) -> Iterator[Finding]:
    """Find a credit where an exam gives a number, or a number where there is only a credit."""
    scale = inspection.regulation.grades
    frame = inspection.with_course("grades")
    frame = frame[(frame["kind"].isna() | frame["kind"].eq("result")) & frame["course_control"].notna()]
    credit = frame["course_control"].eq("credit") & frame["value"].isin(list(scale.numbers))
    number = frame["course_control"].isin(_NUMBER_CONTROLS) & frame["value"].isin([*scale.passed, *scale.failed])
    for row, value, control, course in each(frame[credit | number], "value", "course_control", "course_id"):
        facts = {"value": value, "control": CONTROLS[control], "course": course}
        yield inspection.finding("J207", "grades", row, "value", **facts)


def unknown_period(inspection: Inspection) -> Iterator[Finding]:
    """Find a period that is no term, no school year and not `final`."""
    terms = inspection.journal.frame("terms")["term_id"].dropna()
    for table in _TABLES:
        periods = inspection.journal.frame(table)["period"].dropna()
        known = periods.isin(terms) | periods.eq(_FINAL) | _is_year(periods)
        for row, value in periods[~known].items():
            yield inspection.finding("J208", table, row, "period", value=value)


def grade_of_other_term(inspection: Inspection) -> Iterator[Finding]:
    """Find a grade for another term or school year than its course belongs to: no page has a place for it."""
    terms = inspection.journal.frame("terms")["term_id"].dropna()
    for table in _TABLES:
        frame = inspection.with_course(table)
        other_term = frame["period"].isin(terms) & (frame["period"] != frame["course_term_id"])
        years = _school_year(frame["course_starts"])
        other_year = _is_year(frame["period"]) & ~frame["period"].isin(terms) & years.notna()
        other_year &= frame["period"] != years
        for row, value, course, term in each(frame[other_term | other_year], "period", "course_id", "course_term_id"):
            yield inspection.finding("J209", table, row, "period", value=value, course=course, term=term)


def grade_outside_membership(inspection: Inspection) -> Iterator[Finding]:
    """Find a grade of a student who was not in the group on any day of the period."""
    known = inspection.journal.frame("students")["student_id"]
    for table in _TABLES:
        frame = inspection.with_course(table)
        frame = frame[frame["student_id"].isin(known)]
        outside = frame[~_was_member(inspection, frame)]
        for row, student, group, period in each(outside, "student_id", "course_group_id", "period"):
            facts = {"student": student, "group": group, "period": period}
            yield inspection.finding("J210", table, row, "student_id", **facts)


def _was_member(inspection: Inspection, frame: pd.DataFrame) -> pd.Series[Any]:
    """Tell whether a stay in the course's group overlaps the period; `final` and unknown ones take any stay."""
    year = pd.to_numeric(frame["period"].where(_is_year(frame["period"])), errors="coerce")
    starts = frame["course_starts"].where(frame["period"] == frame["course_term_id"])
    ends = frame["course_ends"].where(frame["period"] == frame["course_term_id"])
    starts = starts.fillna(pd.to_datetime(year.map("{:.0f}-09-01".format, na_action="ignore"), errors="coerce"))
    ends = ends.fillna(pd.to_datetime((year + 1).map("{:.0f}-08-31".format, na_action="ignore"), errors="coerce"))
    keys = pd.DataFrame(
        {
            "row": frame.index,
            "student_id": frame["student_id"].array,
            "group_id": frame["course_group_id"].array,
            "first": starts.array,
            "last": ends.array,
        }
    )
    pairs = keys.merge(inspection.stays, on=["student_id", "group_id"])
    begun = pairs["starts"].isna() | pairs["last"].isna() | (pairs["starts"] <= pairs["last"])
    lasting = pairs["ends"].isna() | pairs["first"].isna() | (pairs["first"] <= pairs["ends"])
    return frame.index.to_series().isin(pairs.loc[begun & lasting, "row"])


def grade_outside_course(inspection: Inspection) -> Iterator[Finding]:
    """Find a grade of a student who does not belong to the course's subgroup."""
    for table in _TABLES:
        frame = inspection.with_course(table)
        listed = frame[frame["course_id"].isin(list(inspection.composition))]
        for row, student, course in each(listed, "student_id", "course_id"):
            if student not in inspection.composition[course]:
                yield inspection.finding("J215", table, row, "student_id", student=student, course=course)


def _is_year(periods: pd.Series[Any]) -> pd.Series[bool]:
    return periods.str.fullmatch("(?:19|20)[0-9]{2}", na=False)


def _school_year(starts: pd.Series[Any]) -> pd.Series[Any]:
    """The year in which the school year of a day begins, as text: August and later count forward."""
    year: pd.Series[Any] = starts.dt.year - (starts.dt.month < 8)
    words: pd.Series[Any] = year.map("{:.0f}".format, na_action="ignore").astype("str")
    return words


RULES = (
    unknown_grade,
    not_assessed_without_terms,
    grade_against_control,
    unknown_period,
    grade_of_other_term,
    grade_outside_membership,
    grade_outside_course,
)
