"""The moment the data speak of, and what was recorded after it (БГСХТ 1.2)."""

from __future__ import annotations

from collections.abc import Iterator

from ejarchive.checks.inspection import Inspection
from ejarchive.finding import Finding
from ejarchive.model.as_of import as_of


def no_moment(inspection: Inspection) -> Iterator[Finding]:
    """Find a journal that does not say when it was true."""
    if inspection.moment is None:
        yield inspection.finding("J112", "sources")


def recorded_after_moment(inspection: Inspection) -> Iterator[Finding]:
    """Count what a document as of the moment will leave out."""
    if inspection.moment is None:
        return
    cut = as_of(inspection.journal, inspection.moment, inspection.regulation.cells)
    for table, count in cut.left_out.items():
        yield inspection.finding("J113", table, count=count, moment=inspection.moment)


RULES = (no_moment, recorded_after_moment)
