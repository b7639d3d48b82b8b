"""Codes at the foot of the sheets of a finished document: which sheet has which, and how they are drawn.

On the face of each sheet, in the lower outer corner: away from the sewing margin, below the foot line of the page.
Text, so that it is searched for and read aloud; and a QR code of the same text where the regulation allows. What the
sheet is called stands beside it in the page dictionary, so that a list of codes is made of a signed PDF too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count

import segno
from pikepdf import Dictionary, Page, String

from ejarchive.document import Counting, Document, Geometry
from ejarchive.render.imposition import PlacedPage, Volume
from ejarchive.render.layer_font import LayerFont
from ejarchive.sheet_code import ALPHABET, sheet_code

CHARACTERS = f"{ALPHABET}-"
PIECE = "/ejarchive"  # whose data they are, in the page-piece dictionary (ISO 32000-1, 14.5)

_POINTS = 72 / 25.4
_SIZE = 7  # points: as the foot line
_MODULE = 1 / 3  # millimetres: 2.6 dots at 200 dpi
_QUIET = 4  # modules, ISO/IEC 18004
_LOWEST = 5.2  # millimetres from the lower edge: what office printers still print


@dataclass(frozen=True, slots=True)
class SheetMark:
    """What a sheet is called («12», «12а», «оп. 1», «б/н 2» of a cover or a certification sheet), and its code."""

    sheet: str
    code: str


def coded(document: Document) -> bool:
    """Tell whether the sheets of a document have codes: only those of a final one, which has its salt."""
    return bool(document.salt) and not document.watermark and document.layout.sheet_numbers is not None


def sheet_marks(document: Document, volume: Volume) -> tuple[SheetMark | None, ...]:
    """Return what each page of a volume carries: a mark on every face, nothing on a back."""
    if not coded(document):
        return (None,) * len(volume.pages)
    of_file = document.layout.first_volume + volume.numbers.volume - 1
    return tuple(
        SheetMark(sheet, sheet_code(document.salt, of_file, sheet)) if sheet else None for sheet in _sheets(volume)
    )


def _sheets(volume: Volume) -> Iterator[str]:
    """Yield the name of the sheet on whose face a page stands, «» for a back.

    A sheet whose number is left to the pencil is called by the number that it will get.
    """
    loose = count(1)
    for page in volume.pages:
        if not page.face:
            yield ""
        elif page.counting is Counting.NONE:
            yield f"б/н {next(loose)}"
        else:
            yield _numbered(page)


def _numbered(page: PlacedPage) -> str:
    return f"оп. {page.sheet}" if page.counting is Counting.OWN else str(page.sheet)


def drawn(mark: SheetMark, geometry: Geometry, font: LayerFont, font_name: str, *, qr: bool) -> bytes:
    """Return the operators that draw a code on a face."""
    edge = geometry.width - geometry.right
    squares = b""
    if qr:
        rows = _modules(mark.code)
        edge -= len(rows) * _MODULE
        squares = b"q 0 g %s 0 0 %s %s %s cm %s f Q\n" % (
            *(_number(_MODULE * _POINTS),) * 2,
            _number(edge * _POINTS),
            _number(_LOWEST * _POINTS),
            b" ".join(_runs(rows)),
        )
        edge -= _QUIET * _MODULE
    return squares + b"BT %s %s Tf 0 g %s %s Td %s Tj ET\n" % (
        font_name.encode(),
        _number(_SIZE),
        _number(edge * _POINTS - font.width(mark.code, _SIZE)),
        _number(_LOWEST * _POINTS),
        font.shown(mark.code),
    )


def put_mark(page: Page, mark: SheetMark, moment: str) -> None:
    """Write into a page what it is called and its code; `moment` as a PDF date: data of a page must be dated."""
    page.obj.LastModified = String(moment)
    private = Dictionary(Sheet=String(mark.sheet), Code=String(mark.code))
    page.obj.PieceInfo = Dictionary({PIECE: Dictionary(LastModified=String(moment), Private=private)})


@cache
def _modules(code: str) -> tuple[bytes, ...]:
    """Return the rows of the QR code: version 1, a quarter of it may be spoilt."""
    return tuple(map(bytes, segno.make_qr(code, version=1, error="q", boost_error=False).matrix))


def _runs(rows: tuple[bytes, ...]) -> Iterator[bytes]:
    """Yield a rectangle for each run of dark modules, a module being the unit, from the lower left corner."""
    for up, row in enumerate(reversed(rows)):
        start = 0
        while (start := row.find(1, start)) >= 0:
            light = row.find(0, start)
            end = light if light >= 0 else len(row)
            yield b"%d %d %d 1 re" % (start, up, end - start)
            start = end


def _number(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode() or b"0"
