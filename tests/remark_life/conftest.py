"""The sample college as it was at the ends of three months, judged."""

import datetime as dt
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ejarchive.checks.upkeep.run import judge_upkeep
from ejarchive.formats.read import read_journal
from ejarchive.settings import load_settings, regulation_of

SAMPLES = Path(__file__).parents[2] / "samples"
LOOKS = {"2025-10": dt.date(2025, 11, 5), "2025-11": dt.date(2025, 12, 5), "2025-12": dt.date(2026, 1, 12)}
"""Month → the day on which the deputy looks."""


@dataclass(frozen=True)
class Seen:
    """What a look saw."""

    month: str
    day: dt.date
    journal: Any
    settings: Any
    regulation: Any
    upkeep: Any


@pytest.fixture(scope="session")
def plants():
    return {plant["id"]: plant for plant in tomllib.loads((SAMPLES / "planted.toml").read_text("utf-8"))["plant"]}


@pytest.fixture(scope="session")
def three_looks(tmp_path_factory):
    settings, _ = load_settings(SAMPLES / "college" / "ejarchive.toml")
    regulation, zone = regulation_of(settings), settings.college.zone
    looks = []
    for month, day in LOOKS.items():
        folder = tmp_path_factory.mktemp("then") / month
        command = [sys.executable, str(SAMPLES / "generate.py"), "--as-of", f"{day}T18:00:00+04:00", "-o", str(folder)]
        subprocess.run(command, check=True, capture_output=True)
        journal, _ = read_journal(folder, zone=zone)
        moment = dt.datetime.combine(day, dt.time(18), zone)
        upkeep = judge_upkeep(journal, regulation, settings, moment)
        looks.append(Seen(month, day, journal, settings, regulation, upkeep))
    return looks
