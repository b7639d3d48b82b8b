"""Kill a process at the n-th line that it runs in the register, for every n, and look at what is left.

    python killing.py FOLDER STEP

One process forks a victim for each moment: starting Python anew for each would take minutes. The victim gives out two
numbers with a file each, and a joined file, as the command does; then another process looks once, as any command would.
A line on stdout for every moment: what is wrong, or nothing.
"""

import datetime as dt
import os
import signal
import sys
import tempfile
from pathlib import Path

from ejarchive.issuance import IssueState, Period, Request
from ejarchive.state.issue_register import NewIssue, Ready, Sheet, open_register

NOW = dt.datetime(2026, 1, 12, 10, tzinfo=dt.UTC)
PERIOD = Period(starts=dt.date(2025, 9, 1), ends=dt.date(2025, 12, 28), term_id="2025-1")
WATCHED = os.path.join("ejarchive", "state", "")  # noqa: PTH118 - a piece of a path, compared for every line run


def request(student):
    return Request(
        number="7", date=dt.date(2026, 1, 10), student_id=student, group_id="g1", capacity="student", basis="",
        period=PERIOD, due=dt.date(2026, 1, 23),
    )  # fmt: skip


def give_out(state, out, students=("s1", "s2")):
    """Give out a statement to each student, and one joined file."""
    with open_register(state, NOW) as register:
        known = register.record([request(student) for student in students])
        with register.run() as run:
            wanted = [NewIssue(request=one, student_id=one.student_id, group_id="g1", period=PERIOD) for one in known]
            issues = run.reserve(wanted)
            ready = [
                Ready(
                    number=one.number,
                    sheets=(Sheet(path=out / f"n{one.number}.pdf", content=b"sheet %d" % one.number),),
                    pages=1,
                    leaves=1,
                )
                for one in issues
            ]
            run.issue(ready, [Sheet(path=out / f"joined-{issues[0].number}.pdf", content=b"all")])
    return [one.number for one in issues]


def wrong_after(state, out):
    """Look once, as the next command does, and return what is not as it must be."""
    with open_register(state, NOW) as register:
        issues = register.issues()
    there = {path.name: path.read_bytes() for path in out.iterdir()} if out.is_dir() else {}
    expected = {f"n{one.number}.pdf": b"sheet %d" % one.number for one in issues if one.state is IssueState.ISSUED}
    faults = [f"{one.number} is {one.state}" for one in issues if one.state not in {"issued", "annulled"}]
    if [one.number for one in issues] != list(range(1, len(issues) + 1)):
        faults.append("a number has vanished")
    for name in [name for name in there if name.startswith("joined-")]:
        first = int(Path(name).stem.partition("-")[2])
        del there[name]
        if {f"n{first}.pdf", f"n{first + 1}.pdf"} - expected.keys():
            faults.append("an annulled statement is in the joined file")
    if there != expected:
        faults.append(f"files {sorted(there)}, issued {sorted(expected)}")
    return faults


def victim(state, out, moment):
    """Run the job in a child that is killed before its `moment`-th line; tell whether it lived to the end."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    left = moment

    def trace(frame, event, _):
        nonlocal left
        if WATCHED not in frame.f_code.co_filename:
            return None
        if event == "line":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    give_out(state, out)
    os._exit(0)


def main(folder, step):
    moment, lived = 0, False
    while not lived:
        with tempfile.TemporaryDirectory(dir=folder) as name:
            state, out = Path(name) / "state", Path(name) / "out"
            state.mkdir()
            lived = victim(state, out, moment)
            faults = wrong_after(state, out)
            again = give_out(state, out)
            faults += wrong_after(state, out)
            sys.stdout.write(f"{moment}\t{min(again)}\t{'; '.join(faults)}\n")
        moment += step


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
