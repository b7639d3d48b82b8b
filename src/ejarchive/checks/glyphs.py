"""Characters that our faces cannot draw: the paper would show an empty box in their place."""

from __future__ import annotations

from collections.abc import Iterator

from ejarchive.checks.inspection import Inspection
from ejarchive.finding import Finding
from ejarchive.model.schema import TABLES
from ejarchive.typeface import missing_characters

_NEVER_PRINTED = {"tasks", "plan", "outages", "sources", "consents", "entries"}  # cells have their own grammar


def character_without_glyph(inspection: Inspection) -> Iterator[Finding]:
    """Find texts that cannot be printed as they are: emoji, signs and scripts our faces lack."""
    for table in TABLES.values():
        if table.name in _NEVER_PRINTED:
            continue
        frame = inspection.journal.frame(table.name)
        for column in table.columns:
            if column.type != "string" or column.key or column.references or column.values:
                continue
            for text in frame[column.name].dropna().unique():
                missing = missing_characters(text)
                if missing:
                    row = frame.index[frame[column.name] == text][0]
                    codes = ", ".join(f"U+{ord(character):04X}" for character in missing)
                    yield inspection.finding("J425", table.name, row, column.name, signs=codes)


RULES = (character_without_glyph,)
