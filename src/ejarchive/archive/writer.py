"""A bag → a folder or a zip on the disk, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from ejarchive.archive.bag import Bag
from ejarchive.archive.zipping import write_zip
from ejarchive.outputs import new_file, new_folder


def write_bag(bag: Bag, path: Path) -> Path:
    """Write a bag as a folder; `InTheWayError` when anything stands there: a bag is never overwritten."""
    with new_folder(path) as draft:
        (draft / "data").mkdir()  # also without any payload
        for name, data in bag.files.items():
            file = draft / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    return path


def write_zipped_bag(bag: Bag, path: Path) -> Path:
    """Write a bag as a zip with one folder in it, named as the zip."""
    with new_file(path) as draft:
        write_zip({f"{path.stem}/{name}": data for name, data in bag.files.items()}, draft)
    return path
