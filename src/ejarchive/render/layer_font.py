"""A few characters of Liberation Serif as a PDF font of our own: for numbers and watermarks laid over pages."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from ejarchive.resources import folder

_FILE = "LiberationSerif-Regular.ttf"
_FAMILY = "LiberationSerif"


@dataclass(frozen=True, slots=True)
class LayerFont:
    """The subset: its program, glyph numbers and widths (thousandths of the size) by character."""

    program: bytes
    glyphs: Mapping[str, int]
    widths: Mapping[str, float]
    ascent: float
    descent: float
    box: tuple[float, ...]

    def shown(self, text: str) -> bytes:
        """Return the text as the operand of Tj."""
        return b"<" + b"".join(b"%04X" % self.glyphs[character] for character in text) + b">"

    def width(self, text: str, size: float) -> float:
        """Return the width of the text in points."""
        return sum(self.widths[character] for character in text) * size / 1000

    def embed(self, pdf: Pdf) -> Object:
        """Put the font into a PDF, as PDF/A wants it: embedded, with Unicode values and widths."""
        name = Name(f"/{_tag(self.program)}+{_FAMILY}")
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=Array(self.box),
            ItalicAngle=0,
            Ascent=self.ascent,
            Descent=self.descent,
            CapHeight=self.ascent,
            StemV=80,
            FontFile2=pdf.make_indirect(Stream(pdf, self.program, Length1=len(self.program))),
        )
        order = sorted(self.glyphs, key=self.glyphs.__getitem__)
        widths = [Array([self.glyphs[character], Array([self.widths[character]])]) for character in order]
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            CIDToGIDMap=Name.Identity,
            FontDescriptor=pdf.make_indirect(descriptor),
            W=Array([item for pair in widths for item in pair]),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_indirect(Stream(pdf, self._to_unicode())),
            )
        )

    def _to_unicode(self) -> bytes:
        lines = [
            f"<{glyph:04X}> <{character.encode('utf-16-be').hex().upper()}>" for character, glyph in self.glyphs.items()
        ]
        chunks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
        tables = "\n".join(f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar" for chunk in chunks)
        return _CMAP.replace("TABLES", tables).encode()


@cache
def layer_font(characters: str) -> LayerFont:
    """Return the subset that holds these characters."""
    from fontTools import subset  # late: 0.1 s
    from fontTools.ttLib import TTFont

    options = subset.Options(
        hinting=False, layout_features=[], glyph_names=False, notdef_outline=True, recalc_timestamp=False
    )
    options.drop_tables += ["name", "post", "OS/2", "cmap", "GSUB", "GPOS", "GDEF", "kern", "gasp", "FFTM"]
    with TTFont(folder("fonts") / _FILE, recalcTimestamp=False) as font:
        names = font.getBestCmap()
        named = {character: names[ord(character)] for character in characters}
        before = font.getGlyphOrder()
        subsetter = subset.Subsetter(options)
        subsetter.populate(glyphs=named.values())
        per_em = font["head"].unitsPerEm
        widths = {character: font["hmtx"][names[ord(character)]][0] * 1000 / per_em for character in characters}
        subsetter.subset(font)
        numbers = {glyph: number for number, glyph in enumerate(g for g in before if g in subsetter.glyphs_retained)}
        target = io.BytesIO()
        font.save(target)
        head, across = font["head"], font["hhea"]
        return LayerFont(
            program=target.getvalue(),
            glyphs={character: numbers[glyph] for character, glyph in sorted(named.items())},
            widths=widths,
            ascent=across.ascent * 1000 / per_em,
            descent=across.descent * 1000 / per_em,
            box=tuple(edge * 1000 / per_em for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
        )


def _tag(program: bytes) -> str:
    """Return six letters that tell one subset from another."""
    digest = hashlib.sha256(program).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
TABLES
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
