"""qpdf and poppler: structure, fonts and the picture of a PDF."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from judges.presence import program

_FONT_LINE = re.compile(
    r"^(?P<name>\S+)\s+(?P<type>(?:CID )?(?:TrueType|Type 0C|Type 1C|Type 1|Type 3)(?: \(OT\))?)\s+(?P<encoding>\S+)\s+"
    r"(?P<embedded>yes|no)\s+(?P<subset>yes|no)\s+(?P<unicode>yes|no)\s+\d+\s+\d+$"
)


@dataclass(frozen=True, slots=True)
class Font:
    """One font as `pdffonts` sees it; `name` without the subset prefix ABCDEF+."""

    name: str
    type: str
    embedded: bool
    subset: bool
    unicode: bool


def qpdf_check(path: Path) -> list[str]:
    """What `qpdf --check` complains of: an empty list for a sound file."""
    done = subprocess.run([program("qpdf", "qpdf"), "--check", str(path)], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return []
    lines = [line for line in (done.stdout + done.stderr).splitlines() if "WARNING" in line or "ERROR" in line]
    return lines or [f"qpdf: exit code {done.returncode}", *done.stderr.splitlines()]


def pdf_fonts(path: Path) -> list[Font]:
    """All fonts of a PDF."""
    done = subprocess.run([program("pdffonts", "poppler-utils"), str(path)], capture_output=True, text=True, check=True)
    fonts = []
    for line in done.stdout.splitlines()[2:]:
        found = _FONT_LINE.match(line.rstrip())
        assert found, f"pdffonts says what this judge cannot read: {line!r}"
        fonts.append(
            Font(
                name=re.sub(r"^[A-Z]{6}\+", "", found["name"]),
                type=found["type"],
                embedded=found["embedded"] == "yes",
                subset=found["subset"] == "yes",
                unicode=found["unicode"] == "yes",
            )
        )
    return fonts


def render_png(path: Path, page: int, dpi: int = 100) -> bytes:
    """One page (from 1) as a PNG, drawn by poppler."""
    done = subprocess.run(
        [program("pdftoppm", "poppler-utils"), "-png", "-r", str(dpi), "-f", str(page), "-l", str(page), str(path)],
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"\x89PNG"), f"page {page} was not drawn: {done.stderr!r}"
    return done.stdout
