"""The bags that stand in an archive folder, and what each says of itself without being hashed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ejarchive.archive.second_copy import is_bag, is_set_aside
from ejarchive.archive.verify.bag import source_of, verify_bag
from ejarchive.archive.verify.profile import declares_profile
from ejarchive.archive.verify.source import Source
from ejarchive.archive.verify.tags import read_declaration, read_info
from ejarchive.archive.verify.zipped import BROKEN


@dataclass(frozen=True, slots=True)
class ShelvedBag:
    """One bag: its labels, its payload in files and bytes, the SHA-256 of its tag manifest.

    `complete`: names and sizes are as the manifests have them; no checksum was counted. A damaged copy that a repair
    put aside is not. `ours`: it declares our profile.
    """

    path: Path
    labels: Mapping[str, str]
    files: int
    size: int
    fingerprint: str
    complete: bool
    ours: bool

    @property
    def name(self) -> str:
        """The name of the bag, in a folder or in a zip."""
        return self.path.name.removesuffix(".zip")

    def payload(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return those of the payload files that are there and can be read: path below `data/` → bytes."""
        source = source_of(self.path)
        return dict(_read(source, [path for path in paths if f"data/{path}" in source.sizes]))


def bags_below(root: Path) -> Iterator[Path]:
    """Yield every bag in a folder and its subfolders, in the order of names; what begins with a dot is passed over."""
    for path in sorted(root.iterdir()):
        if path.name.startswith(".") or path.is_symlink():
            continue
        if is_bag(path) or _was_bag(path):
            yield path
        elif path.is_dir():
            yield from bags_below(path)


def bags_at(path: Path) -> list[Path]:
    """Return the bag itself, or the bags below a folder without the damaged ones that a repair put aside."""
    if not path.is_dir() or is_bag(path) or _was_bag(path):
        return [path]
    return [bag for bag in bags_below(path) if not is_set_aside(bag)]


def _was_bag(path: Path) -> bool:
    """Tell a bag that lost its declaration, or a zip that cannot be looked into: a register must not pass them over."""
    if path.is_dir():
        return (path / "data").is_dir() and any(path.glob("manifest-*.txt"))
    return path.suffix.lower() == ".zip" and bool(source_of(path).findings)


def shelved(path: Path) -> ShelvedBag:
    """Read what a bag says of itself; of a broken one as much as can be read."""
    checked = verify_bag(path, fast=True)
    source = source_of(path)
    labels: list[tuple[str, str]] = []
    try:
        declaration, _ = read_declaration(source)
        labels = read_info(source, declaration)[0] if declaration else []
    except BROKEN:
        labels = []
    payload = [size for name, size in source.sizes.items() if name.startswith("data/")]
    return ShelvedBag(
        path=path,
        labels=dict(labels),
        files=len(payload),
        size=sum(payload),
        fingerprint=checked.fingerprint or "",
        complete=checked.valid and not is_set_aside(path),
        ours=declares_profile(labels),
    )


def _read(source: Source, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        try:
            yield path, source.read(f"data/{path}")
        except BROKEN:
            continue
