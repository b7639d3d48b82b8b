"""Fixtures for all tests. What only one folder of tests needs stands in that folder."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of this checkout."""
    return ROOT
