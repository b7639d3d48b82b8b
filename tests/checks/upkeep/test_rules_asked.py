"""Which rules a college asks for: not those without a term in its act, nor those whose number is 0."""

import datetime as dt

import pytest

from checks.upkeep.small_college import LATER, journal_of, lesson
from ejarchive.checks.upkeep.run import JUDGES, judge_upkeep
from ejarchive.regulation import load_regulation
from ejarchive.settings import AnalyticsSettings, Settings
from ejarchive.upkeep import upkeep_rules


def asked(regulation="common", **numbers):
    settings = Settings(analytics=AnalyticsSettings(**numbers))
    moment = dt.datetime.fromisoformat(LATER)
    return set(judge_upkeep(journal_of(lessons=[lesson()]), load_regulation(regulation), settings, moment).rules)


@pytest.mark.parametrize(
    ("regulation", "without"),
    [
        ("common", set()),
        ("apt-2020", {"topic_late"}),
        ("bgsht-2022", {"grades_late", "correction_late"}),
    ],
)
def test_an_act_asks_for_what_it_has_a_term_for(regulation, without):
    assert asked(regulation, min_marks=3) == upkeep_rules().keys() - without


def test_a_number_of_zero_does_not_ask():
    off = asked(lessons_without_marks=0, student_lessons_without_mark=0, min_marks=0)
    assert upkeep_rules().keys() - off == {"few_marks", "long_without_mark", "marks_below_minimum"}


def test_every_judge_is_asked_by_the_tests_and_every_rule_has_one():
    from checks.upkeep.conftest import JUDGE_OF

    assert set(JUDGE_OF) == upkeep_rules().keys()
    assert set(JUDGE_OF.values()) == set(JUDGES)
