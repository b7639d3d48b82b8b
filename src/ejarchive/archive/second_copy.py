"""Two copies of one bag: are they the same, and how the sound one takes the place of the damaged one."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from ejarchive.archive.verify.bag import source_of
from ejarchive.archive.verify.manifests import manifest_kind
from ejarchive.archive.verify.zipped import BROKEN
from ejarchive.errors import UsageError
from ejarchive.outputs import new_file, new_folder

_SET_ASIDE = re.compile(r"\.damaged-\d+(\.|$)")


def is_bag(path: Path) -> bool:
    """Tell whether a bag seems to lie there: a folder or a zip with a `bagit.txt`."""
    if path.is_dir():
        return (path / "bagit.txt").is_file()
    return path.suffix.lower() == ".zip" and path.is_file() and "bagit.txt" in source_of(path).sizes


def second_copy_of(bag: Path, folder: Path) -> Path:
    """Return where the second copy of a bag is: the folder itself when it is one, else of the same name in it."""
    return folder if is_bag(folder) else folder / bag.name


def same_bag(first: Path, second: Path) -> bool:
    """Tell whether two bags, one of them damaged perhaps, were one: some manifest is the same in both."""
    return bool(_manifests(first) & _manifests(second))


def replace_by_copy(damaged: Path, sound: Path) -> Path:
    """Put a copy of the sound bag in the place of the damaged one, which is kept beside; return where."""
    if damaged.is_dir() is not sound.is_dir():
        raise UsageError("Одна копия — папка, другая — zip.", "Упакуйте или распакуйте одну из них и повторите.")
    aside = _free(damaged)
    fresh = damaged.with_name(f"{aside.name}.new")
    if sound.is_dir():
        with new_folder(fresh) as draft:
            shutil.copytree(sound, draft, dirs_exist_ok=True)
    else:
        with new_file(fresh) as draft:
            shutil.copyfile(sound, draft)
    damaged.rename(aside)
    fresh.rename(damaged)
    return aside


def is_set_aside(path: Path) -> bool:
    """Tell a damaged copy that a repair left beside the sound one."""
    return _SET_ASIDE.search(path.name) is not None


def _free(damaged: Path) -> Path:
    number = 1
    while (aside := damaged.with_name(f"{damaged.stem}.damaged-{number}{damaged.suffix}")).exists():
        number += 1
    return aside


def _manifests(bag: Path) -> set[str]:
    source = source_of(bag)
    digests = set()
    for name, size in source.sizes.items():
        if manifest_kind(name) is not None and size:
            try:
                digests.add(hashlib.sha256(source.read(name)).hexdigest())
            except BROKEN:
                continue
    return digests
