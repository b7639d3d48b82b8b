"""Which column of ours a heading means, and which headings are nobody's business."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ejarchive.model.schema import TABLES

if TYPE_CHECKING:
    from ejarchive.finding import Finding
    from ejarchive.formats.raw import RawTable
    from ejarchive.model.column import Table

PERSONAL = re.compile(
    r"снилс|паспорт|телефон|\bтел\b|почт[аы]|адрес|родител|\bмать\b|\bотец\b|опекун|законн\w* представител"
    r"|инвалид|здоров|диагноз|\bовз\b|\bполис\b|жительств|\bинн\b|гражданств|национальн|судимост|пароль|логин"
    r"|snils|passport|phone|e-?mail|address|parent|mother|father|guardian|disab|health|diagnos|insurance"
    r"|citizenship|nationality|password|login|token",
    re.IGNORECASE,
)
"""Personal data a journal does not need: dropped at the door (152-ФЗ ст. 5: no more than the purpose asks)."""


def plain(heading: str) -> str:
    """Return a heading without what does not tell headings apart: case, spaces, ё, the form of Unicode."""
    text = unicodedata.normalize("NFKC", heading).casefold().replace("ё", "е")
    return re.sub(r"[\s_*]+", " ", text).strip()


def table_named(name: str) -> Table | None:
    """Return the table that a file stem or a sheet name means, in English or Russian."""
    return _TABLES.get(plain(name))


def is_personal(heading: str) -> bool:
    """Tell whether a heading names personal data that are never read."""
    return PERSONAL.search(plain(heading)) is not None


def columns_of(raw: RawTable) -> tuple[dict[str, int], list[Finding]]:
    """Return column name → position in the raw frame, and findings about headings nobody knows."""
    names = {plain(c.name): c.name for c in raw.table.columns}
    names |= {plain(c.title): c.name for c in raw.table.columns}
    found: dict[str, int] = {}
    findings = []
    for position, heading in enumerate(raw.headings):
        name = names.get(plain(heading))
        if name is None:
            findings += _stranger(raw, position, heading)
        elif name in found:
            findings.append(raw.finding("F115", row=1, column=heading, heading=heading))
        else:
            found[name] = position
    missing = [c for c in raw.table.columns if c.required and c.name not in found]
    findings += [raw.finding("F106", row=1, column=c.name, title=c.title, name=c.name) for c in missing]
    return found, findings


def _stranger(raw: RawTable, position: int, heading: str) -> list[Finding]:
    if not heading.strip():
        filled = raw.frame[position].str.strip() != ""
        return [raw.finding("F116", row=int(str(filled.idxmax())), number=position + 1)] if filled.any() else []
    code = "F102" if is_personal(heading) else "F101"
    return [raw.finding(code, row=1, column=heading, heading=heading)]


_TABLES = {plain(name): table for table in TABLES.values() for name in (table.name, table.title)}
