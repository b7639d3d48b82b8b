"""Where the program keeps its own records of a college: beside its settings, unless the user names another folder."""

from __future__ import annotations

from pathlib import Path

from ejarchive.settings import Settings
from ejarchive.surroundings import Surroundings

NAME = "ejarchive-state"


def state_folder(settings: Settings, surroundings: Surroundings) -> Path:
    """Return the folder; without settings it stands in the current one. It need not exist yet."""
    if surroundings.state is not None:
        return surroundings.folder / surroundings.state
    return (settings.file.parent if settings.file else surroundings.folder) / NAME
