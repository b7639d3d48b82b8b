"""Kill `pack` at moments drawn by lot among the lines of its own modules, and look at what is left.

    python killing_file.py FOLDER COUNT

A first version is printed; a changed one is being printed when the process is killed. Then `file status` is asked, as
any further command would be, and the pack is printed again. A line on stdout for every moment: the version that was
left, and what is wrong. See `tests/state/killing.py`.
"""

import hashlib
import os
import random
import shutil
import signal
import sys
from pathlib import Path

from recipes.filing import Registry, without_engine

WATCHED = tuple(
    os.path.join("ejarchive", *parts)  # noqa: PTH118 - a piece of a path, compared for every line run
    for parts in (("state", ""), ("group_file", ""), ("recipes", "group_file"), ("recipes", "printing"),
                  ("render", "pdf.py"), ("outputs.py",))
)  # fmt: skip
SEED = 7


def watched(struck):
    """Return a tracer that calls `struck` with the frame before every line of the watched modules."""

    def trace(frame, event, _):
        if not any(part in frame.f_code.co_filename for part in WATCHED):
            return None
        if event == "line":
            struck(frame)
        return trace

    return trace


def print_and_die(registry, moment):
    """Print in a child that is killed before its `moment`-th line."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = moment

    def strike(_):
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.settrace(watched(strike))
    registry.pack()
    os._exit(0)


def wrong_after(registry):
    """Ask for the status, and return the version and what is not as it must be."""
    registry.status()
    term = registry.term()
    [part] = term.volumes
    there = hashlib.sha256((registry.out / part.file).read_bytes()).hexdigest()
    version = term.current.version
    faults = [] if there == part.sha256 else [f"version {version} is in the ledger, another one is on the disk"]
    if term.step.value != "printed":
        faults.append(f"the step is {term.step}")
    return version, faults


def main(folder, count):
    first = without_engine(Registry(folder / "first"))
    first.pack()
    first.edit()
    first.pack()  # what is read is read now, and the moments are counted without it
    counted, placing = 0, 0

    def count_line(frame):
        nonlocal counted, placing
        counted += 1
        if frame.f_code.co_name == "placing" and not placing:
            placing = counted

    def fresh(name):
        registry = without_engine(Registry(folder / name))
        registry.pack()
        registry.edit()
        return registry

    whole = fresh("whole")
    sys.settrace(watched(count_line))
    whole.pack()
    sys.settrace(None)
    lot = random.Random(SEED)  # noqa: S311 - no secret
    early, late = count // 3, count - count // 3  # most is at stake once the files are given their names
    moments = [*lot.sample(range(placing), early), *lot.sample(range(placing, counted), late)]
    for moment in sorted(moments):
        registry = fresh(str(moment))
        lived = print_and_die(registry, moment) == 0
        version, faults = wrong_after(registry)
        registry.pack()
        again, more = wrong_after(registry)
        if again != 2:
            more = [*more, f"printed again it is version {again}"]
        left = sorted(path.name for path in registry.state.iterdir())
        if left != ["groups.lock", "groups.sqlite"]:
            more = [*more, f"left in the records: {left}"]
        sys.stdout.write(f"{moment}\t{version}\t{'; '.join([*faults, *more, *(['it lived'] if lived else [])])}\n")
        shutil.rmtree(registry.folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
