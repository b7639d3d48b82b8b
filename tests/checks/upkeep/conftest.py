"""Judging a small college."""

import datetime as dt
from dataclasses import replace
from unittest.mock import patch

import pytest

from checks.upkeep.small_college import LATER, journal_of
from ejarchive.checks.upkeep import accumulation, corrections, entries, gaps, period_grades, programme, run, timeliness
from ejarchive.regulation import load_regulation
from ejarchive.settings import AnalyticsSettings, College, Settings

# Which judge speaks of a rule: a test of one rule asks no other, and takes a third of the time.
JUDGE_OF = {
    "attendance_late": timeliness.daily_records, "marks_late": timeliness.daily_records,
    "homework_late": timeliness.daily_records, "topic_late": timeliness.daily_records,
    "lesson_unfilled": gaps.unfilled_lesson, "topic_missing": gaps.missing_topic,
    "homework_missing": gaps.missing_homework, "grade_missing": period_grades.period_grades,
    "grades_late": period_grades.period_grades, "not_assessed_bare": period_grades.period_grades,
    "topic_off_plan": programme.topic_off_plan, "plan_lag": programme.plan_lag,
    "mark_without_task": entries.mark_without_task, "foreign_author": entries.foreign_author,
    "few_marks": accumulation.few_marks, "long_without_mark": accumulation.long_without_mark,
    "marks_below_minimum": accumulation.marks_below_minimum,
    "correction_late": corrections.late_correction, "correction_after_period": corrections.late_correction,
}  # fmt: skip


@pytest.fixture
def judged():
    """Judge a journal: the rows of `judged`, as plain dictionaries, of one rule or of all."""

    def judge(rule=None, *, at=LATER, zone="Europe/Samara", regulation="common", snapshots=(), asked=None, days=None,
              journal=None, **tables):  # fmt: skip
        settings = Settings(college=College(timezone=zone), analytics=asked or AnalyticsSettings())
        rules = replace(load_regulation(regulation), **({"deadline_days": days} if days else {}))
        looks = [(look, dt.datetime.fromisoformat(moment)) for look, moment in snapshots]
        journal = journal or journal_of(**tables)
        judges = run.JUDGES if rule is None else (JUDGE_OF[rule],)
        with patch.object(run, "JUDGES", judges):
            moment = dt.datetime.fromisoformat(at)
            found = run.judge_upkeep(journal, rules, settings, moment, snapshots=looks).judged
        rows = found.astype(object).where(found.notna(), None).to_dict("records")
        return [row for row in rows if rule in (None, row["rule"])]

    return judge


@pytest.fixture
def verdicts(judged):
    """Judge by one rule: only the verdicts."""
    return lambda rule, **facts: [row["verdict"] for row in judged(rule, **facts)]
