"""A run that is killed or runs out of disk at any moment leaves no bag that looks whole and is not."""

import errno
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from archive.bags import INFO, PAYLOAD
from ejarchive.archive.bag import make_bag
from ejarchive.archive.verify import verify_bag
from ejarchive.archive.writer import write_bag, write_zipped_bag

BAG = make_bag(PAYLOAD, INFO)
WRITERS = {"bag": write_bag, "bag.zip": write_zipped_bag}
KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from archive.bags import INFO, PAYLOAD
from ejarchive.archive.bag import make_bag
from ejarchive.archive.writer import write_bag, write_zipped_bag
left = int(sys.argv[3])
def watch(event, arguments):
    global left
    if event in {"open", "os.mkdir", "os.rename", "os.chmod"} and sys.argv[2] in str(arguments[0]):
        left -= 1
        if left < 0:
            os._exit(9)
bag = make_bag(PAYLOAD, INFO)
sys.addaudithook(watch)
target = Path(sys.argv[2])
(write_zipped_bag if target.suffix else write_bag)(bag, target / "bag.zip" if target.suffix else target / "bag")
"""


def whole_looking(folder: Path) -> list[Path]:
    """Everything a person could take for a bag: also what a killed run left behind."""
    return [path for path in folder.iterdir() if zipfile.is_zipfile(path) or (path / "bagit.txt").is_file()]


@pytest.mark.parametrize("kind", ["bag", "bag.zip"])
def test_killed_at_any_moment(kind, tmp_path, root):
    finished = 0
    for moment in range(60):
        folder = tmp_path / f"{moment}{Path(kind).suffix}"
        folder.mkdir()
        command = [sys.executable, "-c", KILLED, str(root / "tests"), str(folder), str(moment)]
        done = subprocess.run(command, check=False, capture_output=True)
        assert done.returncode in {0, 9}, done.stderr.decode()
        for path in whole_looking(folder):  # a draft too: its declaration, or its list of members, is written last
            assert verify_bag(path).valid, (moment, path)
        target = folder / kind
        if not target.exists():
            WRITERS[kind](BAG, target)
        assert verify_bag(target).findings == ()
        finished += done.returncode == 0
        if finished:
            break
    assert finished == 1, "the run was never let to its end: more moments are needed"
    assert moment > 5, "too few moments were seen"


@pytest.mark.parametrize("kind", ["bag", "bag.zip"])
def test_out_of_disk_at_every_write(kind, tmp_path, monkeypatch):
    opened = Path.open
    for moment in range(len(BAG.files) + 5):
        left = moment

        def failing(path, *arguments, **named):
            nonlocal left
            left -= 1
            if left < 0 and tmp_path in path.parents:
                raise OSError(errno.ENOSPC, "no space", str(path))
            return opened(path, *arguments, **named)

        target = tmp_path / str(moment) / kind
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", failing)
            try:
                WRITERS[kind](BAG, target)
            except OSError as error:
                assert error.errno == errno.ENOSPC  # noqa: PT017 - later moments end well
                assert list(target.parent.iterdir()) == []
        if not target.exists():
            WRITERS[kind](BAG, target)
        assert verify_bag(target).findings == ()
