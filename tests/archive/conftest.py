"""Bags to be verified: small, sound, ours and other people's."""

from pathlib import Path

import pytest

from archive.bags import INFO, PAYLOAD
from ejarchive.archive.bag import Bag, make_bag
from ejarchive.archive.writer import write_bag, write_zipped_bag


@pytest.fixture
def bag() -> Bag:
    return make_bag(PAYLOAD, INFO)


@pytest.fixture
def folder(bag, tmp_path) -> Path:
    """A sound bag of ours in a folder."""
    return write_bag(bag, tmp_path / "bag")


@pytest.fixture
def zipped(bag, tmp_path) -> Path:
    """A sound bag of ours in a zip."""
    return write_zipped_bag(bag, tmp_path / "bag.zip")
