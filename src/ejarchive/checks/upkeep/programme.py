"""The programme: topics that stray from it, and hours of the plan that were not given (БГСХТ 2.7, 4.2.3.1; АПТ 4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ejarchive.checks.upkeep.calendar import instants
from ejarchive.checks.upkeep.ground import CLOSING, Ground
from ejarchive.checks.upkeep.topics import Programme
from ejarchive.checks.upkeep.verdicts import BREACH, IN_TIME, NO_DATA, Known, day_done, presence, rows
from ejarchive.regulation import Deadline

_NOT_TAUGHT = "self_study"
_ENOUGH = 0.01  # hours


def topic_off_plan(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge whether a topic is one of the course's programme, wherever in it; a course without one tells nothing."""
    lessons = ground.lessons
    lessons = lessons[lessons["topic"].notna() & ~lessons["kind"].isin(CLOSING)]
    plan = ground.journal.frame("plan")[["course_id", "topic"]].dropna()
    programmes = {course: Programme.of(topics) for course, topics in plan.groupby("course_id", observed=True)["topic"]}
    verdict = np.full(len(lessons), NO_DATA)
    planned = np.flatnonzero(lessons["course_id"].isin(list(programmes)))
    some = lessons.iloc[planned]
    verdict[planned] = [
        IN_TIME if programmes[course].has(topic) else BREACH
        for course, topic in zip(some["course_id"].tolist(), some["topic"].tolist(), strict=True)
    ]
    known = Known.stamped(instants(lessons["recorded"]))
    matured = day_done(ground, known, lessons["date"])
    yield rows(ground, "topic_off_plan", lessons, verdict, known=known, matured=matured)


def plan_lag(ground: Ground) -> Iterator[pd.DataFrame]:
    """Judge, when a period is over, whether the hours of its plan were given; `amount` is what lacks."""
    courses = ground.courses
    courses = courses[courses["daily"] & courses["ends"].notna() & courses["starts"].le(ground.today)]
    planned = _planned(ground, courses)
    courses, planned = courses[planned > 0], planned[planned > 0]
    lessons = ground.lessons
    held = lessons[lessons["filled"] | ~lessons["status"].eq("planned")]
    given = held.groupby("course_id", observed=True)["hours"].sum().reindex(courses.index).fillna(0.0)
    lag = (planned - given).clip(lower=0.0)
    due = ground.calendar.due(courses["ends"], Deadline(days=0, kind="calendar"))
    things = courses.assign(responsible_id=courses["teacher_id"])
    yield rows(ground, "plan_lag", things, presence(ground, due, (lag < _ENOUGH).to_numpy()), due=due, amount=lag)


def _planned(ground: Ground, courses: pd.DataFrame) -> pd.Series[Any]:
    """Return the hours that are to be taught: the course's own, else the sum of its kinds without self-study."""
    hours = ground.journal.frame("course_hours")
    taught = hours[~hours["kind"].eq(_NOT_TAUGHT)].groupby("course_id", observed=True)["planned"].sum()
    return courses["planned_hours"].fillna(taught.reindex(courses.index)).fillna(0.0)
