"""The rules of upkeep as data: whole, cited, worded, and each judged by somebody."""

import re
from collections import Counter

import pytest

from ejarchive.regulation import load_regulation
from ejarchive.upkeep import BY_SETTING, Nature, basis_of, upkeep_rules

RULES = upkeep_rules()
COMMON = load_regulation("common")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_whole_and_its_words_are_sentences(rule):
    assert re.fullmatch(r"U1\d\d", rule.code)
    assert rule.title == rule.title.strip(" .")
    for words in (rule.one, rule.many, rule.remedy):
        assert words.endswith(".")
        assert words[0].isupper() or words[0] == "«"
        assert set(re.findall(r"\{(\w+)\}", words)) <= {"days", "students", "hours"}
    assert re.findall(r"\{\w+\}", rule.one) == re.findall(r"\{\w+\}", rule.many) != []
    assert "{" not in rule.remedy


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_a_rule_rests_on_is_in_the_regulation(rule):
    assert rule.clauses
    assert set(rule.clauses) <= COMMON.clauses.keys()
    assert rule.deadline is None or rule.deadline in COMMON.deadlines


def test_codes_are_unique_and_in_order():
    codes = [rule.code for rule in RULES.values()]
    assert max(Counter(codes).values()) == 1
    assert codes == sorted(codes)


def test_a_lateness_cannot_be_undone():
    late = {rule.nature for key, rule in RULES.items() if key.endswith("_late")}
    assert late == {Nature.FACTUAL}
    gaps = {key for key in RULES if key.endswith(("_missing", "_unfilled", "_bare"))}
    assert {RULES[key].nature for key in gaps} == {Nature.REMEDIABLE}


def test_only_the_college_s_own_act_is_cited():
    basis = basis_of(RULES["attendance_late"], load_regulation("apt-2020"))
    assert (basis.text, basis.binding) == ("АПТ 4.4", True)
    common = basis_of(RULES["attendance_late"], COMMON)
    assert (common.text, common.binding) == (BY_SETTING, False)


def test_a_rule_its_act_does_not_know_is_a_recommendation():
    basis = basis_of(RULES["mark_without_task"], load_regulation("apt-2020"))
    assert (basis.text, basis.binding) == (BY_SETTING, False)
