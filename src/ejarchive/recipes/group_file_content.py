"""What the bytes of a document depend on, as one digest that is known before anything is rendered."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict
from importlib.metadata import version

from ejarchive.document import Document
from ejarchive.recipes.order import Order
from ejarchive.recipes.printing import own_templates
from ejarchive.render.cache import OrderKeys
from ejarchive.settings import Settings


def content_of(document: Document, order: Order, settings: Settings) -> str:
    """Return the digest of a document, its engine, templates and fonts, and the libraries that make the file.

    Why: the version of a pack and the codes of its sheets are printed in it, so it must be known while the pack is
    not yet made. It is the salt of those codes too: whoever has not the whole journal cannot know it.
    """
    keys = OrderKeys(order.engine or settings.print.engine, own_templates(settings))
    told = json.dumps(asdict(document), ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(f"{keys.shared}\n{version('pikepdf')}\n{version('segno')}\n{told}".encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
