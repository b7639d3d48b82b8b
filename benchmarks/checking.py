"""Checking a large college, rule by rule, and the sample college against the time WeasyPrint takes to load.

    python benchmarks/checking.py

1,000 students, 500 courses, 470,000 entries. The aims: a few seconds for the college; for a group less than
`import weasyprint`, so that `ejarchive check` feels immediate.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ejarchive.checks.inspection import Inspection
from ejarchive.checks.run import RULES
from ejarchive.formats.read import read_journal
from ejarchive.model.as_of import default_moment
from ejarchive.settings import load_settings, regulation_of

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SLOW = 0.05


def check(folder: Path) -> float:
    """Time the rules over a journal folder and name the slow ones; the reading is told apart."""
    begun = time.perf_counter()
    settings, _ = load_settings(folder / "ejarchive.toml")
    journal, _ = read_journal(folder)
    print(f"{folder.name}: {len(journal.frame('entries')):,} entries read in {time.perf_counter() - begun:.2f} s")
    inspection = Inspection(journal, regulation_of(settings), settings, default_moment(journal))
    total, found = time.perf_counter(), 0
    for rule in RULES:
        begun = time.perf_counter()
        found += sum(1 for _ in rule(inspection))
        seconds = time.perf_counter() - begun
        if seconds > SLOW:
            print(f"    {rule.__name__}: {seconds:.2f} s")
    seconds = time.perf_counter() - total
    print(f"    checked in {seconds:.2f} s, findings: {found}")
    return seconds


def main() -> None:
    """Measure both colleges."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import weasyprint"], check=True)
    print(f"import weasyprint: {time.perf_counter() - begun:.2f} s")
    check(SAMPLES / "college")
    with tempfile.TemporaryDirectory() as folder:
        scale = Path(folder) / "scale"
        generate = [sys.executable, str(SAMPLES / "generate.py"), "--groups", "40", "--students", "1000"]
        subprocess.run([*generate, "-o", str(scale)], check=True)
        check(scale)


if __name__ == "__main__":
    main()
