"""Comparing a college with itself and with a later state of itself, against reading it once.

    python benchmarks/comparing.py

1,000 students, 500 courses, 470,000 entries. The aim: at most 4 times the reading of one of the two journals.
"""

import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from ejarchive.checks.comparison import compare_journals
from ejarchive.formats.read import read_journal

GENERATOR = Path(__file__).parents[1] / "samples" / "generate.py"
ROUNDS = 3


def measured(job, *arguments) -> float:
    """Return the best processor time of some rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        job(*arguments)
        times.append(time.process_time() - started)
    return min(times)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "college"
        subprocess.run(
            [sys.executable, str(GENERATOR), "--groups", "40", "--students", "1000", "-o", str(folder)],
            check=True,
            capture_output=True,
        )
        reading = measured(read_journal, folder)
        journal, _ = read_journal(folder)
        entries = journal.frame("entries")
        altered = entries.assign(text=entries["text"].where(entries.index % 1000 != 0, "2"))
        later = replace(journal, frames={**journal.frames, "entries": altered}, _cache={})
        print(f"entries            {len(entries):>9,}")
        print(f"reading            {reading:9.2f} s")
        for words, other in (("with itself", journal), ("one in a thousand", later)):
            taken = measured(compare_journals, journal, other)
            found = len(compare_journals(journal, other))
            print(f"{words:<18} {taken:9.2f} s  {taken / reading:.1f} times the reading, {found} differences")


if __name__ == "__main__":
    main()
