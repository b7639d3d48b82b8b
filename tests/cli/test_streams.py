"""Any console: poor encodings, a closed pipe, no room."""

import json
import subprocess

import pytest

from cli.conftest import PROGRAM

POOR = [
    {"PYTHONIOENCODING": "cp866"},
    {"PYTHONIOENCODING": "cp1251"},
    {"PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize("variables", POOR, ids=str)
def test_a_poor_console_can_still_be_read(ejarchive, variables):
    run = ejarchive("--help", **variables)
    assert run.code == 0
    encoding = variables.get("PYTHONIOENCODING", "utf-8").replace("ascii", "utf-8")  # click writes help so
    assert "Команды" in run.out.decode(encoding)


@pytest.mark.parametrize("variables", POOR, ids=str)
def test_json_is_the_same_on_every_console(ejarchive, variables, tmp_path):
    run = ejarchive("check", "нет такого", "--json", **variables)
    assert run.code == 3
    assert "нет такого" in run.json["findings"][0]["message"]


def test_what_the_encoding_lacks_is_written_as_the_nearest(ejarchive):
    run = ejarchive("check", "нет", PYTHONIOENCODING="ascii")
    assert b"Ne najdeno" in run.err or b"Ne naydeno" in run.err
    assert b"\\u" not in run.err


@pytest.mark.parametrize("arguments", ["check {college}", "--help", "pack --help", "check {college} --json"])
def test_a_reader_that_went_away_is_no_failure(environment, college, tmp_path, arguments):
    shell = f"{' '.join(PROGRAM)} {arguments.format(college=college)} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"Broken" not in done.stderr
    assert b"Exception" not in done.stderr
    assert "Ошибка в самой программе" not in done.stderr.decode()


def test_closed_streams_are_no_failure(environment, tmp_path):
    done = subprocess.run(
        ["bash", "-c", f"{' '.join(PROGRAM)} cache clear >&- 2>&-; echo $?"],
        cwd=tmp_path, env=environment, capture_output=True, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == b"0"


def test_a_name_the_encoding_cannot_read_comes_through(ejarchive, college, tmp_path):
    run = ejarchive("convert", college, "-o", tmp_path / "журнал с пробелом", "--json", LC_ALL="C", PYTHONUTF8="0",
                    PYTHONCOERCECLOCALE="0")  # fmt: skip
    assert run.code == 0, run.err
    assert json.loads(run.out)["artifacts"][0]["path"] == str(tmp_path / "журнал с пробелом")
    assert (tmp_path / "журнал с пробелом" / "students.csv").is_file()
