"""The vendored fonts: the only faces an engine may see, and the characters they hold."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from ejarchive.resources import folder

FAMILIES = ("Liberation Serif", "PT Sans Narrow")

# Drawn by nothing, so no face needs them: line ends, joiners, direction marks, byte order mark.
_INVISIBLE = frozenset(
    [*map(ord, "\t\n\r"), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)


def files() -> tuple[Path, ...]:
    """Return the font files, sorted by name."""
    return tuple(sorted(folder("fonts").glob("*.ttf")))


def use_only_ours() -> None:
    """Point fontconfig of this process, whichever engine asks it, at our folder and at no other."""
    os.environ["FONTCONFIG_FILE"] = str(folder("fonts") / "fonts.conf")


def is_ours(base_font: str) -> bool:
    """Tell whether a `/BaseFont` name, subset tag and style included, is one of our families."""
    name = base_font.removeprefix("/").rpartition("+")[2].replace("-", "").replace(" ", "")
    return any(name.startswith(family.replace(" ", "")) for family in FAMILIES)


def missing_characters(text: str) -> tuple[str, ...]:
    """Return the characters that no face of ours can draw, sorted."""
    return tuple(sorted(character for character in set(text) if ord(character) not in _drawable()))


@cache
def _drawable() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # late: 0.1 s, and only a worker needs it

    codes = set(_INVISIBLE)
    for file in files():
        with TTFont(file, lazy=True) as font:
            codes.update(font.getBestCmap())
    return frozenset(codes)
