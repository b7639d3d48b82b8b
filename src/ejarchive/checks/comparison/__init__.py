"""Journal × Journal → differences: rows matched, values compared, corrections found, places told."""

from ejarchive.checks.comparison.compare import compare_journals
from ejarchive.checks.comparison.findings import finding_of

__all__ = ["compare_journals", "finding_of"]
