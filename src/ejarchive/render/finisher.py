"""Joins parts and the numbering layer into one deterministic PDF/A-2u.

What makes it 2u, for either engine: XMP and information dictionary in agreement, an output intent, an
identifier from the content, `/CIDToGIDMap` on every CIDFontType2, print flags on links.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, OutlineItem, Page, Pdf, Stream, String

from ejarchive.document import Counting, Document
from ejarchive.render.colour import NAME, srgb_profile
from ejarchive.render.imposition import PlacedPage, Volume
from ejarchive.render.metadata import information, xmp
from ejarchive.render.numbering import FONT, MARK, POINTS, Layer, Numbering
from ejarchive.render.parts import RenderedPart
from ejarchive.render.sheet_codes import put_mark, sheet_marks
from ejarchive.render.signature_field import put_signature_fields

_PRINTED = 4  # annotation flag


def finish(document: Document, volume: Volume, rendered: Mapping[str, RenderedPart], numbering: Numbering) -> bytes:
    """Return the finished PDF of one volume; `rendered` holds its parts by key."""
    pdf = Pdf.new()
    sources = _join(pdf, volume, rendered)
    _repair(pdf)
    _lay_over(pdf, document, volume, numbering)
    put_signature_fields(pdf, wanted=document.signature_field)
    _outline(pdf, volume)
    _describe(pdf, document, volume)
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, min_version="1.7")
    for source in sources:
        source.close()
    return target.getvalue()


def _join(pdf: Pdf, volume: Volume, rendered: Mapping[str, RenderedPart]) -> list[Pdf]:
    """Append all pages; the sources must stay open until the result is saved."""
    sources = []
    for page in volume.pages:
        if page.part is None:
            size = (page.geometry.width * POINTS, page.geometry.height * POINTS)
            pdf.add_blank_page(page_size=size)
        elif page.index == 0:
            source = Pdf.open(io.BytesIO(rendered[page.part.key].pdf))
            pdf.pages.extend(source.pages)
            sources.append(source)
    return sources


def _lay_over(pdf: Pdf, document: Document, volume: Volume, numbering: Numbering) -> None:
    moment = information(document, document.title)["/ModDate"]
    font = numbering.font.embed(pdf)
    mark = Dictionary(Type=Name.ExtGState, BM=Name.Multiply)
    befores: dict[bytes, Object] = {}
    for page, placed, code in zip(pdf.pages, volume.pages, sheet_marks(document, volume), strict=True):
        if code:
            put_mark(page, code, moment)
        layer = numbering.layer(placed, code)
        if not layer.before:
            continue
        if layer.before not in befores:
            befores[layer.before] = pdf.make_indirect(Stream(pdf, layer.before))
        after = pdf.make_indirect(Stream(pdf, layer.after))
        page.obj.Contents = Array([befores[layer.before], *_contents(page), after])
        _name(page, Name.Font, FONT, font)
        _name(page, Name.ExtGState, MARK, mark)
        _move_links(page, layer)


def _name(page: Page, category: Name, name: str, value: Object) -> None:
    """Give a thing of the layer its name in the resources of a page."""
    if category not in page.resources:
        page.resources[category] = Dictionary()
    page.resources[category][name] = value


def _contents(page: Page) -> Sequence[Object]:
    contents = page.obj.get("/Contents", Array())
    return list(contents) if isinstance(contents, Array) else [contents]


def _move_links(page: Page, layer: Layer) -> None:
    for annotation in page.obj.get("/Annots", ()):
        left, bottom, right, top = annotation.Rect
        move = Decimal(f"{layer.moved:.4f}")
        annotation.Rect = Array([left + move, bottom, right + move, top])


def _repair(pdf: Pdf) -> None:
    """Mend what PDF/A-2u minds in the output of either engine, and keep each font program once."""
    programs: dict[bytes, Object] = {}
    for font in _fonts(pdf):
        if font.Subtype == Name.CIDFontType2 and "/CIDToGIDMap" not in font:
            font.CIDToGIDMap = Name.Identity
        for key in ("/FontFile2", "/FontFile3"):
            if key in font.FontDescriptor:
                program = font.FontDescriptor[key]
                digest = hashlib.sha256(program.read_raw_bytes()).digest()
                font.FontDescriptor[key] = programs.setdefault(digest, program)
    for page in pdf.pages:
        if "/StructParents" in page.obj:
            del page.obj["/StructParents"]  # the structure of a part does not outlive the joining
        annotations = [link for link in page.obj.get("/Annots", ()) if "/A" in link and link.A.S == Name.URI]
        for link in annotations:
            link.F = _PRINTED
        if annotations:
            page.obj.Annots = Array(annotations)
        elif "/Annots" in page.obj:
            del page.obj["/Annots"]


def _fonts(pdf: Pdf) -> Iterator[Object]:
    """Yield the fonts that have a descriptor: simple ones, and those below a composite one."""
    seen = set()
    for page in pdf.pages:
        for font in page.resources.get("/Font", {}).values():
            if font.objgen not in seen:
                seen.add(font.objgen)
                yield from font.get("/DescendantFonts", [font])


def _outline(pdf: Pdf, volume: Volume) -> None:
    """Titles of parts, nested by their levels; a title may skip a level, its place may not be lost."""
    with pdf.open_outline() as outline:
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for number, page in enumerate(volume.pages):
            part = page.part
            if part is None or page.index or not part.title:
                continue
            item = OutlineItem(part.title, number, "Fit")
            while above[-1][0] >= part.level:
                above.pop()
            above[-1][1].append(item)
            above.append((part.level, item.children))


def _describe(pdf: Pdf, document: Document, volume: Volume) -> None:
    numbers = volume.numbers
    title = document.title
    if numbers.volumes > 1:
        title = f"{title}. Том {numbers.volume} из {numbers.volumes}"
    for key, value in information(document, title).items():
        pdf.docinfo[key] = String(value)
    profile = Stream(pdf, srgb_profile(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(NAME),
        Info=String(NAME),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    root = pdf.Root
    root.Metadata = pdf.make_indirect(Stream(pdf, xmp(document, title), Type=Name.Metadata, Subtype=Name.XML))
    root.OutputIntents = Array([pdf.make_indirect(intent)])
    root.Lang = String(document.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageLabels = _labels(volume.pages)


def _labels(pages: Sequence[PlacedPage]) -> Dictionary:
    """The number a viewer shows is the number on the paper: «12», «оп. 1», and none for a cover."""
    ranges: list[Object | int] = []
    before: PlacedPage | None = None
    for number, page in enumerate(pages):
        if before is None or page.counting is not before.counting:
            ranges += [number, _label(page)]
        before = page
    return Dictionary(Nums=Array(ranges))


def _label(page: PlacedPage) -> Dictionary:
    if page.counting is Counting.NONE:
        return Dictionary(P=String("—"))
    label = Dictionary(S=Name.D, St=page.page)
    if page.counting is Counting.OWN:
        label.P = String("оп. ")
    return label
