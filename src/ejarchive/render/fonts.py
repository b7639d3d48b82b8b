"""The vendored fonts: the only faces an engine may see."""

from __future__ import annotations

import os
from pathlib import Path

from ejarchive.resources import folder

FAMILIES = ("Liberation Serif", "PT Sans Narrow")


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
