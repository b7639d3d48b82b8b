"""Sheets of an earlier run that nobody needs any more: printed by mistake they would accuse somebody in vain."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ejarchive.artifact import Artifact
from ejarchive.render.metadata import is_ours
from ejarchive.reports.teacher_sheet import sheet_stem
from ejarchive.reports.upkeep_report.review import Review


def clear_old_sheets(folder: Path, reviews: Iterable[Review], made: Iterable[Artifact]) -> None:
    """Take away our own sheets of the same months and deputies that this run has not made; all else stays."""
    kept = {artifact.path for artifact in made}
    for review in reviews:
        for path in sorted(folder.glob(f"{sheet_stem(review, '')}-*.pdf")):
            if path.resolve() not in kept and is_ours(path):
                path.unlink()
