"""Lessons against the calendar: their term, holidays, Sundays, the day of the data, their programme."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ejarchive.checks.inspection import Inspection, each
from ejarchive.finding import Finding

_FAR = pd.Timedelta(days=200)
_SUNDAY = 6
_LONGEST_LESSON = 12


def lesson_outside_term(inspection: Inspection) -> Iterator[Finding]:
    """Find a lesson outside its term; half a year away from it the date is impossible."""
    frame = inspection.lessons
    early, late = frame["course_starts"] - frame["date"], frame["date"] - frame["course_ends"]
    outside = (early > pd.Timedelta(0)) | (late > pd.Timedelta(0))
    far = (early > _FAR) | (late > _FAR)
    for row, *values in each(
        frame.assign(far=far)[outside], "far", "date", "course_term_id", "course_starts", "course_ends"
    ):
        code = "J302" if values[0] else "J301"
        facts = dict(zip(("day", "term", "starts", "ends"), values[1:], strict=True))
        yield inspection.finding(code, "lessons", row, "date", **facts)


def lesson_on_holiday(inspection: Inspection) -> Iterator[Finding]:
    """Find a lesson on a holiday or in the vacation that was not moved there on purpose."""
    frame = inspection.lessons
    frame = frame[frame["on"] & frame["moved_from"].isna() & ~_placement(frame)]
    for starts, ends, name in inspection.journal.frame("holidays")[["starts", "ends", "name"]].itertuples(index=False):
        for row, day in each(frame[(frame["date"] >= starts) & (frame["date"] <= ends)], "date"):
            holiday = name if isinstance(name, str) else "каникулы"
            yield inspection.finding("J303", "lessons", row, "date", day=day, holiday=holiday)


def lesson_on_sunday(inspection: Inspection) -> Iterator[Finding]:
    """Find a lesson on a Sunday that was not moved there on purpose."""
    frame = inspection.lessons
    sunday = frame["on"] & (frame["date"].dt.day_of_week == _SUNDAY) & frame["moved_from"].isna()
    for row, day in each(frame[sunday & ~_placement(frame)], "date"):
        yield inspection.finding("J304", "lessons", row, "date", day=day)


def lesson_ahead_of_data(inspection: Inspection) -> Iterator[Finding]:
    """Find a lesson said to be held on a day that had not come when the data were taken."""
    frame = inspection.lessons
    if inspection.day is not None:
        ahead = frame[frame["status"].eq("held") & (frame["date"] > pd.Timestamp(inspection.day))]
        for row, day in each(ahead, "date"):
            yield inspection.finding("J305", "lessons", row, "date", day=day, moment=inspection.moment)


def implausible_hours(inspection: Inspection) -> Iterator[Finding]:
    """Find a lesson of no hours or of more than a day's: minutes in the column of hours, most often."""
    frame = inspection.lessons
    wrong = frame[frame["on"] & ((frame["hours"] == 0) | (frame["hours"] > _LONGEST_LESSON))]
    for row, lesson, hours in each(wrong, "lesson_id", "hours"):
        yield inspection.finding("J315", "lessons", row, "hours", lesson=lesson, hours=hours)


def position_outside_plan(inspection: Inspection) -> Iterator[Finding]:
    """Find a lesson that names a topic its programme does not have."""
    plan = inspection.journal.frame("plan")[["course_id", "position"]].dropna()
    known = set(zip(plan["course_id"], plan["position"], strict=True))
    frame = inspection.lessons
    named = frame[frame["plan_position"].notna() & frame["course_id"].isin(plan["course_id"])]
    for row, course, position in each(named, "course_id", "plan_position"):
        if (course, position) not in known:
            yield inspection.finding("J317", "lessons", row, "plan_position", course=course, position=position)


def _placement(frame: pd.DataFrame) -> pd.Series[bool]:
    """Work placements follow the enterprise's calendar, not the college's."""
    return frame["course_kind"].eq("work_placement").fillna(value=False)


RULES = (
    lesson_outside_term,
    lesson_on_holiday,
    lesson_on_sunday,
    lesson_ahead_of_data,
    implausible_hours,
    position_outside_plan,
)
