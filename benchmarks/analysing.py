"""Judging how a large college kept its journal, against reading that journal from its folder.

    python benchmarks/analysing.py

1,000 students, 500 courses, 470,000 entries. The aims: all verdicts in no more time than the reading takes
(`judged`; `bounded` is the same without a stamp, with four earlier looks at the journal), and both within 1 GB.
`counted`: all indicators of a month at every level, out of the verdicts and the journal.
"""

import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from ejarchive.checks.upkeep.run import judge_upkeep
from ejarchive.formats.read import read_journal
from ejarchive.model.as_of import as_of, default_moment
from ejarchive.reports.indicators.figures import count_indicators
from ejarchive.reports.indicators.spans import Month
from ejarchive.settings import Settings, regulation_of

GENERATOR = Path(__file__).parents[1] / "samples" / "generate.py"
ROUNDS = 5
STAMPS = {"recorded_at", "homework_published_at", "mark_recorded_at", "absence_recorded_at"}
SETTINGS = Settings()
REGULATION = regulation_of(SETTINGS)


def fresh(journal):
    """The same journal as if just read: moments that were worked out are forgotten."""
    return replace(journal, _cache={})


def judged(journal, snapshots=()):
    moment = default_moment(journal)
    return judge_upkeep(fresh(journal), REGULATION, SETTINGS, moment, snapshots=snapshots)


def counted(journal, upkeep):
    return count_indicators(fresh(journal), REGULATION, upkeep, Month(2025, 12), default_moment(journal))


def without_stamps(journal):
    frames = {
        name: frame.assign(**dict.fromkeys(STAMPS & set(frame.columns), None)) for name, frame in journal.frames.items()
    }
    return replace(journal, frames=frames, _cache={})


def looks(journal):
    moments = [dt.datetime.fromisoformat(f"2025-{month}-01T08:00:00+04:00") for month in ("10", "11", "12")]
    moments.append(dt.datetime.fromisoformat("2026-03-01T08:00:00+04:00"))
    return [(as_of(journal, moment, REGULATION.cells).journal, moment) for moment in moments]


def seconds(job, *arguments):
    start = time.process_time()
    result = job(*arguments)
    return time.process_time() - start, result


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "college")
        subprocess.run([sys.executable, GENERATOR, "--groups", "40", "--students", "1000", "-o", folder], check=True)
        times: dict = {"read": [], "judged": [], "counted": [], "bounded": []}
        for number in range(ROUNDS):  # in turns, so that a busy machine is unfair to nobody
            took, (journal, _) = seconds(read_journal, folder)
            times["read"].append(took)
            took, upkeep = seconds(judged, journal)
            times["judged"].append(took)
            times["counted"].append(seconds(counted, journal, upkeep)[0])
            if not number:
                largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(f"{len(journal.frame('entries')):,} entries, {len(upkeep.judged):,} verdicts, {largest:.0f} MB")
                earlier = looks(journal)
            times["bounded"].append(seconds(judged, without_stamps(journal), earlier)[0])
    best = {job: min(found) for job, found in times.items()}
    for job, found in best.items():
        print(f"{job:8} {found:6.2f} s   × {found / best['read']:4.2f}")


if __name__ == "__main__":
    main()
