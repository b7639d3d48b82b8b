"""Text as people mean it: one form of Unicode, one kind of line end, no signs that nobody can see."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    import numpy as np

    from ejarchive.finding import Finding
    from ejarchive.formats.raw import RawTable
    from ejarchive.model.tables import Clean

_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufff0-\ufffb\ufffe\uffff]"
)
"""Control characters, soft hyphens, zero widths, marks of direction: they turn text round or hide in it."""
_REPLACEMENT = "\ufffd"
_BETWEEN = "|"  # any sign that does not compose with its neighbours


def mended(text: str) -> str:
    """Return a text in NFC, with LF as line end, without unseen signs and without space around it."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _LINE_END.sub("\n", text))).strip()


def cleaner(raw: RawTable, index: pd.Index[Any], findings: list[Finding]) -> Clean:
    """Return what mends the distinct texts of a column of `raw` and adds findings about what it took out."""

    def clean(name: str, codes: np.ndarray[Any, Any], distinct: pd.Series[str]) -> pd.Series[str]:
        texts = distinct.to_numpy()
        whole = _BETWEEN.join(["", *texts, ""])
        spaced = f"{_BETWEEN} " in whole or f" {_BETWEEN}" in whole
        if whole.isprintable() and not spaced and unicodedata.is_normalized("NFC", whole):
            return distinct if _REPLACEMENT not in whole else report(name, codes, distinct)
        return report(name, codes, distinct).map(mended).astype("str")

    def report(name: str, codes: np.ndarray[Any, Any], distinct: pd.Series[str]) -> pd.Series[str]:
        for number, text in distinct.items():
            if (unseen := _UNSEEN.findall(text)) or _REPLACEMENT in text:
                signs = ", ".join(sorted({f"U+{ord(sign):04X}" for sign in unseen}))
                code = "F110" if unseen else "F114"
                findings.extend(raw.finding(code, int(row), name, signs=signs) for row in index[codes == number])
        return distinct

    return clean
