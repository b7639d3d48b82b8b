"""What `reports` make and `render` prints: a document is an ordered list of parts.

A part is one template with one view (plain JSON values) on one page geometry; it knows nothing of its
place in the document, so that it can be rendered alone, in any worker, and kept in a cache.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

SIGNATURE_FIELD = "urn:ejarchive:signature-field"
"""Where a template puts a link to this, the finished PDF has an empty signature field."""
View = Mapping[str, Any]
"""JSON values only: str, int, float, bool, None, lists and dicts of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """A page and its margins in millimetres, as on a face (recto); the joiner mirrors even pages.

    Left 30 mm is the sewing margin (ГОСТ Р 7.0.97, documents kept over ten years).
    """

    width: float = 210
    height: float = 297
    top: float = 20
    right: float = 10
    bottom: float = 15
    left: float = 30


class Side(StrEnum):
    """Where the first page of a part must fall in two-sided print; a blank page is put in if it must."""

    ANY = "any"
    FACE = "face"  # лицевая сторона листа: odd page
    BACK = "back"  # оборот: even page, the left one of a spread


class Counting(StrEnum):
    """How the sheets of a part are numbered."""

    SHEETS = "sheets"  # in the running numbers of the file
    OWN = "own"  # numbers of its own (внутренняя опись)
    NONE = "none"  # not counted (обложка, лист-заверитель)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a document that is rendered by itself.

    `key` is ASCII and unique in the document; `title` stands in the outline (empty: not there).
    `pages` is the number of pages the view was cut for, or None where the text flows; a rendered part
    with another number is a defect. `promises` are texts that must be found on its pages, white space
    aside. A part with `uses_numbers` gets the `Numbers` of its volume and is rendered last.
    """

    key: str
    template: str
    view: View
    title: str = ""
    level: int = 1
    geometry: Geometry = Geometry()
    starts: Side = Side.ANY
    counting: Counting = Counting.SHEETS
    page_numbers: bool = True
    pages: int | None = None
    promises: tuple[str, ...] = ()
    uses_numbers: bool = False
    every_volume: bool = False  # repeated in each volume: title, contents, certification
    first_volume: int = 1  # … but not before this one: a continuation has its title page already
    when_followed: bool = False  # … and only in a volume that another follows: that one is finished, the last is open
    keeps_with_previous: bool = False  # a volume is never broken before this part


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the pages of a document become sheets. `first_sheet` is the number of the first new sheet.

    `first_volume`: the number that its first volume has among those of the whole file, earlier documents in it too.
    """

    two_sided: bool = True
    sheet_numbers: str | None = "printed"  # "blank": an empty box for the pencil; None: no layer at all
    first_sheet: int = 1
    sheets_per_volume: int = 250
    first_volume: int = 1
    qr: bool = False  # beside the code of a sheet, the same code for a camera


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Sheets and pages that a part takes, both ends included."""

    first_sheet: int
    last_sheet: int
    first_page: int
    last_page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What a part with `uses_numbers` may print of the finished volume.

    `volume` of `volumes` counts within the document; `volume_of_file` is what is printed of it: the number among the
    volumes of the whole file, 0 while the file has but one.
    """

    volume: int
    volumes: int
    first_sheet: int
    last_sheet: int
    sheets: int
    own_sheets: int  # sheets of parts with numbers of their own (опись)
    pages: int
    volume_of_file: int = 0
    spans: Mapping[str, Span] = field(default_factory=dict)  # by part key, of this volume only


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document: it becomes one PDF, or one a volume when it outgrows a volume.

    `stem` is the ASCII file name without ending; `moment` is «по состоянию на» and dates the metadata.
    `watermark` («ПРОЕКТ», «Черновик») is laid over every page and is no part of any part. `ordered`: what
    was asked of it beyond the usual, kept in the metadata, so that the same can be made again. `accessible`:
    PDF/UA-1 straight from the engine, so it has one part and no layer. `salt`: of what the codes of its sheets are
    made, known to nobody who has not the document (empty: the sheets have none).
    """

    kind: str
    stem: str
    title: str
    parts: tuple[Part, ...]
    moment: dt.datetime
    author: str = ""
    language: str = "ru"
    layout: Layout = Layout()
    watermark: str = ""
    ordered: str = ""
    accessible: bool = False
    signature_field: bool = False  # one is promised: a document without a place for it is a defect
    salt: str = ""
    group_id: str | None = None
    student_id: str | None = None
    term_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A page for a browser, one file of a set whose pages link to one another.

    `path` is ASCII, below the folder of the set; `listed` is what an inventory calls it: it names no person.
    """

    path: str
    template: str
    title: str
    listed: str
    view: View
