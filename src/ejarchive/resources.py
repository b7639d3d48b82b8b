"""Where the program's own data lie: in the package once installed, beside `src/` in a checkout."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from ejarchive.errors import InstallationError

_PACKAGE = Path(str(files("ejarchive")))


@cache
def folder(name: Literal["templates", "fonts", "samples"]) -> Path:
    """Return the folder of that name; `InstallationError` naming both places when neither has it."""
    places = (_PACKAGE / name, _PACKAGE.parents[1] / name)
    for place in places:
        if place.is_dir():
            return place
    raise InstallationError(
        f"Не найдена папка программы «{name}»: ни {places[0]}, ни {places[1]}.",
        "Установите ejarchive заново: pip install --force-reinstall ejarchive",
    )


@cache
def regulation_names() -> tuple[str, ...]:
    """Return the names of the regulations that ship with the program."""
    return tuple(sorted(path.stem for path in (_PACKAGE / "regulations").glob("*.toml")))


def regulation_file(name: str) -> Path:
    """Return the data file of a shipped regulation (it may not exist)."""
    return _PACKAGE / "regulations" / f"{name}.toml"
