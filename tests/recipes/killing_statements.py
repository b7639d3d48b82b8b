"""Kill the issuing of statements at the n-th line of its own modules, for every n; see `tests/state/killing.py`.

    python killing_statements.py FOLDER STEP

After each kill the register is printed, as one further command. A line on stdout for every moment: the states of the
numbers, and what is wrong.
"""

import os
import signal
import sys
import tempfile
from pathlib import Path

from ejarchive.recipes import register, statement
from ejarchive.recipes.opening import open_journal
from ejarchive.recipes.order import Order
from recipes.statements import REQUEST, Office, without_engine

WATCHED = ("ejarchive/state/", "ejarchive/recipes/statement")


def issue_and_die(office, moment):
    """Issue in a child that is killed before its `moment`-th line; tell whether it lived to the end."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    left = moment

    def trace(frame, event, _):
        nonlocal left
        if not any(part in frame.f_code.co_filename for part in WATCHED):
            return None
        if event == "line":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    office.issue(group="g1", **REQUEST)
    os._exit(0)


def wrong_after(office):
    """Give one further command and return the states of the numbers and what is not as it must be."""
    office.register()
    lines = office.lines()
    issued = {str(line.number): line.digest for line in lines if line.state == "issued"}
    there = [path for path in office.out.iterdir() if path.suffix == ".pdf" or path.name.startswith(".")]
    single = {path.name.split("-")[1]: path for path in there if path.name.startswith("statement-")}
    joined = [path for path in there if path.name.startswith("statements-")]
    faults = [f"{line.number} is {line.state}" for line in lines if line.state not in {"issued", "annulled"}]
    if single.keys() != issued.keys():
        faults.append(f"files {sorted(path.name for path in there)}, issued {sorted(issued)}")
    if len(there) != len(single) + len(joined):
        faults.append(f"left over: {sorted(path.name for path in there)}")
    if joined and len(issued) < len(lines):
        faults.append("an annulled statement is in the joined file")
    return ",".join(dict.fromkeys(line.state for line in lines)), faults


def main(folder, step):
    moment, lived = 0, False
    (folder / "first").mkdir()
    first = Office(folder / "first")
    opened = open_journal(first.journal, Order(), first.surroundings)
    for recipe in (statement, register):  # reading is not what is killed here, and it takes the most of the time
        recipe.open_journal = lambda *_: opened
    statement.check_journal = lambda *_: []
    while not lived:
        with tempfile.TemporaryDirectory(dir=folder) as name:
            office = without_engine(Office(Path(name)))
            lived = issue_and_die(office, moment)
            states, faults = wrong_after(office)
            sys.stdout.write(f"{moment}\t{states}\t{'; '.join(faults)}\n")
        moment += step


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
