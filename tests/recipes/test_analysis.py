"""One command orders four analyses: what does not go together is refused with what to type, before anything is read."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from ejarchive.errors import UsageError
from ejarchive.recipes.analysis import AnalysisOrder, make_analysis
from ejarchive.recipes.analytics_views import year_of
from ejarchive.recipes.order import Order
from ejarchive.surroundings import gather

COLLEGE = Path(__file__).resolve().parents[2] / "samples" / "college"
NOWHERE = Path("no-such-journal")


def order(out, journal=COLLEGE, **asked):
    surroundings = replace(gather(), state=out / "state")
    return make_analysis(journal, out, AnalysisOrder(**asked), Order(engine="plutoprint"), surroundings)


@pytest.mark.parametrize(
    ("asked", "remedy"),
    [
        ({}, "--month"),
        ({"month": "2025-10", "term": "2025-1"}, "--month"),
        ({"term": "2025-1", "readiness": True}, "--readiness"),
        ({"month": "2025-10", "group": "21-ТМ"}, "--for curator"),
        ({"month": "2025-10", "reader": "curator"}, "--group"),
        ({"readiness": True, "reader": "curator", "group": "21-ТМ"}, "Уберите"),
        ({"readiness": True, "deputy": "academic"}, "Уберите"),
        ({"month": "2025-10", "reader": "curator", "group": "21-ТМ", "remarks": Path("x.xlsx")}, "Уберите"),
    ],
)
def test_what_does_not_go_together_is_refused(tmp_path, asked, remedy):
    with pytest.raises(UsageError) as refusal:
        order(tmp_path, NOWHERE, **asked)
    assert remedy in refusal.value.remedy


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"month": "октябрь"}, "Месяц не понят"),
        ({"month": "2025-13"}, "Месяц не понят"),
        ({"month": "0000-05"}, "Месяц не понят"),
        ({"month": "2030-10"}, "ещё не начался"),
        ({"month": "2019-05"}, "ещё не начались"),
        ({"term": "2030-1"}, "Нет учебного периода"),
        ({"month": "2024-10", "reader": "curator", "group": "21-ТМ"}, "не попадает"),
        ({"month": "2025-10", "reader": "curator", "group": "99-ЯЯ"}, "Нет группы"),
    ],
)
def test_a_time_or_a_group_that_is_not_there_is_told(tmp_path, asked, words):
    with pytest.raises(UsageError) as refusal:
        order(tmp_path, **asked)
    assert words in str(refusal.value)
    assert not [file for file in tmp_path.iterdir() if file.name != "state"]


def test_a_curator_gets_one_file_of_her_group(tmp_path):
    [artifact] = order(tmp_path, reader="curator", group="11-ПК", month="2025-10").artifacts
    assert (artifact.kind, artifact.group_id, artifact.path.name) == ("report", "g-pk25", "curator-11pk-2025-10.pdf")


def test_readiness_is_of_the_year_one_prepares(tmp_path):
    [artifact] = order(tmp_path, readiness=True).artifacts
    assert (artifact.kind, artifact.path.name) == ("readiness", "new-year-2026.pdf")


@pytest.mark.parametrize(("day", "year"), [("2026-06-30", 2025), ("2026-07-01", 2026), ("2026-01-15", 2025)])
def test_the_year_turns_in_july(day, year):
    assert year_of(dt.date.fromisoformat(day)) == year
