"""Срок хранения: read from the words of the nomenclature, counted from the year after the case was closed.

Nothing is guessed: words that name no term are unread, and what is unread is never due.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum


class Keeping(StrEnum):
    """How a case is kept."""

    YEARS = "years"
    FOREVER = "forever"  # постоянно
    WHILE_NEEDED = "while_needed"  # до минования надобности (ДМН)
    UNREAD = "unread"  # the words name no term


_YEARS = re.compile(
    r"(?P<years>[1-9]\d{0,2})(?: ?\([а-яё ]+\))? ?(?:год|года|лет|г\.|л\.)"
    r"(?P<expert> (?:эпк|цэк|эк)| \((?:эпк|цэк|эк)\))?"
)
_FOREVER = ("постоянно", "хранить постоянно", "пост.", "бессрочно")
_WHILE_NEEDED = ("до минования надобности", "дмн", "д.м.н.")


@dataclass(frozen=True, slots=True)
class Retention:
    """A term of keeping. `expert`: «ЭК», «ЭПК»: when it runs out, a commission may keep the case longer."""

    words: str
    keeping: Keeping
    years: int = 0
    expert: bool = False

    def kept_through(self, closed: dt.date | None) -> dt.date | None:
        """Return the last day of keeping of a case closed that day; None where no day can be told.

        The term runs from 1 January of the year after the one in which the case was closed.
        """
        if closed is None or self.keeping is not Keeping.YEARS:
            return None
        return dt.date(min(closed.year + self.years, dt.MAXYEAR), 12, 31)

    def ran_out(self, closed: dt.date | None, today: dt.date) -> bool:
        """Tell whether the term is over on that day."""
        last = self.kept_through(closed)
        return last is not None and last < today


def read_retention(words: str) -> Retention:
    """Read «5 лет», «75 лет ЭПК», «постоянно», «до минования надобности»; anything else stays unread."""
    plain = " ".join(words.casefold().split()).rstrip(";, ")
    if plain in _FOREVER:
        return Retention(words, Keeping.FOREVER)
    if plain in _WHILE_NEEDED:
        return Retention(words, Keeping.WHILE_NEEDED)
    found = _YEARS.fullmatch(plain.rstrip(".")) or _YEARS.fullmatch(plain)
    if found is None:
        return Retention(words, Keeping.UNREAD)
    return Retention(words, Keeping.YEARS, int(found["years"]), expert=bool(found["expert"]))
