"""The sample college: the breaches found are those its generator planted, month by month, and nothing else."""

import datetime as dt
import subprocess
import sys
import tomllib
from dataclasses import replace

import pytest

from ejarchive.checks.upkeep.run import judge_upkeep
from ejarchive.formats.read import read_journal
from ejarchive.model.as_of import as_of
from ejarchive.regulation import load_regulation
from ejarchive.settings import load_settings, regulation_of

MOMENTS = (
    "2025-11-01T08:00:00+04:00",
    "2025-12-01T08:00:00+04:00",
    "2026-01-15T08:00:00+04:00",
    "2026-07-01T10:00:00+04:00",
)
BY_COURSE = {"plan_lag", "few_marks"}  # what is planted as a list of lessons is one fact of its course


@pytest.fixture(scope="module")
def college(root):
    folder = root / "samples" / "college"
    settings, _ = load_settings(folder / "ejarchive.toml")
    journal, _ = read_journal(folder, zone=settings.college.zone)
    planted = tomllib.loads((root / "samples" / "planted.toml").read_text("utf-8"))["plant"]
    return journal, regulation_of(settings), settings, planted


@pytest.fixture(scope="module")
def judgements(college):
    journal, regulation, settings, _ = college
    return {at: judge_upkeep(journal, regulation, settings, dt.datetime.fromisoformat(at)) for at in MOMENTS}


def names(plant):
    """Rule and place of every breach of a plant."""
    place = (plant["rule"], plant["deputy"], plant["responsible_id"], plant["group_id"], plant["course_id"])
    lessons, students = plant.get("lesson_ids", [None]), plant.get("student_ids", [None])
    if plant["rule"] in BY_COURSE:
        lessons, students = lessons[:1], [None]
    return {(*place, lesson, student) for lesson in lessons for student in students}


def expected(planted, at):
    """What can be seen at a moment: its month has come, the day it was mended has not; a lateness stays."""
    months = {}
    day = dt.date.fromisoformat(at[:10])
    for plant in planted:
        well_into = dt.date.fromisoformat(
            f"{plant['month']}-10"
        )  # no plant's term ends later in the last month looked at
        if well_into <= day and not plant.get("mended", dt.date.max) <= day:
            months |= dict.fromkeys(names(plant), plant["month"])
    return months


def found(upkeep):
    rows = upkeep.judged[upkeep.judged["verdict"] == "breach"]
    columns = ["rule", "deputy", "responsible_id", "group_id", "course_id", "lesson_id", "student_id"]
    places = rows[columns].astype(object).where(rows[columns].notna(), None).itertuples(index=False, name=None)
    return dict(zip(places, rows["matured"].dt.strftime("%Y-%m"), strict=True))


# A plant of several lessons is listed under the month of its first one.
OWN_MONTH = {"l01224": "2026-04"}


@pytest.mark.parametrize("at", MOMENTS)
def test_what_is_found_is_what_was_planted_and_nothing_else(college, judgements, at):
    *_, planted = college
    told = {place: OWN_MONTH.get(place[5], month) for place, month in expected(planted, at).items()}
    assert found(judgements[at]) == told


@pytest.mark.parametrize("at", MOMENTS[:3])
def test_a_journal_taken_on_that_day_tells_the_same(college, judgements, at, root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("then")
    generate = [sys.executable, str(root / "samples" / "generate.py"), "--as-of", at, "-o", str(folder)]
    subprocess.run(generate, check=True)
    _, regulation, settings, _ = college
    then, _ = read_journal(folder, zone=settings.college.zone)
    assert found(judge_upkeep(then, regulation, settings, dt.datetime.fromisoformat(at))) == found(judgements[at])


def test_lags_have_their_hours(college, judgements):
    _, _, _, planted = college
    rows = judgements[MOMENTS[-1]].judged
    lags = rows[(rows["rule"] == "plan_lag") & (rows["verdict"] == "breach")]
    told = {plant["course_id"]: float(plant["hours"]) for plant in planted if plant["rule"] == "plan_lag"}
    assert dict(zip(lags["course_id"], lags["amount"], strict=True)) == told


def test_what_is_planted_for_july_is_not_due_when_the_data_end(college, judgements):
    *_, planted = college
    rows = judgements[MOMENTS[-1]].judged
    due = rows[rows["verdict"] == "not_due"]
    coming = set(
        zip(due["rule"], due["course_id"], due["student_id"], due["matured"].dt.strftime("%Y-%m"), strict=True)
    )
    planted_so = {
        (plant["rule"], plant["course_id"], student, "2026-07")
        for plant in planted
        if plant["month"] == "2026-07"
        for student in plant["student_ids"]
    }
    assert planted_so
    assert planted_so <= coming


def test_a_thing_keeps_its_name_and_its_month_from_look_to_look(judgements):
    name = ["rule", "course_id", "lesson_id", "student_id", "period"]
    months = {}
    for upkeep in judgements.values():
        rows = upkeep.judged
        assert not rows.duplicated(name).any(), "every judged thing has exactly one verdict"
        sure = rows[rows["verdict"].isin(["breach"])]
        for key, month in zip(
            sure[name].astype("str").itertuples(index=False, name=None), sure["matured"], strict=True
        ):
            assert months.setdefault(key, month) == month


def test_without_stamps_looks_of_every_night_find_the_same_late_records(college, judgements):
    """What the stamps prove, looks taken each night prove as well."""
    journal, regulation, settings, _ = college
    end = dt.datetime.fromisoformat("2025-11-01T08:00:00+04:00")
    nights = [dt.datetime.fromisoformat("2025-10-06T00:00:00+04:00") + dt.timedelta(days=n) for n in range(14)]
    looks = [(as_of(journal, night, regulation.cells).journal, night) for night in nights]
    then = as_of(journal, end, regulation.cells).journal
    stamps = ["recorded_at", "homework_published_at", "mark_recorded_at", "absence_recorded_at"]
    frames = {
        name: frame.assign(**dict.fromkeys(set(stamps) & set(frame.columns)))
        for name, frame in then.frames.items()
        if name in {"lessons", "entries", "grades"}
    }
    bare = replace(then, frames={**then.frames, **frames}, _cache={})
    late = {"attendance_late", "marks_late"}
    blind = judge_upkeep(bare, regulation, settings, end, snapshots=looks)
    proven = {place for place in found(blind) if place[0] in late}
    assert proven == {place for place in found(judgements[MOMENTS[0]]) if place[0] in late} != set()


def test_each_act_judges_by_its_own_terms(college):
    journal, _, settings, _ = college
    moment = dt.datetime.fromisoformat(MOMENTS[-1])
    by_act = {
        name: set(found(judge_upkeep(journal, load_regulation(name), settings, moment)))
        for name in ("common", "apt-2020", "bgsht-2022")
    }
    assert by_act["apt-2020"] == by_act["common"], "the sample's plants are breaches of АПТ's terms"
    rules = {place[0] for place in by_act["bgsht-2022"]}
    assert rules >= {"attendance_late", "marks_late", "topic_missing"}
    assert not rules & {"grades_late", "correction_late"}, "БГСХТ sets no term for these"
