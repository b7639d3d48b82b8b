"""Reading a college from a journal folder, against pandas reading the same files raw as text.

    python benchmarks/reading.py

1,000 students, 500 courses, 470,000 entries. The aim: `sound`, which is reading with keys, foreign keys and cell
grammar, at most 4 times the raw reading; `checked` is reading and every rule of `ejarchive check`.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from ejarchive.checks import cells, keys
from ejarchive.checks.inspection import Inspection
from ejarchive.checks.run import check_journal
from ejarchive.formats.read import read_journal
from ejarchive.settings import Settings, regulation_of

GENERATOR = Path(__file__).parents[1] / "samples" / "generate.py"
ROUNDS = 5


def raw(folder: Path) -> object:
    return [pd.read_csv(file, dtype=str, keep_default_na=False) for file in sorted(folder.glob("*.csv"))]


def read(folder: Path) -> object:
    journal, findings = read_journal(folder)
    assert not findings
    return journal


def sound(folder: Path) -> object:
    settings = Settings()
    inspection = Inspection(read(folder), regulation_of(settings), settings)
    return [finding for rule in (*keys.RULES, *cells.RULES) for finding in rule(inspection)]


def checked(folder: Path) -> object:
    settings = Settings()
    return check_journal(read(folder), regulation_of(settings), settings)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "college")
        subprocess.run([sys.executable, GENERATOR, "--groups", "40", "--students", "1000", "-o", folder], check=True)
        times: dict = {job: [] for job in (raw, read, sound, checked)}
        for _ in range(ROUNDS):  # in turns, so that a busy machine is unfair to nobody
            for job, seconds in times.items():
                start = time.process_time()
                job(folder)
                seconds.append(time.process_time() - start)
    best = {job: min(seconds) for job, seconds in times.items()}
    for job, seconds in best.items():
        print(f"{job.__name__:8} {seconds:6.2f} s   × {seconds / best[raw]:4.1f}")


if __name__ == "__main__":
    main()
