"""What the program takes from the machine it runs on, gathered once by the command line and handed down."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The moment of the run, the current folder, the environment, and the user's folders.

    Why: nothing below reads a clock, a folder or the environment by itself, so a run can be repeated.
    `state` is the folder named by the user; None = beside the settings.
    """

    now: dt.datetime
    folder: Path
    environment: Mapping[str, str]
    cache: Path
    state: Path | None = None
    processors: int = 1


def gather() -> Surroundings:
    """Ask the machine. `SOURCE_DATE_EPOCH` (reproducible-builds.org) stands in for the clock when it is set."""
    environment = dict(os.environ)
    return Surroundings(
        now=_now(environment),
        folder=Path.cwd(),
        environment=environment,
        cache=user_cache_path("ejarchive", appauthor=False),
        processors=_processors(),
    )


def _now(environment: Mapping[str, str]) -> dt.datetime:
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.now(dt.UTC)


def _processors() -> int:
    """Return how many processors this process may use, which in a container is fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
