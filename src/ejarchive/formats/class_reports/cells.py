"""A cell as the system writes it («О 4/3», «Б  3», «Н Н») → the cell of our grammar («о4/3», «б3», «н»)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

CODES = {"н": "н", "о": "о", "б": "б", "у": "п"}
MEANINGS = {"неуважительная": "н", "опоздание": "о", "болезнь": "б", "уважительная": "п"}
"""The words of the legend below a block → our codes."""
_PARTS = re.compile(r"[\s/,;]+")
_MARK = re.compile(r"[1-5][+-]?|ЗЧ|НЗ|ОСВ", re.IGNORECASE)


@dataclass(slots=True)
class Cells:
    """Reads cells and remembers what it wrote otherwise, kept as it was, or took for one code."""

    rewritten: Counter[tuple[str, str]] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    repeated: Counter[str] = field(default_factory=Counter)

    def read(self, text: str, codes: dict[str, str]) -> str:
        """Return the cell in our spelling; one that says two things at once stays as it is."""
        if not text:
            return ""
        parts = [part for part in _PARTS.split(text) if part]
        told = [code for part in parts if (code := codes.get(part.casefold()))]
        marks = [part for part in parts if _MARK.fullmatch(part)]
        if len(told) + len(marks) < len(parts) or len(set(told)) > 1:
            self.unknown[text] += 1
            return text
        if len(told) > 1:
            self.repeated[text] += 1
        ours = "".join(told[:1]) + "/".join(marks)
        if ours != text:
            self.rewritten[text, ours] += 1
        return ours
