"""Whatever stands in the cells, the judging answers with verdicts, never with a crash."""

import datetime as dt
import random
from dataclasses import replace

import pytest

from checks.test_robust import COMMON, SETTINGS, mangled, rich_journal
from ejarchive.checks.upkeep.run import judge_upkeep
from ejarchive.errors import EjarchiveError
from ejarchive.formats.read import read_journal
from ejarchive.settings import AnalyticsSettings
from ejarchive.upkeep import Verdict

MOMENT = dt.datetime.fromisoformat("2026-07-01T10:00:00+04:00")
EARLIER = dt.datetime.fromisoformat("2025-10-01T10:00:00+04:00")
EAGER = AnalyticsSettings(lessons_without_marks=1, student_lessons_without_mark=1, min_marks=1)


@pytest.fixture(scope="module")
def rich():
    return rich_journal()


@pytest.mark.parametrize("seed", range(12))
def test_a_spoilt_journal_is_judged_as_far_as_it_goes(seed, rich, tmp_path):
    mangled(rich, random.Random(seed), tmp_path)  # noqa: S311 - the same spoilt journals every time
    try:
        journal, _ = read_journal(tmp_path)
    except EjarchiveError:
        return  # not readable at all, and said so
    for days in ("calendar", "working"):
        rules, settings = replace(COMMON, deadline_days=days), replace(SETTINGS, analytics=EAGER)
        rows = judge_upkeep(journal, rules, settings, MOMENT, snapshots=[(journal, EARLIER)]).judged
        assert set(rows["verdict"]) <= set(Verdict)
        assert rows["rule"].notna().all()


def test_an_empty_journal_has_nothing_to_judge():
    from ejarchive.model.journal import Journal

    upkeep = judge_upkeep(Journal({}, {}), COMMON, SETTINGS, MOMENT)
    assert upkeep.judged.empty
    assert "matured" in upkeep.judged.columns
    assert "attendance_late" in upkeep.rules
