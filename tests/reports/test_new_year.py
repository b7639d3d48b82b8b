"""Readiness of the new school year: what is missing is told by group and course, what nobody knows is «нет данных»."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from ejarchive.formats.read import read_journal
from ejarchive.model.schema import TABLES
from ejarchive.reports.new_year import group_states, new_year_page
from ejarchive.settings import load_settings, regulation_of

COLLEGE = Path(__file__).resolve().parents[2] / "samples" / "college"
MOMENT = dt.datetime.fromisoformat("2025-09-20T12:00:00+04:00")


@pytest.fixture(scope="module")
def journal():
    return read_journal(COLLEGE)[0]


def without(journal, table, keep):
    """The journal with only those rows of a table that `keep` keeps."""
    frame = journal.frame(table)
    return replace(journal, frames={**journal.frames, table: frame[keep(frame)]}, _cache={})


def without_curator(journal):
    """The journal whose group 21-ТМ has no curator, neither now nor that year."""
    bare = emptied(journal, "groups", "curator_id", "g-tm24")
    return without(bare, "group_years", lambda frame: frame["group_id"] != "g-tm24")


def emptied(journal, table, column, value):
    """The journal with a column emptied where `value` stands in the table's key."""
    frame = journal.frame(table).copy()
    frame.loc[frame[TABLES[table].key[0]] == value, column] = None
    return replace(journal, frames={**journal.frames, table: frame}, _cache={})


def state(journal, group="g-tm24", year=2025):
    return {one.group.group_id: one for one in group_states(journal, year, MOMENT)}[group]


def page(journal, moment=MOMENT):
    settings, _ = load_settings(COLLEGE / "ejarchive.toml")
    return new_year_page(journal, settings, regulation_of(settings), moment, 2025).parts[0].view


def test_the_sample_is_formed(journal):
    states = group_states(journal, 2025, MOMENT)
    assert [one.group.name for one in states] == ["11-ВТ", "11-ПК", "21-ТМ"]
    assert all(one.formed for one in states)
    assert [len(one.terms) for one in states] == [2, 2, 2]  # a group's own dates of a period are no further period
    assert not page(journal)["gaps"]


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda j: without(j, "students", lambda f: f["group_id"] != "g-tm24"), "внести список обучающихся"),
        (lambda j: without(j, "courses", lambda f: f["group_id"] != "g-tm24"), "внести дисциплины учебного плана"),
        (without_curator, "назначить классного руководителя"),
        (lambda j: emptied(j, "courses", "teacher_id", "c-tm24-op03-1"), "назначить преподавателя"),
        (lambda j: emptied(j, "courses", "planned_hours", "c-tm24-op03-1"), "указать часы по учебному плану"),
        (lambda j: without(j, "plan", lambda f: f["course_id"] != "c-tm24-op03-1"), "заполнить рабочую программу"),
        (lambda j: without(j, "lessons", lambda f: f["course_id"] != "c-tm24-op03-1"), "внести расписание занятий"),
    ],
)
def test_each_gap_is_told_once_with_its_place(journal, spoil, what):
    gaps = page(spoil(journal))["gaps"]
    assert [(gap["group"], gap["what"]) for gap in gaps] == [("21-ТМ", what)]
    course = what.endswith(("преподавателя", "плану", "программу", "занятий"))
    assert gaps[0]["where"].replace("\u00a0", " ") == ("ОП.03 Материаловедение" if course else "")


def test_a_source_without_programmes_says_no_data(journal):
    frames = {name: frame for name, frame in journal.frames.items() if name != "plan"}
    bare = replace(journal, frames=frames, present={k: v for k, v in journal.present.items() if k != "plan"}, _cache={})
    assert state(bare).without_programme is None
    assert state(bare).formed
    assert {row["without"][2] for row in page(bare)["rows"]} == {"нет данных"}


@pytest.mark.parametrize(("day", "word"), [("2025-09-25", "ещё не наступил"), ("2025-09-26", "истёк")])
def test_the_day_itself_is_still_in_time(journal, day, word):
    spoilt = without_curator(journal)
    verdict = page(spoilt, dt.datetime.fromisoformat(f"{day}T23:00:00+04:00"))["verdict"]
    assert verdict.startswith("Разделы журнала сформированы полностью у 2 из 3 групп.")
    assert word in verdict


def test_a_group_that_is_gone_is_not_asked_for(journal):
    event = pd.DataFrame([{"group_id": "g-vt25", "date": pd.Timestamp("2025-06-30"), "kind": "graduated"}])
    event = event.reindex(columns=[column.name for column in TABLES["group_events"].columns])
    gone = replace(journal, frames={**journal.frames, "group_events": event}, _cache={})
    assert [one.group.name for one in group_states(gone, 2025, MOMENT)] == ["11-ПК", "21-ТМ"]
