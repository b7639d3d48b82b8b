"""How the program speaks: progress on a terminal only, errors before warnings, silence when asked for."""

import datetime as dt
import os
import pty
import subprocess

import click
import pytest

from cli.conftest import PROGRAM
from ejarchive.cli.console import told
from ejarchive.cli.exits import failure_of
from ejarchive.cli.progress import progress_line
from ejarchive.cli.values import MOMENT
from ejarchive.finding import Finding, Severity, catalogue
from ejarchive.model.place import Place

PACK = ["--group", "11-ПК", "--term", "2025-1", "--engine", "plutoprint", "--no-cache", "-o", "out"]


@pytest.mark.parametrize(("done", "seconds", "text"), [
    (0, 5.0, "[------------------------] 0 из 48"),
    (12, 0.5, "[######------------------] 12 из 48"),
    (12, 20.0, "[######------------------] 12 из 48, осталось 1 мин 00 с"),
    (24, 20.0, "[############------------] 24 из 48, осталось 20 с"),
    (48, 20.0, "[########################] 48 из 48"),
])  # fmt: skip
def test_progress_tells_parts_and_time_left(done, seconds, text):
    assert progress_line(done, 48, seconds) == text


def test_nothing_to_do_is_all_done():
    assert progress_line(0, 0, 0) == "[########################] 0 из 0"


def test_progress_is_shown_on_a_terminal_and_wiped_off(environment, college, tmp_path):
    ours, theirs = pty.openpty()
    command = [*PROGRAM, "pack", str(college), *PACK]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=theirs)
    out, _ = process.communicate()
    shown = os.read(ours, 1 << 20).decode()
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0
    assert " из " in shown
    assert shown.endswith(" \r")
    assert b"\r" not in out


def test_there_is_no_progress_without_a_terminal_and_no_talk_when_quiet(ejarchive, college):
    assert "\r" not in ejarchive("pack", college, *PACK).stderr
    assert ejarchive("pack", college, *PACK, "--quiet").stderr == ""


def test_errors_are_told_before_warnings_each_with_place_clause_and_remedy():
    plain = {code: rule for code, rule in catalogue().items() if "{" not in rule.text + rule.remedy}
    codes = {
        severity: next(code for code, rule in plain.items() if rule.severity is severity)
        for severity in (Severity.WARNING, Severity.ERROR)
    }
    findings = [Finding(code, Place(file="t.csv", row=3), clause="АПТ 4.4") for code in codes.values()]
    lines = told(findings)
    assert lines[0].startswith(f"t.csv, строка 3: ошибка {codes[Severity.ERROR]}: ")
    assert lines[0].endswith("[АПТ 4.4]")
    assert lines[1].startswith("    ")
    assert "предупреждение" in lines[2]


@pytest.mark.parametrize(("text", "moment"), [
    ("2025-12-29", "2025-12-29T23:59:59"),
    ("29.12.2025", "2025-12-29T23:59:59"),
    ("9.2.2026", "2026-02-09T23:59:59"),
    ("29.12.2025 18:30", "2025-12-29T18:30:00"),
    ("2025-12-29T18:00", "2025-12-29T18:00:00"),
    ("2025-12-29T18:00+04:00", "2025-12-29T18:00:00+04:00"),
])  # fmt: skip
def test_a_moment_is_a_day_or_an_hour(text, moment):
    assert MOMENT.convert(text, None, None) == dt.datetime.fromisoformat(moment)


@pytest.mark.parametrize("text", ["", "вчера", "2025-13-01", "31.02.2025", "29.12.25"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(click.BadParameter, match="не дата"):
        MOMENT.convert(text, None, None)


def test_an_unexpected_error_of_the_system_is_our_bug():
    assert failure_of(OSError(9999, "strange")).exit_code == 70
    assert failure_of(PermissionError(13, "denied", "x")).exit_code == 8
    assert failure_of(ImportError("no", name="pandas")).exit_code == 7
    assert failure_of(KeyboardInterrupt()).exit_code == 130
    assert failure_of(click.Abort()).exit_code == 130
