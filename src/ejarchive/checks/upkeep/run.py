"""The one door of the judging of upkeep: a journal in, every verdict of every rule out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain

import pandas as pd

from ejarchive.checks.upkeep import accumulation, corrections, entries, gaps, period_grades, programme, timeliness
from ejarchive.checks.upkeep.ground import Ground, Snapshot
from ejarchive.checks.upkeep.verdicts import COLUMNS
from ejarchive.model.journal import Journal
from ejarchive.regulation import Regulation
from ejarchive.settings import Settings
from ejarchive.upkeep import Upkeep, upkeep_rules

JUDGES = (
    timeliness.daily_records,
    gaps.unfilled_lesson,
    gaps.missing_topic,
    gaps.missing_homework,
    period_grades.period_grades,
    programme.topic_off_plan,
    programme.plan_lag,
    entries.mark_without_task,
    entries.foreign_author,
    accumulation.few_marks,
    accumulation.long_without_mark,
    accumulation.marks_below_minimum,
    corrections.late_correction,
)


def judge_upkeep(
    journal: Journal,
    regulation: Regulation,
    settings: Settings,
    moment: dt.datetime,
    *,
    snapshots: Sequence[Snapshot] = (),
) -> Upkeep:
    """Judge how the journal was kept, as of the moment (aware of its zone); what was recorded later is not seen.

    `snapshots`: earlier looks at the same journal, each with its moment, that bound the time of what has no stamp.
    """
    ground = Ground.of(journal, regulation, settings, moment, snapshots)
    frames = [frame for frame in chain.from_iterable(judge(ground) for judge in JUDGES) if len(frame)]
    judged = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COLUMNS))
    return Upkeep({key: rule for key, rule in upkeep_rules().items() if ground.asks(key)}, judged)
