"""Ctrl-C, two runs at once, a place that cannot be written: what stood there stands, nothing is half-written."""

import os
import shutil
import signal
import subprocess
import time

import pytest

from cli.conftest import PROGRAM, Run

PACK = ("--engine", "plutoprint", "--jobs", "2", "--no-cache", "--json")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [0.6, 1.5, 2.5])
def test_a_stopped_run_leaves_nothing_half_written(environment, college, tmp_path, stop, after):
    out = tmp_path / "out"
    process = subprocess.Popen(
        [*PROGRAM, "pack", str(college), "-o", str(out), *PACK],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    time.sleep(after)
    process.send_signal(stop)
    stdout, stderr = process.communicate(timeout=60)
    run = Run(process.returncode, stdout, stderr)
    assert run.code in {130, 0}, run.stderr
    assert b"Traceback" not in stderr
    left = [file.name for file in out.rglob("*")] if out.exists() else []
    if run.code == 130:
        assert run.json["artifacts"] == []
        assert left == []
    assert all((out / name).read_bytes().rstrip().endswith(b"%%EOF") for name in left)


def test_two_runs_into_one_folder_leave_whole_files(environment, college, tmp_path):
    command = [*PROGRAM, "pack", str(college), "--group", "11-ПК", "-o", "out", *PACK]
    runs = [
        subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    answers = [Run(run.wait(120), *run.communicate()) for run in runs]
    assert [answer.code for answer in answers] == [0, 0], [answer.stderr for answer in answers]
    digests = [{a["path"]: a["sha256"] for a in answer.json["artifacts"]} for answer in answers]
    assert digests[0] == digests[1]
    assert {file.name for file in (tmp_path / "out").iterdir()} == {os.path.basename(path) for path in digests[0]}  # noqa: PTH119 - text of JSON


@pytest.mark.skipif(os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root may write everywhere")
@pytest.mark.parametrize("command", [("convert",), ("pack", "--group", "11-ПК", *PACK)])
def test_a_folder_that_may_not_be_written(environment, college, tmp_path, command):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    tmp_path.chmod(0o755)
    humble = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*humble, *PROGRAM, command[0], str(college), *command[1:], "-o", str(closed / "out")],
        env={**environment, "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 8, done.stderr.decode()
    assert "нет доступа" in done.stderr.decode()
    assert list(closed.iterdir()) == []
