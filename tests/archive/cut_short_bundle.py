"""Run as a program by test_cut_short.py: the whole `bundle` command, killed or out of disk at one moment after another.

Why a program of its own: it forks for every moment, so that a run costs no start of Python and no reading of modules,
and is killed as the kernel kills. Every page is rendered once; each later run takes it from memory.
"""

import datetime as dt
import errno
import json
import os
import random
import shutil
import signal
import sys
import zipfile
from pathlib import Path

from ejarchive.archive.verify import verify_bag
from ejarchive.document import Document
from ejarchive.recipes import bundle as recipe
from ejarchive.recipes import bundled_documents, printing
from ejarchive.recipes.bundle import BundleOrder, make_bundles
from ejarchive.recipes.order import Order
from ejarchive.render import pdf
from ejarchive.surroundings import Surroundings

JOURNAL = Path(__file__).parents[1] / "bad" / "sound"
SEED = 6
_OPERATIONS = {"open", "os.mkdir", "os.rename", "os.chmod", "os.remove", "os.rmdir"}


class Moments:
    """Counts what is done to the archive folder and strikes at the moment that was chosen."""

    def __init__(self):
        self.place, self.done, self.chosen, self.strike = "\0", 0, None, None
        sys.addaudithook(self._watch)
        self._halve_writes()

    def arm(self, place, chosen=None, strike=None):
        self.place, self.done, self.chosen, self.strike = str(place), 0, chosen, strike

    def pass_one(self, writing):
        if self.place == "\0":
            return
        number, self.done = self.done, self.done + 1
        if number == self.chosen:
            self.strike(writing)

    def _watch(self, event, arguments):
        if event in _OPERATIONS and self.place in str(arguments[0]):
            writing = event == "os.mkdir" or (event == "open" and isinstance(arguments[2], int) and arguments[2] & 3)
            if event != "open" or writing:
                self.pass_one(bool(writing))

    def _halve_writes(self):
        """Let a moment fall in the middle of a file and of a member of a zip too."""
        moments, member = self, zipfile.ZipFile.writestr

        def write_bytes(path, data):
            with path.open("wb") as file:
                file.write(data[: len(data) // 2])
                file.flush()
                if moments.place in str(path):
                    moments.pass_one(True)
                file.write(data[len(data) // 2 :])

        def writestr(archive, *arguments, **named):
            moments.pass_one(True)
            member(archive, *arguments, **named)
            archive.fp.flush()

        Path.write_bytes, zipfile.ZipFile.writestr = write_bytes, writestr


def remember(module, *names):
    """Do once what reads, judges and renders: it writes nothing to the archive, and takes nearly all the time."""
    for name in names:
        done, known = getattr(module, name), {}

        def again(*arguments, done=done, known=known, **named):
            key = next((one.stem for one in arguments if isinstance(one, Document)), "")
            if key not in known:
                known[key] = done(*arguments, **named)
            return known[key]

        setattr(module, name, again)


def bundle(archive, *, zipped):
    now = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    surroundings = Surroundings(now=now, folder=archive.parent, environment={}, cache=archive.parent / "cache")
    wanted = BundleOrder(groups=["g1"], term="2025-1", zip=zipped)
    make_bundles(JOURNAL, archive, wanted, Order(engine="plutoprint", jobs=1, cache=False), surroundings)


def killed(work):
    """Return whether the kernel killed a forked run of `work`; a run that fails by itself is told as it is."""
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL


def out_of_space(work):
    """Return whether a run of `work` ended for want of space."""
    try:
        work()
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return True
    return False


def contents(archive):
    """Everything a person sees in the archive folder: path → bytes, drafts left by the dead aside."""
    return {
        path.relative_to(archive).as_posix(): path.read_bytes()
        for path in sorted(archive.rglob("*"))
        if path.is_file() and not any(part.startswith(".ejarchive-") for part in path.relative_to(archive).parts)
    }


def looks_whole_and_is_not(archive):
    """Everything that could be taken for a finished bag or sheet and is none; drafts of the dead too."""
    wrong = []
    for path in archive.iterdir() if archive.is_dir() else ():
        declared = path / "bagit.txt"  # comes last; a torn one declares nothing
        bag = (declared.is_file() and declared.read_bytes().endswith(b"UTF-8\n")) or zipfile.is_zipfile(path)
        if bag and not verify_bag(path).valid:
            wrong.append(path.name)
        sheet = path.suffix == ".pdf" and not path.name.startswith(".")
        if sheet and not path.read_bytes().rstrip().endswith(b"%%EOF"):
            wrong.append(path.name)
    return wrong


def kill(_):
    os.kill(os.getpid(), signal.SIGKILL)


def no_space(writing):
    if writing:
        moments.chosen += 1  # the disk stays full: the next write fails too
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def fault_at(moment, strike, archive, expected, *, zipped):
    """Strike at one moment, then run again; return whether it struck, and what is wrong after either run."""

    def run(chosen=None, strike=None):
        moments.arm(archive, chosen, strike)
        bundle(archive, zipped=zipped)

    struck = (killed if strike is kill else out_of_space)(lambda: run(moment, strike))
    said = [f"{moment}: {name} looks whole" for name in looks_whole_and_is_not(archive)]
    if not contents(archive).items() <= expected.items():
        said.append(f"{moment}: something half-made is left")
    if strike is no_space and any(archive.glob(".ejarchive-*")):
        said.append(f"{moment}: a draft is left on a full disk")
    run()
    if contents(archive) != expected:
        said.append(f"{moment}: the next run did not make it whole")
    shutil.rmtree(archive)
    return struck, said


def main(folder, count):
    """Write what was struck and what is wrong: moments drawn by lot for the kill, every moment for the full disk."""
    report = {}
    for zipped in (False, True):
        whole = folder / f"whole-{zipped}"
        moments.arm(whole)
        bundle(whole, zipped=zipped)
        every, expected = range(moments.done), contents(whole)
        drawn = sorted(random.Random(SEED).sample(every, min(count, len(every))))  # noqa: S311 - no secret
        for name, strike, chosen in (("killed", kill, drawn), ("full", no_space, every)):
            ends = [fault_at(moment, strike, folder / "archive", expected, zipped=zipped) for moment in chosen]
            report[f"{name}, {'zip' if zipped else 'folder'}"] = {
                "moments": len(ends),
                "struck": sum(struck for struck, _ in ends),
                "faults": [fault for _, said in ends for fault in said],
            }
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    moments = Moments()
    os.fsync = lambda _: None  # the process dies, not the machine: what was written is seen by all
    remember(recipe, "open_group_terms", "data_files", "browsing", "provenance", "inventory_csv")
    remember(bundled_documents, "readiness_of", "build_pack")
    remember(printing, "render_document")
    remember(pdf, "render_document")
    main(Path(sys.argv[1]), int(sys.argv[2]))
