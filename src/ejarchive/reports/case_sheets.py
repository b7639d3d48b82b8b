"""Sheets of the pack that form a case of their own, with a signature sheet: what is kept longer than the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ejarchive.document import Document
from ejarchive.readiness import GapKind
from ejarchive.reports.context import PackContext
from ejarchive.reports.pack import PackOptions, document_of, is_last_of_year, sections_of, signatures_of
from ejarchive.russian import capitalised

GRADE_SHEETS = frozenset({"term_grades", "year_grades", "debts"})
"""Sheets made of grades alone: lessons and entries are not behind them, and not needed to prove them."""
_GRADE_GAPS = {GapKind.GRADE, GapKind.MAKE_UP}


def case_sheets(
    context: PackContext, stem: str, heading: str, kinds: Sequence[str], options: PackOptions
) -> Document | None:
    """Return the sheets of these kinds as a document; None when there is nothing on any of them yet.

    Of the gaps in `options` those count that these sheets would show.
    """
    rules = context.regulation.pack
    early = set() if is_last_of_year(context) else set(rules.year_parts)
    sections = sections_of(context, (kind for kind in kinds if kind not in early))
    if not sections:
        return None
    readiness = options.readiness
    if readiness and GRADE_SHEETS.issuperset(kinds):
        shown = tuple(gap for gap in readiness.gaps if gap.kind in _GRADE_GAPS)
        reason = options.accepted_gaps if shown else ""
        options = replace(options, readiness=replace(readiness, gaps=shown), accepted_gaps=reason)
    parts = [part for section in sections for part in section.parts]
    if "signatures" in rules.parts:
        parts.append(signatures_of(context, options))
    title = f"{capitalised(heading)}. Группа {context.group.name}. {context.term_title}"
    return document_of(context, options, parts, stem=stem, title=title)
