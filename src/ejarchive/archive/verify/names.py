"""Names of files: which lead out of the bag, collide on another system, or cannot exist there."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

_OUTSIDE = re.compile(r"^[/\\~]|^[A-Za-z]:|^%\w+%|(^|[/\\])\.\.([/\\]|$)|\.\\\.|://")
_WINDOWS = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)
_LONGEST = 255
SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini", "__macosx"})


def leaves_bag(path: str) -> bool:
    """Tell whether a path leads out of the bag, on whatever system (RFC 8493, 5.1)."""
    return not path or _OUTSIDE.search(path) is not None or any(part in {"", "."} for part in path.split("/"))


def same_name(path: str) -> str:
    """Return what two paths have in common that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def composed(path: str) -> str:
    """Return the path in the form NFC."""
    return unicodedata.normalize("NFC", path)


def colliding(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of files or folders that are one on a system that does not tell case or normal forms."""
    twins: defaultdict[str, set[str]] = defaultdict(set)
    for path in paths:
        parts = path.split("/")
        for length in range(1, len(parts) + 1):
            piece = "/".join(parts[:length])
            twins[same_name(piece)].add(piece)
    for same in twins.values():
        first, *others = sorted(same)
        yield from ((first, other) for other in others)


def unfit(path: str) -> bool:
    """Tell whether Windows cannot hold the name, or it is not in the form NFC."""
    return composed(path) != path or any(
        _WINDOWS.search(part) is not None or len(part) > _LONGEST for part in path.split("/")
    )


def is_system_file(path: str) -> bool:
    """Tell whether a desktop left this file: it is nobody's document."""
    return any(part.lower() in SYSTEM_FILES for part in path.split("/"))
