"""An empty signature field where a template has left a place for it: someone signs the finished PDF elsewhere.

The place is a link to `SIGNATURE_FIELD`: both engines know where a link stands, and nobody ever follows this one.
"""

from __future__ import annotations

from decimal import Decimal

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream, String

from ejarchive.document import SIGNATURE_FIELD
from ejarchive.errors import RenderingError

_PRINTED = 4  # annotation flag: what PDF/A wants of every annotation
_FIELD = "Signature"


def put_signature_fields(pdf: Pdf, *, wanted: bool) -> None:
    """Turn each such link into a field; `RenderingError` when a field was promised and no template has a place."""
    fields: list[Object] = []
    for page in pdf.pages:
        for link in _places(page):
            name = _FIELD if not fields else f"{_FIELD}{len(fields) + 1}"
            field = pdf.make_indirect(_field(pdf, page, link, name))
            page.obj.Annots = Array([field if one == link else one for one in page.obj.Annots])
            fields.append(field)
    if wanted and not fields:
        raise RenderingError(
            "В документе нет места для поля электронной подписи.",
            "Если регламент или шаблон листа подписей свой, верните в него лист подписей и поле из шаблона программы.",
        )
    if fields:
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(fields)))


def _places(page: Page) -> list[Object]:
    links = [one for one in page.obj.get("/Annots", ()) if "/A" in one]
    return [one for one in links if str(one.A.get("/URI", "")) == SIGNATURE_FIELD]


def _field(pdf: Pdf, page: Page, link: Object, name: str) -> Dictionary:
    """Return a field and its widget in one; the appearance draws nothing: the line below it is on the page."""
    one, two, other, another = (round(Decimal(str(value)), 2) for value in link.Rect)  # one engine begins at the top
    left, right, bottom, top = min(one, other), max(one, other), min(two, another), max(two, another)
    box = Array([0, 0, right - left, top - bottom])
    appearance = pdf.make_indirect(
        Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=Dictionary())
    )
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Sig,
        T=String(name),
        TU=String("Электронная подпись"),
        Rect=Array([left, bottom, right, top]),
        F=_PRINTED,
        P=page.obj,
        AP=Dictionary(N=appearance),
    )
