"""Outside judges: programs of other people that say whether our files are what we claim.

Why: a defect shared by our writer and our reader would pass every test that uses only our own code.
A judge that is not installed skips the test on a user's machine and fails it where CI=true.
"""

from judges.browser import chromium_pages
from judges.office import office_converted
from judges.pdf import Font, pdf_fonts, qpdf_check, render_png
from judges.presence import engine, program, unavailable
from judges.vera import verapdf

__all__ = [
    "Font",
    "chromium_pages",
    "engine",
    "office_converted",
    "pdf_fonts",
    "program",
    "qpdf_check",
    "render_png",
    "unavailable",
    "verapdf",
]
