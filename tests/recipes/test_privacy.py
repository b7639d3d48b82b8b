"""No person's name leaves by another door than the pages: not by talk, JSON or file names."""

import csv
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def names(root):
    found = set()
    for table in ("students", "staff"):
        with (root / "samples" / "college" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found |= {row["last_name"] for row in csv.DictReader(file)}
    return found


@pytest.mark.parametrize("arguments", [
    ["check", "-v"],
    ["check", "--json"],
    ["pack", "-o", "OUT", "--engine", "plutoprint", "--json", "-v"],
    ["pack", "-o", "OUT", "--engine", "plutoprint", "--term", "2025-1", "--as-of", "2025-12-30"],
])  # fmt: skip
def test_no_name_of_a_person_is_told(root, tmp_path, names, arguments):
    command = [*(word.replace("OUT", str(tmp_path / "out")) for word in arguments), "--state", "state"]
    done = subprocess.run(
        [sys.executable, "-m", "ejarchive", *command[:1], str(root / "samples" / "college"), *command[1:]],
        capture_output=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    files = " ".join(file.name for file in tmp_path.rglob("*"))
    told = (
        done.stdout.decode().encode().decode("unicode_escape", "ignore")
        if "--json" in arguments
        else done.stdout.decode()
    )
    said = f"{told} {done.stderr.decode()} {files}"
    assert len(names) > 60
    assert {name for name in names if name in said} == set()
