"""The same journal gives the same bytes: in any process, time zone, hash seed, and on any day."""

import os
import subprocess
import sys

import pytest

COMMAND = ["pack", "--group", "11-ПК", "--term", "2025-1", "--no-cache", "-o", "out"]
DAYS = [
    {"TZ": "Europe/Samara", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1767000000", "LC_ALL": "C.UTF-8"},
    {"TZ": "America/Anchorage", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1900000000", "LC_ALL": "C"},
]


@pytest.mark.parametrize("engine", ["plutoprint", "weasyprint"])
def test_two_runs_on_two_days_give_the_same_bytes(root, tmp_path, engine):
    made = []
    for number, variables in enumerate(DAYS):
        folder = tmp_path / str(number)
        folder.mkdir()
        college = root / "samples" / "college"
        command = [sys.executable, "-m", "ejarchive", COMMAND[0], str(college), *COMMAND[1:], "--engine", engine]
        jobs = ["--jobs", str(number + 1), "--state", "state"]
        done = subprocess.run(
            [*command, *jobs], cwd=folder, env={**os.environ, **variables}, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        made.append({file.name: file.read_bytes() for file in (folder / "out").iterdir()})
    assert made[0].keys() == made[1].keys()
    assert len(made[0]) == 2
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []
