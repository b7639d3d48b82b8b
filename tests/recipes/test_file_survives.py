"""The ledger and the files agree whatever kills the run, and however many runs there are at once."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recipes.filing import Registry

HERE = Path(__file__).parent
MOMENTS = 40
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the moments are forked")


def start(program, *arguments):
    return subprocess.Popen(
        [sys.executable, HERE / program, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parent), os.environ.get("PYTHONPATH", "")])},
        text=True, encoding="utf-8",
    )  # fmt: skip


@needs_fork
def test_killed_at_any_moment_the_next_command_finds_both_or_neither(tmp_path):
    program = start("killing_file.py", tmp_path, MOMENTS)
    out, said = program.communicate()
    assert program.returncode == 0, said
    told = [line.split("\t") for line in out.splitlines()]
    assert len(told) == MOMENTS
    assert [line for line in told if line[2]] == []
    assert {version for _, version, _ in told} == {"1", "2"}, "the lot must hit both sides of the renaming"


def test_two_writers_at_once_give_each_version_once(tmp_path):
    programs = [start("filing_at_once.py", tmp_path, name) for name in ("one", "two")]
    while any(program.poll() is None for program in programs) and len(list(tmp_path.glob("ready-*"))) < len(programs):
        time.sleep(0.01)
    (tmp_path / "go").touch()
    told = [program.communicate() for program in programs]
    assert [program.returncode for program in programs] == [0, 0], told
    printed, refused = (sum(int(out.split()[at]) for out, _ in told) for at in (0, 1))
    assert printed + refused == 20
    registry = Registry(tmp_path / "one")
    registry.state = tmp_path / "state"
    assert [one.version for one in registry.term().printings] == list(range(1, printed + 1))
    assert len({one.volumes[0].sha256 for one in registry.term().printings}) == printed
