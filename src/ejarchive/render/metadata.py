"""What a finished PDF says of itself: XMP and information dictionary in agreement, and that it is ours."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pypdf
from pypdf.errors import PyPdfError

from ejarchive import __version__
from ejarchive.document import Document

PRODUCER = "ejarchive"
_TOOL = f"{PRODUCER} {__version__}"


def information(document: Document, title: str) -> Mapping[str, str]:
    """Return the information dictionary."""
    moment = _aware(document.moment)
    offset = f"{moment:%z}"
    date = f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
    entries = {"/Title": title, "/Creator": _TOOL, "/Producer": _TOOL, "/CreationDate": date, "/ModDate": date}
    more = {"/Author": document.author, "/Keywords": document.ordered}
    return entries | {name: text for name, text in more.items() if text}


def xmp(document: Document, title: str) -> bytes:
    """Return the XMP packet; the same facts as `information`, and the standard the file keeps to."""
    date = _aware(document.moment).isoformat(timespec="seconds")
    author = f"<dc:creator><rdf:Seq><rdf:li>{escape(document.author)}</rdf:li></rdf:Seq></dc:creator>"
    return _XMP.format(
        title=escape(title),
        author=author if document.author else "",
        keywords=f"<pdf:Keywords>{escape(document.ordered)}</pdf:Keywords>\n" if document.ordered else "",
        language=escape(document.language),
        tool=_TOOL,
        date=date,
        standard=_UA_1 if document.accessible else _A_2U,
    ).encode()


def ordered_of(pdf: bytes) -> tuple[str, dt.datetime | None]:
    """Return what was asked of a document of ours, and the moment of its data; nothing of one that tells neither."""
    try:
        with pypdf.PdfReader(io.BytesIO(pdf)) as reader:
            told = reader.metadata
            return (str(told.get("/Keywords", "")), told.creation_date) if told else ("", None)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return "", None


def is_ours(path: Path) -> bool:
    """Tell whether a file is a PDF made by this program, of whatever version."""
    try:
        with pypdf.PdfReader(path) as reader:
            found = reader.xmp_metadata
            return found is not None and (found.pdf_producer or "").split(" ")[0] == PRODUCER
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return False  # whatever it is, pypdf cannot read it, and we did not write it


def _aware(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


_A_2U = "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>U</pdfaid:conformance>"
_UA_1 = '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>'
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{author}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{keywords}<pdf:Producer>{tool}</pdf:Producer>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
{standard}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
