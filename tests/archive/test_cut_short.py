"""A `bundle` that is killed or runs out of disk at any moment leaves no bag that looks whole and is not."""

import json
import os
import subprocess
import sys

import pytest

MOMENTS = 60  # for a folder, and again for a zip, as far as that has so many


@pytest.fixture(scope="module")
def report(root, tmp_path_factory):
    """Strike the whole command at one moment after another, in one program; see there."""
    program = root / "tests" / "archive" / "cut_short_bundle.py"
    command = [sys.executable, str(program), str(tmp_path_factory.mktemp("cut")), str(MOMENTS)]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the moments are forked")
@pytest.mark.parametrize("kind", ["folder", "zip"])
class TestCutShort:
    def test_killed_at_any_moment(self, report, kind):
        found = report[f"killed, {kind}"]
        assert found["faults"] == []
        assert found["moments"] == found["struck"], "a moment that was never reached"
        assert found["moments"] > 40

    def test_out_of_disk_at_every_write(self, report, kind):
        found = report[f"full, {kind}"]
        assert found["faults"] == []
        assert found["moments"] > 40
        assert found["struck"] > 0.8 * found["moments"], "most moments are writes"
