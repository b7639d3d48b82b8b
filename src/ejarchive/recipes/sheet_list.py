"""The list of codes in a bag: by it a sheet of paper is found years later, with the bag alone.

Why a list and not the salt alone: only a sheet that the pack has is ever found, and no program of ours is needed.
"""

from __future__ import annotations

from collections.abc import Mapping

from ejarchive.formats.sheet_table import sheets_csv
from ejarchive.render.page_texts import coded_sheets

SHEETS = "sheets.csv"


def sheet_list(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the list of the sheets of these PDFs as a payload file; nothing when none of them has codes.

    It is read from the PDFs themselves: signed ones keep the codes with which they were printed.
    """
    pdfs = sorted(
        (name for name in documents if name.lower().endswith(".pdf")), key=lambda name: (len(name), name)
    )  # the second volume after the first
    sheets = [sheet for name in pdfs for sheet in coded_sheets(documents[name], name)]
    return {SHEETS: sheets_csv(sheets)} if sheets else {}
