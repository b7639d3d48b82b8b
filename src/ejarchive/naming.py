"""File names: ASCII, lower case, safe on every system; what people write lives in the metadata."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import iuliia
from pathvalidate import sanitize_filename

_LONGEST = 40
_FOREIGN = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return the letters and digits of a name transliterated: «21-ТМ» → `21tm`; "" when it has none.

    Why no hyphens inside: they separate the pieces of a `stem`.
    """
    composed = unicodedata.normalize("NFKC", text)
    latin = unicodedata.normalize("NFKD", iuliia.WIKIPEDIA.translate(composed))
    return _FOREIGN.sub("", latin.lower())[:_LONGEST]


def unique_slugs(names: Mapping[str, str]) -> Mapping[str, str]:
    """Return a slug for each id, from its name; twins and names without letters get their id added.

    The result depends on all the names, not on which of them are printed today.
    """
    plain = {key: slug(name) for key, name in names.items()}
    taken = list(plain.values())
    slugs: dict[str, str] = {}
    for key in sorted(names):
        own = plain[key]
        if not own or taken.count(own) > 1:
            own = "-".join(piece for piece in (own, slug(key)) if piece) or "x"
        number = 1
        candidate = own
        while candidate in slugs.values():
            number += 1
            candidate = f"{own}-{number}"
        slugs[key] = candidate
    return slugs


def stem(*pieces: str) -> str:
    """Join pieces into a file name without ending: `stem("pack", "21tm", "2025-1")` → `pack-21tm-2025-1`."""
    safe = ("-".join(filter(None, (slug(part) for part in piece.split("-")))) for piece in pieces)
    return sanitize_filename("-".join(piece for piece in safe if piece)) or "document"
