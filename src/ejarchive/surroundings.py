"""What the program takes from the machine it runs on, gathered once by the command line and handed down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The moment of the run, the current folder, the environment, and the user's folders.

    Why: nothing below reads a clock, a folder or the environment by itself, so a run can be repeated.
    """

    now: dt.datetime
    folder: Path
    environment: Mapping[str, str]
    cache: Path
    processors: int = 1
