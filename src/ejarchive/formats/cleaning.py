"""Text as people mean it: one form of Unicode, one kind of line end, no signs that nobody can see."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from ejarchive.finding import Finding
    from ejarchive.formats.raw import RawTable

_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufff0-\ufffb\ufffe\uffff]"
)
"""Control characters, soft hyphens, zero widths, marks of direction: they turn text round or hide in it."""
_REPLACEMENT = "\ufffd"


def cleaned(raw: RawTable, text: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the frame in NFC, with LF as line end and without unseen signs, and findings about these.

    Columns come back as categories where that is cheaper for whoever reads the distinct values next.
    """
    findings: list[Finding] = []
    columns = {name: _clean_column(raw, text[name], findings) for name in text.columns}
    return pd.DataFrame(columns, index=text.index), findings


def mended(text: str) -> str:
    """Return one text in NFC, with LF as line end and without unseen signs."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _LINE_END.sub("\n", text)))


def _clean_column(raw: RawTable, column: pd.Series[Any], findings: list[Finding]) -> pd.Series[Any]:
    codes, distinct = pd.factorize(column)
    whole = "".join(distinct)
    if whole.isascii() and whole.isprintable():
        clean = distinct
    else:
        clean = pd.Index([mended(text) for text in distinct], dtype="str")
        for number, text in enumerate(distinct):
            if (unseen := _UNSEEN.findall(text)) or _REPLACEMENT in text:
                signs = ", ".join(sorted({f"U+{ord(sign):04X}" for sign in unseen}))
                code = "F110" if unseen else "F114"
                rows = column.index[codes == number]
                findings += [raw.finding(code, int(row), str(column.name), signs=signs) for row in rows]
    if clean.is_unique:
        return pd.Series(pd.Categorical.from_codes(codes, categories=clean), index=column.index)
    return pd.Series(clean.take(codes), index=column.index)
