"""Wrong calls: exit code 2, Russian words, the near one suggested, JSON where JSON was asked for."""

import re

import pytest

WRONG = {
    "no such command": (["pak"], "pack"),
    "no such option": (["check", "j", "--selekt", "C"], "--select"),
    "no such common option": (["--jsn", "doctor"], "--json"),
    "nothing given": (["check"], "ЖУРНАЛ"),
    "no target": (["convert", "j"], "-o"),
    "a word too many": (["check", "j", "k"], "k"),
    "not a number": (["doctor", "--jobs", "many"], "many"),
    "a number too small": (["doctor", "--jobs", "0"], "0"),
    "no such engine": (["doctor", "--engine", "word"], "weasyprint"),
    "not a moment": (["check", "j", "--as-of", "вчера"], "вчера"),
    "no value": (["pack", "j", "-o"], "-o"),
    "a value too many": (["pack", "j", "--continuation=5", "-o", "out"], "--continuation"),
    "only a group of commands": (["templates", "--quiet"], "команда"),
}


@pytest.mark.parametrize(("arguments", "hint"), WRONG.values(), ids=WRONG)
def test_a_wrong_call_ends_with_2_and_says_what_is_right(ejarchive, arguments, hint):
    run = ejarchive(*arguments)
    assert run.code == 2
    assert run.out == b""
    assert hint in run.stderr
    assert "--help" in run.stderr
    assert not re.search(r"['<>=]", run.stderr), "names are quoted with «»"
    assert not re.search(r"\b(Error|Usage|Missing|Invalid|Traceback|option|argument)\b", run.stderr)


@pytest.mark.parametrize("arguments", [case[0] for case in WRONG.values()], ids=WRONG)
@pytest.mark.parametrize("before", [True, False])
def test_a_wrong_call_answers_with_json_too(ejarchive, arguments, before):
    run = ejarchive("--json", *arguments) if before else ejarchive(*arguments[:1], "--json", *arguments[1:])
    assert run.code == 2
    assert [finding["severity"] for finding in run.json["findings"]] == ["error"]


def test_the_answer_names_the_command_that_was_understood(ejarchive):
    assert ejarchive("--json", "pak").json["command"] is None
    assert ejarchive("check", "--json").json["command"] == "check"
    assert ejarchive("templates", "copy", "--json").json["command"] == "templates copy"


def test_the_remedy_names_no_option_that_the_command_lacks(ejarchive, tmp_path):
    run = ejarchive("templates", "copy", tmp_path)
    assert run.code == 8
    assert "другую папку." in run.stderr
    assert "-o" not in run.stderr.replace(str(tmp_path), "")


@pytest.mark.parametrize("place", ["before", "after"])
def test_common_options_mean_the_same_on_both_sides_of_the_command(ejarchive, college, place):
    given = ["--as-of", "31.12.2025", "--json", "--quiet"]
    run = ejarchive(*given, "check", college) if place == "before" else ejarchive("check", college, *given)
    assert run.code == 0, run.stderr
    assert run.json["command"] == "check"


def test_the_option_after_the_command_wins(ejarchive):
    run = ejarchive("--engine", "plutoprint", "doctor", "--engine", "word", "--json")
    assert run.code == 2
