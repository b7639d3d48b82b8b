"""The sample college read with plain pandas: no code of ours judges our own sample."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


class College(dict):
    """Table → frame of text, empty cells as null, with the joins the tests need again and again."""

    @classmethod
    def read(cls, folder):
        return cls(
            {
                file.stem: pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[""])
                for file in sorted(folder.glob("*.csv"))
            }
        )

    @property
    def held(self):
        """Held lessons with their course's columns (`course_` before a name both have)."""
        lessons = self["lessons"][self["lessons"].status == "held"]
        return lessons.merge(self["courses"], on="course_id", suffixes=("", "_of_course"))

    @property
    def cells(self):
        """Entries with lesson and course, the cell taken apart into code and marks."""
        cells = self["entries"].merge(self.held, on="lesson_id", suffixes=("", "_of_lesson"))
        parts = cells.text.str.extract(r"^([нпбо]?)(.*)$")
        return cells.assign(code=parts[0], marks=parts[1])


def run_generator(*arguments):
    """Run the generator as a reader of the README would."""
    return subprocess.run(
        [sys.executable, str(SAMPLES / "generate.py"), *map(str, arguments)], check=True, capture_output=True, text=True
    )


@pytest.fixture(scope="session")
def folder():
    return SAMPLES / "college"


@pytest.fixture(scope="session")
def college(folder):
    return College.read(folder)


@pytest.fixture(scope="session")
def plants():
    return tomllib.loads((SAMPLES / "planted.toml").read_text("utf-8"))["plant"]


@pytest.fixture(scope="session")
def generate():
    return run_generator


@pytest.fixture(scope="session")
def read_college():
    return College.read
